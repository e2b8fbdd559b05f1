using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>Saves what the browser shows to the folder named by BAOTUAN_SHOTS; does nothing without it.</summary>
internal static class Screenshots
{
    internal static async Task Save(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BAOTUAN_SHOTS") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, FileName(name) + ".png"), FullPage = true });
    }

    internal static async Task SavePdf(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BAOTUAN_SHOTS") is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        await page.PdfAsync(new() { Path = Path.Combine(folder, FileName(name) + ".pdf"), PreferCSSPageSize = true });
    }

    private static string FileName(string name)
    {
        var text = name.Trim('/').Replace('/', '-').Replace('?', '_').Replace('&', '_');
        return text.Length == 0 ? "home" : text;
    }
}
