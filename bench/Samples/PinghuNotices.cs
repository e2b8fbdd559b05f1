namespace Baotuan.Bench.Samples;

/// <summary>
/// A neutral data set of the villages: how often each posted notices and answered questions in a month. Every number is invented, none is in the source; some
/// villages report 0, some that there is nothing to report, some nothing.
/// </summary>
internal sealed class PinghuNotices(ulong seed)
{
    private const string Set = "GONGKAI";
    private const string From = "2022-01-01";
    private static readonly string[] Periods = ["2022-11", "2022-12"];

    public static readonly IReadOnlyList<string?[]> Indicators =
    [
        Indicator("notices_posted", "张贴公告", "Notices posted", "notices_posted", "accepted"),
        Indicator("notices_posted_entered", "张贴公告（已填报）", "Notices posted, as entered", "notices_posted", "entered"),
        Indicator("questions_answered", "答复村民询问", "Questions answered", "questions_answered", "accepted"),
    ];

    public static readonly IReadOnlyList<string?[]> Sets =
        [[Set, From, "村务公开月报（虚构）", "看每个村每月公开了几次、答复了几次（演示数据，虚构）", "month", "PHS", "village_cooperative", "town+county", "5", "2022-12-31"]];

    public static readonly IReadOnlyList<string?[]> Elements =
    [
        [Set, "notices_posted", From, "1", "贴在公开栏上的都算一次；只补贴旧公告的不算", "0", "12", null],
        [Set, "questions_answered", From, "2", "村民当面或书面问、村里答复了的算一次", "0", "40", null],
    ];

    /// <summary>Four of five villages report; one of the last month may not have come yet.</summary>
    public IEnumerable<string?[]> Observations()
    {
        var chance = Chance.For(seed, 0x6E6F74);
        foreach (var period in Periods)
        {
            foreach (var village in PinghuPlaces.Pinghu)
            {
                if (chance.Percent(period == Periods[^1] ? 25 : 8))
                {
                    continue;
                }

                yield return chance.Percent(6) ? Row(period, village.Code, "notices_posted", null, "blank", "公开栏在修（虚构）") : Row(period, village.Code, "notices_posted", $"{chance.Between(0, 9)}", "value", null);
                if (!chance.Percent(15))
                {
                    yield return Row(period, village.Code, "questions_answered", $"{chance.Between(0, 24)}", "value", null);
                }
            }
        }
    }

    private static string?[] Row(string period, string village, string indicator, string? value, string mark, string? comment) => [Set, period, village, indicator, value, mark, comment];

    private static string?[] Indicator(string code, string name, string english, string element, string state) =>
        [code, From, name, english, "event", "span", "observation", $"element={element};set={Set};state={state}", "exact", $"村务公开月报里填报的次数相加，{(state == "accepted" ? "只算上级已接收的" : "填了就算，没有审核的也算")}；没有报的不算 0"];
}
