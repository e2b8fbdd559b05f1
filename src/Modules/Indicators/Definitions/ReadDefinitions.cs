using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Definitions;

/// <summary>All versions of all definitions: those of the modules (<c>rules/indicators.csv</c>) and the installation's, which go before from the same day.</summary>
internal static class ReadDefinitions
{
    /// <summary>By code and day, numbered as versions.</summary>
    public static async Task<IReadOnlyList<IndicatorInfo>> AllAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel)
    {
        var own = (await FactRegister.StandingAsync<DefinitionRow, string>(db, d => d.Code, knownAtMs, cancel)).Select(d => Info(db, d));
        return
        [
            .. db.Modules.OfType<IComputesIndicators>().SelectMany(m => m.Definitions).Concat(own).GroupBy(d => (d.Code, d.ValidFrom)).Select(g => g.Last()).GroupBy(d => d.Code).OrderBy(g => g.Key, StringComparer.Ordinal)
                .SelectMany(g => g.OrderBy(d => d.ValidFrom).Select((d, i) => d with { Version = i + 1 })),
        ];
    }

    private static IndicatorInfo Info(BaotuanDb db, DefinitionRow d) => new(
        d.Code, 0, d.ValidFrom, d.Name, d.NameEn, MeasureUnits.Of(d.Unit), string.Join('+', InstalledComputations.Of(db.Modules, d.Computation).Dimensions),
        d.PeriodType, d.Computation, d.Argument, d.Qualifier, d.Definition, d.RecordedAtMs);
}
