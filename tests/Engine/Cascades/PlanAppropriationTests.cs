using Baotuan.Engine.Cascades;
using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Cascades;

/// <summary>A collective's year, worked by hand (农村集体经济组织法 art. 42; order by 财农〔2021〕121号 art. 29–30).</summary>
public sealed class PlanAppropriationTests
{
    private static readonly AppropriationRule Losses = new(AppropriationKind.CoverLosses, 0, "财农〔2021〕121号");
    private static readonly AppropriationRule Reserve30 = new(AppropriationKind.Reserve, 300_000, "第三十二条");
    private static readonly AppropriationRule All = new(AppropriationKind.Members, 1_000_000, "第四十二条");

    private static string Plan(long income, long expense, long opening, params AppropriationRule[] rules) => Plan(new(income, expense, 0, opening), rules);

    private static string Plan(YearResult year, params AppropriationRule[] rules)
    {
        var plan = PlanAppropriation.For(year, rules.Length > 0 ? rules : [Losses, Reserve30, All]);
        return plan.Ok
            ? string.Join(", ", plan.Value.Steps.Select(s => $"{s.Kind} {s.Amount.Fen}")) + $"; members {plan.Value.MemberPool.Fen}, left {plan.Value.Undistributed.Fen}"
            : Assert.Single(plan.Refusals).Code;
    }

    [Fact]
    public void Reserve_is_rounded_up_and_members_get_the_rest()
    {
        Assert.Equal("CoverLosses 0, Reserve 30, Members 70; members 70, left 0", Plan(100, 0, 0));
        // 30 % of 101 is 30.3: 31, so that the reserve is never below the floor
        Assert.Equal("CoverLosses 0, Reserve 31, Members 70; members 70, left 0", Plan(151, 50, 0));
        Assert.Equal("CoverLosses 0, Reserve 1, Members 1; members 1, left 0", Plan(2, 0, 0));
    }

    [Fact]
    public void Losses_come_first()
    {
        // a loss of 50 brought forward: covered from 100, reserve still 30 % of the year's 100
        Assert.Equal("CoverLosses 50, Reserve 30, Members 20; members 20, left 0", Plan(100, 0, -50));
        Assert.Equal("CoverLosses 10, Reserve 30, Members 60; members 60, left 0", Plan(100, 0, -10));
        // without the rule the loss still stands in what is brought forward and cannot be distributed
        Assert.Equal("Reserve 30, Members 20; members 20, left 0", Plan(100, 0, -50, Reserve30, All));
    }

    [Fact]
    public void Reserve_is_capped_at_what_losses_leave()
    {
        // 75 of 100 go to the loss, 25 are left and the reserve wants 30: it takes 25, nothing is left for members
        Assert.Equal("nothing_distributable", Plan(100, 0, -75));
        Assert.Equal("nothing_distributable", Plan(100, 0, -70));
        Assert.Equal("CoverLosses 69, Reserve 30, Members 1; members 1, left 0", Plan(100, 0, -69));
    }

    [Fact]
    public void Nothing_distributable_is_refused()
    {
        Assert.Equal("nothing_distributable", Plan(0, 0, 0));
        Assert.Equal("nothing_distributable", Plan(100, 100, 0));
        Assert.Equal("nothing_distributable", Plan(100, 130, 0));
        Assert.Equal("nothing_distributable", Plan(100, 0, -100));
        Assert.Equal("nothing_distributable", Plan(100, 0, -101));
        Assert.Equal("nothing_distributable", Plan(0, 20, 20));
        Assert.Equal("nothing_distributable", Plan(1, 0, 0));
        Assert.Equal("nothing_distributable", Plan(100, 0, 0, Losses, new(AppropriationKind.Reserve, 1_000_000, ""), All));
    }

    [Fact]
    public void Opening_surplus_is_distributable_and_bears_no_reserve_again()
    {
        Assert.Equal("CoverLosses 0, Reserve 30, Members 90; members 90, left 0", Plan(100, 0, 20));
        // a year without income, or with a loss, distributes what earlier years left, less the loss
        Assert.Equal("CoverLosses 0, Reserve 0, Members 100; members 100, left 0", Plan(0, 0, 100));
        Assert.Equal("CoverLosses 0, Reserve 0, Members 80; members 80, left 0", Plan(10, 30, 100));
    }

    [Fact]
    public void Restricted_money_is_no_part_of_any_base()
    {
        Assert.Equal("CoverLosses 0, Reserve 30, Members 70; members 70, left 0", Plan(new YearResult(100, 0, 1_000_000, 0)));
        Assert.Equal("nothing_distributable", Plan(new YearResult(0, 0, 1_000_000, 0)));
        Assert.Equal("nothing_distributable", Plan(new YearResult(10, 20, 1_000_000, 0)));
    }

    [Fact]
    public void A_part_for_members_is_rounded_down_and_the_rest_stays()
    {
        // half of 71 is 35.5
        Assert.Equal("Reserve 30, Members 35; members 35, left 36", Plan(101, 0, 0, new(AppropriationKind.Reserve, 290_000, ""), new(AppropriationKind.Members, 500_000, "")));
        // two funds of 15 % each, each rounded up: 15.15 → 16
        Assert.Equal(
            "Reserve 16, Reserve 16, Members 69; members 69, left 0",
            Plan(101, 0, 0, new(AppropriationKind.Reserve, 150_000, "公积金"), new(AppropriationKind.Reserve, 150_000, "公益金"), All));
    }

    [Fact]
    public void Rules_must_end_with_members()
    {
        Assert.Equal("rules_must_end_with_members", Plan(100, 0, 0, Losses, Reserve30));
        Assert.Equal("rules_must_end_with_members", Plan(100, 0, 0, All, Reserve30));
        Assert.Equal("rules_must_end_with_members", Plan(100, 0, 0, All, All));
    }

    [Fact]
    public void Nothing_is_lost_and_the_floor_holds() =>
        Gen.Select(Gen.Long[0, 2000], Gen.Long[0, 1500], Gen.Long[-900, 900], Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample(
            (income, expense, opening, reservePpm, membersPpm) =>
            {
                var plan = PlanAppropriation.For(
                    new(income, expense, 5_000, opening),
                    [Losses, new(AppropriationKind.Reserve, reservePpm, ""), new(AppropriationKind.Members, membersPpm, "")]);
                var distributable = income - expense + opening;
                if (!plan.Ok)
                {
                    return;
                }

                var reserve = plan.Value.Steps.Single(s => s.Kind == AppropriationKind.Reserve).Amount.Fen;
                Assert.Equal(distributable, reserve + plan.Value.MemberPool.Fen + plan.Value.Undistributed.Fen);
                Assert.True(plan.Value.MemberPool.Fen is > 0 && plan.Value.Undistributed.Fen >= 0);
                // reserve ≥ rate × net income, and less than a fen above it: compared without division
                var net = Math.Max(0, income - expense);
                Assert.True(reserve * 1_000_000 >= reservePpm * net && (reserve - 1) * 1_000_000 < reservePpm * net || net == 0 && reserve == 0);
            });
}
