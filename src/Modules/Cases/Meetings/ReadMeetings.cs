using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Meetings;

/// <summary>Meetings for who convened them and for the units that sat there.</summary>
internal static class ReadMeetings
{
    public static async Task<(int Count, IReadOnlyList<MeetingLine> Meetings)> PageAsync(BaotuanDb db, int skip, int take, CancellationToken cancel)
    {
        db.Access.Require(db.Caller.Holds(CasesPermissions.CaseScreen) ? CasesPermissions.CaseScreen : CasesPermissions.CaseHandle);
        // one a week for each convener: read whole, who sat there is in the row
        var seen = (await db.Set<MeetingRow>().AsNoTracking().OrderByDescending(m => m.HeldOn).ThenByDescending(m => m.Id).ToListAsync(cancel)).Where(m => Convenes(db, m) || SatThere(db, m)).ToList();
        var page = seen.Skip(skip).Take(take).ToList();
        var (ids, names) = (page.Select(m => m.Id).ToArray(), await Organizations.ByIdsAsync(db, page.Select(m => m.ConvenerId), cancel));
        var decided = await db.Set<MeetingCaseRow>().AsNoTracking().Where(c => ids.Contains(c.MeetingId)).GroupBy(c => c.MeetingId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return (seen.Count, [.. page.Select(m => Line(m, names[m.ConvenerId], decided.GetValueOrDefault(m.Id)))]);
    }

    public static async Task<MeetingInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long id, CancellationToken cancel)
    {
        db.Access.Require(db.Caller.Holds(CasesPermissions.CaseScreen) ? CasesPermissions.CaseScreen : CasesPermissions.CaseHandle);
        if (await db.Set<MeetingRow>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, cancel) is not { } row)
        {
            return null;
        }

        if (!Convenes(db, row) && !SatThere(db, row))
        {
            throw new AccessDeniedException(CasesPermissions.CaseScreen, $"case-meeting/{id}");
        }

        var decided = await (
            from m in db.Set<MeetingCaseRow>().AsNoTracking()
            where m.MeetingId == id
            join e in db.Set<EventRow>() on new { m.CaseId, m.SequenceNo } equals new { e.CaseId, e.SequenceNo }
            join c in db.Set<CaseRow>() on m.CaseId equals c.Id
            orderby c.Id
            select new { c.Id, c.Number, c.Kind, UnitId = e.OrganizationId!.Value, e.DueOn }).ToListAsync(cancel);
        var shown = decided.Where(d => Convenes(db, row) || db.Caller.May(CasesPermissions.CaseHandle, d.UnitId)).ToList();
        var names = await Organizations.ByIdsAsync(db, [row.ConvenerId, .. row.AttendingIds, .. shown.Select(d => d.UnitId)], cancel);
        var by = await db.Set<User>().AsNoTracking().Where(u => u.Id == row.UserId).Select(u => u.Name).FirstOrDefaultAsync(cancel);
        return new(
            Line(row, names[row.ConvenerId], decided.Count), [.. row.AttendingIds.Select(a => names[a])], fields.Reveal(row.Minutes, CaseSeals.Minutes(id)), by ?? $"{row.UserId}", row.RecordedAtMs,
            [.. shown.Select(d => (d.Id, d.Number, CaseKinds.Of(d.Kind).Chinese, names[d.UnitId], d.DueOn))]);
    }

    public static async Task<IReadOnlyList<CaseLine>> WaitingAsync(BaotuanDb db, long convenerId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseScreen, convenerId);
        var heads = await (await ReadCases.SeenAsync(db, cancel)).Where(h => h.Case.OwnerId == convenerId && h.Standing.State == Handover.Received)
            .OrderBy(h => h.Case.ReceivedOn).ThenBy(h => h.Case.Id).Take(CaseMeetings.MostDecisions).ToListAsync(cancel);
        return await ReadCases.LinesAsync(db, [.. heads.Select(h => (h.Case, h.Standing))], today, cancel);
    }

    private static MeetingLine Line(MeetingRow m, OrganizationInfo convener, int decided) => new(m.Id, m.Number, convener, m.HeldOn, m.AttendingIds.Count, decided);

    private static bool Convenes(BaotuanDb db, MeetingRow m) => db.Caller.May(CasesPermissions.CaseScreen, m.ConvenerId);

    private static bool SatThere(BaotuanDb db, MeetingRow m) => m.AttendingIds.Any(id => db.Caller.May(CasesPermissions.CaseHandle, id));
}
