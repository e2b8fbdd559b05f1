using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Members;

/// <summary>One person as registered, whether or not his membership goes on.</summary>
internal static class PersonRecord
{
    public static async Task<Person?> FindAsync(BaotuanDb db, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel)
    {
        var versions = await db.Set<Person>().AsNoTracking().Where(p => p.CollectiveId == collectiveId && p.MemberNo == memberNo && p.ValidFrom <= on)
            .OrderBy(p => p.ValidFrom).ThenBy(p => p.RecordedAtMs).ToListAsync(cancel);
        return Facts.InForce(versions, p => p.MemberNo).FirstOrDefault();
    }

    public static async Task<bool> IsMemberAsync(BaotuanDb db, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel)
    {
        var versions = await db.Set<Membership>().AsNoTracking().Where(m => m.CollectiveId == collectiveId && m.MemberNo == memberNo && m.ValidFrom <= on)
            .OrderBy(m => m.ValidFrom).ThenBy(m => m.RecordedAtMs).ToListAsync(cancel);
        return Facts.InForce(versions, m => m.MemberNo).Any(m => !m.Ended);
    }
}
