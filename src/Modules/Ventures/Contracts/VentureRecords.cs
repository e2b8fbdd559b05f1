using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Records;

namespace Baotuan.Ventures.Contracts;

/// <summary>A venture as a record to be counted.</summary>
/// <param name="TotalInvestment">Null where it is not known.</param>
public sealed record VentureRecord(long Id, string Code, string Name, Money? TotalInvestment, long RecordedAtMs);

/// <summary>A phase of a venture.</summary>
public sealed record PhaseRecord(long Id, string VentureCode, string Code, string Name, DateOnly OpenedOn, long RecordedAtMs);

/// <summary>A declared distribution.</summary>
public sealed record DistributionRecord(long Id, string VentureCode, string VentureName, Period Period, DateOnly DeclaredOn, Money Pool, long RecordedAtMs);

/// <summary>What a holder is due of one distribution, and what of it he confirmed to have received.</summary>
public sealed record DueRecord(
    long DistributionId, string VentureCode, string VentureName, long HolderId, Period Period, DateOnly DeclaredOn, Money Due, Money Paid, long RecordedAtMs);

/// <summary>Money that a holder confirmed to have received of one payment.</summary>
public sealed record PaidRecord(
    long PaymentId, long DistributionId, string VentureCode, string VentureName, long HolderId, DateOnly PaidOn, Money Amount, string Evidence, long RecordedAtMs);

/// <summary>A contribution.</summary>
/// <param name="Kind">cash, quota, grant, loan, in_kind.</param>
/// <param name="Parcel">The parcel, for quota; empty otherwise.</param>
/// <param name="Area">Of the parcel.</param>
public sealed record ContributionRecord(
    long Id, string VentureCode, string VentureName, long HolderId, string Kind, string KindName, DateOnly PaidOn, Money Amount, string Parcel, LandArea Area, long RecordedAtMs);

/// <summary>A parcel of land quota that is not split further.</summary>
/// <param name="Used">Whether a contribution used it.</param>
public sealed record QuotaRecord(long Id, string Parcel, long HolderId, LandArea Area, DateOnly? AcceptedOn, bool Used, long RecordedAtMs);

/// <summary>What a collective or company passed on of a period.</summary>
/// <param name="IsCompany">To holders of units; otherwise to members.</param>
/// <param name="Pool">What went out, before withholding.</param>
/// <param name="Lines">Members or holders.</param>
public sealed record PassedOnRecord(
    long CascadeId, long HolderId, bool IsCompany, Period Period, DateOnly DeclaredOn, Money Received, Money Pool, long Lines, long RecordedAtMs);

/// <summary>A return term that is in force on a day.</summary>
/// <param name="Kind">fixed, actual, floor, profit_share.</param>
public sealed record TermRecord(
    long Id, string VentureCode, string VentureName, string PhaseCode, string Kind, string Rule, long RatePpm, DateOnly ValidFrom, Money Principal, long RecordedAtMs);

/// <summary>
/// The records of this module as they were known at a time, each as one line: for modules that count and add up and have to show
/// what they counted. Asks for no right: the caller asked and narrowed. Reversed and withdrawn records do not count from the recording of
/// that on. Codes and names of ventures, and their total investment, are master data and stand as now.
/// </summary>
public static class VentureRecords
{
    /// <param name="ventureIds">Null for all, here and below.</param>
    /// <param name="knownAtMs">Unix milliseconds; <see cref="long.MaxValue"/> for all we know, here and below.</param>
    public static Task<IReadOnlyList<VentureRecord>> VenturesAsync(BaotuanDb db, long[]? ventureIds, long knownAtMs, CancellationToken cancel) =>
        MasterRecords.VenturesAsync(db, ventureIds, knownAtMs, cancel);

    /// <summary>Phases of ventures.</summary>
    public static Task<IReadOnlyList<PhaseRecord>> PhasesAsync(BaotuanDb db, long[]? ventureIds, long knownAtMs, CancellationToken cancel) =>
        MasterRecords.PhasesAsync(db, ventureIds, knownAtMs, cancel);

    /// <summary>Distributions whose period ends within the days given.</summary>
    public static Task<IReadOnlyList<DistributionRecord>> DistributionsAsync(BaotuanDb db, long[]? ventureIds, Period days, long knownAtMs, CancellationToken cancel) =>
        ReturnRecords.DistributionsAsync(db, ventureIds, days, knownAtMs, cancel);

    /// <summary>Lines of distributions whose period ends within the days given.</summary>
    /// <param name="holderIds">Null for all holders, here and below.</param>
    public static Task<IReadOnlyList<DueRecord>> DueAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel) =>
        ReturnRecords.DueAsync(db, ventureIds, holderIds, days, knownAtMs, cancel);

    /// <summary>Confirmed lines of payments made within the days given.</summary>
    public static Task<IReadOnlyList<PaidRecord>> PaidAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel) =>
        ReturnRecords.PaidAsync(db, ventureIds, holderIds, days, knownAtMs, cancel);

    /// <summary>Contributions that came in within the days given.</summary>
    public static Task<IReadOnlyList<ContributionRecord>> ContributionsAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel) =>
        CapitalRecords.ContributionsAsync(db, ventureIds, holderIds, days, knownAtMs, cancel);

    /// <summary>Parcels that are not split, accepted by a day.</summary>
    public static Task<IReadOnlyList<QuotaRecord>> QuotasAsync(BaotuanDb db, long[]? holderIds, DateOnly on, long knownAtMs, CancellationToken cancel) =>
        MasterRecords.QuotasAsync(db, holderIds, on, knownAtMs, cancel);

    /// <summary>What was passed on of periods that end within the days given.</summary>
    public static Task<IReadOnlyList<PassedOnRecord>> PassedOnAsync(BaotuanDb db, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel) =>
        ReturnRecords.PassedOnAsync(db, holderIds, days, knownAtMs, cancel);

    /// <summary>Terms in force on a day, with the principal of their phase on it.</summary>
    public static Task<IReadOnlyList<TermRecord>> TermsAsync(BaotuanDb db, long[]? ventureIds, DateOnly on, long knownAtMs, CancellationToken cancel) =>
        CapitalRecords.TermsAsync(db, ventureIds, on, knownAtMs, cancel);

    /// <summary>Ids of every distribution ever posted of some ventures, reversed ones too: what vouchers name as their source.</summary>
    public static Task<IReadOnlyList<long>> DistributionIdsAsync(BaotuanDb db, long[]? ventureIds, CancellationToken cancel) =>
        ReturnRecords.IdsAsync(db, ventureIds, cancel);

    /// <summary>Ids of ventures by their codes; codes that name none are absent.</summary>
    public static Task<IReadOnlyDictionary<string, (long Id, string Name)>> FindAsync(BaotuanDb db, IReadOnlyList<string> codes, CancellationToken cancel) =>
        MasterRecords.FindAsync(db, codes, cancel);
}
