using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Oversight.Log;

/// <summary>The log as CSV, narrowed as on the page. Taking it away is itself a line of the log.</summary>
internal static class LogDownload
{
    // a file is held while it is written
    private const int Most = 50_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/log.csv", LogAsync).WithMetadata(new NeedsAttribute("oversight:log:export"));

    private static async Task<IResult> LogAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        var exported = await desk.WriteAsync<LogPage>(
            async (db, token) =>
            {
                db.Access.Require(OversightPermissions.LogExport);
                var filter = await LogFilter.ReadAsync(db, request.Value, token);
                return Conditions.Refusal(filter.Unread) is { } refusal ? refusal : await LogBook.ExportAsync(db, filter.Query, filter.InWords, Most, token);
            },
            cancel);
        if (!exported.Ok)
        {
            return RefusedDownload.Of(exported.Refusals);
        }

        var page = exported.Value;
        var left = page.Count - page.Lines.Count;
        return CsvDownload.File(
            "操作日志", ["序号", "时间", "人员", "登录名", "单位", "来自", "类别", "动作", "对象", "对象编号", "所属单位", "说明", "之前", "之后"],
            page.Lines.Select(l => (object?[])
            [
                l.Id, ChinaTime.Text(l.RecordedAtMs), l.Who, l.Login, l.Unit, l.Address, l.KindText, l.ActionText, l.SubjectText, l.Subject,
                l.Organization, l.Details, l.Before, l.After,
            ]).Concat(left == 0 ? [] : [["", "", $"另有 {left} 条较早的没有导出。请缩小时间范围，分几次导出。"]]));
    }
}
