using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;

namespace Baotuan.Cases.Moving;

/// <summary>Which hands somebody has in a case.</summary>
internal static class Actors
{
    public static readonly Refusal Nobody = new("case_needs_a_person", "登记和办理要由本人登录，不能由程序代办。");

    private static readonly Who[] Order = [Who.Offered, Who.Invited, Who.Mediator, Who.Lead, Who.Screener, Who.Receiver, Who.Party];

    /// <summary>Every hand of a person, with the organisation for which it acts.</summary>
    public static IReadOnlyDictionary<Who, long> Of(Caller caller, CaseRow row, IEnumerable<PartyRow> parties, CaseCourse course, string? code)
    {
        var hands = new Dictionary<Who, long>();
        void Have(Who who, long? organization, Permission permission)
        {
            if (organization is { } id && caller.May(permission, id))
            {
                hands.TryAdd(who, id);
            }
        }

        Have(Who.Receiver, row.CreatorId, CasesPermissions.CaseReceive);
        Have(Who.Screener, row.OwnerId, CasesPermissions.CaseScreen);
        Have(Who.Offered, course.OfferedTo, CasesPermissions.CaseHandle);
        Have(Who.Lead, course.Lead, CasesPermissions.CaseHandle);
        foreach (var invited in course.Invited.Order())
        {
            Have(Who.Invited, invited, CasesPermissions.CaseHandle);
        }

        if (course.Mediators.Contains(caller.UserId) && caller.Holds(CasesPermissions.MediationHold))
        {
            hands[Who.Mediator] = course.Lead ?? row.OwnerId;
        }

        foreach (var party in parties.Select(p => p.OrganizationId).OfType<long>())
        {
            Have(Who.Party, party, CasesPermissions.CaseRaise);
        }

        // for a party without an account, whoever it tells its code
        if (!hands.ContainsKey(Who.Party) && WritesForParty(hands) is { } writer && code is not null && TrackingCode.Hash(code) == row.CodeHash)
        {
            hands[Who.Party] = writer;
        }

        return hands;
    }

    /// <summary>The unit in whose name somebody may write down what a party says, given its code; null where none.</summary>
    public static long? WritesForParty(IReadOnlyDictionary<Who, long> hands) =>
        hands.TryGetValue(Who.Receiver, out var receiver) ? receiver : hands.TryGetValue(Who.Lead, out var lead) ? lead : hands.TryGetValue(Who.Screener, out var screener) ? screener : null;

    /// <summary>The organisation for which somebody makes a move; null where he has no hand for it.</summary>
    public static long? For(IReadOnlyDictionary<Who, long> hands, Who who) =>
        Order.Where(o => who.HasFlag(o) && hands.ContainsKey(o)).Select(o => (long?)hands[o]).FirstOrDefault();

    /// <summary>The hand with which somebody makes a move.</summary>
    public static Who Hand(IReadOnlyDictionary<Who, long> hands, Who who) => Order.FirstOrDefault(o => who.HasFlag(o) && hands.ContainsKey(o));

    /// <summary>Who may, in words.</summary>
    public static string Words(Who who) => string.Join("、", Order.Where(o => who.HasFlag(o)).Select(o => o switch
    {
        Who.Offered => "待签收的单位", Who.Invited => "被请求协办的单位", Who.Mediator => "调解员", Who.Lead => "承办单位", Who.Screener => "研判单位", Who.Receiver => "受理单位", _ => "当事人",
    }));

    /// <summary>The right that is missing where somebody has no hand.</summary>
    public static Permission RightOf(Who who) =>
        (who & (Who.Lead | Who.Offered | Who.Invited)) != 0 ? CasesPermissions.CaseHandle
        : who.HasFlag(Who.Screener) ? CasesPermissions.CaseScreen
        : who.HasFlag(Who.Mediator) ? CasesPermissions.MediationHold
        : who.HasFlag(Who.Receiver) ? CasesPermissions.CaseReceive
        : CasesPermissions.CaseRaise;
}
