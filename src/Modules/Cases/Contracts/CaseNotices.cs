using Baotuan.Cases.Moving;
using Baotuan.Cases.Notices;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>Something of a case that concerns the reader. No word of its contents.</summary>
/// <param name="Topic">Code of one of <see cref="CaseNotices.Topics"/>.</param>
/// <param name="On">When it was so; the last day of a duty.</param>
/// <param name="RecordedAtMs">0 for a duty: it stands until it is done.</param>
public sealed record CaseNotice(string Topic, long CaseId, string Number, string KindName, string Words, DateOnly On, long RecordedAtMs);

/// <summary>What of the cases concerns a person: what was given to him or his unit, what came back, what is due. Read from the cases every time.</summary>
public static class CaseNotices
{
    public const string Late = "late";
    public const string Soon = "soon";

    /// <summary>Code and Chinese name.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> Topics =
    [
        (Late, "已逾期"), (Soon, "快到期"), ("handed", "交办和协办"), ("returned", "退回和重办"), ("recused", "回避"), ("extension", "延期"), ("mediator", "调解员"), ("answered", "答复"),
    ];

    /// <summary>Duties first, the latest ones before the others; then what others did, the newest first. Empty for who reads no cases.</summary>
    public static Task<IReadOnlyList<CaseNotice>> ListAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadNotices.RunAsync(db, today, cancel);

    /// <summary>Up to when the caller has seen his notices; 0 when never.</summary>
    public static async Task<long> SeenAtMsAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Everybody(); // one's own
        var user = db.Caller.UserId;
        return await db.Set<NoticeSeenRow>().AsNoTracking().Where(s => s.UserId == user).Select(s => s.SeenAtMs).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The caller has seen what was recorded up to a moment; never less than before, never what is still to come. Refused: <c>case_needs_a_person</c>.</summary>
    public static async Task<Outcome<long>> SeeAsync(BaotuanDb db, long throughMs, CancellationToken cancel)
    {
        db.Access.Everybody(); // one's own
        if (db.Caller.UserId == 0)
        {
            return Actors.Nobody;
        }

        var user = db.Caller.UserId;
        if (await db.Set<NoticeSeenRow>().AsTracking().FirstOrDefaultAsync(s => s.UserId == user, cancel) is not { } row)
        {
            row = new() { UserId = user };
            db.Add(row);
        }

        row.SeenAtMs = Math.Max(row.SeenAtMs, Math.Min(throughMs, db.RecordedAtMs));
        await db.SaveChangesAsync(cancel);
        return row.SeenAtMs;
    }
}
