using Baotuan.Cases.Register;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Meetings;

/// <summary>Holds what meetings decided against the steps of the cases.</summary>
internal static class CheckMeetings
{
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> RunAsync(BaotuanDb db, CancellationToken cancel)
    {
        var strange = await (
            from d in db.Set<MeetingCaseRow>().AsNoTracking()
            join m in db.Set<MeetingRow>() on d.MeetingId equals m.Id
            where !db.Set<EventRow>().Any(e => e.CaseId == d.CaseId && e.SequenceNo == d.SequenceNo && e.Act == "assign" && e.FactOn == m.HeldOn)
                || !db.Set<CaseRow>().Any(c => c.Id == d.CaseId && c.OwnerId == m.ConvenerId)
            orderby m.Id, d.CaseId
            select new { m.Number, d.CaseId }).ToListAsync(cancel);
        return [.. strange.Select(s => ("case_meeting_differs", $"联席会议 {s.Number}", $"议定的第 {s.CaseId} 号办件没有对应的交办。"))];
    }
}
