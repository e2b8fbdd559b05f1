namespace Baotuan.Cases.Kinds;

/// <summary>An action that a joint meeting (联席会议) decided: a unit, a day, done, and looked at by who convened it.</summary>
internal static class MeetingItem
{
    public const string Reported = "reported";
    public const string Accepted = "accepted";

    public static readonly CaseKind Kind = new("meeting_item", "联席会议事项", "LX")
    {
        States = [.. Handover.OpenStates, (Reported, "已办，待验收"), (Accepted, "已验收"), .. Handover.EndStates],
        First = Handover.Received,
        Last = [Accepted, Handover.Declined, Handover.Withdrawn],
        WellEnded = [Accepted],
        SubjectWord = "事项涉及的村（社区）",
        Sides = [("proposer", "提出的单位")],
        Categories = [("environment", "环境"), ("road", "道路"), ("safety", "安全"), ("people", "民生"), ("other", "其他")],
        Moves =
        [
            .. Handover.Moves(Who.Screener, [], Need.Must, "do"),
            new("report", "报办结", [Handover.Assigned], Reported, Who.Lead) { Text = Need.Must, TextHint = "做了什么，结果怎样。" },
            new("approve", "验收", [Reported], Accepted, Who.Screener) { Text = Need.Must, TextHint = "看了什么。" },
            new("send_back", "退回再办", [Reported], Handover.Assigned, Who.Screener) { Text = Need.Must, Due = Need.Must, DueOf = "do", TextHint = "哪里没有办好。" },
        ],
        Clocks = [Handover.Respond, new("do", "办结", ["assign", "send_back"], ["report", "refuse", "recall"])],
    };
}
