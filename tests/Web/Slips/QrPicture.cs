using Microsoft.Playwright;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Baotuan.Tests.Web;

/// <summary>Reads the QR code in a picture, as a phone's camera does.</summary>
internal static class QrPicture
{
    private const string ToGrey = """
        async png => {
          const image = new Image();
          await new Promise((done, failed) => { image.onload = done; image.onerror = failed; image.src = 'data:image/png;base64,' + png; });
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.width, image.height];
          const pen = canvas.getContext('2d');
          pen.drawImage(image, 0, 0);
          const colours = pen.getImageData(0, 0, image.width, image.height).data;
          let grey = '';
          for (let i = 0; i < colours.length; i += 4) grey += String.fromCharCode((colours[i] + 2 * colours[i + 1] + colours[i + 2]) >> 2);
          return [String(image.width), String(image.height), btoa(grey)];
        }
        """;

    /// <summary>What the code says.</summary>
    /// <exception cref="InvalidOperationException">No code is in the picture.</exception>
    internal static async Task<string> ReadAsync(IBrowserContext browser, byte[] png)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync("about:blank");
        var grey = await page.EvaluateAsync<string[]>(ToGrey, Convert.ToBase64String(png));
        await page.CloseAsync();
        var picture = new RGBLuminanceSource(
            Convert.FromBase64String(grey[2]), int.Parse(grey[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(grey[1], System.Globalization.CultureInfo.InvariantCulture),
            RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(picture)), new Dictionary<DecodeHintType, object> { [DecodeHintType.TRY_HARDER] = true })?.Text
            ?? throw new InvalidOperationException("no QR code in the picture");
    }
}
