using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Rectification;

/// <summary>Walks every finding from its first event to the last by the rules that the acts ask.</summary>
internal static class CheckFindings
{
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> RunAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        var findings = await db.Set<Finding>().AsNoTracking().OrderBy(f => f.Id).ToDictionaryAsync(f => f.Id, cancel);
        FindingStanding standing = FindingStanding.Raised(default);
        long current = 0;
        var events = db.Set<FindingEvent>().AsNoTracking().OrderBy(e => e.FindingId).ThenBy(e => e.SequenceNo).AsAsyncEnumerable();
        await foreach (var e in events.WithCancellation(cancel))
        {
            var subject = $"发现问题 {e.FindingId}";
            if (e.FindingId != current)
            {
                current = e.FindingId;
                standing = FindingStanding.Raised(findings.GetValueOrDefault(current)?.DueOn ?? default);
            }

            if (!findings.ContainsKey(current) || e.SequenceNo != standing.Events + 1)
            {
                problems.Add(("finding_events_have_gaps", subject, $"第 {e.SequenceNo} 步前面缺了记录。"));
            }
            else if (FindingEvents.All.All(k => k.Code != e.Kind) || standing.Problem(e.Kind, e.UserId, ChinaTime.Day(e.RecordedAtMs), e.Text, e.DueOn) is not null)
            {
                problems.Add(("finding_event_not_allowed", subject, $"第 {e.SequenceNo} 步“{FindingEvents.Chinese(e.Kind)}”按当时的状态不应发生，不是由程序写入的。"));
            }

            standing = standing.After(e.Kind, e.UserId, e.DueOn) with { Events = e.SequenceNo };
        }

        return problems;
    }
}
