using System.Numerics;
using Baotuan.Industry.Releases;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>What goes out does not give a firm away. The adversary of the random test is written here, over everything published, and shares nothing with the guard.</summary>
public sealed class ReleaseGuardTests
{
    private static readonly GuardLimits Limits = new(3, 900_000);

    private static ReleaseCell Cell(string name, params (long Firm, string Unknown)[] parts) =>
        new(name, [.. parts.GroupBy(p => p.Firm).Select(g => new FirmPart(g.Key, 100, [.. g.Select(p => p.Unknown)]))]);

    private static ReleaseCell Month(string name, string month, params long[] firms) => Cell(name, [.. firms.Select(f => (f, month))]);

    private static string[] Codes(IReadOnlyList<ReleaseCell> cells, params ReleaseCell[] earlier) => [.. ReleaseGuard.Check(cells, earlier, Limits).Select(p => $"{p.Code} {p.Cell} {p.Firm}")];

    [Fact]
    public void FewerThanThreeFirms_AreNotPublished()
    {
        Assert.Equal(["too_few_firms 甲 "], Codes([Month("甲", "1", 1, 2)]));
        Assert.Equal(["too_few_firms 甲 "], Codes([Month("甲", "1")]));
        Assert.Empty(Codes([Month("甲", "1", 1, 2, 3)]));
    }

    [Fact]
    public void FirmThatIsNearlyAll_IsNotPublished()
    {
        ReleaseCell Of(params long[] fen) => new("甲", [.. fen.Select((f, i) => new FirmPart(i, f, ["1"]))]);
        Assert.Equal(["one_firm_dominates 甲 0"], Codes([Of(9_001, 500, 499)]));
        Assert.Empty(Codes([Of(9_000, 500, 500)])); // 90 % is not more than 90 %
        Assert.Equal(["one_firm_dominates 甲 2"], Codes([Of(0, 0, 1)]));
        Assert.Empty(Codes([Of(0, 0, 0)]));
        Assert.Equal(["one_firm_dominates 甲 1"], Codes([Of(1, long.MaxValue / 2, 1)]));
    }

    [Fact]
    public void ChainAndTotal_ThatDifferByOneFirm_AreNotPublishedTogether()
    {
        Assert.Equal(["firm_can_be_inferred  4"], Codes([Month("全部", "1", 1, 2, 3, 4), Month("甲", "1", 1, 2, 3)]));
        Assert.Equal(["firm_can_be_inferred  4"], Codes([Month("甲", "1", 1, 2, 3)], Month("全部", "1", 1, 2, 3, 4)));
    }

    [Fact]
    public void DifferenceOfTwoFirms_TellsEachOfTheOther()
    {
        Assert.Equal(
            ["firm_can_be_inferred_by_another  4", "firm_can_be_inferred_by_another  5"], Codes([Month("全部", "1", 1, 2, 3, 4, 5), Month("甲", "1", 1, 2, 3)]));
        Assert.Empty(Codes([Month("全部", "1", 1, 2, 3, 4, 5, 6), Month("甲", "1", 1, 2, 3)]));
    }

    [Fact]
    public void OverlapOfThreeNumbers_IsSolved()
    {
        // (1+2+3) + (3+4+5) − (1+2+4+5) = 2 × firm 3, though no two of them differ by less than three firms
        Assert.Equal(["firm_can_be_inferred  3"], Codes([Month("甲", "1", 1, 2, 3), Month("乙", "1", 3, 4, 5), Month("丙", "1", 1, 2, 4, 5)]));
    }

    [Fact]
    public void SumsOfTheYear_AndTheMonthBetween_AreSeenTogether()
    {
        // the total of January to February less January to January, beside February without firm 4
        var january = Month("1月累计", "1", 1, 2, 3, 4);
        var february = Cell("2月累计", (1, "1"), (2, "1"), (3, "1"), (4, "1"), (1, "2"), (2, "2"), (3, "2"), (4, "2"));
        Assert.Empty(Codes([february], january));
        Assert.Equal(["firm_can_be_inferred  4"], Codes([Month("2月当月", "2", 1, 2, 3)], january, february));
    }

    [Fact]
    public void CorrectionOfOneFirm_IsNotPublishedByTheDifference()
    {
        var first = Cell("全部", (1, "1 v0"), (2, "1 v0"), (3, "1 v0"), (4, "1 v0"));
        Assert.Equal(["firm_can_be_inferred  4"], Codes([Cell("全部", (1, "1 v0"), (2, "1 v0"), (3, "1 v0"), (4, "1 v1"))], first));
        Assert.Equal(["firm_can_be_inferred_by_another  3", "firm_can_be_inferred_by_another  4"], Codes([Cell("全部", (1, "1 v0"), (2, "1 v0"), (3, "1 v1"), (4, "1 v1"))], first));
        Assert.Empty(Codes([Cell("全部", (1, "1 v0"), (2, "1 v1"), (3, "1 v1"), (4, "1 v1"))], first));
        Assert.Empty(Codes([first], first)); // the same again tells nothing
    }

    [Fact]
    public void RefusedRelease_HasAGroupingThatMayGoOut()
    {
        var firms = new Dictionary<string, long[]> { ["小"] = [1, 2], ["中"] = [3, 4, 5], ["大"] = [6, 7, 8, 9] };
        IReadOnlyList<ReleaseCell> Cells(ReleaseGrouping g) =>
            [.. g.Groups.Select(chains => Month(string.Join('+', chains), "1", [.. chains.SelectMany(c => firms[c])])), .. g.HasTotal ? [Month("全部", "1", [.. firms.Values.SelectMany(f => f)])] : Array.Empty<ReleaseCell>()];
        var found = ReleaseProposal.Find(["小", "中", "大"], Cells, [], Limits)!;
        Assert.Equal(["大", "小+中"], found.Groups.Select(g => string.Join('+', g)));
        firms = new() { ["小"] = [1, 2], ["大"] = [3, 4, 5] };
        Assert.Equal("小+大", string.Join('+', Assert.Single(ReleaseProposal.Find(["小", "大"], Cells, [], Limits)!.Groups)));
        firms = new() { ["小"] = [1], ["大"] = [3] };
        Assert.Null(ReleaseProposal.Find(["小", "大"], Cells, [], Limits));
        // everything merged would be the total less firm 9, which stands in no chain
        firms = new() { ["小"] = [1], ["大"] = [2, 3, 4] };
        IReadOnlyList<ReleaseCell> WithOutsider(ReleaseGrouping g) => [.. Cells(g with { HasTotal = false }), .. g.HasTotal ? [Month("全部", "1", 1, 2, 3, 4, 9)] : Array.Empty<ReleaseCell>()];
        Assert.Empty(ReleaseProposal.Find(["小", "大"], WithOutsider, [], Limits)!.Groups);
    }

    [Fact]
    public void RealSize_IsJudged_AndTheOneDangerInItFound()
    {
        // 254 firms in eight chains that overlap, eleven months alone and from January
        long[][] chains = [.. Enumerable.Range(0, 8).Select(c => Enumerable.Range(1, 254).Where(f => f % 8 == c || f % 8 == (c + 1) % 8 && f % 5 == 0).Select(f => (long)f).ToArray()), [.. Enumerable.Range(1, 254).Select(f => (long)f)]];
        List<ReleaseCell> published = [];
        for (var month = 1; month <= 11; month++)
        {
            ReleaseCell[] cells =
            [
                .. chains.Select((firms, c) => Month($"{c} {month}", $"{month}", firms)),
                .. chains.Select((firms, c) => Cell($"{c} 1-{month}", [.. firms.SelectMany(f => Enumerable.Range(1, month).Select(m => (f, $"{m}")))])),
            ];
            Assert.Empty(Codes(cells, [.. published]));
            published.AddRange(cells);
        }

        Assert.Equal(["firm_can_be_inferred  77"], Codes([Month("别样", "7", [.. chains[3].Where(f => f != 77), .. chains[3].Contains(77) ? [] : new long[] { 77 }])], [.. published]));
    }

    [Fact]
    public void TenThousandRandomReleases_GiveNoFirmAway()
    {
        const int Seed = 20_221_130;
        var random = new Random(Seed);
        var (passed, refused) = (0, new Dictionary<string, int>());
        while (passed + refused.Values.Sum() < 10_000)
        {
            var world = new World(random);
            List<ReleaseCell> published = [];
            for (var i = 0; i < 6; i++)
            {
                var release = world.NextRelease();
                var problems = ReleaseGuard.Check(release, published, Limits);
                if (problems.Count > 0)
                {
                    refused[problems[0].Code] = refused.GetValueOrDefault(problems[0].Code) + 1;
                    if (problems[0].Code.StartsWith("firm_", StringComparison.Ordinal))
                    {
                        // what was refused for this reason is a danger indeed: the guard is not merely careful
                        Assert.True(Adversary.Learns([.. published, .. release]) is not null, $"seed {Seed}: refused without need");
                    }

                    continue;
                }

                passed++;
                published.AddRange(release);
                Assert.True(Adversary.Learns(published) is null, $"seed {Seed}, release {passed}: {Adversary.Learns(published)}");
            }
        }

        Assert.True(passed > 2_500, $"only {passed} of 10,000 let through: {string.Join(", ", refused)}");
        Assert.True(refused.Count == 4 && refused.Values.All(n => n > 50), string.Join(", ", refused));
        TestContext.Current.TestOutputHelper?.WriteLine($"{passed} passed; {string.Join(", ", refused)}");
    }

    /// <summary>A few firms in chains that overlap, over some months, with corrections and firms that come and go.</summary>
    private sealed class World(Random random)
    {
        private readonly int _firms = random.Next(5, 10);

        /// <summary>Unknown are the sums from January, and a month is the difference of two; else unknown are the months.</summary>
        private readonly bool _sums = random.Next(2) == 0;
        private readonly Dictionary<(long, int), int> _vintages = [];
        private List<long[]> _groups = [];
        private int _month;

        public IReadOnlyList<ReleaseCell> NextRelease()
        {
            if (_groups.Count == 0 || random.Next(4) == 0)
            {
                Regroup();
            }

            if (_month == 0 || (_month < 3 && random.Next(2) == 0))
            {
                _month++;
            }

            if (random.Next(3) == 0)
            {
                foreach (var firm in Enumerable.Range(1, _firms).OrderBy(_ => random.Next()).Take(random.Next(1, 5)))
                {
                    _vintages[(firm, random.Next(1, _month + 1))] = random.Next(1, 4);
                }
            }

            var cumulative = random.Next(2) == 0;
            return [.. _groups.Where(_ => random.Next(3) > 0).Select((firms, i) => Number($"{i}", firms, cumulative))];
        }

        private void Regroup()
        {
            var listed = Enumerable.Range(1, _firms).Select(f => (long)f).Where(_ => random.Next(8) > 0).ToArray();
            _groups = [listed, .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => listed.Where(_ => random.Next(5) < 3).ToArray())];
        }

        private ReleaseCell Number(string name, long[] firms, bool cumulative) => new(name, [.. firms.Select(f => Part(f, random.Next(20) == 0 ? 100_000 : random.Next(1, 1_000), cumulative))]);

        private FirmPart Part(long firm, long fen, bool cumulative)
        {
            string Unknown(int month) => $"{month} v{_vintages.GetValueOrDefault((firm, month))}";
            return _sums
                ? new(firm, fen, [Unknown(_month)]) { Less = cumulative || _month == 1 ? [] : [Unknown(_month - 1)] }
                : new(firm, fen, [.. Enumerable.Range(cumulative ? 1 : _month, cumulative ? _month : 1).Select(Unknown)]);
        }
    }

    /// <summary>
    /// Solves the published sums as fractions, and looks which unknowns of a firm are free: something about the firm alone is known when the
    /// solutions that fit everything else leave its unknowns less freedom than it has unknowns.
    /// </summary>
    private static class Adversary
    {
        private readonly record struct Fraction(BigInteger Above, BigInteger Below)
        {
            public static Fraction Of(BigInteger above, BigInteger below)
            {
                var common = BigInteger.GreatestCommonDivisor(above, below) * below.Sign;
                return new(above / common, below / common);
            }

            public Fraction Minus(Fraction a, Fraction b) => Of((Above * a.Below * b.Below) - (a.Above * b.Above * Below), Below * a.Below * b.Below);

            public Fraction Over(Fraction other) => Of(Above * other.Below, Below * other.Above);
        }

        public static string? Learns(IReadOnlyList<ReleaseCell> published)
        {
            var unknowns = published.SelectMany(c => c.Parts.SelectMany(p => p.Unknowns.Concat(p.Less).Select(u => (p.Firm, u)))).Distinct().ToList();
            var firms = unknowns.Select(u => u.Firm).Distinct().ToList();
            foreach (var knower in firms.Prepend(-1))
            {
                var open = unknowns.Where(u => u.Firm != knower).ToList();
                var place = open.Select((u, i) => (u, i)).ToDictionary(p => p.u, p => p.i);
                var rows = published.Select(c => Row(c, place, open.Count)).ToList();
                var freedom = Freedom(Reduced(rows), open.Count);
                foreach (var firm in firms.Where(f => f != knower))
                {
                    var own = Enumerable.Range(0, open.Count).Where(i => open[i].Firm == firm).ToList();
                    if (Reduced([.. freedom.Select(v => own.Select(i => v[i]).ToArray())]).Count < own.Count)
                    {
                        return $"firm {firm} by {knower}";
                    }
                }
            }

            return null;
        }

        private static Fraction[] Row(ReleaseCell cell, Dictionary<(long, string), int> place, int width)
        {
            var row = Enumerable.Repeat(new Fraction(0, 1), width).ToArray();
            foreach (var at in cell.Parts.SelectMany(p => p.Unknowns.Select(u => (p.Firm, u))).Where(place.ContainsKey))
            {
                row[place[at]] = new(1, 1);
            }

            foreach (var at in cell.Parts.SelectMany(p => p.Less.Select(u => (p.Firm, u))).Where(place.ContainsKey))
            {
                row[place[at]] = new(-1, 1);
            }

            return row;
        }

        /// <summary>The rows that say something, each with a 1 where all others have a 0.</summary>
        private static List<Fraction[]> Reduced(List<Fraction[]> rows)
        {
            var done = 0;
            for (var column = 0; rows.Count > 0 && column < rows[0].Length && done < rows.Count; column++)
            {
                var at = rows.FindIndex(done, r => !r[column].Above.IsZero);
                if (at < 0)
                {
                    continue;
                }

                (rows[done], rows[at]) = (rows[at], rows[done]);
                var head = rows[done][column];
                rows[done] = [.. rows[done].Select(v => v.Over(head))];
                for (var i = 0; i < rows.Count; i++)
                {
                    if (i != done && !rows[i][column].Above.IsZero)
                    {
                        var times = rows[i][column];
                        rows[i] = [.. rows[i].Select((v, c) => v.Minus(times, rows[done][c]))];
                    }
                }

                done++;
            }

            return [.. rows.Take(done)];
        }

        /// <summary>A basis of the changes of all unknowns that change no published number.</summary>
        private static List<Fraction[]> Freedom(List<Fraction[]> reduced, int width)
        {
            var heads = reduced.Select(r => Array.FindIndex(r, v => !v.Above.IsZero)).ToList();
            return
            [
                .. Enumerable.Range(0, width).Except(heads).Select(free =>
                {
                    var change = Enumerable.Repeat(new Fraction(0, 1), width).ToArray();
                    change[free] = new(1, 1);
                    for (var i = 0; i < heads.Count; i++)
                    {
                        change[heads[i]] = new(-reduced[i][free].Above, reduced[i][free].Below);
                    }

                    return change;
                }),
            ];
        }
    }
}
