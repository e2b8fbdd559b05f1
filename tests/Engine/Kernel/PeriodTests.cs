using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2018", "2018-01-01", "2018-12-31", 365, "2018年")]
    [InlineData("2020", "2020-01-01", "2020-12-31", 366, "2020年")]
    [InlineData("2018-H1", "2018-01-01", "2018-06-30", 181, "2018年上半年")]
    [InlineData("2018-H2", "2018-07-01", "2018-12-31", 184, "2018年下半年")]
    [InlineData("2018-Q1", "2018-01-01", "2018-03-31", 90, "2018年第一季度")]
    [InlineData("2018-Q3", "2018-07-01", "2018-09-30", 92, "2018年第三季度")]
    [InlineData("2018-Q4", "2018-10-01", "2018-12-31", 92, "2018年第四季度")]
    [InlineData("2018-05", "2018-05-01", "2018-05-31", 31, "2018年5月")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29", 29, "2020年2月")]
    [InlineData("2018-01-15..2018-06-30", "2018-01-15", "2018-06-30", 167, "2018年1月15日至2018年6月30日")]
    [InlineData("2018-02-01..2018-04-30", "2018-02-01", "2018-04-30", 89, "2018年2月1日至2018年4月30日")]
    [InlineData("2018-02-01..2018-07-31", "2018-02-01", "2018-07-31", 181, "2018年2月1日至2018年7月31日")]
    [InlineData("2018-01-01..2019-12-31", "2018-01-01", "2019-12-31", 730, "2018年1月1日至2019年12月31日")]
    [InlineData("2018-12-01..2019-02-28", "2018-12-01", "2019-02-28", 90, "2018年12月1日至2019年2月28日")]
    [InlineData("2018-05-04..2018-05-04", "2018-05-04", "2018-05-04", 1, "2018年5月4日至2018年5月4日")]
    public void Code_NamesItsDays(string code, string start, string end, int days, string chinese)
    {
        Period period = Period.Parse(code);
        Assert.Equal(Day(start), period.Start);
        Assert.Equal(Day(end), period.End);
        Assert.Equal(Day(end).AddDays(1), period.DayAfter);
        Assert.Equal(days, period.Days);
        Assert.Equal(code, period.Code);
        Assert.Equal(code, period.ToString());
        Assert.Equal(chinese, period.ChineseName);
        Assert.Equal(code.Length == 4, period.IsCalendarYear);
    }

    [Theory]
    [InlineData("2018-01-01..2018-12-31", "2018")]
    [InlineData("2018-01-01..2018-06-30", "2018-H1")]
    [InlineData("2018-04-01..2018-06-30", "2018-Q2")]
    [InlineData("2018-06-01..2018-06-30", "2018-06")]
    [InlineData(" 2018-h1 ", "2018-H1")]
    [InlineData("２０１８－Ｑ３", "2018-Q3")]
    [InlineData("2018-01-15 .. 2018-06-30", "2018-01-15..2018-06-30")]
    public void LongOrSloppyCode_BecomesTheShortest(string text, string code) => Assert.Equal(code, Period.Parse(text).Code);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("18")]
    [InlineData("0000")]
    [InlineData("9999")]
    [InlineData("2018-")]
    [InlineData("2018-H3")]
    [InlineData("2018-H0")]
    [InlineData("2018-Q5")]
    [InlineData("2018-13")]
    [InlineData("2018-00")]
    [InlineData("2018-5")]
    [InlineData("2018-+5")]
    [InlineData("2018-H+")]
    [InlineData("2018/05")]
    [InlineData("2018-05-01")]
    [InlineData("2018-06-30..2018-01-01")]
    [InlineData("2019-02-29..2019-03-31")]
    [InlineData("2018-01-01..")]
    [InlineData("..2018-01-01")]
    [InlineData("2018-01-01..2018-03-31..2018-06-30")]
    [InlineData("2018-01-01..9999-12-31")]
    public void OtherText_IsRefused(string? text)
    {
        Assert.False(Period.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Period.Parse(text!));
    }

    [Fact]
    public void EndBeforeStart_Throws() =>
        Assert.Throws<ArgumentException>(() => new Period(Day("2018-01-02"), Day("2018-01-01")));

    [Fact]
    public void EveryPeriod_ComesBack() => Gen.Select(Gen.Int[0, 20000], Gen.Int[0, 1500]).Sample((offset, length) =>
    {
        DateOnly start = new DateOnly(1990, 1, 1).AddDays(offset);
        var period = new Period(start, start.AddDays(length));
        return Period.Parse(period.Code) == period && period.Days == length + 1;
    });

    [Fact]
    public void EveryStretchOfWholeMonths_ComesBack() => Gen.Select(Gen.Int[0, 500], Gen.Int[1, 30]).Sample((offset, months) =>
    {
        DateOnly start = new DateOnly(1990, 1, 1).AddMonths(offset);
        var period = new Period(start, start.AddMonths(months).AddDays(-1));
        return Period.Parse(period.Code) == period;
    });

    [Fact]
    public void BothEnds_Belong()
    {
        Period half = Period.Parse("2018-H1");
        Assert.True(half.Contains(Day("2018-01-01")));
        Assert.True(half.Contains(Day("2018-06-30")));
        Assert.False(half.Contains(Day("2017-12-31")));
        Assert.False(half.Contains(Day("2018-07-01")));
        Assert.True(half.Overlaps(Period.Parse("2018-06-30..2018-07-31")));
        Assert.False(half.Overlaps(Period.Parse("2018-H2")));
        Assert.True(half.Overlaps(half));
        Assert.Equal(Period.Parse("2018"), Period.Year(2018));
    }

    [Theory]
    [InlineData("2022-02-17", "2022-02", "2022-02-28"), InlineData("2024-02-29", "2024-02", "2024-02-29"), InlineData("2022-12-31", "2022-12", "2022-12-31"), InlineData("2022-11-01", "2022-11", "2022-11-30")]
    public void MonthOfADay_IsWhole(string day, string code, string last)
    {
        Period month = Period.MonthOf(Day(day));
        Assert.Equal((code, Day(last), true), (month.Code, month.End, month.IsCalendarMonth));
    }

    [Theory]
    [InlineData("2022"), InlineData("2022-Q1"), InlineData("2022-11-01..2022-11-29"), InlineData("2022-11-02..2022-12-01")]
    public void OtherStretches_AreNoMonth(string code) => Assert.False(Period.Parse(code).IsCalendarMonth);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
