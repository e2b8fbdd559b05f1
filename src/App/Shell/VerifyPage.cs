using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.App.Shell;

/// <summary>
/// The page that verifies a receipt by itself: one file with its own Ed25519 and SHA-256, which loads nothing and asks no server. The site gives it
/// out with its log's key filled in; saved to a phone it works from there.
/// </summary>
internal static partial class VerifyPage
{
    internal const string Address = "/verify.html";
    private const string KeyPlace = "{{key}}";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Address, AnswerAsync).AllowAnonymous();

    /// <summary>The page with a key filled in; empty for none.</summary>
    internal static string With(string vkey) => AssetFiles.ReceiptPage().Replace(KeyPlace, HtmlEncoder.Default.Encode(vkey), StringComparison.Ordinal);

    private static async Task<IResult> AnswerAsync(Store store, HttpContext http, CancellationToken cancel)
    {
        var page = With((await LogCheckpoints.KeysAsync(store, cancel))[0].ToString());
        // the page's own policy, which names its script and style by their hashes
        http.Response.Headers.ContentSecurityPolicy = Policy().Match(page).Groups["policy"].Value + "; frame-ancestors 'none'";
        http.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(page, "text/html", Encoding.UTF8);
    }

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]+)\"")]
    private static partial Regex Policy();
}
