using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Readings;
using Baotuan.Indicators.Thresholds;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Charts;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Cockpit;

/// <summary>An amount by year.</summary>
/// <param name="Readings">One for each year, in order.</param>
internal sealed record CockpitSeries(string Name, IReadOnlyList<Reading> Readings);

/// <summary>A picture with the readings that it is drawn from.</summary>
internal sealed record CockpitChart(string Title, string Period, IReadOnlyList<CockpitSeries> Series)
{
    /// <summary>In fen, shown in 万元; what is no whole number of fen is rounded half-up, the certificate has it exactly.</summary>
    public BarChart Chart => new(
        ChartUnit.Wan, "年度", [.. Series[0].Readings.Select(r => $"{r.Period.Start.Year}年")],
        [.. Series.Select(s => new ChartSeries(s.Name, [.. s.Readings.Select(Fen)]))]);

    private static long Fen(Reading reading) => checked((long)((reading.Value ?? Rational.Zero) * reading.Indicator.Unit.Factor * 100).RoundHalfUp());
}

/// <summary>Everything on the page.</summary>
/// <param name="Scope">In Chinese.</param>
/// <param name="Claims">How many published numbers stand in each state; empty over a place.</param>
internal sealed record CockpitSheet(string Scope, int Year, IReadOnlyList<Reading> Numbers, IReadOnlyList<CockpitChart> Charts, IReadOnlyList<(ClaimState State, int Count)> Claims);

/// <summary>Reads the numbers of the plan for a place and a year, in the name of who looks: what he may not see is left out.</summary>
internal sealed class ReadCockpit(BaotuanDb db, string scope, int year)
{
    private readonly Dictionary<string, List<IndicatorInfo>> _defined = [];

    /// <summary>Refuses <c>scope_not_readable</c>, <c>scope_not_found</c>; a place that the caller sees a part of only is denied.</summary>
    public static async Task<Outcome<CockpitSheet>> RunAsync(BaotuanDb db, string scope, int year, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        var place = await ReadScope.RunAsync(db, scope, [Computation.Place], cancel);
        return place.Ok ? await new ReadCockpit(db, scope, year).SheetAsync(place.Value.Name, cancel) : Outcome<CockpitSheet>.Refused(place.Refusals);
    }

    /// <summary>The last year that ended and has a return, or the one before this; so that nobody begins with an empty page.</summary>
    public static async Task<int> LastYearAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var read = new ReadCockpit(db, "*", today.Year);
        await read.LoadAsync(cancel);
        for (var year = today.Year - 1; year > today.Year - 1 - CockpitPlan.Years; year--)
        {
            if (await read.ReadAsync("return_due", Period.Year(year), cancel) is { Records: > 0 })
            {
                return year;
            }
        }

        return today.Year - 1;
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        foreach (var definition in await IndicatorCatalog.ListAsync(db, long.MaxValue, cancel))
        {
            (_defined.TryGetValue(definition.Code, out var versions) ? versions : _defined[definition.Code] = []).Add(definition);
        }
    }

    private async Task<CockpitSheet> SheetAsync(string name, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var numbers = new List<Reading>();
        foreach (var code in CockpitPlan.Numbers)
        {
            if (await ReadAsync(code, Period.Year(year), cancel) is { } reading)
            {
                numbers.Add(reading);
            }
        }

        numbers.AddRange(await MonthlyAsync(cancel));
        var charts = new List<CockpitChart>();
        foreach (var picture in CockpitPlan.Pictures)
        {
            if (await ChartAsync(picture, cancel) is { } chart)
            {
                charts.Add(chart);
            }
        }

        var claims = scope == "*" ? await ClaimBook.ListAsync(db, long.MaxValue, cancel) : [];
        return new(name, year, numbers, charts, [.. ClaimStates.All.Select(s => (s.State, claims.Count(c => c.State == s.State))).Where(s => s.Item2 > 0)]);
    }

    private async Task<IReadOnlyList<Reading>> MonthlyAsync(CancellationToken cancel)
    {
        for (var month = 12; month > 0; month--)
        {
            var period = new Period(new(year, 1, 1), Period.MonthOf(new(year, month, 1)).End);
            if (await ReadAsync(CockpitPlan.Monthly[0], period, cancel) is not { Records: > 0 } first)
            {
                continue;
            }

            var others = new List<Reading> { first };
            foreach (var code in CockpitPlan.Monthly.Skip(1))
            {
                if (await ReadAsync(code, period, cancel) is { } reading)
                {
                    others.Add(reading);
                }
            }

            return others;
        }

        return [];
    }

    private async Task<CockpitChart?> ChartAsync(CockpitPicture picture, CancellationToken cancel)
    {
        var series = new List<CockpitSeries>();
        var together = await TogetherAsync(picture, cancel);
        foreach (var code in picture.Codes)
        {
            var readings = together?[code] ?? await YearsAsync(code, cancel);
            if (readings.Count == CockpitPlan.Years)
            {
                series.Add(new(readings[^1].Indicator.Name, readings));
            }
        }

        return series.Count == 0 || series.All(s => s.Readings.All(r => r.Records == 0))
            ? null
            : new(Message(series), $"{year - CockpitPlan.Years + 1} 年至 {year} 年", series);
    }

    private async Task<IReadOnlyList<Reading>> YearsAsync(string code, CancellationToken cancel)
    {
        var readings = new List<Reading>();
        for (var y = year - CockpitPlan.Years + 1; y <= year; y++)
        {
            if (await ReadAsync(code, Period.Year(y), cancel) is { } reading)
            {
                readings.Add(reading);
            }
        }

        return readings;
    }

    // the postings of a county are read once for the whole picture, and not once for each bar
    private async Task<IReadOnlyDictionary<string, IReadOnlyList<Reading>>?> TogetherAsync(CockpitPicture picture, CancellationToken cancel)
    {
        try
        {
            return await YearReadings.RunAsync(db, scope, [.. picture.Codes], _defined, year - CockpitPlan.Years + 1, year, cancel);
        }
        catch (AccessDeniedException)
        {
            return null;
        }
    }

    // what the picture says in one sentence: 2022 年：应付分红 1,540 万元，已付分红 1,540 万元
    private string Message(List<CockpitSeries> series) =>
        $"{year} 年{string.Join('，', series.Select(s => $"{s.Name} {CockpitText.Of(s.Readings[^1])}"))}";

    /// <summary>Null where it is not defined, cannot be asked over the place, or is not the caller's to see.</summary>
    private async Task<Reading?> ReadAsync(string code, Period period, CancellationToken cancel)
    {
        if (!_defined.TryGetValue(code, out var versions) || (scope != "*" && !versions[^1].Dimensions.Contains(Computation.Place)))
        {
            return null;
        }

        try
        {
            var reading = await IndicatorReadings.ReadAsync(db, new(code, scope, period), cancel);
            return reading.Ok ? reading.Value : null;
        }
        catch (AccessDeniedException)
        {
            return null;
        }
    }
}
