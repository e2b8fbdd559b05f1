using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Baotuan.Proofs.Serving;

/// <summary>Lets one address ask so many times a minute; beyond that it gets 429. In memory, one for each host.</summary>
internal static class AddressLimit
{
    /// <summary>Puts one limit in front of these endpoints together.</summary>
    public static void LimitPerMinute(this IEndpointConventionBuilder endpoints, IEndpointRouteBuilder routes, int perMinute)
    {
        var limiter = PartitionedRateLimiter.Create<string, string>(
            key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));
        routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(limiter.Dispose);
        endpoints.AddEndpointFilter(async (call, next) =>
        {
            using var lease = limiter.AttemptAcquire(call.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "");
            if (lease.IsAcquired)
            {
                return await next(call);
            }

            call.HttpContext.Response.Headers.RetryAfter = "60";
            return Results.Text("too many requests\n", statusCode: StatusCodes.Status429TooManyRequests);
        });
    }
}
