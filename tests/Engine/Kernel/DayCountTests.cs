using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

/// <summary>Every expected figure was counted by hand on a calendar; "to" is the day after the last day counted.</summary>
public sealed class DayCountTests
{
    [Theory]
    [InlineData("2018-01-01", "2019-01-01", 365, 365)]
    [InlineData("2020-01-01", "2021-01-01", 366, 365)]
    [InlineData("2018-03-15", "2019-01-01", 292, 365)] // 17 days of March and 275 from April on
    [InlineData("2020-02-28", "2020-03-01", 2, 365)]
    [InlineData("2019-02-28", "2019-03-01", 1, 365)]
    [InlineData("2018-06-30", "2018-06-30", 0, 365)]
    public void Actual365_CountsCalendarDays(string from, string to, int n, int d) =>
        AssertFraction(DayCount.Actual365Fixed, from, to, new Rational(n, d));

    [Theory]
    [InlineData("2018-01-01", "2019-01-01", 1, 1)]
    [InlineData("2020-01-01", "2021-01-01", 1, 1)]
    [InlineData("2018-03-15", "2019-01-01", 4, 5)]
    [InlineData("2020-02-28", "2020-03-01", 2, 366)]
    [InlineData("2019-12-31", "2020-01-01", 1, 365)]
    [InlineData("2020-12-31", "2021-01-01", 1, 366)]
    [InlineData("2019-07-01", "2020-07-01", 66887, 66795)] // 184/365 + 182/366
    [InlineData("2019-11-01", "2022-03-01", 170, 73)] // 61/365 + 1 + 1 + 59/365
    [InlineData("2020-07-01", "2020-07-01", 0, 1)]
    public void ActualActual_GivesEachYearItsOwnLength(string from, string to, int n, int d) =>
        AssertFraction(DayCount.ActualActual, from, to, new Rational(n, d));

    [Theory]
    [InlineData("2018-01-01", "2019-01-01", 360)]
    [InlineData("2007-01-15", "2007-01-30", 15)]
    [InlineData("2007-01-15", "2007-01-31", 16)]
    [InlineData("2007-01-15", "2007-02-15", 30)]
    [InlineData("2007-09-30", "2007-10-31", 30)]
    [InlineData("2007-09-30", "2008-03-31", 180)]
    [InlineData("2007-01-31", "2007-02-28", 28)]
    [InlineData("2007-02-28", "2007-03-31", 33)]
    [InlineData("2006-08-31", "2007-02-28", 178)]
    [InlineData("2007-02-28", "2007-08-31", 183)]
    [InlineData("2007-02-26", "2008-02-29", 363)]
    [InlineData("2008-02-29", "2009-02-28", 359)]
    [InlineData("2008-02-29", "2008-03-31", 32)]
    [InlineData("2007-10-31", "2007-11-28", 28)]
    [InlineData("2007-08-31", "2007-10-31", 60)]
    [InlineData("2007-08-29", "2007-08-31", 2)]
    [InlineData("2007-08-30", "2007-08-31", 0)]
    public void Thirty360_FollowsTheBondBasis(string from, string to, int days) =>
        AssertFraction(DayCount.Thirty360, from, to, new Rational(days, 360));

    [Theory]
    [InlineData("2018-01-01", "2019-01-01", 12)]
    [InlineData("2018-01-15", "2018-03-14", 1)]
    [InlineData("2018-01-15", "2018-03-15", 2)]
    [InlineData("2018-01-31", "2018-02-28", 0)]
    [InlineData("2018-01-31", "2018-03-01", 1)]
    [InlineData("2020-02-29", "2021-02-28", 11)]
    [InlineData("2020-02-29", "2021-03-01", 12)]
    [InlineData("2018-03-15", "2019-01-01", 9)]
    [InlineData("2018-06-30", "2018-06-30", 0)]
    public void WholeMonths_LeaveOutTheMonthBegun(string from, string to, int months) =>
        AssertFraction(DayCount.WholeMonths, from, to, new Rational(months, 12));

    [Theory]
    [InlineData("2018-01-01", "2019-01-01")]
    [InlineData("2018-12-31", "2019-01-01")]
    public void WholeYear_IsOne(string from, string to) => AssertFraction(DayCount.WholeYear, from, to, Rational.One);

    [Theory]
    [InlineData(DayCount.Actual365Fixed)]
    [InlineData(DayCount.ActualActual)]
    [InlineData(DayCount.Thirty360)]
    [InlineData(DayCount.WholeMonths)]
    [InlineData(DayCount.WholeYear)]
    public void ReversedDates_Throw(DayCount kind) =>
        Assert.Throws<ArgumentException>(() => DayCounts.Fraction(kind, new DateOnly(2019, 1, 2), new DateOnly(2019, 1, 1)));

    [Theory]
    [InlineData(DayCount.Actual365Fixed)]
    [InlineData(DayCount.ActualActual)]
    public void CalendarDays_AddUpWhereverAPeriodIsCut(DayCount kind) =>
        Gen.Int[0, 4000].Array[3].Sample(offsets =>
        {
            DateOnly[] days = offsets.Order().Select(offset => new DateOnly(2016, 1, 1).AddDays(offset)).ToArray();
            Rational whole = DayCounts.Fraction(kind, days[0], days[2]);
            return whole == DayCounts.Fraction(kind, days[0], days[1]) + DayCounts.Fraction(kind, days[1], days[2]);
        });

    [Fact]
    public void ActualActual_AgreesWithCountingDayByDay() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 2000]).Sample((offset, length) =>
        {
            var from = new DateOnly(2015, 1, 1).AddDays(offset);
            Rational sum = Enumerable.Range(0, length).Select(from.AddDays)
                .GroupBy(day => day.Year)
                .Aggregate(Rational.Zero, (total, year) => total + new Rational(year.Count(), year.Key % 4 == 0 ? 366 : 365));
            return DayCounts.Fraction(DayCount.ActualActual, from, from.AddDays(length)) == sum;
        }, iter: 500);

    [Theory]
    [InlineData("act/365f", "实际天数/365", DayCount.Actual365Fixed)]
    [InlineData("act/act", "实际/实际", DayCount.ActualActual)]
    [InlineData("30/360", "30/360", DayCount.Thirty360)]
    [InlineData("months/12", "整月/12", DayCount.WholeMonths)]
    [InlineData("whole-year", "整年", DayCount.WholeYear)]
    public void Name_IsReadInBothLanguages(string code, string chinese, DayCount kind)
    {
        Assert.Equal(code, kind.Code());
        Assert.Equal(chinese, kind.ChineseName());
        foreach (string text in (string[])[code, chinese, $" {code.ToUpperInvariant()} ", code.Replace('/', '／')])
        {
            Assert.True(DayCounts.TryParse(text, out DayCount read));
            Assert.Equal(kind, read);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("act/360")]
    [InlineData("0")]
    public void UnknownName_IsRefused(string? text) => Assert.False(DayCounts.TryParse(text, out _));

    private static void AssertFraction(DayCount kind, string from, string to, Rational expected) =>
        Assert.Equal(expected, DayCounts.Fraction(kind, DateOnly.ParseExact(from, "yyyy-MM-dd"), DateOnly.ParseExact(to, "yyyy-MM-dd")));
}
