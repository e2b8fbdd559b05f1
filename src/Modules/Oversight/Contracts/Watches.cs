using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Watches;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>Of when the number of a watch is.</summary>
public static class WatchPeriods
{
    public const string LastYear = "last_year";
    public const string ThisYear = "this_year";
    public const string LastMonth = "last_month";

    /// <summary>Code and Chinese.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [(LastYear, "上一年"), (ThisYear, "今年（到今天）"), (LastMonth, "上个月")];

    public static string Chinese(string code) => All.FirstOrDefault(p => p.Code == code).Chinese ?? code;

    /// <summary>The days of a number read on a day. What counts whole years takes this one whole.</summary>
    /// <param name="periodType">See <see cref="PeriodTypes"/>.</param>
    public static Period On(string code, DateOnly today, string periodType) => code switch
    {
        LastYear => Period.Year(today.Year - 1),
        ThisYear => periodType == PeriodTypes.Year ? Period.Year(today.Year) : new(new(today.Year, 1, 1), today),
        LastMonth => Period.MonthOf(today.AddDays(-today.Day)),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "no period of a watch"),
    };
}

/// <summary>When a number is a reason to look.</summary>
public static class WatchComparisons
{
    /// <summary>Code and Chinese.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("below", "低于"), ("at_most", "不高于"), ("above", "高于"), ("at_least", "不低于")];

    public static string Chinese(string code) => All.FirstOrDefault(c => c.Code == code).Chinese ?? code;

    public static bool Holds(string code, Rational value, Rational limit) => code switch
    {
        "below" => value < limit,
        "at_most" => value <= limit,
        "above" => value > limit,
        "at_least" => value >= limit,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "no comparison of a watch"),
    };
}

/// <summary>A watch to be set, or a new version of one.</summary>
/// <param name="WatchNo">Null for a new one.</param>
/// <param name="UnitCode">The unit whose village collectives are looked at; empty for all.</param>
/// <param name="Limit">As typed, in the unit of the indicator.</param>
/// <param name="ClientId">Made by the client so that a repeated request writes once.</param>
public sealed record WatchDraft(
    int? WatchNo, string Indicator, string UnitCode, string PeriodKind, string Comparison, string Limit, DateOnly ValidFrom, bool Active, string Reason, string ClientId);

/// <summary>A version of a watch.</summary>
/// <param name="IndicatorName">Its code where it is defined no more.</param>
/// <param name="LimitText">With its unit.</param>
/// <param name="Holds">It is the version of today.</param>
public sealed record WatchInfo(
    int WatchNo, string Indicator, string IndicatorName, string UnitCode, string UnitName, string PeriodKind, string Comparison, Rational Limit, string LimitText, DateOnly ValidFrom,
    bool Active, string Reason, string By, long RecordedAtMs, bool Holds)
{
    /// <summary>经常性收入（上一年）低于 1,800,000.00 元.</summary>
    public string Text => $"{IndicatorName}（{WatchPeriods.Chinese(PeriodKind)}）{WatchComparisons.Chinese(Comparison)} {LimitText}";
}

/// <summary>
/// Watches over indicators: a number of each village collective beyond a limit is an alert of the rule <c>indicator_beyond_limit</c>. The program brings none; who watches says
/// why. Places are looked at, never people, and nobody is ranked.
/// </summary>
public static class WatchBook
{
    /// <summary>All versions, by number and newest first. Asks <c>oversight:alert:read</c>.</summary>
    public static Task<IReadOnlyList<WatchInfo>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadWatches.AllAsync(db, today, cancel);

    /// <summary>Indicators that can be watched: numbers of a place. Asks <c>indicators:reading:read</c>.</summary>
    public static async Task<IReadOnlyList<IndicatorInfo>> IndicatorsAsync(BaotuanDb db, CancellationToken cancel) =>
        [.. (await IndicatorCatalog.ListAsync(db, long.MaxValue, cancel)).Where(i => i.Dimensions.Contains(Computation.Place)).GroupBy(i => i.Code).Select(g => g.Last())];

    /// <summary>
    /// Writes a version. Asks <c>oversight:alert-rule:manage</c>; must run inside <see cref="Store.WriteAsync{T}"/>. Refused: <c>watch_needs_a_person</c>,
    /// <c>client_id_is_needed</c>, <c>client_id_reused</c>, <c>watch_not_found</c>, <c>indicator_not_found</c>, <c>unit_not_found</c>, <c>period_unknown</c>,
    /// <c>period_does_not_fit</c>, <c>comparison_unknown</c>, <c>limit_not_readable</c>, <c>day_has_passed</c>, <c>rule_needs_a_reason</c>.
    /// </summary>
    /// <returns>Number of the watch.</returns>
    public static Task<Outcome<int>> ChangeAsync(BaotuanDb db, WatchDraft draft, CancellationToken cancel) => ChangeWatch.RunAsync(db, draft, cancel);
}
