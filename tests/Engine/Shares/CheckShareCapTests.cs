using System.Numerics;
using Baotuan.Engine.Shares;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Shares;

/// <summary>The cap of one member's shares: worked by hand, and held against a model that adds everything up anew for every day.</summary>
public sealed class CheckShareCapTests
{
    private static readonly ShareCap[] ThreeOfHundred = [new(Day(100), new Rational(3, 100), "三十条")];

    private static readonly FactorFrom[] One = [new("RK", Day(0), 1_000_000)];

    private static DateOnly Day(int day) => new DateOnly(2019, 9, 23).AddDays(day);

    // 40 members with one share each; one of them buys: 2 of 41 is 4.88 %, above 3 %
    private static IEnumerable<HoldingFrom> Village(int members) => Enumerable.Range(0, members).Select(i => new HoldingFrom($"{i:D3}", "RK", Day(0), 10_000));

    [Fact]
    public void Exactly_three_of_hundred_is_within()
    {
        // 97 members with one share, one with three: 3 of 100
        var holdings = Village(97).Append(new("900", "RK", Day(200), 30_000)).ToList();
        Assert.Empty(CheckShareCap.Find(holdings, One, ThreeOfHundred));
        var more = Assert.Single(CheckShareCap.Find([.. holdings.SkipLast(1), new("900", "RK", Day(200), 30_001)], One, ThreeOfHundred));
        Assert.Equal(("900", Day(200), new Rational(30_001, 1_000_001)), (more.MemberNo, more.On, more.Part));
    }

    [Fact]
    public void Before_the_rule_there_is_no_cap_and_what_was_held_then_may_stay()
    {
        Assert.Empty(CheckShareCap.Find(Village(2), One, ThreeOfHundred));
        Assert.Empty(CheckShareCap.Find([.. Village(40), new("000", "RK", Day(99), 50_000)], One, ThreeOfHundred));
        Assert.Single(CheckShareCap.Find([.. Village(40), new("000", "RK", Day(100), 50_000)], One, ThreeOfHundred));
    }

    [Fact]
    public void Nobody_is_blamed_when_others_leave() =>
        Assert.Empty(CheckShareCap.Find([.. Village(40), .. Enumerable.Range(1, 30).Select(i => new HoldingFrom($"{i:D3}", "RK", Day(300), 0))], One, ThreeOfHundred));

    [Fact]
    public void Inherited_shares_are_outside_until_they_are_given_away()
    {
        // he inherits 4 and holds 5 of 44: without the four it is 1 of 44
        HoldingFrom[] heir = [.. Village(40), new("000", "RK", Day(200), 50_000, 40_000)];
        Assert.Empty(CheckShareCap.Find(heir, One, ThreeOfHundred));
        // gives four away and buys one: 2 of 41, one of them inherited
        Assert.Empty(CheckShareCap.Find([.. heir, new("000", "RK", Day(300), 10_000), new("000", "RK", Day(400), 20_000)], One, ThreeOfHundred));
        // two bought: 2 of 42 are not inherited, 4.76 %
        var bought = Assert.Single(CheckShareCap.Find([.. heir, new("000", "RK", Day(300), 10_000), new("000", "RK", Day(400), 30_000)], One, ThreeOfHundred));
        Assert.Equal((Day(400), new Rational(2, 42)), (bought.On, bought.Part));
    }

    [Fact]
    public void A_heavier_class_counts_by_its_weight()
    {
        // 000 holds one RK and two NL; NL goes from 0.1 to 1: 3 of 42 instead of 1.2 of 40.2 (2.99 %)
        FactorFrom[] factors = [.. One, new("NL", Day(0), 100_000), new("NL", Day(500), 1_000_000)];
        HoldingFrom[] holdings = [.. Village(40), new("000", "NL", Day(200), 20_000)];
        var found = Assert.Single(CheckShareCap.Find(holdings, factors, ThreeOfHundred));
        Assert.Equal((Day(500), new Rational(3, 42)), (found.On, found.Part));
    }

    [Fact]
    public void A_cap_may_change_and_be_lifted()
    {
        ShareCap[] caps = [.. ThreeOfHundred, new(Day(200), Rational.One, "县里")];
        Assert.Empty(CheckShareCap.Find([.. Village(40), new("000", "RK", Day(200), 900_000)], One, caps));
        Assert.Single(CheckShareCap.Find([.. Village(40), new("000", "RK", Day(199), 900_000)], One, caps));
    }

    [Fact]
    public void Finds_what_the_naive_model_finds() => Gen.Select(
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 3]).Array[0, 14],
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 6], Gen.Int[1, 4]).Array[0, 4],
        Gen.Int[1, 9]).Sample((rows, factors, most) =>
    {
        HoldingFrom[] holdings = [.. rows.DistinctBy(r => (r.Item1, r.Item2, r.Item3)).Select(r => new HoldingFrom($"{r.Item1}", $"{r.Item2}", Day(r.Item3), r.Item4, Math.Min(r.Item5, r.Item4)))];
        FactorFrom[] weights = [.. factors.DistinctBy(f => (f.Item1, f.Item2)).Select(f => new FactorFrom($"{f.Item1}", Day(f.Item2), f.Item3))];
        ShareCap[] caps = [new(Day(2), new Rational(most, 10), "")];
        Assert.Equal(Naive(holdings, weights, caps[0]), CheckShareCap.Find(holdings, weights, caps).Select(e => (e.MemberNo, e.On, e.Part)));
    }, iter: 3_000);

    // every day from the beginning, every sum anew
    private static List<(string, DateOnly, Rational)> Naive(HoldingFrom[] holdings, FactorFrom[] factors, ShareCap cap)
    {
        var found = new List<(string, DateOnly, Rational)>();
        for (var day = cap.From; day <= Day(6); day = day.AddDays(1))
        {
            var total = Enumerable.Range(0, 4).Aggregate(BigInteger.Zero, (sum, m) => sum + Weight($"{m}", day).All);
            for (var m = 0; m < 4; m++)
            {
                var (all, inherited) = Weight($"{m}", day);
                if (all > Weight($"{m}", day.AddDays(-1)).All && new Rational(all - inherited, total) is var part && part > cap.Most)
                {
                    found.Add(($"{m}", day, part));
                }
            }
        }

        return found;

        (BigInteger All, BigInteger Inherited) Weight(string member, DateOnly on)
        {
            BigInteger all = 0, outside = 0;
            foreach (var code in new[] { "0", "1" })
            {
                var factor = factors.Where(f => f.ClassCode == code && f.From <= on).OrderBy(f => f.From).LastOrDefault()?.FactorPpm ?? 0;
                var mine = holdings.Where(h => h.MemberNo == member && h.ClassCode == code && h.From <= on).OrderBy(h => h.From).ToList();
                all += (mine.LastOrDefault()?.Quantity10000 ?? 0) * factor;
                outside += mine.Aggregate(0L, (kept, h) => Math.Min(kept + h.Inherited10000, h.Quantity10000)) * factor;
            }

            return (all, outside);
        }
    }
}
