using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Baotuan.Disclosure.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.Net.Http.Headers;

namespace Baotuan.App.Shell;

/// <summary>
/// What stands in front of every public address. It takes cookies and tokens off the request, so that nothing behind it can
/// know who asks; answers "unchanged" by the recording time of the last command; keeps finished pages until the next one; and
/// lets one address ask so many times a minute. What is not public is not there.
/// </summary>
internal sealed class PublicPages(Store store, int perMinute) : IDisposable
{
    internal const int DefaultPerMinute = 600;
    private const int MostKept = 2_000;
    private const int MostBytes = 64 << 20;
    private const int LongestQuery = 100;

    private static readonly string Build = typeof(PublicPages).Module.ModuleVersionId.ToString("N");

    private sealed record Kept(string ETag, string ContentType, byte[] Plain, byte[] Brotli);

    private readonly ConcurrentDictionary<string, Kept> _pages = new(StringComparer.Ordinal);
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
    private long _bytes;

    internal static bool IsPublic(PathString path) => path.StartsWithSegments(PortalBase.Root, StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _limiter.Dispose();

    internal async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Request.Headers.Remove(HeaderNames.Cookie);
        context.Request.Headers.Remove(HeaderNames.Authorization);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (!lease.IsAcquired)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "60";
            return;
        }

        var key = $"{context.Request.Path}{context.Request.QueryString} {context.Request.Host}";
        var tag = await TagAsync(key, context.RequestAborted);
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            SetCaching(context.Response, tag);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        }
        else if (_pages.TryGetValue(key, out var kept) && kept.ETag == tag)
        {
            await SendAsync(context, kept);
        }
        else
        {
            await MakeAsync(context, next, key, tag);
        }
    }

    /// <summary>Changes with every command, every day, and every build of the program.</summary>
    private async Task<string> TagAsync(string key, CancellationToken cancel)
    {
        var version = await store.VersionAsync(cancel);
        var state = string.Create(CultureInfo.InvariantCulture, $"{Build} {version} {store.Time.Today():yyyy-MM-dd} {key}");
        return $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..24]}\"";
    }

    private async Task MakeAsync(HttpContext context, RequestDelegate next, string key, string tag)
    {
        // downloads stream and are not kept
        if (context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is null)
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK)
                    SetCaching(context.Response, tag);
                return Task.CompletedTask;
            });
            await GuardedAsync(context, next);
            return;
        }

        var real = context.Response.Body;
        using var page = new MemoryStream();
        context.Response.Body = page;
        try
        {
            await GuardedAsync(context, next);
        }
        finally
        {
            context.Response.Body = real;
        }

        if (context.Response.StatusCode == StatusCodes.Status200OK && page.Length > 0)
            await SendAsync(context, Keep(key, new(tag, context.Response.ContentType ?? "text/html; charset=utf-8", page.ToArray(), Packed(page)), context.Request.QueryString));
        else if (page.Length > 0)
            await real.WriteAsync(page.ToArray(), context.RequestAborted);
    }

    /// <summary>A record that the public may not see is not there for it.</summary>
    private static async Task GuardedAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (AccessDeniedException) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private Kept Keep(string key, Kept page, QueryString query)
    {
        if (query.Value is { Length: > LongestQuery })
            return page;
        // Rare enough that starting over is simpler than keeping an order of use.
        if (_pages.Count >= MostKept || Interlocked.Read(ref _bytes) > MostBytes)
        {
            _pages.Clear();
            Interlocked.Exchange(ref _bytes, 0);
        }

        Interlocked.Add(ref _bytes, page.Plain.Length + page.Brotli.Length);
        return _pages[key] = page;
    }

    private static async Task SendAsync(HttpContext context, Kept page)
    {
        var response = context.Response;
        SetCaching(response, page.ETag);
        response.ContentType = page.ContentType;
        // no secret is in the page, so packing it gives none away
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (brotli)
            response.Headers.ContentEncoding = "br";
        var bytes = brotli ? page.Brotli : page.Plain;
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static void SetCaching(HttpResponse response, string tag)
    {
        response.Headers.CacheControl = "public, max-age=60";
        response.Headers.ETag = tag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
    }

    private static byte[] Packed(MemoryStream page)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            brotli.Write(page.GetBuffer(), 0, (int)page.Length);
        return packed.ToArray();
    }
}

/// <summary>Puts <see cref="PublicPages"/> in front of public addresses.</summary>
internal static class PublicPagesWiring
{
    /// <summary>Stands behind routing and before anything that reads a cookie.</summary>
    internal static IApplicationBuilder UsePublicPages(this IApplicationBuilder app) => app.Use((context, next) =>
        PublicPages.IsPublic(context.Request.Path) ? context.RequestServices.GetRequiredService<PublicPages>().AnswerAsync(context, next) : next(context));
}
