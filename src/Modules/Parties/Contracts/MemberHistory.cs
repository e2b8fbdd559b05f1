using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>One recorded change of a member's shares.</summary>
/// <param name="Quantity10000">In 1/10000 share; 0 ends the holding.</param>
/// <param name="Retracted">Recorded to say that this day's entry counts no more.</param>
public sealed record ShareChange(string ClassCode, string ClassName, long Quantity10000, DateOnly ValidFrom, long RecordedAtMs, bool Retracted);

/// <summary>Reads what happened to members and holdings over time.</summary>
public static class MemberHistory
{
    /// <summary>Every recorded change of one member's shares, by class and day.</summary>
    public static async Task<IReadOnlyList<ShareChange>> SharesAsync(BaotuanDb db, long collectiveId, string memberNo, CancellationToken cancel)
    {
        var classes = MemberWeights.Classes(db, collectiveId, DateOnly.MaxValue, long.MaxValue).ToDictionary(c => c.Code, c => c.Name);
        var rows = await db.Set<Share>().AsNoTracking().Where(s => s.CollectiveId == collectiveId && s.MemberNo == memberNo)
            .OrderBy(s => s.ClassCode).ThenBy(s => s.ValidFrom).ThenBy(s => s.RecordedAtMs).ToListAsync(cancel);
        return [.. rows.Select(s => new ShareChange(
            s.ClassCode, classes.GetValueOrDefault(s.ClassCode, s.ClassCode), s.Quantity10000, s.ValidFrom, s.RecordedAtMs, s.Retracted))];
    }

    /// <summary>One member in force on a day; null when he was none then.</summary>
    public static async Task<MemberInfo?> FindAsync(BaotuanDb db, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel) =>
        (await Members.AsOfAsync(db, collectiveId, on, long.MaxValue, cancel)).FirstOrDefault(m => m.MemberNo == memberNo);

    /// <summary>Memberships in force on a day, over all collectives or some.</summary>
    public static Task<int> CountMembersAsync(BaotuanDb db, DateOnly on, long[]? among, CancellationToken cancel) =>
        db.Set<Membership>().CountAsync(
            m => (among == null || among.Contains(m.CollectiveId)) && m.ValidFrom <= on && !m.Ended && !m.Retracted && !db.Set<Membership>().Any(
                other => other.CollectiveId == m.CollectiveId && other.MemberNo == m.MemberNo && other.ValidFrom <= on
                    && (other.ValidFrom == m.ValidFrom && other.RecordedAtMs > m.RecordedAtMs
                        || other.ValidFrom > m.ValidFrom && !other.Retracted && !db.Set<Membership>().Any(
                            newer => newer.CollectiveId == m.CollectiveId && newer.MemberNo == m.MemberNo && newer.ValidFrom == other.ValidFrom
                                && newer.RecordedAtMs > other.RecordedAtMs))),
            cancel);

    /// <summary>Joint companies that an organisation holds units of: company id and units (1/10000) in force.</summary>
    public static async Task<IReadOnlyList<(long CompanyId, long Units10000)>> CompaniesOfAsync(
        BaotuanDb db, long holderId, DateOnly asOf, CancellationToken cancel)
    {
        var rows = await db.Set<CompanyUnit>().AsNoTracking().Where(u => u.HolderId == holderId && u.ValidFrom <= asOf)
            .OrderBy(u => u.CompanyId).ThenBy(u => u.ValidFrom).ThenBy(u => u.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, u => u.CompanyId).Where(u => u.Units10000 > 0).Select(u => (u.CompanyId, u.Units10000))];
    }
}
