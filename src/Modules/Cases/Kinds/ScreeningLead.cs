namespace Baotuan.Cases.Kinds;

/// <summary>A sign of trouble found by looking (排查), counted apart from disputes that somebody brings: checked by a unit, then nothing, settled on the spot, or a dispute of its own.</summary>
internal static class ScreeningLead
{
    public const string Nothing = "nothing";
    public const string Settled = "settled";
    public const string Turned = "turned";

    public static readonly CaseKind Kind = new("screening_lead", "排查线索", "PC")
    {
        States = [.. Handover.OpenStates, (Nothing, "查无矛盾"), (Settled, "就地化解"), (Turned, "转为纠纷"), .. Handover.EndStates],
        First = Handover.Received,
        Last = [Nothing, Settled, Turned, Handover.Declined, Handover.Withdrawn],
        WellEnded = [Nothing, Settled],
        Confidentiality = Confidentiality.ClosedMediation,
        Sides = [("concerned", "涉及的人")],
        Categories = [("family", "婚姻家庭"), ("neighbours", "邻里"), ("homestead", "房屋宅基地"), ("land", "山林土地"), ("wages", "劳动报酬"), ("other", "其他")],
        Moves =
        [
            .. Handover.Moves(Who.Screener | Who.Receiver, []),
            new("find_nothing", "查无矛盾", [Handover.Assigned], Nothing, Who.Lead) { Text = Need.Must, TextHint = "查了什么、问了谁。" },
            new("settle", "就地化解", [Handover.Assigned], Settled, Who.Lead) { Text = Need.Must, TextHint = "怎样化解的。" },
            new("turn", "转为纠纷", [Handover.Assigned], Turned, Who.Lead) { Text = Need.Must, TextHint = "新登记的纠纷编号。先登记纠纷，再来这里转。" },
        ],
        Clocks = [Handover.Respond, new("check", "核查", ["accept"], ["find_nothing", "settle", "turn"])],
    };
}
