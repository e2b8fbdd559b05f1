namespace Baotuan.Cases.Kinds;

/// <summary>我为群众办实事: a request is adopted by giving it to a unit, done, and whoever asked says whether it was.</summary>
internal static class LivelihoodRequest
{
    public const string Done = "done";
    public const string Satisfied = "satisfied";

    public static readonly CaseKind Kind = new("livelihood_request", "群众实事", "SS")
    {
        States = [.. Handover.OpenStates, (Done, "已办，待评价"), (Satisfied, "群众认可"), .. Handover.EndStates],
        First = Handover.Received,
        Last = [Satisfied, Handover.Declined, Handover.Withdrawn],
        WellEnded = [Satisfied],
        Sides = [("asker", "提出的人")],
        NeededSides = ["asker"],
        Categories = [("facility", "设施"), ("environment", "环境"), ("service", "办事"), ("elderly", "老人儿童"), ("other", "其他")],
        Moves =
        [
            .. Handover.Moves(Who.Screener, [], Need.May, "do"),
            new("finish", "办好了", [Handover.Assigned], Done, Who.Lead) { Text = Need.Must, TextIsPublic = true, TextHint = "做了什么，人人可见：不要写姓名。" },
            new("confirm", "群众认可", [Done], Satisfied, Who.Party) { Text = Need.May },
            new("reopen", "群众不认可", [Done], Handover.Assigned, Who.Party) { Text = Need.Must, TextHint = "哪里没有办好。" },
        ],
        Clocks = [Handover.Respond, new("do", "办结", ["assign", "reopen"], ["finish", "refuse", "recall"])],
    };
}
