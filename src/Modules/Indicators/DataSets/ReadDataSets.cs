using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Indicators.DataSets;

/// <summary>Reads data sets with the elements that they ask, as they hold for a period.</summary>
internal static class ReadDataSets
{
    /// <summary>Every set as it holds for the period that a day lies in, or as it last held, by code.</summary>
    public static async Task<IReadOnlyList<DataSetInfo>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var catalog = await CatalogAsync(db, long.MaxValue, cancel);
        return [.. catalog.Sets.GroupBy(s => s.Code).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.LastOrDefault(s => s.ValidFrom <= today)).OfType<DataSetRow>()
            .Select(s => catalog.Info(s, DataPeriods.Of(s.PeriodType, s.ValidTo < today ? s.ValidTo.Value : today)))];
    }

    /// <summary>The set for a period.</summary>
    public static async Task<Outcome<DataSetInfo>> ForAsync(BaotuanDb db, string code, Period period, long knownAtMs, CancellationToken cancel)
    {
        var catalog = await CatalogAsync(db, knownAtMs, cancel);
        var versions = catalog.Sets.Where(s => s.Code == code).ToList();
        if (versions.Count == 0)
        {
            return new Refusal("data_set_not_found", $"没有编码为 {code} 的数据集。请从“定期填报”的列表里选。");
        }

        if (!DataPeriods.Fits(versions[0].PeriodType, period))
        {
            return new Refusal("period_does_not_fit", $"“{versions[^1].Name}”{DataPeriods.Chinese(versions[0].PeriodType)}报一次，期间请写成 {DataPeriods.Example(versions[0].PeriodType)} 这样。");
        }

        return versions.LastOrDefault(v => v.ValidFrom <= period.End) is { } set && (set.ValidTo is null || set.ValidTo >= period.End)
            ? catalog.Info(set, period)
            : new Refusal("period_not_asked", $"“{versions[^1].Name}”不报{period.ChineseName}：{versions[0].ValidFrom:yyyy-MM-dd} 起{(versions[^1].ValidTo is { } to ? $"，{to:yyyy-MM-dd} 止" : "")}。");
    }

    public static async Task<DataCatalog> CatalogAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel) => new(
        await FactRegister.StandingAsync<DataSetRow, string>(db, s => s.Code, knownAtMs, cancel),
        await FactRegister.StandingAsync<DataElementRow, (string, string)>(db, e => (e.SetCode, e.Indicator), knownAtMs, cancel),
        await ReadDefinitions.AllAsync(db, knownAtMs, cancel));
}

/// <summary>All versions of sets, elements and definitions that stand.</summary>
internal sealed record DataCatalog(IReadOnlyList<DataSetRow> Sets, IReadOnlyList<DataElementRow> Elements, IReadOnlyList<IndicatorInfo> Definitions)
{
    /// <summary>A set with the elements that it asks of a period.</summary>
    public DataSetInfo Info(DataSetRow set, Period period) => new(
        set.Code, set.Name, set.Purpose, set.PeriodType, set.Place, set.Kinds.Split('+'), set.AcceptLevels.Split('+', StringSplitOptions.RemoveEmptyEntries), set.DueDays, set.ValidFrom, set.ValidTo,
        [
            .. Elements.Where(e => e.SetCode == set.Code && e.ValidFrom <= period.End).GroupBy(e => e.Indicator).Select(g => g.Last())
                .Where(e => e.ValidTo is null || e.ValidTo >= period.End).OrderBy(e => e.SortNo).ThenBy(e => e.Indicator, StringComparer.Ordinal).Select(e => Info(e, period)),
        ]);

    private DataElementInfo Info(DataElementRow e, Period period)
    {
        var versions = Definitions.Where(d => d.Code == e.Indicator).ToList();
        var definition = versions.LastOrDefault(d => d.ValidFrom <= period.End) ?? versions.FirstOrDefault();
        return new(e.Indicator, definition?.Name ?? e.Indicator, definition?.Unit ?? MeasureUnits.Of("item"), e.Why, e.SortNo, Limit(e.Least), Limit(e.Most));
    }

    private static Rational? Limit(string text) => PrintedNumber.TryParse(text, out var number) ? number.Value : null;
}
