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
        var taken = await TakenRecords.LoadAsync(desk, code, scope, period, known, 0, LongestList, cancel);
        if (!taken.Ok)
        {
            return ProgramRoutes.Refused(taken.Refusals);
        }

        var (reading, records, names) = taken.Value;
        return CsvDownload.File(
            $"{reading.Indicator.Name}-{reading.Scope.Name}-{reading.Period.Code}", ["组织编码", "组织", "记录", "日期", $"数值（{reading.Indicator.Unit.Chinese}）", "登记时间"],
            records.Select(r => (object?[])[
                r.OrganizationId is { } id ? names[id].Code : null, r.OrganizationId is { } known1 ? names[known1].Name : null, r.Text, r.On, r.Value.ToDecimalString(6), r.RecordedAtMs > 0 ? ChinaTime.Text(r.RecordedAtMs) : ""]));
    }
}
