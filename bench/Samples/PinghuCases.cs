namespace Baotuan.Bench.Samples;

/// <summary>
/// What people brought. From the source are the total of the town, 254 by the end of June 2022, and that more than ten units of the kinds named work together; everything
/// else is invented: which were brought and which found, whose, when, and every obstacle and need. Nobody is named and nothing is told. After June the source has the same
/// total, so the sample has no later one.
/// </summary>
internal sealed class PinghuCases(ulong seed)
{
    public const string Town = "SDZ";
    private const string Centre = "SDTJ";
    private const string ZoneDesk = "JKYS";
    private const int Total = 254;
    private const int Found = 61;

    private static readonly DateOnly First = new(2022, 1, 4);

    private static readonly (string Code, string Name, string Takes)[] Offices =
    [
        ("SDSF", "示例司法所", "人民调解、法律援助"), ("SDPC", "示例派出所", "治安纠纷"), ("SDZF", "示例综合执法队", "违建、占道"), ("SDXF", "示例信访办公室", "来信来访"),
        ("SDJD", "示例禁毒办公室", "涉毒人员帮教"), ("SDLD", "示例劳动保障所", "劳动报酬"), ("SDSH", "示例社会工作服务社", "心理疏导"),
    ];

    private static readonly string[] DisputeKinds = ["family", "neighbours", "homestead", "land", "wages", "damage", "contract"];
    private static readonly string[] LeadKinds = ["family", "neighbours", "homestead", "land", "wages"];

    private static readonly (string Category, string Title, string Subject)[] Obstacles =
    [
        ("procedure", "同一份材料要交三个窗口", "JKSP"), ("procedure", "变更登记等了四十天", "JKSP"), ("rule", "两个文件说法不一样", "JKYD"), ("environment", "停水没有提前通知", "JKYD"), ("procedure", "网上退件不写原因", "JKSP"),
    ];

    private static readonly (string Category, string Title)[] Needs =
    [
        ("labour", "想找家门口的缝纫活"), ("labour", "想找能带孩子的活"), ("labour", "农闲时想打零工"), ("aid", "家里老人要做手术"), ("aid", "孩子上学要贷款"), ("aid", "屋顶漏雨没钱修"),
        ("training", "想学电焊"), ("training", "想学网上卖菜"), ("training", "想学护理"),
    ];

    private static IEnumerable<(string Code, string Name)> Villages => Enumerable.Range(1, 12).Select(i => ($"SD{i:00}", $"示例{PinghuPlaces.Chinese(i)}村村民委员会"));

    /// <summary>Organisations of the town and of the zone's desk.</summary>
    public static IEnumerable<string?[]> Organizations =>
    [
        Organization(Centre, "示例矛盾纠纷调处中心", "institution", Town), .. Offices.Select(o => Organization(o.Code, o.Name, o.Code == "SDSH" ? "other" : "government", Town)),
        .. Villages.Select(v => Organization(v.Code, v.Name, "other", Town)),
        Organization(ZoneDesk, "示例营商环境专班", "government", "JKQ"), Organization("JKSP", "示例审批服务中心", "government", "JKQ"), Organization("JKYD", "示例园区服务中心", "institution", "JKQ"),
    ];

    /// <summary>Seven offices and five villages' mediation committees.</summary>
    public static IEnumerable<string?[]> Alliance =>
    [
        .. Offices.Select(o => (string?[])[Centre, o.Code, o.Takes, "2021-03-01", null]),
        .. Villages.Take(5).Select(v => (string?[])[Centre, v.Code, "村里的纠纷", "2021-03-01", null]),
        [ZoneDesk, "JKSP", "审批", "2022-01-01", null], [ZoneDesk, "JKYD", "水电、用地、园区", "2022-01-01", null],
    ];

    public static readonly string?[] Indicator =
    [
        "disputes_handled", "2020-01-01", "排查调处的矛盾纠纷", "Disputes found and brought", "case", "span", "cases_received", "kinds=dispute+screening_lead", "exact",
        "期间里受理的矛盾纠纷加排查登记的线索；这个镇的报道两样合起来说，所以合起来算",
    ];

    public IEnumerable<string?[]> Cases() => [.. Disputes(), .. Zone(), .. Doors()];

    // numbered as an older register would: one row of numbers a year, in the order of days
    private IEnumerable<string?[]> Disputes()
    {
        var chance = Chance.For(seed, 0x63617365);
        var villages = Villages.ToArray();
        var days = new int[Total];
        for (var i = 0; i < Total; i++)
        {
            days[i] = chance.Between(0, 165);
        }

        Array.Sort(days);
        var left = Found;
        for (var i = 0; i < Total; i++)
        {
            var found = chance.Next(Total - i) < left;
            left -= found ? 1 : 0;
            var (day, village) = (First.AddDays(days[i]), villages[chance.Next(villages.Length)].Code);
            var ended = Earlier(day.AddDays(chance.Between(1, 26)), new(2022, 6, 30));
            yield return found
                ? Row(Centre, $"2022-{i + 1:000}", "screening_lead", LeadKinds[chance.Next(LeadKinds.Length)], "", "visit", village, day, chance.Percent(30) ? "nothing" : "settled", ended, Offices[chance.Next(Offices.Length)].Code)
                : Row(Centre, $"2022-{i + 1:000}", "dispute", DisputeKinds[chance.Next(DisputeKinds.Length)], "", chance.Percent(60) ? "window" : "phone", village, day, "performed", ended, Offices[chance.Next(Offices.Length)].Code);
        }
    }

    private IEnumerable<string?[]> Zone()
    {
        var chance = Chance.For(seed, 0x7A6F6E65);
        return [.. Obstacles.Select((o, i) =>
        {
            var day = new DateOnly(2022, 7, 4).AddDays(26 * i + chance.Between(0, 9));
            return Row(ZoneDesk, $"YS{i + 1:00}", "bottleneck", o.Category, o.Title, "online", o.Subject, day, "solved", day.AddDays(chance.Between(8, 20)), o.Subject);
        })];
    }

    private IEnumerable<string?[]> Doors()
    {
        var chance = Chance.For(seed, 0x646F6F72);
        return [.. Needs.Select((n, i) =>
        {
            var day = new DateOnly(2022, 4, 11).AddDays(17 * i);
            return Row(Centre, $"XQ{i + 1:00}", "household_need", n.Category, n.Title, "visit", $"SD{chance.Between(1, 12):00}", day, "confirmed", day.AddDays(chance.Between(4, 30)), n.Category == "labour" ? "SDLD" : "SDSH");
        })];
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    private static string?[] Row(
        string owner, string number, string kind, string category, string title, string channel, string subject, DateOnly day, string result, DateOnly ended, string lead) =>
        [owner, number, kind, category, title, channel, subject, $"{day:yyyy-MM-dd}", result, $"{ended:yyyy-MM-dd}", lead];

    private static string?[] Organization(string code, string name, string kind, string unit) => [code, name + "（虚构）", kind, "", unit, "2015-01-01", ""];
}
