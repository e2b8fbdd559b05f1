using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Readings;

/// <summary>A reading as JSON and its records as CSV, by the same query strings as the pages.</summary>
internal static class ReadingDownloads
{
    // more lines than a spreadsheet shows are no list any more
    private const int LongestList = 1_000_000;

    private static readonly JsonSerializerOptions Shape = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/indicators/{code}/reading.json", JsonAsync).WithMetadata(new NeedsAttribute("indicators:reading:read"));
        routes.MapGet("/indicators/{code}/records.csv", CsvAsync).WithMetadata(new NeedsAttribute("indicators:reading:export"));
    }

    private static async Task<IResult> JsonAsync(Desk desk, string code, string? scope, string? period, string? known, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        var request = RequestText.Read(code, scope, period, known, desk.Time.Today());
        var reading = request.Ok ? await IndicatorReadings.ReadAsync(db, request.Value, cancel) : Outcome<Reading>.Refused(request.Refusals);
        return reading.Ok ? Results.Json(ReadingShape.Of(reading.Value), Shape) : Refused(reading.Refusals);
    }

    private static async Task<IResult> CsvAsync(Desk desk, string code, string? scope, string? period, string? known, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingExport);
        var request = RequestText.Read(code, scope, period, known, desk.Time.Today());
        var reading = request.Ok ? await IndicatorReadings.ReadAsync(db, request.Value, cancel) : Outcome<Reading>.Refused(request.Refusals);
        if (!reading.Ok)
        {
            return Refused(reading.Refusals);
        }

        var records = (await IndicatorReadings.RecordsAsync(db, request.Value, 0, LongestList, cancel)).Value;
        await desk.LookedAsync("indicator.export", $"indicator/{reading.Value.Indicator.Code}", 0, $"{reading.Value.Scope.Code} {request.Value.Period.Code}", cancel);
        var names = await Organizations.ByIdsAsync(db, records.Select(r => r.OrganizationId).OfType<long>(), cancel);
        return CsvDownload.File(
            $"{reading.Value.Indicator.Name}-{reading.Value.Scope.Name}-{request.Value.Period.Code}", ["组织编码", "组织", "记录", "日期", $"数值（{reading.Value.Indicator.Unit.Chinese}）", "登记时间"],
            records.Select(r => (object?[])[
                r.OrganizationId is { } id ? names[id].Code : null, r.OrganizationId is { } known1 ? names[known1].Name : null, r.Text, r.On, r.Value.ToDecimalString(6), r.RecordedAtMs > 0 ? ChinaTime.Text(r.RecordedAtMs) : ""]));
    }

    private static IResult Refused(IReadOnlyList<Refusal> refusals) => Results.Json(
        new { Error = refusals.Select(r => new { r.Code, r.Message }) }, Shape,
        statusCode: refusals[0].Code.EndsWith("_not_found", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest);
}

/// <summary>A reading as programs take it: exact as a fraction, and as a decimal of the unit.</summary>
internal static class ReadingShape
{
    public static object Of(Reading r) => new
    {
        Indicator = r.Indicator.Code, r.Indicator.Name, r.Indicator.NameEn, Version = r.Indicator.Version, ValidFrom = r.Indicator.ValidFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Value = r.Value?.ToDecimalString(6), ValueExact = r.Value?.ToString(), Unit = r.Indicator.Unit.Code, r.Qualifier, Scope = r.Scope.Code, ScopeName = r.Scope.Name,
        Period = r.Period.Code, KnownAtMs = r.KnownAtMs == long.MaxValue ? (long?)null : r.KnownAtMs, r.Records, RecordsAt = r.RecordsAddress, r.Indicator.Definition, r.Coverage,
    };
}
