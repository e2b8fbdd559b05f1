using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Engine.Clocks;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Moving;

/// <summary>A case as the tables have it.</summary>
internal sealed record LoadedCase(CaseRow Row, IReadOnlyList<PartyRow> Parties, IReadOnlyList<EventRow> Events, CaseCourse Course);

/// <summary>Walks the events of a case.</summary>
internal static class LoadCourse
{
    public static async Task<LoadedCase?> FindAsync(BaotuanDb db, long caseId, CancellationToken cancel)
    {
        if (await db.Set<CaseRow>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == caseId, cancel) is not { } row)
        {
            return null;
        }

        var parties = await db.Set<PartyRow>().AsNoTracking().Where(p => p.CaseId == caseId).OrderBy(p => p.PartyNo).ToListAsync(cancel);
        var events = await db.Set<EventRow>().AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.SequenceNo).ToListAsync(cancel);
        return new(row, parties, events, events.Skip(1).Aggregate(Begin(row, parties, await WorkDays.CalendarAsync(db, cancel)), (course, e) => course.After(StepOf(e))));
    }

    public static CaseCourse Begin(CaseRow row, IEnumerable<PartyRow> parties, WorkCalendar calendar)
    {
        var kind = CaseKinds.Of(row.Kind);
        return CaseCourse.Begin(kind, row.Region, row.ReceivedOn, [.. parties.Where(p => kind.NeededSides.Contains(p.Side)).Select(p => p.PartyNo)], calendar);
    }

    public static CaseStep StepOf(EventRow e) => new(e.Act, e.FactOn, e.UserId, e.ActingId, e.OrganizationId, e.PersonId, e.PartyNo, e.DueOn);
}
