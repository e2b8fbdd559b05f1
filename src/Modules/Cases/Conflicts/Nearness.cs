using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Conflicts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Conflicts;

/// <summary>
/// Says who stands too near (<see cref="Ties"/>) in words. He may step back, hand it on and nothing else. A mere name is a question: whoever acts answers it with how he knows
/// that it is somebody else, once for a case, and the answer is sealed beside the step.
/// </summary>
internal static class Nearness
{
    private static readonly Effect[] SteppingBack = [Effect.Recuse, Effect.Refuse, Effect.DeclineInvitation, Effect.Recall];

    private const Who Handling = Who.Offered | Who.Invited | Who.Mediator | Who.Lead;

    // what somebody was in another case is not for whoever names him: he may have no business with that one
    private static readonly TieKind[] Earlier = [TieKind.ComplainedOf, TieKind.EmployerComplainedOf, TieKind.RecusedBefore];

    /// <summary>Refusals that an answer lifts.</summary>
    public static readonly IReadOnlySet<string> Questions = new HashSet<string> { "handler_may_be_near", "mediator_may_be_near", "unit_may_be_near" };

    /// <summary>Why this step may not be made by who makes it, for the unit or with the person that it names; null when it may. <c>Asked</c>: the answer was needed.</summary>
    public static async Task<(Refusal? Refusal, bool Asked)> FindAsync(
        BaotuanDb db, FieldProtector fields, LoadedCase found, Move move, Who hand, OrganizationInfo? unit, User? person, string answer, CancellationToken cancel)
    {
        var (asksUnit, asksPerson) = (unit is not null && move.Effect is Effect.Offer or Effect.Invite, person is not null && move.Effect == Effect.NameMediator);
        var asksCaller = !SteppingBack.Contains(move.Effect) && move.Act is not ("transfer" or "withdraw") && !move.Who.HasFlag(Who.Party);
        if (!asksUnit && !asksPerson && !asksCaller || found.Parties.Count == 0)
        {
            return (null, false);
        }

        var parties = await LoadFacts.PartiesAsync(db, fields, found.Parties, cancel);
        var earlier = await EarlierCases.LoadAsync(db, fields, found.Row, found.Parties, [.. parties.Select(p => p.Mark)], cancel);
        var (asked, answered) = (false, answer.Trim().Length > 0);
        foreach (var refused in new[]
        {
            asksUnit ? OfUnit(found, unit!, parties, earlier) : null,
            asksCaller ? await OfPersonAsync(db, fields, found, db.Caller.UserId, parties, earlier, (hand & Handling) != 0, "handler", cancel) : null,
            asksPerson ? await OfPersonAsync(db, fields, found, person!.Id, parties, earlier, true, "mediator", cancel) : null,
        })
        {
            if (refused is { } refusal && !(answered && Questions.Contains(refusal.Code)))
            {
                return (refusal, false);
            }

            asked |= refused is not null;
        }

        return (null, asked);
    }

    private static Refusal? OfUnit(LoadedCase found, OrganizationInfo unit, IReadOnlyList<PartyFacts> parties, IReadOnlyList<EarlierFacts> earlier) =>
        Ties.OfUnit(unit.Id, PersonMark.Plain(unit.Name), parties, earlier) switch
        {
            null => null,
            { Kind: TieKind.Party } => new("unit_is_party", "这个单位是当事人，不能办理自己的事。请填别的单位。"),
            { How: Sameness.Yes } => new("unit_was_complained_of", "这个单位在同一当事人以前的办件里是被反映的一方，不能办理这一件。请填别的单位。"),
            _ => found.Events.Any(e => e.Cleared is not null && e.OrganizationId == unit.Id) ? null
                : new("unit_may_be_near", "有同名的人以前反映过这个单位。是同一人的，请填别的单位；不是的，请在办件页面写明“不是同一人的依据”，再提交一次。"),
        };

    private static async Task<Refusal?> OfPersonAsync(
        BaotuanDb db, FieldProtector fields, LoadedCase found, long userId, IReadOnlyList<PartyFacts> parties, IReadOnlyList<EarlierFacts> earlier, bool handles, string what, CancellationToken cancel)
    {
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.Id == userId, cancel) is not { } user)
        {
            return null;
        }

        var interest = await LoadFacts.InterestAsync(db, found, userId, cancel);
        var facts = await LoadFacts.HandlerAsync(db, fields, user, interest, cancel);
        if (Ties.OfPerson(facts, parties, earlier, handles) is not { } tie)
        {
            return null;
        }

        var (who, then) = what == "handler" ? ("您", "要回避。请点“回避”，由别人办理。") : ("这位调解员", "要回避。请另选一位。");
        if (tie.How == Sameness.Yes)
        {
            var employer = tie is { Kind: TieKind.Employer, OrganizationId: { } id } ? (await Organizations.ByIdsAsync(db, [id], cancel))[id].Name : "";
            return new($"{what}_{Suffix(tie.Kind)}", $"{who}{(what == "mediator" && Earlier.Contains(tie.Kind) ? "按以前的记录" : Words(tie, employer, interest) + "，")}{then}");
        }

        return found.Events.Any(e => e.Cleared is not null && (e.UserId == userId || e.PersonId == userId)) ? null
            : new($"{what}_may_be_near", $"{who}{Question(tie)}。是的，{then}不是的，请写明“不是同一人的依据”，再提交一次。");
    }

    private static string Suffix(TieKind kind) => kind switch
    {
        TieKind.Party => "is_party",
        TieKind.Kin or TieKind.Household => "is_kin",
        TieKind.Interest or TieKind.Employer => "has_an_interest",
        TieKind.RecusedBefore => "recused_before",
        _ => "was_complained_of",
    };

    private static string Words(Tie tie, string employer, StandingInterest? interest) => tie.Kind switch
    {
        TieKind.Party => $"就是第 {tie.PartyNo} 位当事人",
        TieKind.Kin => $"是第 {tie.PartyNo} 位当事人登记在册的近亲属",
        TieKind.Household => $"和第 {tie.PartyNo} 位当事人在同一户",
        TieKind.Employer => $"在当事人{employer}的单位工作",
        TieKind.Interest => $"与当事人{interest!.About}有登记的利害关系（{interest.Ground}）",
        TieKind.EmployerComplainedOf => "所在的单位在同一当事人以前的办件里是被反映的一方",
        TieKind.RecusedBefore => "在同一当事人以前的办件里回避过",
        _ => "在同一当事人以前的办件里是另一方",
    };

    private static string Question(Tie tie) => tie.Kind switch
    {
        TieKind.Party => $"和第 {tie.PartyNo} 位当事人姓名或电话相同，可能是同一人",
        TieKind.Kin => $"登记的近亲属和第 {tie.PartyNo} 位当事人姓名或电话相同，可能是同一人",
        _ => "和当事人以前的一件办件可能有关（有同名的人）",
    };
}
