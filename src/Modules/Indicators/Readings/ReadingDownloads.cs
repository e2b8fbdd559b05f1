using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Readings;

/// <summary>The records of a reading as CSV, by the same query string as its page.</summary>
internal static class ReadingDownloads
{
    // more lines than a spreadsheet shows are no list any more
    private const int LongestList = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/indicators/{code}/records.csv", CsvAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));
    }

    private static async Task<IResult> CsvAsync(Desk desk, string code, string? scope, string? period, string? known, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var request = RequestText.Read(code, scope, period, known, desk.Time.Today());
        var reading = request.Ok ? await IndicatorReadings.ReadAsync(db, request.Value, cancel) : Outcome<Reading>.Refused(request.Refusals);
        if (!reading.Ok)
        {
            return ProgramRoutes.Refused(reading.Refusals);
        }

        var records = (await IndicatorReadings.RecordsAsync(db, request.Value, 0, LongestList, cancel)).Value;
        await desk.LookedAsync("indicator.export", $"indicator/{reading.Value.Indicator.Code}", 0, $"{reading.Value.Scope.Code} {request.Value.Period.Code}", cancel);
        var names = await Organizations.ByIdsAsync(db, records.Select(r => r.OrganizationId).OfType<long>(), cancel);
        return CsvDownload.File(
            $"{reading.Value.Indicator.Name}-{reading.Value.Scope.Name}-{request.Value.Period.Code}", ["组织编码", "组织", "记录", "日期", $"数值（{reading.Value.Indicator.Unit.Chinese}）", "登记时间"],
            records.Select(r => (object?[])[
                r.OrganizationId is { } id ? names[id].Code : null, r.OrganizationId is { } known1 ? names[known1].Name : null, r.Text, r.On, r.Value.ToDecimalString(6), r.RecordedAtMs > 0 ? ChinaTime.Text(r.RecordedAtMs) : ""]));
    }
}
