using System.Globalization;

namespace Baotuan.Bench.Samples;

/// <summary>A village co-operative of the sample. The village, its code and its co-operative are made up.</summary>
/// <param name="StatisticalCode">A real town with a village part from 901 on, or town part 999: places that do not exist.</param>
internal sealed record SampleVillage(string Code, string UnitCode, string Name, string TownCode, string StatisticalCode, string CreditCode)
{
    public string Cooperative => $"{Name}股份经济合作社（虚构）";
}

/// <summary>Where the sample plays: real counties and towns, invented villages.</summary>
internal static class PinghuPlaces
{
    /// <summary>Code, name, parent, level, statistical code.</summary>
    public static readonly IReadOnlyList<(string Code, string Name, string? Parent, string Level, string Statistical)> Above =
    [
        ("ZJ", "浙江省", null, "other", "330000"),
        ("JX", "嘉兴市", "ZJ", "other", "330400"), ("WZ", "温州市", "ZJ", "other", "330300"), ("LS", "丽水市", "ZJ", "other", "331100"),
        ("PHS", "平湖市", "JX", "county", "330482"), ("QTX", "青田县", "LS", "county", "331121"),
        ("WCX", "文成县", "WZ", "county", "330328"), ("LQS", "龙泉市", "LS", "county", "331181"),
        ("HYX", "海盐县", "JX", "county", "330424"),
        ("JKQ", "平湖经济技术开发区", "PHS", "zone", ""), (PinghuCases.Town, "沈荡镇", "HYX", "town", ""),
        .. Towns.Select(t => (t.Code, t.Name, (string?)"PHS", "town", t.Statistical)),
    ];

    private static IReadOnlyList<(string Code, string Name, string Statistical)> Towns =>
    [
        ("DH", "当湖街道", "330482001"), ("ZD", "钟埭街道", "330482002"), ("CQ", "曹桥街道", "330482003"),
        ("ZP", "乍浦镇", "330482101"), ("XD", "新埭镇", "330482102"), ("XC", "新仓镇", "330482103"),
        ("GC", "广陈镇", "330482106"), ("LD", "林埭镇", "330482107"), ("DSG", "独山港镇", "330482108"),
    ];

    /// <summary>PH01 to PH36, four to a town.</summary>
    public static readonly IReadOnlyList<SampleVillage> Pinghu =
        [.. Enumerable.Range(1, 36).Select(i => InPinghu(i, Towns[(i - 1) / 4]))];

    /// <summary>385 villages that hold units of their county's joint company.</summary>
    public static readonly IReadOnlyList<SampleVillage> Qingtian = InCounty("QT", "QTX", "青田", "331121", 156);
    public static readonly IReadOnlyList<SampleVillage> Wencheng = InCounty("WC", "WCX", "文成", "330328", 130);
    public static readonly IReadOnlyList<SampleVillage> Longquan = InCounty("LQ", "LQS", "龙泉", "331181", 99);

    public static IEnumerable<SampleVillage> All => [.. Pinghu, .. Qingtian, .. Wencheng, .. Longquan];

    /// <summary>12 → 十二.</summary>
    public static string Chinese(int number)
    {
        const string digits = "零一二三四五六七八九";
        if (number >= 100)
        {
            var rest = number % 100;
            var tail = rest == 0 ? "" : rest < 10 ? "零" + digits[rest] : rest < 20 ? "一" + Chinese(rest) : Chinese(rest);
            return $"{digits[number / 100]}百{tail}";
        }

        var (tens, ones) = (number / 10, number % 10);
        return (tens > 1 ? digits[tens].ToString() : "") + (tens > 0 ? "十" : "") + (ones > 0 ? digits[ones].ToString() : "");
    }

    private static SampleVillage InPinghu(int i, (string Code, string Name, string Statistical) town) => new(
        $"PH{i:00}", $"PHV{i:00}", $"示例{Chinese(i)}村", town.Code,
        town.Statistical + (901 + ((i - 1) % 4)).ToString(CultureInfo.InvariantCulture), SampleCodes.Credit("N2", "330482", i));

    private static List<SampleVillage> InCounty(string prefix, string county, string name, string division, int count) =>
        [.. Enumerable.Range(1, count).Select(i => new SampleVillage(
            $"{prefix}{i:000}", $"{prefix}V{i:000}", $"{name}示例{Chinese(i)}村", county,
            $"{division}999{(901 + i) % 1000:000}", SampleCodes.Credit("N2", division, i)))];
}
