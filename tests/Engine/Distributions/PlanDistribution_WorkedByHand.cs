using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Xunit;

namespace Baotuan.Tests.Engine.Distributions;

/// <summary>Every sentence of the entitlement rules, with figures worked by hand. One line of data is one situation and what everybody gets.</summary>
public sealed class PlanDistribution_WorkedByHand
{
    private static void Gives(string situation, string pool, string lines)
    {
        var plan = Situation.Read(situation).Plan().Value;
        Assert.Equal((pool, lines), (plan.Pool.ToString(), Situation.Lines(plan)));
        Assert.Equal(plan.Pool, plan.Sum);
    }

    [Theory]
    // 1000.00 × 10 % × 365/365; 2020 has 366 days
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; A V1 2017-05-05 +1000.00", "100.00", "V1 100.00")]
    [InlineData("2020; term A fixed 10% act/365f 2018-01-01..; A V1 2017-05-05 +1000.00", "100.27", "V1 100.27")]
    // 2020-02: 29 days; 3650.00 × 10 % / 365 = 1.00 a day
    [InlineData("2020-02; term A fixed 10% act/365f 2018-01-01..; A V1 2017-05-05 +3650.00", "29.00", "V1 29.00")]
    [InlineData("2019-02; term A fixed 10% act/365f 2018-01-01..; A V1 2017-05-05 +3650.00", "28.00", "V1 28.00")]
    // both end days count: one day is a period of one day
    [InlineData("2019-02-28..2019-02-28; term A fixed 10% act/365f 2018-01-01..; A V1 2017-05-05 +3650.00", "1.00", "V1 1.00")]
    public void Actual365Fixed(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    [InlineData("2020; term A fixed 10% act/act 2018-01-01..; A V1 2017-05-05 +1000.00", "100.00", "V1 100.00")]
    // 184/365 + 182/366 = 1.00137735: 1,001.37735 of 1,000.00
    [InlineData("2019-07-01..2020-06-30; term A fixed 10% act/act 2018-01-01..; A V1 2017-05-05 +10000.00", "1001.38", "V1 1001.38")]
    // 366 days of 366 = 1, then two days 2/365: 1 + 2/365 years of 365.00
    [InlineData("2020-01-01..2021-01-02; term A fixed 10% act/act 2018-01-01..; A V1 2017-05-05 +3650.00", "367.00", "V1 367.00")]
    // over more than two years the years between count one each: 1/365 + 1 + 1 + 1/365 (2018-12-31..2021-01-01)
    [InlineData("2018-12-31..2021-01-01; term A fixed 10% act/act 2018-01-01..; A V1 2017-05-05 +3650.00", "732.00", "V1 732.00")]
    public void ActualActual(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // 3600.00 × 10 % / 360 = 1.00 a bond day
    [InlineData("2020; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "360.00", "V1 360.00")]
    [InlineData("2018-02; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "30.00", "V1 30.00")]
    // no rule for February: 28 February to 1 March is three days, in a leap year 29 February to 1 March two
    [InlineData("2018-02-28..2018-02-28; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "3.00", "V1 3.00")]
    [InlineData("2020-02-29..2020-02-29; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "2.00", "V1 2.00")]
    // e on the 31st stays 31 unless the start is the 30th or 31st
    [InlineData("2018-01-15..2018-01-30; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "16.00", "V1 16.00")]
    [InlineData("2018-01-29..2018-01-30; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "2.00", "V1 2.00")]
    [InlineData("2018-01-30..2018-01-30; term A fixed 10% 30/360 2018-01-01..; A V1 2017-05-05 +3600.00", "0.00", "")]
    // tranches on the 30th and on the 31st earn the same one day to 1 February
    [InlineData("2018-01; term A fixed 10% 30/360 2018-01-01..; A V1 2018-01-30 +3600.00; A V2 2018-01-31 +3600.00", "2.00", "V1 1.00, V2 1.00")]
    public void Thirty360(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // 1200.00 × 10 % / 12 = 10.00 a month
    [InlineData("2018; term A fixed 10% months/12 2018-01-01..; A V1 2017-05-05 +1200.00", "120.00", "V1 120.00")]
    // from 1 March ten months; from 2 and from 15 March nine, because e is the 1st
    [InlineData("2018; term A fixed 10% months/12 2018-01-01..; A V1 2018-03-01 +1200.00; A V2 2018-03-02 +1200.00; A V3 2018-03-15 +1200.00", "280.00", "V1 100.00, V2 90.00, V3 90.00")]
    [InlineData("2018; term A fixed 10% months/12 2018-01-01..; A V1 2018-12-02 +1200.00", "0.00", "")]
    // 31 January to 28 February is no whole month, to 1 March it is one
    [InlineData("2018-01-31..2018-02-27; term A fixed 10% months/12 2018-01-01..; A V1 2017-05-05 +1200.00", "0.00", "")]
    [InlineData("2018-01-31..2018-02-28; term A fixed 10% months/12 2018-01-01..; A V1 2017-05-05 +1200.00", "10.00", "V1 10.00")]
    [InlineData("2020-01-15..2021-01-14; term A fixed 10% months/12 2018-01-01..; A V1 2017-05-05 +1200.00", "120.00", "V1 120.00")]
    public void WholeMonths(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // who holds on the last day gets the year, whenever he came; who left by then gets nothing
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-12-31 +500.00", "150.00", "V1 100.00, V2 50.00")]
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V1 2018-12-31 -1000.00; A V2 2018-12-31 +1000.00", "100.00", "V2 100.00")]
    [InlineData("2018-H1; term A fixed 10% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00", "100.00", "V1 100.00")]
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..2018-12-31; A V1 2017-01-01 +1000.00; A V2 2019-01-01 +7.00", "100.00", "V1 100.00")]
    public void WholeYear(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // 3650.00 at 10 % is 1.00 a day: the transfer on 1 July moves the return from 1 July (181 days before it, 184 from it)
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; A V1 2017-01-01 +3650.00; A V1 2018-07-01 -3650.00; A V2 2018-07-01 +3650.00", "365.00", "V1 181.00, V2 184.00")]
    // a tranche earns from its paid-in day: on the last day one day, on the first all
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; A V1 2018-12-31 +3650.00; A V2 2018-01-01 +3650.00", "366.00", "V1 1.00, V2 365.00")]
    // two tranches and an exit: 7300.00 for 100 days (11 April is day 101), then 3650.00 for 265
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; A V1 2017-01-01 +3650.00; A V1 2018-01-01 +3650.00; A V1 2018-04-11 -3650.00", "465.00", "V1 465.00")]
    // back and forth on one day is nothing
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; A V1 2017-01-01 +3650.00; A V1 2018-04-11 -3650.00; A V1 2018-04-11 +3650.00", "365.00", "V1 365.00")]
    // phases add up
    [InlineData("2018; term A fixed 10% act/365f 2018-01-01..; term B fixed 5% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; B V1 2017-01-01 +1000.00; B V2 2018-06-01 +200.00", "160.00", "V1 150.00, V2 10.00")]
    public void ChangesInsideThePeriod(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // 0.5 fen each: 1.5 together becomes 2, once; ties to the lower codes. Rounded one by one it would be 3.
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V3 2017-01-01 +0.05; A V1 2017-01-01 +0.05; A V2 2017-01-01 +0.05", "0.02", "V1 0.01, V2 0.01, V3 0.00")]
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V1 2017-01-01 +0.05", "0.01", "V1 0.01")]
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V1 2017-01-01 +0.04", "0.00", "V1 0.00")]
    // codes compare byte by byte: B before a, V10 before V2
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A a 2017-01-01 +0.05; A B 2017-01-01 +0.05", "0.01", "B 0.01, a 0.00")]
    [InlineData("2018; term A fixed 10% whole-year 2018-01-01..; A V2 2017-01-01 +0.05; A V10 2017-01-01 +0.05", "0.01", "V10 0.01, V2 0.00")]
    // 33.33…, 33.33…, 33.33… of 100.00
    [InlineData("2018; term A actual 0% act/365f 2018-01-01..; A V2 2017-01-01 +5.00; A V1 2017-01-01 +5.00; A V3 2017-01-01 +5.00; declared 100.00", "100.00", "V1 33.34, V2 33.33, V3 33.33")]
    public void RoundingOnce_LargestRemainder(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // the declared amount, on principal × calendar days, whatever the day count: 1000.00 × 365 and 1000.00 × 365 from 1 January
    [InlineData("2018; term A actual 0% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-07-02 +1000.00; declared 548.00", "548.00", "V1 365.00, V2 183.00")]
    // a rate that stands on an actual term promises nothing
    [InlineData("2018; term A actual 8% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared 0.00", "0.00", "")]
    public void Actual(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // floor pool 5 % × 2000.00 = 100.00, split on entitlements (whole year: half and half)
    [InlineData("2018; term A floor 5% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-07-02 +1000.00; declared 99.99", "100.00", "V1 50.00, V2 50.00")]
    [InlineData("2018; term A floor 5% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-07-02 +1000.00", "100.00", "V1 50.00, V2 50.00")]
    [InlineData("2018; term A floor 5% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-07-02 +1000.00; declared 100.00", "100.00", "V1 50.00, V2 50.00")]
    // one fen more is the declared amount, on 365 and 183 days of 548: 66.6125 and 33.3975
    [InlineData("2018; term A floor 5% whole-year 2018-01-01..; A V1 2017-01-01 +1000.00; A V2 2018-07-02 +1000.00; declared 100.01", "100.01", "V1 66.61, V2 33.40")]
    public void Floor(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // 30 % × 1000.05 = 300.015, half-up
    [InlineData("2018; term A profit_share 0%/30% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared 1000.05", "300.02", "V1 300.02")]
    // a loss shares nothing, and the guarantee stands whatever the loss
    [InlineData("2018; term A profit_share 0%/30% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared -1000.05", "0.00", "")]
    [InlineData("2018; term A profit_share 4%/30% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared -1000.05", "40.00", "V1 40.00")]
    [InlineData("2018; term A profit_share 4%/30% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared 133.33", "40.00", "V1 40.00")]
    // 30 % × 133.37 = 40.011 is more than 40.00
    [InlineData("2018; term A profit_share 4%/30% act/365f 2018-01-01..; A V1 2017-01-01 +1000.00; declared 133.37", "40.01", "V1 40.01")]
    // above the guarantee the split goes by days: 10.00 × 365 and 10.00 × 73 (20 October)
    [InlineData("2018; term A profit_share 4%/100% whole-year 2018-01-01..; A V1 2017-01-01 +10.00; A V2 2018-10-20 +10.00; declared 60.00", "60.00", "V1 50.00, V2 10.00")]
    public void ProfitShare(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Theory]
    // Qujiang: 10 % for five years, then the rent. 2020: 182 days at 10 % (49,863.0137 and 24,931.5068), then 90,000.00 two to one.
    // Σ 164,794.5205 → .52; thirds of it 109,863.0133 and 54,931.5067: the odd fen goes to V2.
    [InlineData(
        "2020; term A fixed 10% act/365f 2015-07-01..2020-06-30; term A actual 0% act/365f 2020-07-01..; A V1 2015-07-01 +1000000.00; A V2 2015-07-01 +500000.00; declared 90000.00",
        "164794.52", "V1 109863.01, V2 54931.51")]
    // before the switch no declared amount is asked, after it no rate counts
    [InlineData(
        "2019; term A fixed 10% act/365f 2015-07-01..2020-06-30; term A actual 0% act/365f 2020-07-01..; A V1 2015-07-01 +1000000.00", "100000.00", "V1 100000.00")]
    [InlineData(
        "2021; term A fixed 10% act/365f 2015-07-01..2020-06-30; term A actual 0% act/365f 2020-07-01..; A V1 2015-07-01 +1000000.00; declared 7.00", "7.00", "V1 7.00")]
    // 10 % for 90 days and 5 % for 275: 90.00 + 137.50; the tranche of 1 July lies wholly in the second term: 184 × 0.50
    [InlineData(
        "2018; term A fixed 10% act/365f 2018-01-01..2018-03-31; term A fixed 5% act/365f 2018-04-01..; A V1 2017-01-01 +3650.00; A V2 2018-07-01 +3650.00",
        "319.50", "V1 227.50, V2 92.00")]
    // months are counted inside each term: 3 and 9 months of 1200.00
    [InlineData(
        "2018; term A fixed 10% months/12 2018-01-01..2018-03-31; term A fixed 20% months/12 2018-04-01..; A V1 2017-01-01 +1200.00", "210.00", "V1 210.00")]
    // nothing was held before the term began: no gap
    [InlineData("2018; term A fixed 10% act/365f 2018-07-01..; A V1 2018-07-01 +3650.00", "184.00", "V1 184.00")]
    // what was held and left before the period is no gap either
    [InlineData("2019; term A fixed 10% act/365f 2018-01-01..; A V1 2017-01-01 +3650.00; B V1 2017-01-01 +9.00; B V1 2018-12-31 -9.00", "365.00", "V1 365.00")]
    public void SwitchingByDate(string situation, string pool, string lines) => Gives(situation, pool, lines);

    [Fact]
    public void PeriodIsCutOnlyWhereTermsSwitch()
    {
        var plan = Situation.Read(
            "2018; term A fixed 10% act/365f 2017-01-01..2018-03-31; term A fixed 5% act/365f 2018-04-01..;" +
            "A V1 2017-01-01 +3650.00; A V1 2018-07-01 +10.00; A V2 2018-02-03 +20.00").Plan().Value;
        Assert.Equal(["2018-Q1", "2018-04-01..2018-12-31"], plan.Legs.Select(l => l.Stretch.Code));
    }

    [Fact]
    public void ZhichuangPark_Pays_28_and_8()
    {
        var stakes = Enumerable.Range(1, 36).Select(i => $"A V{i:00} 2017-06-30 +{(i <= 28 ? "4277777.78" : "4277777.77")}").ToList();
        foreach (var year in (int[])[2018, 2019, 2020, 2021, 2022])
        {
            var situation = Situation.Read($"{year}; term A fixed 10% whole-year 2018-01-01..2022-12-31; {string.Join("; ", stakes)}");
            Assert.Equal(15_400_000_000, situation.Changes.Sum(c => c.AmountFen));
            var plan = situation.Plan().Value;
            Assert.Equal("15400000.00", plan.Pool.ToString());
            Assert.Equal(28, plan.Lines.Count(l => l.Amount.ToString() == "427777.78"));
            Assert.Equal(8, plan.Lines.Count(l => l.Amount.ToString() == "427777.77"));
        }
    }

    [Fact]
    public void Zhichuang_StakesThatTie_GiveTheOddFenToTheLowerCodes()
    {
        // 36 equal entitlements of a declared 15,400,000.00 is 427,777.77 each and 28 fen over
        var stakes = Enumerable.Range(1, 36).Reverse().Select(i => $"A V{i:00} 2017-06-30 +1.00");
        var plan = Situation.Read($"2018; term A actual 0% whole-year 2018-01-01..; {string.Join("; ", stakes)}; declared 15400000.00").Plan().Value;
        Assert.Equal(Enumerable.Range(1, 28).Select(i => $"V{i:00}"), plan.Lines.Where(l => l.Amount.Fen == 42_777_778).Select(l => l.HolderCode));
        Assert.Equal(Enumerable.Range(29, 8).Select(i => $"V{i:00}"), plan.Lines.Where(l => l.Amount.Fen == 42_777_777).Select(l => l.HolderCode));
    }
}
