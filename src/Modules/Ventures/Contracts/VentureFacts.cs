using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Watch;

namespace Baotuan.Ventures.Contracts;

/// <summary>A standing distribution of which not everything is confirmed as received.</summary>
/// <param name="AgreedDue">The day agreed in the terms; null where none is agreed.</param>
/// <param name="OrganizationIds">Operator, payer and holders.</param>
public sealed record DistributionOwed(
    long Id, string VentureCode, string VentureName, string? PhaseCode, Period Period, DateOnly DeclaredOn, DateOnly? AgreedDue,
    Money Pool, Money Paid, IReadOnlyList<long> OrganizationIds)
{
    public Money Outstanding => Pool - Paid;
}

/// <summary>A year of a phase with a promised rate and an agreed day, of which no distribution stands.</summary>
public sealed record YearOwed(
    string VentureCode, string VentureName, string PhaseCode, int Year, DateOnly AgreedDue, Money Principal, IReadOnlyList<long> OrganizationIds);

/// <summary>A standing distribution beside what terms and register, as known now, give for it.</summary>
/// <param name="Computed">Null where it cannot be computed; then <paramref name="Problem"/> says why.</param>
/// <param name="LinesDiffering">Holders whose amount differs, missing and surplus ones among them.</param>
public sealed record DistributionRecomputed(
    long Id, string VentureCode, string VentureName, Period Period, Money Posted, Money? Computed, int LinesDiffering, string Problem,
    IReadOnlyList<long> OrganizationIds);

/// <summary>A member's line whose member was none on the record date, as known now.</summary>
public sealed record LapsedPayout(long CascadeId, long CollectiveId, Period Period, DateOnly RecordDate, string MemberNo, Money Amount);

/// <summary>What a collective's year put into the reserve.</summary>
/// <param name="Base">Net income of the year; without a reserve step what was left before the members' part.</param>
/// <param name="Covered">Losses covered first.</param>
/// <param name="HasStep">False where the year has no reserve step at all.</param>
public sealed record ReserveTaken(
    long CascadeId, long CollectiveId, Period Period, DateOnly DeclaredOn, Money Base, Money Covered, Money Reserve, bool HasStep);

/// <summary>
/// What rules over ventures look at. Asks for no right: for rules of modules that asked for their own and narrow by
/// organisation (null for all). Reversed distributions, payments and cascades are left out.
/// </summary>
public static class VentureFacts
{
    /// <summary>Distributions with something outstanding, by number.</summary>
    public static Task<IReadOnlyList<DistributionOwed>> OwedAsync(BaotuanDb db, IReadOnlyCollection<long>? among, CancellationToken cancel) =>
        ReadDues.DistributionsAsync(db, among, cancel);

    /// <summary>Calendar years whose agreed day is before <paramref name="before"/> and for which nothing was declared.</summary>
    /// <param name="fromYear">Earlier years are left out.</param>
    public static Task<IReadOnlyList<YearOwed>> YearsOwedAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, int fromYear, DateOnly before, CancellationToken cancel) =>
        ReadDues.YearsAsync(db, among, fromYear, before, cancel);

    /// <summary>Every standing distribution of a period that ends on <paramref name="since"/> or later, computed again.</summary>
    public static Task<IReadOnlyList<DistributionRecomputed>> RecomputedAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel) =>
        Recompute.RunAsync(db, among, since, cancel);

    /// <summary>Lines of members who were none; memory stays that of one collective.</summary>
    public static Task<IReadOnlyList<LapsedPayout>> LapsedPayoutsAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel) =>
        ReadPassedOn.LapsedAsync(db, among, since, cancel);

    /// <summary>The reserve of every collective's year that was passed on.</summary>
    public static Task<IReadOnlyList<ReserveTaken>> ReservesAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel) =>
        ReadPassedOn.ReservesAsync(db, among, since, cancel);
}
