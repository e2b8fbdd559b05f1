using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Baotuan.App.Shell;

/// <summary>
/// The embedded style sheet, script and icon. Each address carries a piece of its content's hash, so a browser keeps it for good and never shows an old one.
/// </summary>
internal sealed class AssetFiles
{
    private sealed record Asset(string Url, string ContentType, byte[] Plain, byte[] Brotli);

    private static readonly (string Name, string ContentType)[] Served =
    [
        ("site.css", "text/css; charset=utf-8"),
        ("site.js", "text/javascript; charset=utf-8"),
        ("favicon.svg", "image/svg+xml"),
    ];

    private readonly FrozenDictionary<string, Asset> _byName = Served.ToFrozenDictionary(s => s.Name, s => Load(s.Name, s.ContentType));

    /// <summary>Address of an asset by its plain name.</summary>
    internal string Url(string name) => _byName[name].Url;

    /// <summary>Text of the chart bundle; it runs in the server and is not served.</summary>
    internal static string ChartBundle()
    {
        using var reader = new StreamReader(Open("charts.js"));
        return reader.ReadToEnd();
    }

    /// <summary>The page that verifies receipts, before <see cref="VerifyPage"/> puts a key into it.</summary>
    internal static string ReceiptPage()
    {
        using var reader = new StreamReader(Open("verify.html"));
        return reader.ReadToEnd();
    }

    internal void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in _byName.Values)
            routes.MapGet(asset.Url, context => Send(context, asset)).WithDisplayName("asset " + asset.Url).AllowAnonymous();
    }

    private static Task Send(HttpContext context, Asset asset)
    {
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var response = context.Response;
        response.ContentType = asset.ContentType;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (brotli)
            response.Headers.ContentEncoding = "br";
        var bytes = brotli ? asset.Brotli : asset.Plain;
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Asset Load(string name, string contentType)
    {
        using var source = Open(name);
        var plain = new byte[source.Length];
        source.ReadExactly(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal))
            brotli.Write(plain);
        var hash = Convert.ToHexStringLower(SHA256.HashData(plain))[..12];
        return new Asset($"/assets/{Path.GetFileNameWithoutExtension(name)}.{hash}{Path.GetExtension(name)}", contentType, plain, packed.ToArray());
    }

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream("assets/" + name)
        ?? throw new InvalidOperationException($"The program was built without its page asset {name}.");
}
