using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Notices;

/// <summary>How many days before its last day something is soon due, and how far back notices go; dated (rules/notices.csv), ours.</summary>
internal sealed record NoticeRules(int SoonDays, int BackDays)
{
    private static readonly DatedRules<NoticeRules> Dated = DatedRules<NoticeRules>.Read<CasesModule>("notices", l => new(RuleFile.Number(l["soon_days"]), RuleFile.Number(l["back_days"])));

    public static NoticeRules On(DateOnly day) => Dated.On(day);
}
