namespace Baotuan.Bench.Samples;

/// <summary>
/// Honours that the source tells: Pinghu on a list of 2021, nine villages and six rivers of 沈荡镇 by November 2022. Who holds them, days, numbers and givers are invented.
/// </summary>
internal static class PinghuHonours
{
    private const string Pilot = "高质量发展建设共同富裕示范区首批试点";
    private const string Courtyards = "优美庭院示范村";
    private const string Rivers = "美丽河湖";
    private const int Villages = 9;
    private const string Until = "2025-12-31";
    private const string PinghuOffice = "PHQT";

    public static IEnumerable<string?[]> Organizations => [[PinghuOffice, "示例市级牵头单位（虚构）", "government", "", "PHS", "2015-01-01", ""]];

    public static IEnumerable<string?[]> Honours =>
    [
        [PinghuOffice, Pilot, "示例省级单位（虚构）", "省级", "2021-07-01", Until, "示例发〔2021〕1号（虚构）", "平湖2021年入选名单，照报道；日期和文号虚构。"],
        .. Enumerable.Range(1, Villages).Select(n => (string?[])[Village(n), Courtyards, "示例县级单位（虚构）", "县级", $"2022-{4 + n / 2:00}-{5 + n:00}", Until, $"示例庭院〔2022〕{n}号（虚构）", "家家门前干净整齐（虚构）。"]),
        // two of one village
        .. new[] { 1, 2, 4, 7, 7, 11 }.Select((village, n) => (string?[])[Village(village), Rivers, "示例县级单位（虚构）", "县级", $"2022-{5 + n:00}-18", Until, $"示例河湖〔2022〕{n + 1}号（虚构）", $"示例河{PinghuPlaces.Chinese(n + 1)}号段（虚构）。"]),
    ];

    public static IEnumerable<string?[]> Indicators =>
    [
        ["pilot_list_year", "2021-01-01", "入选示范区试点的年份", "Year on the pilot list", "year", "instant", "honour_year", $"title={Pilot};state=drafted", "exact", "这个荣誉最早是哪一年授予的；登记了没有退回就算"],
        ["courtyard_villages", "2022-01-01", "优美庭院示范村", "Villages of fine courtyards", "village", "instant", "honours", $"title={Courtyards};state=drafted", "exact", "期间最后一天还有效的“优美庭院示范村”的个数；登记了没有退回就算"],
        ["fine_rivers", "2022-01-01", "美丽河湖", "Fine rivers", "river", "instant", "honours", $"title={Rivers};state=drafted", "exact", "期间最后一天还有效的“美丽河湖”的条数，一条河一项荣誉；登记了没有退回就算"],
    ];

    private static string Village(int number) => $"SD{number:00}";
}
