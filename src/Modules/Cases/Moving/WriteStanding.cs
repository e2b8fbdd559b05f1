using Baotuan.Cases.Course;
using Baotuan.Cases.Facts;
using Baotuan.Cases.Register;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Moving;

/// <summary>Writes what lists read of a case and what other systems hear of it, in the transaction of the event from which both follow.</summary>
internal static class WriteStanding
{
    public static async Task RunAsync(BaotuanDb db, CaseRow row, IReadOnlyList<PartyRow> parties, CaseCourse course, CancellationToken cancel)
    {
        var standing = Of(row, course);
        StandingRow? before = null;
        if (await db.Set<StandingRow>().AsTracking().FirstOrDefaultAsync(s => s.CaseId == row.Id, cancel) is { } old)
        {
            before = (StandingRow)db.Entry(old).CurrentValues.ToObject();
            db.Entry(old).CurrentValues.SetValues(standing);
        }
        else
        {
            db.Add(standing);
        }

        var there = await db.Set<InvolvedRow>().AsTracking().Where(i => i.CaseId == row.Id).ToListAsync(cancel);
        var wanted = Involved(row, parties, course).ToHashSet();
        db.RemoveRange(there.Where(i => !wanted.Contains((i.OrganizationId, i.Part))));
        var known = there.Select(i => (i.OrganizationId, i.Part)).ToHashSet();
        db.AddRange(wanted.Where(w => !known.Contains(w)).Select(w => new InvolvedRow { CaseId = row.Id, OrganizationId = w.Item1, Part = w.Item2 }));

        var named = await db.Set<MediatorRow>().AsTracking().Where(m => m.CaseId == row.Id).ToListAsync(cancel);
        db.RemoveRange(named.Where(m => !course.Mediators.Contains(m.UserId)));
        db.AddRange(course.Mediators.Where(m => named.All(n => n.UserId != m)).Select(m => new MediatorRow { CaseId = row.Id, UserId = m }));
        await PublishCase.RunAsync(db, row, before, standing, cancel);
    }

    public static StandingRow Of(CaseRow row, CaseCourse course) => new()
    {
        CaseId = row.Id, Kind = row.Kind, State = course.State, Done = course.IsDone, LeadId = course.Lead, OfferedId = course.OfferedTo, NextClock = course.Next?.Clock.Code ?? "",
        NextDueOn = course.Next?.DueOn, Events = course.Events, LastOn = course.LastOn,
    };

    public static IEnumerable<(long OrganizationId, string Part)> Involved(CaseRow row, IEnumerable<PartyRow> parties, CaseCourse course) =>
    [
        (row.SubjectId, Parts.Subject), (row.OwnerId, Parts.Owner), (row.CreatorId, Parts.Creator),
        .. parties.Select(p => p.OrganizationId).OfType<long>().Distinct().Select(id => (id, Parts.Party)),
        .. course.Lead is { } lead ? [(lead, Parts.Lead)] : Array.Empty<(long, string)>(),
        .. course.OfferedTo is { } offered ? [(offered, Parts.Offered)] : Array.Empty<(long, string)>(),
        .. course.Assisting.Select(id => (id, Parts.Assisting)), .. course.Invited.Select(id => (id, Parts.Invited)),
    ];
}
