using Baotuan.Indicators.Readings;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Api;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>Which number somebody wants.</summary>
/// <param name="Scope">See <see cref="Contracts.Scope"/>.</param>
/// <param name="KnownAtMs">Unix milliseconds; <see cref="long.MaxValue"/> for all we know.</param>
public sealed record ReadingRequest(string Code, string Scope, Period Period, long KnownAtMs = long.MaxValue);

/// <summary>A number with its birth certificate.</summary>
/// <param name="Value">In the unit of the indicator, exact; null where there is none.</param>
/// <param name="Records">How many records it was made of; exactly these are listed at <see cref="RecordsAddress"/>.</param>
public sealed record Reading(IndicatorInfo Indicator, Scope Scope, Period Period, Rational? Value, long Records, long KnownAtMs)
{
    public string Qualifier => Indicator.Qualifier;

    /// <summary>How many of those who have to report did; null where nobody has to.</summary>
    public Coverage? Coverage { get; init; }

    public string ValueText => Value is { } value ? Indicator.Unit.TextWithUnit(value) : "—";

    /// <summary>截至 2022-12-31, or the period in Chinese.</summary>
    public string PeriodText => Indicator.PeriodType == PeriodTypes.Instant ? $"截至 {Period.End:yyyy-MM-dd}" : Period.ChineseName;

    /// <summary>The page of this number.</summary>
    public string Address => ReadingAddress.Of(Indicator.Code, "", Scope.Code, Period, KnownAtMs);

    /// <summary>The same for a program.</summary>
    public string ProgramAddress => ProgramRoutes.Root + ReadingAddress.Of(Indicator.Code, "/reading", Scope.Code, Period, KnownAtMs);

    /// <summary>Whether who read the number may list its records too.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>The page of its records.</summary>
    public string RecordsAddress => ReadingAddress.Of(Indicator.Code, "/records", Scope.Code, Period, KnownAtMs);
}

/// <summary>A number of one village collective.</summary>
public sealed record VillageReading(OrganizationInfo Village, Reading Reading);

/// <summary>
/// Reads numbers. Asks <c>indicators:reading:read</c> over the whole scope, and the computation asks for its records' right: a scope of
/// which the caller sees a part only is denied, not cut. Refuses <c>indicator_not_found</c>, <c>definition_not_in_force</c>,
/// <c>scope_not_readable</c>, <c>scope_not_found</c>, <c>scope_does_not_fit</c>, <c>period_is_no_year</c>.
/// </summary>
public static class IndicatorReadings
{
    public static Task<Outcome<Reading>> ReadAsync(BaotuanDb db, ReadingRequest request, CancellationToken cancel) => ReadIndicator.RunAsync(db, request, cancel);

    /// <summary>
    /// The same number of every village collective inside the scope, each over itself alone, by code. Those whose records of this sort are kept elsewhere are left out.
    /// Refuses <c>scope_does_not_fit</c> for what is no number of a place.
    /// </summary>
    public static Task<Outcome<IReadOnlyList<VillageReading>>> EachVillageAsync(BaotuanDb db, ReadingRequest request, CancellationToken cancel) =>
        ReadIndicator.EachVillageAsync(db, request, cancel);

    /// <summary>A page of the records that a reading was made of.</summary>
    public static Task<Outcome<IReadOnlyList<CountedRecord>>> RecordsAsync(BaotuanDb db, ReadingRequest request, int skip, int take, CancellationToken cancel) =>
        ReadIndicator.RecordsAsync(db, request, skip, take, cancel);
}
