using Baotuan.Proofs.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Thresholds;

/// <summary>One condition.</summary>
internal sealed record Condition(string Indicator, string Comparison, long LimitFen, string Basis);

/// <summary>Conditions of one rule, joined by AND.</summary>
internal sealed record ThresholdSet(string Region, string Rule, DateOnly ValidFrom, IReadOnlyList<Condition> Conditions);

/// <summary>Which thresholds hold where and when: the program's own (<c>rules/thresholds.csv</c>) and the installation's, which go before in the same region from the same day.</summary>
internal sealed class ReadThresholds
{
    private static readonly IReadOnlyList<ThresholdRow> BuiltIn =
    [
        .. RuleFile.Read<IndicatorsModule>("thresholds").Select(r => new ThresholdRow
        {
            Region = r["region"], ValidFrom = RuleFile.Day(r["valid_from"]), Rule = r["rule"], Indicator = r["indicator"], Comparison = r["comparison"],
            LimitFen = long.Parse(r["limit_fen"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture), Basis = r["basis"],
        }),
    ];

    private readonly IReadOnlyList<ThresholdSet> _sets;

    private ReadThresholds(IReadOnlyList<ThresholdSet> sets) => _sets = sets;

    public IReadOnlyList<ThresholdSet> Sets => _sets;

    public static async Task<ReadThresholds> LoadAsync(BaotuanDb db, long knownAtMs, CancellationToken cancel)
    {
        var own = await FactRegister.StandingAsync<ThresholdRow, (string, string, string)>(db, t => (t.Region, t.Rule, t.Indicator), knownAtMs, cancel);
        var ownDays = own.Select(t => (t.Region, t.Rule, t.ValidFrom)).ToHashSet();
        return new(
        [
            .. BuiltIn.Where(t => !ownDays.Contains((t.Region, t.Rule, t.ValidFrom))).Concat(own).GroupBy(t => (t.Region, t.Rule, t.ValidFrom))
                .Select(g => new ThresholdSet(g.Key.Region, g.Key.Rule, g.Key.ValidFrom, [.. g.Select(t => new Condition(t.Indicator, t.Comparison, t.LimitFen, t.Basis))]))
                .OrderBy(s => s.Region, StringComparer.Ordinal).ThenBy(s => s.ValidFrom),
        ]);
    }

    /// <summary>The set of a rule for a place on a day: of the longest region that has any then, the last one. Null where there is none.</summary>
    /// <param name="regionCode">Division code of the place; empty when unknown.</param>
    public ThresholdSet? Find(string regionCode, string rule, DateOnly on) => _sets
        .Where(s => s.Rule == rule && s.ValidFrom <= on && (s.Region == "*" || regionCode.StartsWith(s.Region, StringComparison.Ordinal)))
        .OrderBy(s => s.Region == "*" ? 0 : s.Region.Length).ThenBy(s => s.ValidFrom).LastOrDefault();
}
