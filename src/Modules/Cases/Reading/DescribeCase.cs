using Baotuan.Cases.Attachments;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Mediation;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>Describes one case to who may know of it; opens only the seals that are for him.</summary>
internal static class DescribeCase
{
    /// <param name="opened">The reader gave a reason, which is in the log: everything is shown.</param>
    public static async Task<CaseInfo> RunAsync(BaotuanDb db, FieldProtector fields, LoadedCase found, DateOnly today, bool opened, CancellationToken cancel)
    {
        var (row, course, caller) = (found.Row, found.Course, db.Caller);
        var hands = Actors.Of(caller, row, found.Parties, course, null);
        var reads = opened || Sight.ReadsContents(caller, found, hands);
        var organizations = await OrganizationsAsync(db, found, cancel);
        var people = await PeopleAsync(db, found, cancel);
        var line = (await ReadCases.LinesAsync(db, [(row, WriteStanding.Of(row, course))], today, cancel))[0];
        return new(
            line, organizations[row.CreatorId], row.Anonymous, course.Kind.Confidentiality == Confidentiality.ClosedMediation, reads, !reads && Sight.MayAsk(caller, row),
            reads ? fields.Reveal(row.Statement, CaseSeals.Statement(row.Id)) : null,
            reads ? [.. found.Parties.Select(p => Party(fields, p, course, organizations))] : [],
            course.PrincipalParties, [.. course.Assisting.Order().Select(a => organizations[a])], [.. course.Invited.Order().Select(a => organizations[a])],
            [.. course.Mediators.Order().Select(m => people.GetValueOrDefault(m, $"{m}"))], Clocks(course, today),
            [.. found.Events.Select(e => Step(fields, e, course.Kind, organizations, people, opened || Sight.ReadsText(caller, found, hands, e)))],
            Offers(caller, course, hands),
            opened || hands.ContainsKey(Who.Mediator) && !course.Recused.Contains(caller.UserId) ? await ReadAgreement.FindAsync(db, fields, row.Id, cancel) : null,
            row.NumberThere,
            reads ? await ReadAttachments.ListAsync(db, fields, row.Id, cancel) : [], Hearing(found));
    }

    /// <summary>What is announced of a mediation in the open; null once the case is done.</summary>
    public static (DateOnly On, string Where)? Hearing(LoadedCase found) => found.Course is { HearingOn: { } on, IsDone: false }
        ? (on, found.Events.Last(e => found.Course.Kind.Find(e.Act)?.Effect == Effect.Announce).PublicText)
        : null;

    private static CasePartyInfo Party(FieldProtector fields, PartyRow p, CaseCourse course, IReadOnlyDictionary<long, OrganizationInfo> organizations) => new(
        p.PartyNo, course.Kind.SideName(p.Side), fields.Reveal(p.Name, CaseSeals.Name(p.CaseId, p.PartyNo)), fields.Reveal(p.Contact, CaseSeals.Contact(p.CaseId, p.PartyNo)),
        p.OrganizationId is { } id ? organizations[id] : null, course.PrincipalParties.Contains(p.PartyNo));

    private static CaseStepInfo Step(
        FieldProtector fields, EventRow e, CaseKind kind, IReadOnlyDictionary<long, OrganizationInfo> organizations, IReadOnlyDictionary<long, string> people, bool reads) => new(
        e.SequenceNo, e.Act, kind.ActName(e.Act), kind.StateName(e.State), e.FactOn, e.RecordedAtMs, people.GetValueOrDefault(e.UserId, $"{e.UserId}"), organizations[e.ActingId].Name,
        e.OrganizationId is { } unit ? organizations[unit].Name : "", e.PersonId is { } person ? people.GetValueOrDefault(person, $"{person}") : "", e.PartyNo, e.DueOn,
        reads && e.Text is { } text ? fields.Reveal(text, CaseSeals.Text(e.CaseId, e.SequenceNo)) : null, e.Text is not null, e.PublicText,
        reads && e.Cleared is { } cleared ? fields.Reveal(cleared, CaseSeals.Cleared(e.CaseId, e.SequenceNo)) : null);

    private static IReadOnlyList<CaseClockInfo> Clocks(CaseCourse course, DateOnly today) =>
    [
        .. course.Clocks.Values.OrderBy(c => c.DueOn).Select(c => new CaseClockInfo(
            c.Clock.Chinese, c.StartedOn, c.DueOn, c.PausedOn is not null, c.Clock.IsRight, !c.Clock.IsRight && c.PausedOn is null && c.DueOn < today,
            c.Clock.OnlyNamedDays ? "" : DayTable.Of(course.Kind.Code, c.Clock.Code, course.Region, c.StartedOn).Source)),
    ];

    private static IReadOnlyList<CaseMoveOffer> Offers(Caller caller, CaseCourse course, IReadOnlyDictionary<Who, long> hands)
    {
        if (course.IsDone)
        {
            return [];
        }

        var recused = course.Recused.Contains(caller.UserId);
        return
        [
            .. course.Kind.Moves.Where(m => m.From.Contains(course.State) && MakesSense(course, m)).Select(m =>
            {
                var hand = Actors.For(hands, m.Who) is not null;
                var forParty = !hand && m.Who.HasFlag(Who.Party) && Actors.WritesForParty(hands) is not null;
                return new CaseMoveOffer(
                    m.Act, m.Chinese, Actors.Words(m.Who), !recused && (hand || forParty), forParty, (int)m.Text, (int)m.Due, (int)m.Unit, (int)m.Person, (int)m.Party, m.TextHint, m.UnitHint, m.IsAgreement);
            }),
        ];
    }

    // what its own guard would refuse anyway is not offered, save where the refusal tells what to do first
    private static bool MakesSense(CaseCourse course, Move move) => move.Effect switch
    {
        Effect.Join or Effect.DeclineInvitation => course.Invited.Count > 0,
        _ => true,
    };

    private static async Task<IReadOnlyDictionary<long, OrganizationInfo>> OrganizationsAsync(BaotuanDb db, LoadedCase found, CancellationToken cancel) => await Organizations.ByIdsAsync(
        db,
        WriteStanding.Involved(found.Row, found.Parties, found.Course).Select(i => i.OrganizationId).Concat(found.Events.Select(e => e.ActingId))
            .Concat(found.Events.Select(e => e.OrganizationId).OfType<long>()),
        cancel);

    private static async Task<IReadOnlyDictionary<long, string>> PeopleAsync(BaotuanDb db, LoadedCase found, CancellationToken cancel)
    {
        var ids = found.Events.Select(e => e.UserId).Concat(found.Events.Select(e => e.PersonId).OfType<long>()).Concat(found.Course.Mediators).Distinct().ToArray();
        return await UserNames.OfAsync(db, ids, cancel);
    }
}
