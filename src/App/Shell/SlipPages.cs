using System.Threading.RateLimiting;

namespace Baotuan.App.Shell;

/// <summary>
/// Stands in front of the addresses that a slip's code opens: so many a minute from one place, nothing kept by caches, found by no search engine,
/// and the address, which is a secret, given to nobody as a referrer.
/// </summary>
internal sealed class SlipPages(int perMinute) : IDisposable
{
    internal const int DefaultPerMinute = 60;
    private const string Root = "/r";
    private const string CaseRoot = "/case";

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    internal static bool IsSlip(PathString path) => path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(CaseRoot, StringComparison.OrdinalIgnoreCase);

    public void Dispose() => _limiter.Dispose();

    internal Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.CacheControl = "no-store";
            headers["X-Robots-Tag"] = "noindex, nofollow";
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        using var lease = _limiter.AttemptAcquire(context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (lease.IsAcquired)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = "60";
        return Task.CompletedTask;
    }
}

/// <summary>Puts <see cref="SlipPages"/> in front of slips' addresses.</summary>
internal static class SlipPagesWiring
{
    /// <summary>Stands behind routing.</summary>
    internal static IApplicationBuilder UseSlipPages(this IApplicationBuilder app) => app.Use((context, next) =>
        SlipPages.IsSlip(context.Request.Path) ? context.RequestServices.GetRequiredService<SlipPages>().AnswerAsync(context, next) : next(context));
}
