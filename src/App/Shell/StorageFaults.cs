using System.Net;
using System.Text;
using Baotuan.Platform.Api;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Shell;

/// <summary>
/// When the disk or the database fails: whatever would write is answered with 503 and a page that needs neither; reading goes
/// on where it can. Writing stays stopped until the program is started anew.
/// </summary>
internal static class StorageFaults
{
    // seconds after which a client may ask again: somebody has to look at the machine first, or it was but a moment
    private const string RetryAfterPerson = "300";
    private const string RetryAfterMoment = "10";

    internal static IApplicationBuilder UseStorageFaults(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var store = context.RequestServices.GetService<Store>();
        if (store?.Stopped is { } stopped && !OnlyReads(context.Request))
        {
            await AnswerAsync(context, stopped);
            return;
        }

        try
        {
            await next(context);
        }
        catch (Exception problem) when (!context.Response.HasStarted && StorageFault.Of(problem) is not null)
        {
            var fault = StorageFault.Of(problem)!;
            store?.Note(fault);
            context.RequestServices.GetRequiredService<ILogger<Store>>().LogError(problem, "storage failed: {Code}", fault.Code);
            await AnswerAsync(context, fault);
        }
    });

    private static bool OnlyReads(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task AnswerAsync(HttpContext context, StorageFault fault)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = fault.StopsWriting ? RetryAfterPerson : RetryAfterMoment;
        if (ProgramRoutes.IsUnder(context.Request.Path))
        {
            return ProgramRoutes.Unavailable(fault).ExecuteAsync(context);
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page(fault, context.RequestServices.GetRequiredService<AssetFiles>()), Encoding.UTF8, context.RequestAborted);
    }

    private static string Page(StorageFault fault, AssetFiles files) => $"""
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>暂时不能保存 - 抱团</title>
        <link rel="stylesheet" href="{files.Url("site.css")}" />
        </head>
        <body>
        <main id="content">
        <h1>暂时不能保存</h1>
        <p>{WebUtility.HtmlEncode(fault.Message)}</p>
        <p>已经确认过的内容都在。请把这一页告诉管理员；处理好以后再回来。</p>
        <p><a class="btn btn-primary" href="/">回到工作台</a></p>
        </main>
        </body>
        </html>
        """;
}
