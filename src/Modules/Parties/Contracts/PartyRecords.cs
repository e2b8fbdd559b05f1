using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Parties.Organizations;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>An organisation as a record to be counted.</summary>
public sealed record OrganizationRecord(long Id, string Code, string Name, string Kind, DateOnly ValidFrom, long RecordedAtMs);

/// <summary>A membership or a household of a collective in force.</summary>
/// <param name="No">Member or household number in the collective.</param>
public sealed record RollRecord(long CollectiveId, string No, DateOnly ValidFrom, long RecordedAtMs);

/// <summary>Units of a joint company in force.</summary>
/// <param name="Units10000">In 1/10000 unit.</param>
public sealed record HoldingRecord(long HolderId, long Units10000, DateOnly ValidFrom, long RecordedAtMs);

/// <summary>
/// Records of the registers on a day, as known at a time, counted and listed page by page: for modules that count and have to show
/// what they counted. Asks for no right: the caller asked and narrowed. The kind of an organisation is master data and stands as now.
/// </summary>
public static class PartyRecords
{
    /// <summary>Organisations of some kinds, by code.</summary>
    /// <param name="among">Null for all, here and below.</param>
    /// <param name="knownAtMs">Unix milliseconds; <see cref="long.MaxValue"/> for all we know, here and below.</param>
    public static async Task<IReadOnlyList<OrganizationRecord>> OrganizationsAsync(
        BaotuanDb db, IReadOnlyList<string> kinds, long[]? among, DateOnly on, long knownAtMs, CancellationToken cancel)
    {
        var wanted = kinds.ToArray();
        return await db.Set<Organization>().AsNoTracking().IgnoreQueryFilters()
            .Where(o => wanted.Contains(o.Kind) && (among == null || among.Contains(o.Id)) && o.ValidFrom <= on && (o.ValidTo == null || o.ValidTo >= on))
            .Where(o => o.RecordedAtMs <= knownAtMs && (o.ImportBatchId >= 0 || db.Set<ImportBatch>().Any(b => b.Id == -o.ImportBatchId && b.UndoneAtMs > knownAtMs)))
            .OrderBy(o => o.Code).Select(o => new OrganizationRecord(o.Id, o.Code, o.Name, o.Kind, o.ValidFrom, o.RecordedAtMs)).ToListAsync(cancel);
    }

    /// <summary>Memberships in force.</summary>
    public static Task<long> CountMembersAsync(BaotuanDb db, long[]? among, DateOnly on, long knownAtMs, CancellationToken cancel) =>
        MembersInForce(db, among, on, knownAtMs).LongCountAsync(cancel);

    /// <summary>A page of the same, by collective and member number.</summary>
    public static async Task<IReadOnlyList<RollRecord>> MembersAsync(
        BaotuanDb db, long[]? among, DateOnly on, long knownAtMs, int skip, int take, CancellationToken cancel) =>
        await MembersInForce(db, among, on, knownAtMs).OrderBy(m => m.CollectiveId).ThenBy(m => m.MemberNo).Skip(skip).Take(take)
            .Select(m => new RollRecord(m.CollectiveId, m.MemberNo, m.ValidFrom, m.RecordedAtMs)).ToListAsync(cancel);

    /// <summary>Households in force.</summary>
    public static Task<long> CountHouseholdsAsync(BaotuanDb db, long[]? among, DateOnly on, long knownAtMs, CancellationToken cancel) =>
        HouseholdsInForce(db, among, on, knownAtMs).LongCountAsync(cancel);

    /// <summary>A page of the same, by collective and household number.</summary>
    public static async Task<IReadOnlyList<RollRecord>> HouseholdsAsync(
        BaotuanDb db, long[]? among, DateOnly on, long knownAtMs, int skip, int take, CancellationToken cancel) =>
        await HouseholdsInForce(db, among, on, knownAtMs).OrderBy(h => h.CollectiveId).ThenBy(h => h.HouseholdNo).Skip(skip).Take(take)
            .Select(h => new RollRecord(h.CollectiveId, h.HouseholdNo, h.ValidFrom, h.RecordedAtMs)).ToListAsync(cancel);

    /// <summary>Holders of units of a joint company; none for any other organisation.</summary>
    public static async Task<IReadOnlyList<HoldingRecord>> HoldingsAsync(BaotuanDb db, long companyId, DateOnly on, long knownAtMs, CancellationToken cancel)
    {
        var rows = await db.Set<CompanyUnit>().AsNoTracking().Where(u => u.CompanyId == companyId && u.ValidFrom <= on && u.RecordedAtMs <= knownAtMs)
            .OrderBy(u => u.HolderId).ThenBy(u => u.ValidFrom).ThenBy(u => u.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, u => u.HolderId).Where(u => u.Units10000 > 0).Select(u => new HoldingRecord(u.HolderId, u.Units10000, u.ValidFrom, u.RecordedAtMs))];
    }

    // the version in force: the last one of its day known by then, with no later day known and standing
    private static IQueryable<Membership> MembersInForce(BaotuanDb db, long[]? among, DateOnly on, long knownAtMs)
    {
        var known = db.Set<Membership>().AsNoTracking().Where(m => m.ValidFrom <= on && m.RecordedAtMs <= knownAtMs);
        var last = known.Where(m => !m.Retracted && !known.Any(
            n => n.CollectiveId == m.CollectiveId && n.MemberNo == m.MemberNo && n.ValidFrom == m.ValidFrom && n.RecordedAtMs > m.RecordedAtMs));
        return last.Where(m => (among == null || among.Contains(m.CollectiveId)) && !m.Ended && !last.Any(
            n => n.CollectiveId == m.CollectiveId && n.MemberNo == m.MemberNo && n.ValidFrom > m.ValidFrom));
    }

    private static IQueryable<Household> HouseholdsInForce(BaotuanDb db, long[]? among, DateOnly on, long knownAtMs)
    {
        var known = db.Set<Household>().AsNoTracking().Where(m => m.ValidFrom <= on && m.RecordedAtMs <= knownAtMs);
        var last = known.Where(m => !m.Retracted && !known.Any(
            n => n.CollectiveId == m.CollectiveId && n.HouseholdNo == m.HouseholdNo && n.ValidFrom == m.ValidFrom && n.RecordedAtMs > m.RecordedAtMs));
        return last.Where(m => (among == null || among.Contains(m.CollectiveId)) && !last.Any(
            n => n.CollectiveId == m.CollectiveId && n.HouseholdNo == m.HouseholdNo && n.ValidFrom > m.ValidFrom));
    }
}
