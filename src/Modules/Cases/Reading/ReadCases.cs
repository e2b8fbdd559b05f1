using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Cases.Retention;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>Lists cases that somebody may know of: the late first, then the newest. Nothing here opens a seal.</summary>
internal static class ReadCases
{
    /// <summary>Late cases climb up the tree of units: one level for every N days (rules/climb.csv).</summary>
    private static readonly DatedRules<int> Days = DatedRules<int>.Read<CasesModule>("climb", l => RuleFile.Number(l["days"]));

    /// <summary>A case and where it stands.</summary>
    internal sealed class Head
    {
        public CaseRow Case { get; init; } = null!;
        public StandingRow Standing { get; init; } = null!;
    }

    public static async Task<CasePage> PageAsync(BaotuanDb db, CaseQuery query, DateOnly today, CancellationToken cancel)
    {
        var heads = await FoundAsync(db, Narrowed(await SeenAsync(db, cancel), query, today), query.Text, cancel);
        var count = await heads.CountAsync(cancel);
        var page = await heads.OrderByDescending(h => !h.Standing.Done && h.Standing.NextDueOn != null && h.Standing.NextDueOn < today).ThenByDescending(h => h.Case.Id)
            .Skip(query.Skip).Take(query.Take).ToListAsync(cancel);
        return new(count, await LinesAsync(db, [.. page.Select(h => (h.Case, h.Standing))], today, cancel));
    }

    public static async Task<int> CountAsync(BaotuanDb db, CaseQuery query, DateOnly today, CancellationToken cancel) =>
        await (await FoundAsync(db, Narrowed(await SeenAsync(db, cancel), query, today), query.Text, cancel)).CountAsync(cancel);

    /// <summary>Lines of some cases, in their order, without asking.</summary>
    public static async Task<IReadOnlyList<CaseLine>> LinesAsync(BaotuanDb db, IReadOnlyList<(CaseRow Case, StandingRow Standing)> rows, DateOnly today, CancellationToken cancel)
    {
        var organizations = await Organizations.ByIdsAsync(db, rows.SelectMany(r => (long?[])[r.Case.SubjectId, r.Case.OwnerId, r.Standing.LeadId, r.Standing.OfferedId]).OfType<long>(), cancel);
        var ladder = await UnitLadder.LoadAsync(db, organizations.Values, cancel);
        OrganizationInfo? Of(long? id) => id is { } known ? organizations[known] : null;
        return [.. rows.Select(r =>
        {
            var (c, s, kind) = (r.Case, r.Standing, CaseKinds.Of(r.Case.Kind));
            var due = s.Done ? null : s.NextDueOn;
            var late = due is { } day ? Math.Max(0, today.DayNumber - day.DayNumber) : 0;
            var waits = Of(s.LeadId) ?? Of(s.OfferedId) ?? Of(c.OwnerId)!;
            return new CaseLine(
                c.Id, c.Number, c.Kind, kind.Chinese, kind.CategoryName(c.Category), c.Title, c.Channel, Of(c.SubjectId)!, Of(c.OwnerId)!, Of(s.LeadId), Of(s.OfferedId), c.ReceivedOn,
                s.State, kind.StateName(s.State), s.Done, kind.WellEnded.Contains(s.State), kind.Clocks.FirstOrDefault(k => k.Code == s.NextClock)?.Chinese ?? "", due, late > 0, late,
                late > 0 ? ladder.Up(waits, late / Days.On(due!.Value)).Unit : null);
        })];
    }

    /// <summary>Those that the caller may know of.</summary>
    public static async Task<IQueryable<Head>> SeenAsync(BaotuanDb db, CancellationToken cancel)
    {
        var reach = db.Access.Reach(CasesPermissions.CaseRead);
        var all = Heads(db);
        var (user, involved, mediators) = (db.Caller.UserId, db.Set<InvolvedRow>().AsNoTracking(), db.Set<MediatorRow>().AsNoTracking());
        var complained = (await Sight.ComplainedAsync(db, cancel)).ToArray();
        var (confidential, raises) = (db.Caller.Holds(CasesPermissions.ConfidentialRead), db.Caller.Holds(CasesPermissions.CaseRaise));
        if (reach.Among is not { } ids)
        {
            return all.Where(h => !h.Case.Confidential || confidential && !complained.Contains(h.Case.SubjectId));
        }

        // each of these is one list of numbers, made once from an index that begins with the organisation, and not a question asked of every case
        var own = db.Caller.Capture.Among ?? ids;
        var mediated = mediators.Where(m => m.UserId == user).Select(m => m.CaseId);
        var near = involved.Where(i => EF.Parameter(ids).Contains(i.OrganizationId));
        var (any, beside) = (near.Select(i => i.CaseId), near.Where(i => i.Part != Parts.Subject).Select(i => i.CaseId));
        var raised = involved.Where(i => (i.Part == Parts.Party || i.Part == Parts.Creator) && EF.Parameter(own).Contains(i.OrganizationId)).Select(i => i.CaseId);
        return all.Where(h =>
            (!h.Case.Confidential && any.Contains(h.Case.Id))
            || mediated.Contains(h.Case.Id)
            || (h.Case.Confidential && !complained.Contains(h.Case.SubjectId)
                && ((confidential && beside.Contains(h.Case.Id)) || (raises && raised.Contains(h.Case.Id)))));
    }

    /// <summary>
    /// Cases of some kinds about some organisations (null: all) as known at a time, none of the confidential channel; without asking: for who counts and has asked. Where a
    /// case stands is walked anew when it is not now.
    /// </summary>
    public static async Task<IReadOnlyList<Head>> CountedAsync(BaotuanDb db, string[] kinds, IReadOnlyList<long>? subjects, long knownAtMs, CancellationToken cancel)
    {
        var among = subjects?.ToArray();
        var now = await Heads(db).Where(h => h.Case.RecordedAtMs <= knownAtMs && !h.Case.Confidential && kinds.Contains(h.Standing.Kind)
            && (among == null || EF.Parameter(among).Contains(h.Case.SubjectId))).ToListAsync(cancel);
        if (knownAtMs == long.MaxValue)
        {
            return now;
        }

        var last = await db.Set<EventRow>().AsNoTracking().Where(e => e.RecordedAtMs <= knownAtMs).GroupBy(e => e.CaseId).Select(g => new { Id = g.Key, No = g.Max(e => e.SequenceNo) })
            .Join(db.Set<EventRow>().AsNoTracking(), g => new { CaseId = g.Id, SequenceNo = g.No }, e => new { e.CaseId, e.SequenceNo }, (g, e) => new { e.CaseId, e.State, e.FactOn })
            .ToDictionaryAsync(e => e.CaseId, cancel);
        return [.. now.Select(h => new Head { Case = h.Case, Standing = new() { CaseId = h.Case.Id, State = last[h.Case.Id].State, LastOn = last[h.Case.Id].FactOn } })];
    }

    private static IQueryable<Head> Heads(BaotuanDb db) =>
        from c in db.Set<CaseRow>().AsNoTracking() join s in db.Set<StandingRow>().AsNoTracking() on c.Id equals s.CaseId select new Head { Case = c, Standing = s };

    private static IQueryable<Head> Narrowed(IQueryable<Head> heads, CaseQuery query, DateOnly today)
    {
        heads = query.Kind is { } kind ? heads.Where(h => h.Standing.Kind == kind) : heads;
        heads = query.State is { } state ? heads.Where(h => h.Standing.State == state) : heads;
        heads = query.Category is { } category ? heads.Where(h => h.Case.Category == category) : heads;
        heads = query.Channel is { } channel ? heads.Where(h => h.Case.Channel == channel) : heads;
        heads = query.LeadId is { } lead ? heads.Where(h => h.Standing.LeadId == lead || h.Standing.OfferedId == lead) : heads;
        heads = query.SubjectId is { } subject ? heads.Where(h => h.Case.SubjectId == subject) : heads;
        heads = query.Overdue ? heads.Where(h => !h.Standing.Done && h.Standing.NextDueOn < today) : heads;
        heads = query.Open ? heads.Where(h => !h.Standing.Done) : heads;
        heads = query.From is { } from ? heads.Where(h => h.Case.ReceivedOn >= from) : heads;
        heads = query.Retention is { } kept ? Kept(heads, RetentionClass.KindsOf(kept, today)) : heads;
        heads = query.To is { } to ? heads.Where(h => h.Case.ReceivedOn <= to) : heads;
        return heads;
    }

    private static IQueryable<Head> Kept(IQueryable<Head> heads, string[] kinds) => heads.Where(h => kinds.Contains(h.Standing.Kind));

    // number and title by their index; the names of kinds and units are few and change, they are looked up as they stand
    private static async Task<IQueryable<Head>> FoundAsync(BaotuanDb db, IQueryable<Head> heads, string? text, CancellationToken cancel)
    {
        if (Bigrams.Fold(text ?? "") is not { Length: > 0 } folded)
        {
            return heads;
        }

        var ids = SearchCases.Ids(db, folded);
        var kinds = CaseKinds.All.Where(k => Bigrams.Fold(k.Chinese).Contains(folded, StringComparison.Ordinal)).Select(k => k.Code).ToArray();
        var units = (await Organizations.ListAsync(db, null, cancel)).Where(o => Bigrams.Fold(o.Name + o.Code).Contains(folded, StringComparison.Ordinal)).Select(o => o.Id).ToArray();
        return kinds.Length + units.Length == 0
            ? heads.Where(h => ids.Contains(h.Case.Id))
            : heads.Where(h => ids.Contains(h.Case.Id) || kinds.Contains(h.Standing.Kind) || EF.Parameter(units).Contains(h.Case.SubjectId) || EF.Parameter(units).Contains(h.Standing.LeadId!.Value));
    }
}
