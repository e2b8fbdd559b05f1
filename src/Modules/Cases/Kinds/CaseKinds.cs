namespace Baotuan.Cases.Kinds;

/// <summary>The kinds of this program, in menu order.</summary>
internal static class CaseKinds
{
    public static readonly IReadOnlyList<CaseKind> All = [Dispute.Kind, Bottleneck.Kind, HouseholdNeed.Kind, ScreeningLead.Kind, MeetingItem.Kind, LivelihoodRequest.Kind];

    public static CaseKind? Find(string? code) => All.FirstOrDefault(k => k.Code == code);

    /// <exception cref="InvalidOperationException">A record of a kind that this program does not know.</exception>
    public static CaseKind Of(string code) => Find(code) ?? throw new InvalidOperationException($"unknown kind of case {code}");
}
