namespace Baotuan.Cases.Kinds;

/// <summary>
/// The moves by which a case finds its unit, the same for every kind: offered, accepted or refused with the right unit named, handed on, assisted, recused.
/// </summary>
internal static class Handover
{
    public const string Received = "received";
    public const string Offered = "offered";
    public const string Assigned = "assigned";
    public const string Declined = "declined";
    public const string Withdrawn = "withdrawn";

    public static readonly (string, string)[] OpenStates = [(Received, "待研判"), (Offered, "待签收"), (Assigned, "办理中")];

    public static readonly (string, string)[] EndStates = [(Declined, "不予受理"), (Withdrawn, "已撤回")];

    /// <summary>Until the unit answers whether it takes it.</summary>
    public static readonly CaseClock Respond = new("respond", "签收", ["assign", "transfer"], ["accept", "refuse", "recall"]);

    /// <param name="assigns">Who gives it to a unit.</param>
    /// <param name="working">States in which a unit works on it, beside <see cref="Assigned"/>.</param>
    /// <param name="due">Whether giving it names the day of the answer.</param>
    public static IEnumerable<Move> Moves(Who assigns, string[] working, Need due = Need.No, string dueOf = "")
    {
        string[] worked = [Assigned, .. working];
        yield return new("decline", "不予受理", [Received], Declined, Who.Screener) { Text = Need.Must, TextHint = "为什么不受理，可以到哪里去办。" };
        yield return new("assign", "交办", [Received], Offered, assigns)
        {
            Effect = Effect.Offer, Unit = Need.Must, Text = Need.Must, Due = due, DueOf = dueOf, TextHint = "研判意见：为什么由这个单位牵头，谁参加了研判。", UnitHint = "牵头单位的编码。",
        };
        yield return new("recall", "收回交办", [Offered], Received, assigns) { Effect = Effect.Recall, Text = Need.Must, TextHint = "收回的原因。" };
        yield return new("accept", "签收", [Offered], Assigned, Who.Offered) { Effect = Effect.Accept, Text = Need.May };
        yield return new("refuse", "退回", [Offered], Received, Who.Offered)
        {
            Effect = Effect.Refuse, Text = Need.Must, Unit = Need.Must, TextHint = "为什么不归本单位办。", UnitHint = "该由哪个单位办（编码）。退回要说清归谁。",
        };
        yield return new("transfer", "转办", [Assigned], Offered, Who.Lead | Who.Screener)
        {
            Effect = Effect.Offer, Unit = Need.Must, Text = Need.Must, TextHint = "为什么转办。转出以后本单位不再能查看。", UnitHint = "转给哪个单位（编码）。",
        };
        yield return new("invite", "请求协办", worked, null, Who.Lead | Who.Screener) { Effect = Effect.Invite, Unit = Need.Must, Text = Need.May, UnitHint = "协办单位的编码。" };
        yield return new("join", "同意协办", worked, null, Who.Invited) { Effect = Effect.Join, Text = Need.May };
        yield return new("stay_out", "不参加协办", worked, null, Who.Invited)
        {
            Effect = Effect.DeclineInvitation, Text = Need.Must, Unit = Need.Must, TextHint = "为什么不参加。", UnitHint = "该请哪个单位（编码）。",
        };
        yield return new("recuse", "回避", [Assigned, .. working], null, Who.Lead | Who.Mediator) { Effect = Effect.Recuse };
        yield return new("withdraw", "撤回", [Received, Offered, .. worked], Withdrawn, Who.Receiver | Who.Lead | Who.Mediator | Who.Party) { Text = Need.Must, TextHint = "谁要求撤回，什么原因。" };
    }
}
