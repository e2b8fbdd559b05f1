using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Rectification;

/// <summary>Everything that happens to a finding after it was raised is one event more, if its standing lets it.</summary>
internal static class MoveFinding
{
    private const int LongestText = 4000;

    public static async Task<Outcome<FindingInfo>> RunAsync(
        BaotuanDb db, Permission permission, long findingId, string kind, string text, DateOnly? dueOn, CancellationToken cancel)
    {
        db.Access.Require(permission);
        var finding = await db.Set<Finding>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == findingId, cancel);
        if (finding is null)
        {
            return new Refusal("finding_not_found", $"没有编号为 {findingId} 的问题。");
        }

        db.Access.Require(permission, finding.OrganizationId);
        if (db.Caller.UserId == 0)
        {
            return FindingActor.Nobody;
        }

        var standing = FindingStanding.Of(finding, await ReadFindings.EventsAsync(db, [findingId], cancel));
        if (standing.Problem(kind, db.Caller.UserId, db.Today(), text, dueOn) is { } problem)
        {
            return problem;
        }

        if (text.Trim().Length > LongestText)
        {
            return new Refusal("text_is_too_long", $"说明最多 {LongestText} 字，请缩短。");
        }

        await WriteAsync(db, finding, standing, kind, text.Trim(), dueOn, cancel);
        return await ReadFindings.InfoAsync(db, finding, db.Today(), cancel);
    }

    private static async Task WriteAsync(
        BaotuanDb db, Finding finding, FindingStanding standing, string kind, string text, DateOnly? dueOn, CancellationToken cancel)
    {
        db.Add(new FindingEvent
        {
            FindingId = finding.Id,
            SequenceNo = standing.Events + 1,
            Kind = kind,
            Text = text,
            DueOn = dueOn,
            UserId = db.Caller.UserId,
            UnitId = db.Caller.UnitId,
            RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync(
            "finding." + kind, $"finding/{finding.Id}", text, cancel, finding.OrganizationId,
            before: InWords(standing), after: InWords(standing.After(kind, db.Caller.UserId, dueOn)));
        await db.SaveChangesAsync(cancel);
    }

    private static string InWords(FindingStanding standing) => $"{FindingStates.Chinese(standing.State)}，期限 {standing.DueOn:yyyy-MM-dd}";
}
