using Baotuan.Cases.Contracts;
using Baotuan.Cases.Retention;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Cases.Reading;

/// <summary>The list as CSV, narrowed as on the page. Nothing sealed is in it; taking it away is a line of the log.</summary>
internal static class CaseDownload
{
    // a file is held while it is written
    private const int Most = 50_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases.csv", CasesAsync).WithMetadata(new NeedsAttribute("cases:case:export"));
        routes.MapGet("/cases/causes.csv", MattersAsync).WithMetadata(new NeedsAttribute("cases:case:read"));
    }

    private static async Task<IResult> MattersAsync(Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        var tables = await CaseActs.MattersAsync(db, desk.Time.Today(), cancel);
        return CsvDownload.File(
            "调解类别", ["种类", "受理年度", "类别", "件数"],
            tables.SelectMany(t => t.Lines.Append(new("合计", t.Total)).Select(l => (object?[])[t.KindName, t.Year, l.Category, l.Cases is { } count ? count : "不显示"])));
    }

    private static async Task<IResult> CasesAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        var exported = await desk.WriteAsync<CasePage>(
            async (db, token) =>
            {
                db.Access.Require(CasesPermissions.CaseExport);
                var filter = await CaseFilter.ReadAsync(db, request.Value, token);
                return Conditions.Refusal(filter.Unread) is { } refusal ? refusal : await CaseActs.ExportAsync(db, filter.Query with { Take = Most }, filter.InWords, desk.Time.Today(), token);
            },
            cancel);
        if (!exported.Ok)
        {
            return RefusedDownload.Of(exported.Refusals);
        }

        var page = exported.Value;
        var left = page.Count - page.Cases.Count;
        return CsvDownload.File(
            "办件清单", ["编号", "种类", "类别", "标题", "来源", "受理日期", "事发地或问题单位", "研判单位", "承办单位", "状态", "正在计的期限", "到期", "逾期天数", "升至", "保管类别", "保管期限"],
            page.Cases.Select(c => (object?[])
            [
                c.Number, c.KindName, c.Category, c.Title, CaseChannels.Chinese(c.Channel), c.ReceivedOn, c.Subject.Name, c.Owner.Name, (c.Lead ?? c.Offered)?.Name, c.StateName, c.Waiting, c.DueOn,
                c.Overdue ? c.DaysLate : null, c.Climbed?.Name,
                RetentionClass.Of(c.Kind, desk.Time.Today()).Chinese, RetentionClass.Of(c.Kind, desk.Time.Today()) is { Years.Length: > 0 } kept ? kept.Term : null,
            ]).Concat(left == 0 ? [] : [[$"另有 {left} 件没有导出。请缩小范围，分几次导出。"]]));
    }
}
