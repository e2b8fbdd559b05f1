using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>A member of a collective as of a date, as known at a time. Personal fields stay sealed.</summary>
public sealed record MemberInfo(
    long CollectiveId, string MemberNo, string Name, string HouseholdNo, string GroupName, bool IsHead,
    byte[]? CitizenId, byte[]? Phone, byte[]? BankAccount);

/// <summary>Reads the membership registers.</summary>
public static class Members
{
    /// <summary>Members of one collective in force, by member number.</summary>
    /// <param name="knownAtMs">Recorded no later than this; <see cref="long.MaxValue"/> for all we know.</param>
    public static Task<IReadOnlyList<MemberInfo>> AsOfAsync(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs, CancellationToken cancel) =>
        ReadAsync(db, collectiveId, asOf, knownAtMs, withFormer: false, cancel);

    /// <summary>
    /// Also those who had left by then, with the name and household that they had last: leaving does not take shares away,
    /// so lines of a dividend may be theirs.
    /// </summary>
    public static Task<IReadOnlyList<MemberInfo>> AndFormerAsOfAsync(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs, CancellationToken cancel) =>
        ReadAsync(db, collectiveId, asOf, knownAtMs, withFormer: true, cancel);

    /// <summary>The record name that a personal field is sealed to.</summary>
    public static string FieldRecord(long collectiveId, string memberNo, string field) => $"person/{collectiveId}/{memberNo}/{field}";

    private static async Task<IReadOnlyList<MemberInfo>> ReadAsync(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs, bool withFormer, CancellationToken cancel)
    {
        var memberships = await db.Set<Membership>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.MemberNo).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        var people = await db.Set<Person>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.MemberNo).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        var households = await db.Set<Household>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.HouseholdNo).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);

        var personOf = Facts.InForce(people, p => p.MemberNo).ToDictionary(p => p.MemberNo);
        var householdOf = Facts.InForce(households, h => h.HouseholdNo).ToDictionary(h => h.HouseholdNo);
        return [.. Facts.InForce(memberships, m => m.MemberNo).Where(m => withFormer || !m.Ended).Select(m =>
        {
            var person = personOf.GetValueOrDefault(m.MemberNo);
            var household = householdOf.GetValueOrDefault(m.HouseholdNo);
            return new MemberInfo(
                collectiveId, m.MemberNo, person?.Name ?? m.MemberNo, m.HouseholdNo, household?.GroupName ?? "",
                household?.HeadNo == m.MemberNo, person?.CitizenId, person?.Phone, person?.BankAccount);
        })];
    }

    /// <summary>Numbers of the members of one collective in force on a day, and nothing else of them.</summary>
    /// <param name="knownAtMs">As for <see cref="AsOfAsync"/>.</param>
    public static async Task<IReadOnlySet<string>> NumbersAsOfAsync(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var memberships = await db.Set<Membership>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.MemberNo).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        return Facts.InForce(memberships, m => m.MemberNo).Where(m => !m.Ended).Select(m => m.MemberNo).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Last known names of some members of one collective, by member number; numbers that nobody has are absent.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(
        BaotuanDb db, long collectiveId, IEnumerable<string> memberNos, CancellationToken cancel)
    {
        var wanted = memberNos.Distinct().ToArray();
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.CollectiveId == collectiveId && wanted.Contains(p.MemberNo) && !p.Retracted)
            .OrderBy(p => p.ValidFrom).ThenBy(p => p.RecordedAtMs).Select(p => new { p.MemberNo, p.Name }).ToListAsync(cancel);
        return people.GroupBy(p => p.MemberNo).ToDictionary(g => g.Key, g => g.Last().Name);
    }
}

/// <summary>Units held in joint companies.</summary>
public static class CompanyHoldings
{
    /// <summary>Companies of which any of these organisations holds, or ever held, units.</summary>
    public static async Task<IReadOnlyList<long>> CompaniesHeldByAsync(BaotuanDb db, long[] holderIds, CancellationToken cancel) =>
        await db.Set<CompanyUnit>().AsNoTracking().Where(u => holderIds.Contains(u.HolderId)).Select(u => u.CompanyId).Distinct().ToListAsync(cancel);

    /// <summary>Holder id and units (1/10000) in force, holders with none left out.</summary>
    public static async Task<IReadOnlyList<(long HolderId, long Units10000)>> AsOfAsync(
        BaotuanDb db, long companyId, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var rows = await db.Set<CompanyUnit>().AsNoTracking()
            .Where(f => f.CompanyId == companyId && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.HolderId).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, u => u.HolderId).Where(u => u.Units10000 > 0).Select(u => (u.HolderId, u.Units10000))];
    }
}
