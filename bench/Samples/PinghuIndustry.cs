using Baotuan.Kernel;

namespace Baotuan.Bench.Samples;

/// <summary>An invented enterprise of the zone.</summary>
/// <param name="Chain">Its first chain; empty where it stands in none.</param>
internal sealed record SampleFirm(int Number, string Code, string Name, string CreditCode, string Chain, bool CameIn, bool Left)
{
    /// <summary>On the list in 2022.</summary>
    public bool ListedNow => !Left;
}

/// <summary>
/// The enterprises of the zone whose reports give the printed totals: 254 on the list in November 2022 with 593.02 亿 (+7.2 %), of these the
/// automotive chain 176.81 亿 (+21.3 %). What each puts out is invented: random weights share totals out, the last takes what is left.
/// </summary>
internal sealed class PinghuIndustry
{
    private const int Left = 9;

    // in fen; the growth over the bases is 7.21 % and 21.29 %
    private const long OutputFen = 5_930_200_000_000;
    private const long BaseFen = 5_531_400_000_000;
    private const long AutoOutputFen = 1_768_100_000_000;
    private const long AutoBaseFen = 1_457_700_000_000;

    /// <summary>What had been known of the bases a year earlier falls short of them by so much: later corrections.</summary>
    private const int RevisedPercent = 8;

    private static readonly (string Code, string Noun, int Firms)[] Parts = [("QC", "汽车零部件", 61), ("ZB", "装备", 72), ("SZ", "电子信息", 48), ("XC", "新材料", 31), ("SM", "生物", 2), ("", "轻工", 40)];

    public static readonly IReadOnlyList<string?[]> Chains =
    [
        ["QC", "汽车及零部件", "pillar", "2020-01-01"], ["ZB", "先进装备制造业", "leading", "2020-01-01"], ["SZ", "数字经济", "leading", "2020-01-01"],
        ["XC", "新材料（虚构）", "other", "2020-01-01"], ["SM", "生命健康（虚构）", "other", "2020-01-01"],
    ];

    public static readonly IReadOnlyList<string?[]> Indicators =
    [
        ["auto_output", "2020-01-01", "汽车及零部件产值", "Output of the automotive chain", "yuan", "span", "industry_output", "series=official;chain=QC", "exact", "统计口径名单上、月末在汽车及零部件产业链的企业：1月至期末月份的累计产值相加"],
        ["auto_growth", "2020-01-01", "汽车及零部件产值同比（同口径）", "Growth of the automotive chain", "percent", "span", "industry_growth", "series=official;chain=QC", "exact", "统计口径名单上、月末在汽车及零部件产业链的企业累计产值比同一批企业上年同期增长的百分比"],
    ];

    private readonly ulong _seed;
    private readonly long[] _output;
    private readonly long[] _base;

    public PinghuIndustry(ulong seed)
    {
        _seed = seed;
        Firms = [.. Named()];
        (_output, _base) = (Shared(OutputFen, AutoOutputFen, spread: 0), Shared(BaseFen, AutoBaseFen, spread: 18));
    }

    public IReadOnlyList<SampleFirm> Firms { get; }

    private static IEnumerable<SampleFirm> Named()
    {
        var number = 0;
        foreach (var (chain, noun, firms) in Parts)
        {
            for (var i = 1; i <= firms; i++)
            {
                number++;
                yield return Firm(number, $"示例{noun}{i:000}有限公司（虚构）", chain, cameIn: number % 18 == 5, left: false);
            }
        }

        for (var i = 1; i <= Left; i++)
        {
            yield return Firm(++number, $"示例退规{i:000}有限公司（虚构）", i % 3 == 0 ? "QC" : "", cameIn: false, left: true);
        }

        static SampleFirm Firm(int number, string name, string chain, bool cameIn, bool left) =>
            new(number, $"QY{number:000}", name, SampleCodes.Credit("91", "330482", 2_000 + number), chain, cameIn, left);
    }

    public IEnumerable<string?[]> ChainMembers()
    {
        var seen = new Dictionary<string, int>();
        foreach (var firm in Firms.Where(f => f.Chain.Length > 0))
        {
            var place = seen[firm.Chain] = seen.GetValueOrDefault(firm.Chain) + 1;
            yield return [firm.Code, firm.Chain, place <= 2 && firm.Chain != "SM" ? "chain_leader" : place <= 8 ? "chain_strengthener" : "member", "2020-01-01", ""];
            if (firm.Chain == "QC" && place % 6 == 0)
            {
                yield return [firm.Code, "ZB", "member", "2021-06-01", ""]; // in two chains
            }
        }
    }

    public IEnumerable<string?[]> ScopeList() => Firms.Select(f => (string?[])
        [f.Code, "official", f.CameIn ? "2022-01" : "2020-01", f.Left ? "2021-12" : "", f.CameIn ? "新升规（虚构）" : f.Left ? "年度审核退规（虚构）" : ""]);

    /// <summary>November 2021 as it was known then, then every month of 2022; January and February together.</summary>
    public IEnumerable<string?[]> Outputs() => Then().Concat(Enumerable.Range(2, 10).SelectMany(Month));

    private IEnumerable<string?[]> Then()
    {
        var chance = Chance.For(_seed, 40_003);
        foreach (var firm in Firms.Where(f => !f.CameIn))
        {
            var fen = firm.Left ? chance.Between(2_000, 9_000) * 1_000_000L : _base[firm.Number - 1];
            var known = chance.Percent(RevisedPercent) ? fen - fen / 40 : fen;
            yield return [firm.Code, "official", "2021-11", "", Yuan(known), "", "final", ""];
        }
    }

    // as much of the eleven months as have passed, a little more or less; at the end exactly all
    private IEnumerable<string?[]> Month(int month)
    {
        foreach (var firm in Firms.Where(f => f.ListedNow))
        {
            var (sum, before) = (Part(_output, firm, month), month == 2 ? 0 : Part(_output, firm, month - 1));
            yield return [firm.Code, "official", $"2022-{month:00}", month == 2 ? "" : Yuan(sum - before), Yuan(sum), Yuan(Part(_base, firm, month)), "normal", ""];
        }
    }

    private long Part(long[] whole, SampleFirm firm, int month)
    {
        if (month == 11)
        {
            return whole[firm.Number - 1];
        }

        var chance = Chance.For(_seed, 41_000UL + (ulong)(firm.Number * 20) + (ulong)month);
        return (long)((Int128)whole[firm.Number - 1] * (month * 1_000 + chance.Between(-300, 300)) / 11_000);
    }

    /// <summary>A total over the listed firms, with a total of its own for the automotive chain.</summary>
    private long[] Shared(long total, long auto, int spread)
    {
        var shares = new long[Firms.Count];
        Share(40_001, spread, Firms.Where(f => f.ListedNow && f.Chain == "QC"), auto, shares);
        Share(40_002, spread, Firms.Where(f => f.ListedNow && f.Chain != "QC"), total - auto, shares);
        return shares;
    }

    // the same weights for both years, a year earlier each a few percent off
    private void Share(ulong part, int spread, IEnumerable<SampleFirm> among, long total, long[] shares)
    {
        var (chance, off) = (Chance.For(_seed, part), Chance.For(_seed, part + 10));
        var firms = among.Select(f => (Firm: f, Weight: (long)chance.Between(20, 100) * chance.Between(20, 100) * (100 + off.Between(-spread, spread)))).ToList();
        var left = total;
        var all = firms.Sum(f => f.Weight);
        foreach (var (firm, weight) in firms.Skip(1))
        {
            shares[firm.Number - 1] = (long)((Int128)total * weight / all);
            left -= shares[firm.Number - 1];
        }

        shares[firms[0].Firm.Number - 1] = left;
    }

    private static string Yuan(long fen) => new Money(fen).ToString();
}
