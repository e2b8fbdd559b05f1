namespace Baotuan.Bench.Samples;

/// <summary>
/// Nine invented communities of 钟埭街道 that founded a company together in September 2022, and how many people live in each: invented parts of the total that the source has.
/// </summary>
internal static class PinghuCommunities
{
    public const string Company = "SQGS";
    private const string Town = "ZD";
    private const string Founded = "2022-09-01";
    private const string Set = "JUMIN";

    // 89,000 people
    private static readonly IReadOnlyList<int> People = [12_400, 11_300, 10_800, 10_150, 9_900, 9_250, 8_900, 8_500, 7_800];

    private static IEnumerable<(string Code, string Name, int People)> All => People.Select((p, i) => ($"SQ{i + 1:00}", $"示例{PinghuPlaces.Chinese(i + 1)}社区（虚构）", p));

    public static IEnumerable<string?[]> Organizations =>
    [
        [Company, "示例社区服务有限公司（虚构）", "joint_company", SampleCodes.Credit("91", "330482", 921), Town, Founded, ""],
        .. All.Select(c => (string?[])[c.Code, c.Name, "community", "", Town, "2015-01-01", ""]),
    ];

    /// <summary>Equal parts: what each put in is not told.</summary>
    public static IEnumerable<string?[]> Units => All.Select(c => (string?[])[Company, c.Code, "100", Founded]);

    public static IEnumerable<string?[]> Sets =>
        [[Set, "2022-01-01", "社区居民人数（虚构）", "强社公司的项目惠及多少人（演示数据：合计照报道，各社区的数虚构）", "year", Town, "community", "town", "31", "2022-12-31"]];

    public static IEnumerable<string?[]> Elements => [[Set, "community_residents", "2022-01-01", "1", "年末住在社区里的人，有没有户籍都算", "0", "50000", null]];

    public static IEnumerable<string?[]> Observations => All.Select(c => (string?[])[Set, "2022", c.Code, "community_residents", $"{c.People}", "value", null]);

    public static IEnumerable<string?[]> Indicators =>
    [
        ["community_residents", "2022-01-01", "社区居民人数", "Residents of communities", "person", "span", "observation", $"element=community_residents;set={Set};state=entered", "about",
            "社区居民人数表里填的人数相加，填了就算；没有报的不算 0"],
    ];
}
