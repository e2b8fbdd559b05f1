using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Platform.Api;

/// <summary>
/// Addresses for programs: reading, JSON with names like <c>received_on</c>, days as 2026-01-31. What goes wrong is told as RFC 9457 problem details in Chinese, with the codes of
/// the refusals. An address whose shape changes gets another number in <see cref="Root"/>.
/// </summary>
public static class ProgramRoutes
{
    public const string Root = "/api/v1";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Rows of one answer.</summary>
    public const int MostRows = 200;

    /// <summary>For programs; <c>/api</c> itself is a page.</summary>
    public static bool IsUnder(PathString path) => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase, out var rest) && rest.Value is { Length: > 1 };

    /// <summary>Maps a reading address.</summary>
    /// <typeparam name="T">What it answers.</typeparam>
    /// <param name="path">Below <see cref="Root"/>.</param>
    /// <param name="needs">The permission that lets somebody in; the use case asks again.</param>
    public static RouteHandlerBuilder MapForPrograms<T>(this IEndpointRouteBuilder routes, string path, string tag, string summary, Permission needs, Delegate handler) =>
        routes.MapMethods(Root + path, Methods, handler).AddEndpointFilter(RefuseUnknownAsync)
            .WithMetadata(new NeedsAttribute(needs.Code), needs).WithTags(tag).WithSummary(summary).WithDescription($"需要权限：{needs.Chinese}（{needs.Code}）")
            .Produces<T>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The value in its shape, or why not: 404 where what was asked for does not exist, else 400.</summary>
    public static IResult Answer<T, TShape>(Outcome<T> outcome, Func<T, TShape> shape) => outcome.Ok ? Results.Ok(shape(outcome.Value)) : Refused(outcome.Refusals);

    public static IResult Refused(IReadOnlyList<Refusal> refusals) => Problem(
        refusals[0].Code.EndsWith("_not_found", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
        string.Join(' ', refusals.Select(r => r.Message)), [.. refusals.Select(r => r.Code)]);

    /// <summary>A bare status in words.</summary>
    public static IResult Problem(int status) => Problem(
        status,
        status switch
        {
            StatusCodes.Status400BadRequest => "这个请求看不懂。请对照 /api/openapi.json 检查参数。",
            StatusCodes.Status401Unauthorized => "没有登录。请在请求头里写 Authorization: Bearer 加接口令牌；令牌在“我的账号”里做，可能已过期或已撤销。",
            StatusCodes.Status403Forbidden => "这个令牌或本人没有这项权限，或者问的范围比本人能看的大。",
            StatusCodes.Status404NotFound => "没有这个地址，或者没有这条记录。",
            StatusCodes.Status405MethodNotAllowed => "接口只供读取，请用 GET 或 HEAD。",
            StatusCodes.Status413PayloadTooLarge => "请求太大。接口只供读取，请求不用带内容。",
            StatusCodes.Status429TooManyRequests => "请求太多，请过一分钟再试。",
            StatusCodes.Status503ServiceUnavailable => "程序暂时停止服务，请稍后再试。",
            _ => "程序出错了，请稍后再试；一直这样，请告诉系统管理员。",
        },
        []);

    /// <summary>Nothing is written any more, or the database is away: why, with its code.</summary>
    public static IResult Unavailable(StorageFault fault) => Problem(StatusCodes.Status503ServiceUnavailable, fault.Message, [fault.Code]);

    /// <summary>Whether a part of a list can be given; refused: <c>range_not_readable</c>.</summary>
    public static Refusal? Range(int skip, int take) =>
        skip >= 0 && take is >= 1 and <= MostRows ? null : new("range_not_readable", $"skip 从 0 起，take 是 1 到 {MostRows}。");

    // a condition with a slip of the pen in its name would give out everything
    private static async ValueTask<object?> RefuseUnknownAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var query = call.HttpContext.Request.Query;
        var known = call.HttpContext.GetEndpoint()!.Metadata.GetOrderedMetadata<IParameterBindingMetadata>();
        string[] unknown = [.. query.Keys.Except(known.Select(p => p.Name), StringComparer.OrdinalIgnoreCase)];
        if (unknown.Length > 0)
        {
            return Refused([new("condition_unknown", $"这个地址没有参数 {string.Join('、', unknown)}。请对照 /api/openapi.json 检查名称。")]);
        }

        string[] noNumbers = [.. known.Where(p => p.ParameterInfo.ParameterType == typeof(int) && query.TryGetValue(p.Name, out var typed) && !int.TryParse(typed, out _)).Select(p => p.Name.ToLowerInvariant())];
        return noNumbers.Length == 0 ? await next(call) : Refused([new("condition_not_readable", $"{string.Join('、', noNumbers)} 请写成一个整数。请对照 /api/openapi.json 检查参数。")]);
    }

    private static IResult Problem(int status, string detail, IReadOnlyList<string> codes) =>
        Results.Problem(detail, statusCode: status, extensions: codes.Count == 0 ? null : new Dictionary<string, object?> { ["codes"] = codes });
}
