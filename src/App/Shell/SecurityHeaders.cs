namespace Baotuan.App.Shell;

/// <summary>Headers on every answer: no inline script or style, nothing from elsewhere, no framing, no guessing of types, no address leaks.</summary>
internal static class SecurityHeaders
{
    internal const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>A year, for the host and all below it (ASVS 5.0 V3.4.1).</summary>
    internal const string TransportPolicy = "max-age=31536000; includeSubDomains";

    /// <param name="https">Whether a proxy serves the site by https under a public name.</param>
    internal static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, bool https) => app.Use((context, next) =>
    {
        // Set when the answer starts: the error page clears headers that were set earlier.
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.TryAdd("Referrer-Policy", "same-origin");
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            if (https)
                headers.StrictTransportSecurity = TransportPolicy;
            // Pages carry figures and names: no shared or disk cache keeps them.
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
