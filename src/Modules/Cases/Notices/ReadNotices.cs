using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Meetings;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Notices;

/// <summary>Reads what concerns the caller out of the cases that he may know of, as they stand and as others moved them.</summary>
internal static class ReadNotices
{
    private const int Most = 300;

    private static readonly Effect[] Told =
        [Effect.Offer, Effect.Invite, Effect.Refuse, Effect.DeclineInvitation, Effect.Recuse, Effect.AskExtension, Effect.Extend, Effect.NameMediator];

    private static readonly string[] ToldActs = ["decline", "send_back", "reopen", "withdraw", "answer"];

    private static readonly string[] Acts = [.. CaseKinds.All.SelectMany(k => k.Moves).Where(m => Told.Contains(m.Effect) || ToldActs.Contains(m.Act)).Select(m => m.Act).Distinct()];

    /// <summary>A step that somebody else made, with the case as it stands now.</summary>
    private sealed record Step(EventRow Event, CaseRow Case, StandingRow Standing, bool Mediates, string Meeting, IReadOnlyList<long> PartyIds);

    public static async Task<IReadOnlyList<CaseNotice>> RunAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        if (!db.Caller.Holds(CasesPermissions.CaseRead))
        {
            db.Access.Everybody(); // nothing is read
            return [];
        }

        var user = db.Caller.UserId;
        var seen = (await ReadCases.SeenAsync(db, cancel)).Where(h => !db.Set<EventRow>().Any(e => e.CaseId == h.Case.Id && e.Act == "recuse" && e.UserId == user));
        return [.. await DutiesAsync(db, seen, today, cancel), .. await HappenedAsync(db, seen, today, cancel)];
    }

    private static async Task<IEnumerable<CaseNotice>> DutiesAsync(BaotuanDb db, IQueryable<ReadCases.Head> seen, DateOnly today, CancellationToken cancel)
    {
        var (caller, until, among) = (db.Caller, today.AddDays(NoticeRules.On(today).SoonDays), db.Caller.Capture.Among);
        var mediated = db.Set<MediatorRow>().AsNoTracking().Where(m => m.UserId == caller.UserId).Select(m => m.CaseId);
        var due = seen.Where(h => !h.Standing.Done && h.Standing.NextDueOn <= until);
        due = among is null ? due : due.Where(h => EF.Parameter(among).Contains(h.Standing.LeadId!.Value) || EF.Parameter(among).Contains(h.Standing.OfferedId!.Value)
            || EF.Parameter(among).Contains(h.Case.OwnerId) || mediated.Contains(h.Case.Id));
        var heads = await due.OrderBy(h => h.Standing.NextDueOn).ThenBy(h => h.Case.Id).Take(Most).ToListAsync(cancel);
        var mine = (await mediated.ToListAsync(cancel)).ToHashSet();
        return heads.Where(h => Waits(caller, h) || mine.Contains(h.Case.Id)).Select(h =>
        {
            var (kind, last) = (CaseKinds.Of(h.Case.Kind), h.Standing.NextDueOn!.Value);
            var clock = kind.Clocks.FirstOrDefault(c => c.Code == h.Standing.NextClock)?.Chinese ?? "办理";
            var left = last.DayNumber - today.DayNumber;
            return new CaseNotice(
                left < 0 ? CaseNotices.Late : CaseNotices.Soon, h.Case.Id, h.Case.Number, kind.Chinese,
                left < 0 ? $"{clock}已逾期 {-left} 天" : left == 0 ? $"{clock}今天到期" : $"{clock}还有 {left} 天", last, 0);
        });
    }

    // who has to act now: who leads, else who is asked to, else who gives it out
    private static bool Waits(Caller caller, ReadCases.Head h) => (h.Standing.LeadId ?? h.Standing.OfferedId) is { } handler
        ? caller.May(CasesPermissions.CaseHandle, handler)
        : caller.May(CasesPermissions.CaseScreen, h.Case.OwnerId);

    private static async Task<IEnumerable<CaseNotice>> HappenedAsync(BaotuanDb db, IQueryable<ReadCases.Head> seen, DateOnly today, CancellationToken cancel)
    {
        var steps = await StepsAsync(db, seen, today, cancel);
        var units = await Organizations.ByIdsAsync(db, steps.SelectMany(s => (long?[])[s.Event.OrganizationId, s.Event.ActingId]).OfType<long>().Distinct(), cancel);
        var people = await UserNames.OfAsync(db, [.. steps.Select(s => s.Event.UserId).Distinct()], cancel);
        return steps.Select(s => Of(db.Caller, s, units, people)).OfType<CaseNotice>();
    }

    private static async Task<IReadOnlyList<Step>> StepsAsync(BaotuanDb db, IQueryable<ReadCases.Head> seen, DateOnly today, CancellationToken cancel)
    {
        var (user, among) = (db.Caller.UserId, db.Caller.Capture.Among);
        var since = ChinaTime.EndOfDayMs(today.AddDays(-NoticeRules.On(today).BackDays));
        var parties = db.Set<InvolvedRow>().AsNoTracking().Where(i => i.Part == Parts.Party);
        var told = db.Set<EventRow>().AsNoTracking().Where(e => e.RecordedAtMs >= since && e.UserId != user && Acts.Contains(e.Act))
            .Join(seen, e => e.CaseId, h => h.Case.Id, (e, h) => new { Event = e, h.Case, h.Standing });
        told = among is null ? told : told.Where(t => t.Event.PersonId == user || EF.Parameter(among).Contains(t.Event.OrganizationId!.Value)
            || EF.Parameter(among).Contains(t.Standing.LeadId!.Value) || EF.Parameter(among).Contains(t.Case.OwnerId) || EF.Parameter(among).Contains(t.Case.CreatorId)
            || parties.Any(i => i.CaseId == t.Case.Id && EF.Parameter(among).Contains(i.OrganizationId)) || db.Set<MediatorRow>().Any(m => m.CaseId == t.Case.Id && m.UserId == user));
        var rows = await told.OrderByDescending(t => t.Event.RecordedAtMs).ThenByDescending(t => t.Event.CaseId).ThenByDescending(t => t.Event.SequenceNo).Take(Most).ToListAsync(cancel);
        var ids = rows.Select(r => r.Case.Id).Distinct().ToArray();
        var meetings = (await db.Set<MeetingCaseRow>().AsNoTracking().Where(m => ids.Contains(m.CaseId))
            .Join(db.Set<MeetingRow>().AsNoTracking(), m => m.MeetingId, r => r.Id, (m, r) => new { m.CaseId, m.SequenceNo, r.Number }).ToListAsync(cancel)).ToDictionary(m => (m.CaseId, m.SequenceNo), m => m.Number);
        var mediated = (await db.Set<MediatorRow>().AsNoTracking().Where(m => m.UserId == user && ids.Contains(m.CaseId)).Select(m => m.CaseId).ToListAsync(cancel)).ToHashSet();
        var stand = (await parties.Where(i => ids.Contains(i.CaseId)).ToListAsync(cancel)).ToLookup(i => i.CaseId, i => i.OrganizationId);
        return [.. rows.Select(r => new Step(r.Event, r.Case, r.Standing, mediated.Contains(r.Case.Id), meetings.GetValueOrDefault((r.Case.Id, r.Event.SequenceNo), ""), [.. stand[r.Case.Id]]))];
    }

    private static CaseNotice? Of(Caller caller, Step s, IReadOnlyDictionary<long, OrganizationInfo> units, IReadOnlyDictionary<long, string> people)
    {
        var (e, kind) = (s.Event, CaseKinds.Of(s.Case.Kind));
        string Unit(long? id) => id is { } known ? units[known].Name : "";
        var until = e.DueOn is { } due ? $"，期限 {due:yyyy-MM-dd}" : "";
        var named = e.OrganizationId is { } unit && caller.May(CasesPermissions.CaseHandle, unit);
        var leads = s.Standing.LeadId is { } lead && caller.May(CasesPermissions.CaseHandle, lead) || s.Mediates;
        var screens = caller.May(CasesPermissions.CaseScreen, s.Case.OwnerId);
        var (topic, words) = (kind.Find(e.Act)?.Effect, e.Act) switch
        {
            (Effect.Offer, _) when named => ("handed", $"{(s.Meeting.Length > 0 ? $"联席会议 {s.Meeting} 议定，" : "")}{kind.ActName(e.Act)}给{Unit(e.OrganizationId)}{until}"),
            (Effect.Invite, _) when named => ("handed", $"请{Unit(e.OrganizationId)}协办"),
            (Effect.NameMediator, _) when e.PersonId == caller.UserId => ("mediator", "确定由您调解"),
            (Effect.Refuse, _) when screens => ("returned", $"{Unit(e.ActingId)}退回，认为该由{Unit(e.OrganizationId)}办；原因见办件"),
            (Effect.DeclineInvitation, _) when leads || screens => ("returned", $"{Unit(e.ActingId)}不参加协办，认为该请{Unit(e.OrganizationId)}；原因见办件"),
            (Effect.Recuse, _) when leads || screens => ("recused", $"{people.GetValueOrDefault(e.UserId, "承办人")}回避，请由别人办理"),
            (Effect.AskExtension, _) when leads => ("extension", $"第 {e.PartyNo} 位当事人要求延期"),
            (Effect.Extend, _) when leads => ("extension", $"期限延长{until}"),
            (_, "decline") when caller.May(CasesPermissions.CaseReceive, s.Case.CreatorId) => ("returned", "不予受理；原因和去处见办件"),
            (_, "send_back") when leads => ("returned", $"退回再办{until}；原因见办件"),
            (_, "reopen") when leads => ("returned", "当事人要求重办；原因见办件"),
            (_, "withdraw") when leads => ("returned", "已撤回，不用再办"),
            (_, "answer") when s.PartyIds.Any(p => caller.May(CasesPermissions.CaseRaise, p)) => ("answered", $"{Unit(e.ActingId)}已答复，请看是否解决"),
            _ => ("", ""),
        };
        return topic.Length == 0 ? null : new(topic, s.Case.Id, s.Case.Number, kind.Chinese, words, e.FactOn, e.RecordedAtMs);
    }
}
