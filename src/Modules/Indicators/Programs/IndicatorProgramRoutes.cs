using System.ComponentModel;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Readings;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Baotuan.Indicators.Programs;

/// <summary>Indicators for programs: definitions, readings and the records that a reading counted, asked for as on the pages.</summary>
internal static class IndicatorProgramRoutes
{
    private const string Tag = "指标";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapForPrograms<IReadOnlyList<IndicatorShape>>("/indicators", Tag, "指标的定义，各版都有", IndicatorsPermissions.ReadingRead, DefinitionsAsync);
        routes.MapForPrograms<ReadingShape>("/indicators/{code}/reading", Tag, "一个指标的数和它的来历", IndicatorsPermissions.ReadingRead, ReadAsync);
        routes.MapForPrograms<RecordPageShape>("/indicators/{code}/records", Tag, "一个数由哪些记录算出", IndicatorsPermissions.ReadingExport, RecordsAsync);
    }

    /// <summary>What is asked, as in the address of the page.</summary>
    internal sealed record Asked(
        [property: Description("指标代码，见 indicators")] string Code,
        [property: Description("范围：organization:PH06、unit:…、venture:ZCY；不写是全部，要能看全部才行")] string? Scope,
        [property: Description("期间：2022、2022-H1、2022-Q1、2022-05 或 2022-01-01..2022-06-30；不写是今年")] string? Period,
        [property: Description("按当时所知：2024-01-31 或 2024-01-31T18:05；不写是现在")] string? Known);

    private static async Task<IResult> DefinitionsAsync(Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        return Results.Ok((await IndicatorCatalog.ListAsync(db, long.MaxValue, cancel)).Select(IndicatorShape.Of).ToList());
    }

    private static async Task<IResult> ReadAsync([AsParameters] Asked asked, Desk desk, CancellationToken cancel)
    {
        await using var db = await desk.OpenAsync(cancel);
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        var request = RequestText.Read(asked.Code, asked.Scope, asked.Period, asked.Known, desk.Time.Today());
        var reading = request.Ok ? await IndicatorReadings.ReadAsync(db, request.Value, cancel) : Outcome<Reading>.Refused(request.Refusals);
        return ProgramRoutes.Answer(reading, ReadingShape.Of);
    }

    private static async Task<IResult> RecordsAsync(
        [AsParameters] Asked asked, Desk desk, CancellationToken cancel, [Description("跳过几条")] int skip = 0, [Description("给几条，最多 200")] int take = 100)
    {
        if (ProgramRoutes.Range(skip, take) is { } range)
        {
            return ProgramRoutes.Refused([range]);
        }

        var taken = await TakenRecords.LoadAsync(desk, asked.Code, asked.Scope, asked.Period, asked.Known, skip, take, cancel);
        return ProgramRoutes.Answer(taken, t => new RecordPageShape(t.Reading.Records, skip, [.. t.Records.Select(r => RecordShape.Of(r, t.Names))]));
    }
}
