using Baotuan.Platform.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Baotuan.App.Shell;

/// <summary>Wraps every bare error status, wherever it came from, in one page of the site, and for programs in words of the interface. Asked for with GET, so that a refused form is not handled twice.</summary>
internal static class StatusPages
{
    internal const string ErrorPath = "/error";
    private const string NotFoundPath = "/not-found";

    private sealed class ReExecution : IStatusCodeReExecuteFeature
    {
        public string OriginalPathBase { get; set; } = "";
        public string OriginalPath { get; set; } = "";
        public string? OriginalQueryString { get; set; }
    }

    internal static IApplicationBuilder UseSiteStatusPages(this IApplicationBuilder app) => app.UseStatusCodePages(async status =>
    {
        var context = status.HttpContext;
        var request = context.Request;
        if (ProgramRoutes.IsUnder(request.Path))
        {
            await ProgramRoutes.Problem(context.Response.StatusCode).ExecuteAsync(context);
            return;
        }

        context.Features.Set<IStatusCodeReExecuteFeature>(new ReExecution
        {
            OriginalPathBase = request.PathBase,
            OriginalPath = request.Path,
            OriginalQueryString = request.QueryString.Value,
        });
        request.Path = context.Response.StatusCode == StatusCodes.Status404NotFound ? NotFoundPath : ErrorPath;
        request.QueryString = QueryString.Empty;
        request.Method = HttpMethods.Get;
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        await status.Next(context);
    });
}
