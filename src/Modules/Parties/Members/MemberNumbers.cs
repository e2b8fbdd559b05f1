using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Members;

/// <summary>Which member numbers a collective has, without loading what else is known of them.</summary>
internal static class MemberNumbers
{
    /// <summary>Numbers of all members of any day, also those that left.</summary>
    public static async Task<HashSet<string>> OfAsync(BaotuanDb db, long collectiveId, CancellationToken cancel)
    {
        var numbers = new HashSet<string>();
        var rows = db.Set<Membership>().AsNoTracking().Where(m => m.CollectiveId == collectiveId)
            .OrderBy(m => m.MemberNo).ThenBy(m => m.ValidFrom).ThenBy(m => m.RecordedAtMs)
            .Select(m => new { m.MemberNo, m.ValidFrom, m.Retracted }).AsAsyncEnumerable();
        string member = "";
        DateOnly day = default;
        var stands = false;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            if (stands && (row.MemberNo != member || row.ValidFrom != day))
            {
                numbers.Add(member);
            }

            (member, day, stands) = (row.MemberNo, row.ValidFrom, !row.Retracted);
        }

        if (stands)
        {
            numbers.Add(member);
        }

        return numbers;
    }
}
