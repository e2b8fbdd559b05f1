using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.DataSets;

/// <summary>The list as CSV, narrowed as on the page, and what was entered in a period; who did not report stands there as 未报.</summary>
internal static class DataSetDownloads
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets.csv", ListAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));
        routes.MapGet("/datasets/{code}/{period}/values.csv", ValuesAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));
    }

    private static async Task<IResult> ListAsync(HttpRequest request, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var today = desk.Time.Today();
        var filter = DataSetFilter.Read(request.Value, today);
        var loaded = await filter.LoadAsync(db, await DataBook.ListAsync(db, today, cancel), cancel);
        return loaded.Ok
            ? CsvDownload.File(
                "定期填报", ["单位编码", "单位", "数据集", "期间", "状态", "填了几项", "共几项", "期限", "逾期"],
                loaded.Value.Lines.Select(l => (object?[])[
                    l.Standing.Organization.Code, l.Standing.Organization.Name, l.Set.Name, l.Period.Code, DataStates.Chinese(l.Standing.State), (long)l.Standing.Filled, (long)l.Set.Elements.Count,
                    l.Set.DueOn(l.Period), l.IsOverdue ? "是" : ""]))
            : RefusedDownload.Of(loaded.Refusals);
    }

    private static async Task<IResult> ValuesAsync(Desk desk, string code, string period, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        if (!Period.TryParse(period, out var asked))
        {
            return Results.NotFound();
        }

        var board = await DataBook.BoardAsync(db, code, asked, cancel);
        if (!board.Ok)
        {
            return Results.NotFound();
        }

        var standing = await ReadBoard.StandingAsync(db, code, asked, cancel);
        var rows =
            from o in board.Value.Organizations
            from e in board.Value.Set.Elements
            let value = standing.TryGetValue((o.Organization.Id, e.Indicator), out var row) ? ReadDataForm.Value(row) : null
            select (object?[])[
                o.Organization.Code, o.Organization.Name, e.Name, (value?.Unit ?? e.Unit).Chinese, value?.Value?.ToDecimalString(6),
                value is null ? "未报" : value.Value is null ? "无可报" : "填数", value?.Comment, DataStates.Chinese(o.State), value is null ? null : ChinaTime.Text(value.RecordedAtMs)];
        return CsvDownload.File(
            $"{board.Value.Set.Name}-{asked.Code}", ["单位编码", "单位", "项", "计量单位", "数", "填法", "说明", "状态", "登记时间"], rows);
    }
}
