using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Engine.Conflicts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>A party of a watched case.</summary>
/// <param name="Organization">Where it is one of the register; else null.</param>
public sealed record WatchedParty(int PartyNo, string Side, OrganizationInfo? Organization);

/// <summary>A case as somebody sees it who looks at how it was handled: no word of its contents.</summary>
/// <param name="Lead">The unit that handles it, handled it last, or whose joint meeting ended it.</param>
/// <param name="EndedOn">Null while it runs.</param>
/// <param name="HandlerIds">Accounts that ever did something in it, its mediators included.</param>
/// <param name="HandlingUnitIds">Units whose organisations ever had a hand in it, offered ones included.</param>
/// <param name="Parties">Whom the kind needs, by number.</param>
public sealed record WatchedCase(
    long Id, string Number, string Kind, string KindName, bool Confidential, OrganizationInfo Lead, DateOnly ReceivedOn, DateOnly? EndedOn, IReadOnlySet<long> HandlerIds,
    IReadOnlySet<long> HandlingUnitIds, IReadOnlyList<WatchedParty> Parties);

/// <summary>Name and contact of a party, for who asks it something.</summary>
public sealed record WatchedContact(int PartyNo, string Name, string Contact);

/// <summary>What a unit is late with, or lets others wait for.</summary>
/// <param name="Late">Cases that it handles, was offered or has to give to somebody, past their last day.</param>
/// <param name="DaysLate">Of the one that is late the longest.</param>
/// <param name="Waiting">Reports that wait for it to accept them or send them back.</param>
/// <param name="DaysWaiting">Of the one that waits the longest.</param>
public sealed record UnitLateness(OrganizationInfo Organization, int Late, int DaysLate, int Waiting, int DaysWaiting);

/// <summary>
/// Cases for those who watch how they are handled. Nothing here writes, and nothing that a case shows says that somebody watches: who uses this stands in a module further
/// down, of which this one knows nothing.
/// </summary>
public static class CaseWatch
{
    /// <summary>Kinds, for a choice.</summary>
    public static IReadOnlyList<(string Code, string Chinese)> Kinds { get; } = [.. CaseKinds.All.Select(k => (k.Code, k.Chinese))];

    /// <summary>One case; null where there is none that the caller may know of. Asks <c>cases:case:read</c>.</summary>
    public static async Task<WatchedCase?> FindAsync(BaotuanDb db, long caseId, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseRead);
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            return null;
        }

        try
        {
            await Sight.RequireAsync(db, found, cancel);
        }
        catch (AccessDeniedException)
        {
            return null; // as if there were none
        }

        return await WatchedAsync(db, found, cancel);
    }

    /// <summary>The number of a case that the caller may know of; null where there is none. Asks <c>cases:case:read</c>.</summary>
    public static async Task<long?> ByNumberAsync(BaotuanDb db, string number, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseRead);
        var typed = number.Trim().ToUpperInvariant();
        return await (await ReadCases.SeenAsync(db, cancel)).Where(h => h.Case.Number == typed).Select(h => (long?)h.Case.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Cases that ended within some days, of one kind or (null) of all, among those that the caller may know of, by number. Asks <c>cases:case:read</c>.</summary>
    public static async Task<IReadOnlyList<(long Id, string Number)>> EndedAsync(BaotuanDb db, string? kind, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseRead);
        var ended = (await ReadCases.SeenAsync(db, cancel)).Where(h => h.Standing.Done && h.Standing.LastOn >= from && h.Standing.LastOn <= to);
        ended = kind is null ? ended : ended.Where(h => h.Standing.Kind == kind);
        return [.. (await ended.Select(h => new { h.Case.Id, h.Case.Number }).ToListAsync(cancel)).OrderBy(c => c.Number, StringComparer.Ordinal).Select(c => (c.Id, c.Number))];
    }

    /// <summary>Whether a person of this name is a party of the case: the same name is enough.</summary>
    public static async Task<bool> HasPartyNamedAsync(BaotuanDb db, FieldProtector fields, long caseId, string name, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseRead);
        foreach (var digest in fields.Digests(CaseSeals.NameField, PersonMark.Plain(name)))
        {
            if (await db.Set<PartyRow>().AsNoTracking().AnyAsync(p => p.CaseId == caseId && p.NameDigest == digest, cancel))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Names and contacts of the parties. Asks <c>cases:case:supervise</c> where contents are asked for too; who shows them has noted it before.</summary>
    /// <exception cref="AccessDeniedException">The caller may not supervise the unit that answers for it.</exception>
    public static async Task<IReadOnlyList<WatchedContact>> ContactsAsync(BaotuanDb db, FieldProtector fields, long caseId, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseSupervise);
        var row = await db.Set<CaseRow>().AsNoTracking().FirstAsync(c => c.Id == caseId, cancel);
        if (!Sight.MayAsk(db.Caller, row))
        {
            throw new AccessDeniedException(CasesPermissions.CaseSupervise, null);
        }

        var parties = await db.Set<PartyRow>().AsNoTracking().Where(p => p.CaseId == caseId).OrderBy(p => p.PartyNo).ToListAsync(cancel);
        return [.. parties.Select(p => new WatchedContact(
            p.PartyNo, fields.Reveal(p.Name, CaseSeals.Name(caseId, p.PartyNo)), fields.Reveal(p.Contact, CaseSeals.Contact(caseId, p.PartyNo))))];
    }

    /// <summary>Number and kind of a case, without asking: for a page that opens by a code of its own, or in the name of who was let in elsewhere.</summary>
    public static async Task<IReadOnlyDictionary<long, (string Number, string KindName)>> NamesAsync(BaotuanDb db, IReadOnlyCollection<long> caseIds, CancellationToken cancel) =>
        await db.Set<CaseRow>().AsNoTracking().Where(c => caseIds.Contains(c.Id)).Select(c => new { c.Id, c.Number, c.Kind })
            .ToDictionaryAsync(c => c.Id, c => (c.Number, CaseKinds.Of(c.Kind).Chinese), cancel);

    /// <summary>Those of some cases that the caller may know of and in which neither he nor an organisation of his unit ever had a hand or is a party. Asks <c>cases:case:read</c>.</summary>
    public static async Task<IReadOnlySet<long>> NotHandledAsync(BaotuanDb db, IReadOnlyCollection<long> caseIds, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseRead);
        var (ids, user) = (caseIds.ToArray(), db.Caller.UserId);
        var own = (await Sight.ComplainedAsync(db, cancel)).ToArray();
        var seen = await (await ReadCases.SeenAsync(db, cancel)).Where(h => ids.Contains(h.Case.Id)).Select(h => h.Case.Id).ToListAsync(cancel);
        var handled = await db.Set<EventRow>().AsNoTracking().Where(e => ids.Contains(e.CaseId)
            && (e.UserId == user || e.PersonId == user || own.Contains(e.ActingId) || own.Contains(e.OrganizationId!.Value))).Select(e => e.CaseId).Distinct().ToListAsync(cancel);
        var near = await db.Set<InvolvedRow>().AsNoTracking().Where(i => ids.Contains(i.CaseId) && i.Part != Parts.Subject && own.Contains(i.OrganizationId)).Select(i => i.CaseId).Distinct().ToListAsync(cancel);
        return seen.Except(handled).Except(near).ToHashSet();
    }

    /// <summary>A new code as slips have them, and what is kept of it.</summary>
    public static (string Code, string Hash) NewCode() => TrackingCode.New() is var code ? (code, TrackingCode.Hash(code)!) : default;

    /// <summary>What is kept of a typed code; null where the text can be no code.</summary>
    public static string? HashOfCode(string? typed) => TrackingCode.Hash(typed);

    /// <summary>Organisations that a case concerns, for who raises something on it; empty where the caller may know of none.</summary>
    public static async Task<IReadOnlyList<long>> ConcernedAsync(BaotuanDb db, long caseId, CancellationToken cancel) =>
        db.Caller.Holds(CasesPermissions.CaseRead) && await (await ReadCases.SeenAsync(db, cancel)).AnyAsync(h => h.Case.Id == caseId, cancel)
            ? await db.Set<InvolvedRow>().AsNoTracking().Where(i => i.CaseId == caseId && i.Part != Parts.Party).Select(i => i.OrganizationId).Distinct().ToListAsync(cancel)
            : [];

    /// <summary>What units are late with among the cases that the caller may know of, in the order of their codes. Asks <c>cases:case:read</c>.</summary>
    /// <param name="waitingDays">A report that waits for its acceptance for more days than these counts.</param>
    public static async Task<IReadOnlyList<UnitLateness>> LatenessAsync(BaotuanDb db, DateOnly today, int waitingDays, CancellationToken cancel)
    {
        var seen = await ReadCases.SeenAsync(db, cancel);
        var waitsSince = today.AddDays(-waitingDays);
        var late = (await seen.Where(h => !h.Standing.Done && h.Standing.NextDueOn < today)
            .Select(h => new { Id = h.Standing.LeadId ?? h.Standing.OfferedId ?? h.Case.OwnerId, Day = h.Standing.NextDueOn!.Value }).ToListAsync(cancel)).ToLookup(l => l.Id, l => l.Day);
        var reported = CaseKinds.All.SelectMany(k => k.Moves.Where(m => m.Who == Who.Screener && m.Act == "approve").SelectMany(m => m.From)).Distinct().ToArray();
        var waiting = (await seen.Where(h => !h.Standing.Done && reported.Contains(h.Standing.State) && h.Standing.LastOn < waitsSince)
            .Select(h => new { Id = h.Case.OwnerId, Day = h.Standing.LastOn }).ToListAsync(cancel)).ToLookup(w => w.Id, w => w.Day);
        var units = await Organizations.ByIdsAsync(db, late.Select(l => l.Key).Concat(waiting.Select(w => w.Key)).Distinct(), cancel);
        return
        [
            .. units.Values.OrderBy(u => u.Code, StringComparer.Ordinal).Select(u => new UnitLateness(u, late[u.Id].Count(), Oldest(late[u.Id], today), waiting[u.Id].Count(), Oldest(waiting[u.Id], today))),
        ];
    }

    private static int Oldest(IEnumerable<DateOnly> days, DateOnly today) => days.Select(d => today.DayNumber - d.DayNumber).DefaultIfEmpty(0).Max();

    private static async Task<WatchedCase> WatchedAsync(BaotuanDb db, LoadedCase found, CancellationToken cancel)
    {
        var (row, course, events) = (found.Row, found.Course, found.Events);
        var hands = events.Where(e => course.Kind.Find(e.Act)?.Who != Who.Party).ToList();
        var organizations = await Organizations.ByIdsAsync(
            db, hands.Select(e => e.ActingId).Concat(events.Select(e => e.OrganizationId).OfType<long>()).Concat(found.Parties.Select(p => p.OrganizationId).OfType<long>())
                .Concat([row.OwnerId, row.CreatorId]), cancel);
        var parties = found.Parties.Where(p => p.OrganizationId is not null).Select(p => p.OrganizationId!.Value).ToHashSet();
        return new(
            row.Id, row.Number, row.Kind, course.Kind.Chinese, row.Confidential, organizations[course.Lead ?? row.OwnerId], row.ReceivedOn, course.IsDone ? course.LastOn : null,
            events.Select(e => e.UserId).Concat(events.Select(e => e.PersonId).OfType<long>()).ToHashSet(),
            organizations.Values.Where(o => !parties.Contains(o.Id)).Select(o => o.UnitId).OfType<long>().ToHashSet(),
            [.. found.Parties.Where(p => course.PrincipalParties.Contains(p.PartyNo)).Select(p => new WatchedParty(
                p.PartyNo, course.Kind.SideName(p.Side), p.OrganizationId is { } id ? organizations[id] : null))]);
    }
}
