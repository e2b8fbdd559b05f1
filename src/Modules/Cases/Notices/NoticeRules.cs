using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Notices;

/// <summary>How many days before its last day something is soon due, and how far back notices go; dated (rules/notices.csv), ours.</summary>
internal sealed record NoticeRules(DateOnly ValidFrom, int SoonDays, int BackDays)
{
    private static readonly IReadOnlyList<NoticeRules> Lines =
    [
        .. RuleFile.Read<CasesModule>("notices").Select(l => new NoticeRules(RuleFile.Day(l["valid_from"]), RuleFile.Number(l["soon_days"]), RuleFile.Number(l["back_days"])))
            .OrderByDescending(r => r.ValidFrom),
    ];

    public static NoticeRules On(DateOnly day) => Lines.FirstOrDefault(r => r.ValidFrom <= day, Lines[^1]);
}
