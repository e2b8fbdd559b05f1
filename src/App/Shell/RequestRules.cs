using System.Buffers;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Baotuan.App.Shell;

/// <summary>Habits of the whole site: a form that was taken answers with 303; a body that is too large or a form without its token gets a polite page.</summary>
internal static class RequestRules
{
    // A browser shows an answer only after it has sent its whole file; beyond this the connection is simply closed.
    private const long LargestDrained = 1024 * UploadLimitAttribute.Megabyte;

    /// <summary>NavigateTo answers 302; after a POST the right word is 303 (see other).</summary>
    internal static IApplicationBuilder UseSeeOtherAfterPost(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status302Found)
                    context.Response.StatusCode = StatusCodes.Status303SeeOther;
                return Task.CompletedTask;
            });
        }
        return next(context);
    });

    /// <summary>Refuses by the announced length, before anything reads the body. Stands behind routing, which knows the endpoint's own limit.</summary>
    internal static IApplicationBuilder UsePoliteBodyLimit(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? UploadLimitAttribute.DefaultBytes;
        if (IsErrorPage(context) || context.Request.ContentLength is not { } length || length <= limit)
        {
            await next(context);
            return;
        }
        if (length <= LargestDrained)
            await Drain(context);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    });

    /// <summary>A form without a valid token stops here with a bare 400, which becomes a page; the page's own endpoint would answer with an empty body.</summary>
    internal static IApplicationBuilder UsePoliteTokenRefusal(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (IsErrorPage(context) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    // The refusal's own page passes through here again, with the same body and the same verdict on its token.
    private static bool IsErrorPage(HttpContext context) => context.Request.Path == StatusPages.ErrorPath;

    private static async Task Drain(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) > 0)
            {
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
