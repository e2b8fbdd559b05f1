namespace Baotuan.Cases.Kinds;

/// <summary>A need said at the door (劳务用工、帮扶救助、技术培训): raised once, routed, and the answer carried back to the household, which says whether it was one.</summary>
internal static class HouseholdNeed
{
    public const string Answered = "answered";
    public const string Carried = "carried";
    public const string Confirmed = "confirmed";

    public static readonly CaseKind Kind = new("household_need", "农户需求", "XQ")
    {
        States = [.. Handover.OpenStates, (Answered, "已答复"), (Carried, "已带回，待确认"), (Confirmed, "农户已确认"), .. Handover.EndStates],
        First = Handover.Received,
        WellEnded = [Confirmed],
        Last = [Confirmed, Handover.Declined, Handover.Withdrawn],
        Sides = [("household", "农户")],
        NeededSides = ["household"],
        Categories = [("labour", "劳务用工"), ("aid", "帮扶救助"), ("training", "技术培训"), ("other", "其他")],
        Moves =
        [
            .. Handover.Moves(Who.Screener | Who.Receiver, []),
            new("answer", "答复", [Handover.Assigned], Answered, Who.Lead) { Text = Need.Must, TextHint = "给农户的答复，写得让人看得懂。" },
            new("carry", "把答复带回农户", [Answered], Carried, Who.Receiver) { Text = Need.May, TextHint = "哪天、告诉了谁。" },
            new("confirm", "农户确认", [Answered, Carried], Confirmed, Who.Party) { Text = Need.May },
            new("reopen", "农户要求再办", [Answered, Carried], Handover.Assigned, Who.Party) { Text = Need.Must, TextHint = "哪里没有解决。" },
        ],
        Clocks =
        [
            Handover.Respond,
            new("answer", "答复", ["accept", "reopen"], ["answer"]),
            new("carry", "带回答复", ["answer"], ["carry", "confirm", "reopen"]),
        ],
    };
}
