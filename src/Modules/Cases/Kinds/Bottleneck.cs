namespace Baotuan.Cases.Kinds;

/// <summary>
/// An obstacle that a firm meets (营商环境中梗阻): one a report, a named agency, a day, a public answer that does not name the firm, and the firm says whether it is gone.
/// What is late stands before the discipline inspection.
/// </summary>
internal static class Bottleneck
{
    public const string Answered = "answered";
    public const string Solved = "solved";

    public static readonly CaseKind Kind = new("bottleneck", "营商环境中梗阻", "GZ")
    {
        States = [.. Handover.OpenStates, (Answered, "已公开答复，待企业确认"), (Solved, "企业确认解决"), .. Handover.EndStates],
        First = Handover.Received,
        WellEnded = [Solved],
        Last = [Solved, Handover.Declined, Handover.Withdrawn],
        MayBeAnonymous = true,
        MayBeConfidential = true,
        RaisedByFirm = true,
        SubjectWord = "问题所在的单位",
        SubjectIsComplainedOf = true,
        Sides = [("firm", "企业")],
        NeededSides = ["firm"],
        Categories = [("rule", "规则"), ("procedure", "程序"), ("environment", "环境")],
        Moves =
        [
            .. Handover.Moves(Who.Screener, [], Need.Must, "answer"),
            new("answer", "公开答复", [Handover.Assigned], Answered, Who.Lead) { Text = Need.Must, TextIsPublic = true, TextHint = "公开的答复：怎样解决、什么时候起。不要写企业和人的名字。" },
            new("confirm", "企业确认解决", [Answered], Solved, Who.Party) { Text = Need.May },
            new("reopen", "企业要求重办", [Answered], Handover.Assigned, Who.Party) { Text = Need.Must, TextHint = "哪里没有解决。" },
        ],
        Clocks =
        [
            Handover.Respond,
            new("answer", "公开答复", ["assign", "reopen"], ["answer", "refuse", "recall"]),
        ],
    };
}
