using Baotuan.Cases.Attachments;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Meetings;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Engine.Clocks;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>Walks every case from its receipt to its last event by the rules that the acts ask, and holds what lists read against it.</summary>
public static class CasesVerify
{
    /// <summary>
    /// Every problem, or an empty list. Codes: <c>case_events_have_gaps</c>, <c>case_event_not_allowed</c>, <c>case_state_differs</c>, <c>case_standing_differs</c>,
    /// <c>agreement_is_missing</c>, <c>case_search_differs</c>, <c>case_file_differs</c>, <c>case_meeting_differs</c>.
    /// </summary>
    /// <returns>Code, what it concerns, and a Chinese sentence.</returns>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        var calendar = await WorkDays.CalendarAsync(db, cancel);
        var ids = await db.Set<CaseRow>().AsNoTracking().OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);
        foreach (var lot in ids.Chunk(500))
        {
            var (rows, parties) = (await db.Set<CaseRow>().AsNoTracking().Where(c => lot.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(cancel),
                (await db.Set<PartyRow>().AsNoTracking().Where(p => lot.Contains(p.CaseId)).OrderBy(p => p.PartyNo).ToListAsync(cancel)).ToLookup(p => p.CaseId));
            var events = (await db.Set<EventRow>().AsNoTracking().Where(e => lot.Contains(e.CaseId)).OrderBy(e => e.SequenceNo).ToListAsync(cancel)).ToLookup(e => e.CaseId);
            var standings = await db.Set<StandingRow>().AsNoTracking().Where(s => lot.Contains(s.CaseId)).ToDictionaryAsync(s => s.CaseId, cancel);
            var involved = (await db.Set<InvolvedRow>().AsNoTracking().Where(i => lot.Contains(i.CaseId)).ToListAsync(cancel)).ToLookup(i => i.CaseId);
            var mediators = (await db.Set<MediatorRow>().AsNoTracking().Where(m => lot.Contains(m.CaseId)).ToListAsync(cancel)).ToLookup(m => m.CaseId);
            var texts = await db.Set<SearchRow>().AsNoTracking().Where(s => lot.Contains(s.CaseId)).ToDictionaryAsync(s => s.CaseId, s => s.Text, cancel);
            var grams = (await db.Set<GramRow>().AsNoTracking().Where(g => lot.Contains(g.CaseId)).ToListAsync(cancel)).ToLookup(g => g.CaseId, g => g.Gram);
            var agreements = (await db.Set<AgreementRow>().AsNoTracking().Where(a => lot.Contains(a.CaseId)).Select(a => new { a.CaseId, a.SequenceNo }).ToListAsync(cancel)).Select(a => (a.CaseId, a.SequenceNo)).ToHashSet();
            foreach (var row in rows)
            {
                if (texts.GetValueOrDefault(row.Id) != SearchCases.Folded(row) || !Bigrams.Of(SearchCases.Folded(row)).SetEquals(grams[row.Id]))
                {
                    problems.Add(("case_search_differs", $"办件 {row.Number}", "按编号或标题查找时会漏掉或错认这一件。"));
                }

                problems.AddRange(events[row.Id].Where(e => (CaseKinds.Of(row.Kind).Find(e.Act)?.IsAgreement == true) != agreements.Contains((e.CaseId, e.SequenceNo)))
                    .Select(e => ("agreement_is_missing", $"办件 {row.Number}", $"第 {e.SequenceNo} 步的协议和办理经过对不上。")));
                Check(problems, calendar, row, [.. parties[row.Id]], [.. events[row.Id]], standings.GetValueOrDefault(row.Id), [.. involved[row.Id]], [.. mediators[row.Id]]);
            }
        }

        problems.AddRange(await CheckAttachments.RunAsync(db, cancel));
        problems.AddRange(await CheckMeetings.RunAsync(db, cancel));
        return problems;
    }

    private static void Check(
        List<(string, string, string)> problems, WorkCalendar calendar, CaseRow row, IReadOnlyList<PartyRow> parties, IReadOnlyList<EventRow> events, StandingRow? standing,
        IReadOnlyList<InvolvedRow> involved, IReadOnlyList<MediatorRow> mediators)
    {
        var subject = $"办件 {row.Number}";
        var course = LoadCourse.Begin(row, parties, calendar);
        if (events.Count == 0 || events[0] is not { SequenceNo: 1, Act: Move.Receive } || events[0].State != course.State)
        {
            problems.Add(("case_events_have_gaps", subject, "没有受理登记这一步。"));
            return;
        }

        foreach (var e in events.Skip(1))
        {
            if (e.SequenceNo != course.Events + 1)
            {
                problems.Add(("case_events_have_gaps", subject, $"第 {e.SequenceNo} 步前面缺了记录。"));
                return;
            }

            var step = LoadCourse.StepOf(e);
            if (CheckMove.Problem(course, step, e.Text is not null || e.PublicText.Length > 0, null) is not null)
            {
                problems.Add(("case_event_not_allowed", subject, $"第 {e.SequenceNo} 步“{course.Kind.ActName(e.Act)}”按当时的状态不应发生，不是由程序写入的。"));
                return;
            }

            course = course.After(step);
            if (e.State != course.State)
            {
                problems.Add(("case_state_differs", subject, $"第 {e.SequenceNo} 步之后应是“{course.Kind.StateName(course.State)}”，记的是“{course.Kind.StateName(e.State)}”。"));
            }
        }

        var due = WriteStanding.Of(row, course);
        var same = standing is not null && Text(standing) == Text(due)
            && WriteStanding.Involved(row, parties, course).ToHashSet().SetEquals(involved.Select(i => (i.OrganizationId, i.Part)))
            && course.Mediators.SetEquals(mediators.Select(m => m.UserId));
        if (!same)
        {
            problems.Add(("case_standing_differs", subject, "清单里的状态、期限、单位或调解员和办理经过算出的不一致。"));
        }
    }

    private static string Text(StandingRow s) => $"{s.Kind} {s.State} {s.Done} {s.LeadId} {s.OfferedId} {s.NextClock} {s.NextDueOn:yyyy-MM-dd} {s.Events} {s.LastOn:yyyy-MM-dd}";
}
