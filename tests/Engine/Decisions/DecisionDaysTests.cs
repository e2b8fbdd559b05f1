using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Xunit;

namespace Baotuan.Tests.Engine.Decisions;

/// <summary>Days and heads, worked by hand.</summary>
public sealed class DecisionDaysTests
{
    private static DateOnly D(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    // posted on 1 March for 15 days: 2–16 March hang, 17 March votes
    [Theory]
    [InlineData("2025-03-01", "2025-03-15", false)] // 14 days after
    [InlineData("2025-03-01", "2025-03-16", false)] // the fifteenth day is not over
    [InlineData("2025-03-01", "2025-03-17", true)]
    [InlineData("2025-02-20", "2025-03-07", false)] // over the end of February: 21–28 are eight, 1–7 are seven
    [InlineData("2025-02-20", "2025-03-08", true)]
    [InlineData("2024-02-20", "2024-03-06", false)] // leap year: a day more in February
    [InlineData("2024-02-20", "2024-03-07", true)]
    public void Publication_runs_whole_days(string posted, string vote, bool run) =>
        Assert.Equal(run, PublicationPeriod.HasRun(D(posted), 15, null, D(vote)));

    [Theory]
    [InlineData("2025-03-01", true)] // the day it was posted
    [InlineData("2025-03-15", true)]
    [InlineData("2025-03-16", true)] // the last day counts whole
    [InlineData("2025-03-17", false)]
    [InlineData(null, false)]
    public void Taken_down_within_the_period_has_not_run(string? stopped, bool cut)
    {
        var on = stopped is null ? (DateOnly?)null : D(stopped);
        Assert.Equal(cut, PublicationPeriod.CutShort(D("2025-03-01"), 15, on));
        Assert.Equal(!cut, PublicationPeriod.HasRun(D("2025-03-01"), 15, on, D("2025-12-31")));
    }

    [Fact]
    public void Notice_of_ten_days_reaches_the_eleventh() => Assert.Equal(D("2025-03-11"), NoticePeriod.FirstDay(D("2025-03-01"), 10));

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(1, 3, false)]
    [InlineData(66, 100, false)]
    [InlineData(67, 100, true)]
    [InlineData(66, 99, true)] // exactly two thirds
    [InlineData(65, 99, false)]
    [InlineData(1, 1, true)]
    [InlineData(1, 2, false)]
    [InlineData(2, 2, true)]
    [InlineData(600_000_000, 900_000_000, true)]
    [InlineData(599_999_999, 900_000_000, false)]
    [InlineData(0, 0, false)] // of nobody nothing is reached
    public void Two_thirds_are_counted_in_whole_heads(long part, long whole, bool reached)
    {
        Assert.Equal(reached, Quorum.IsReached(part, whole, new Rational(2, 3)));
        Assert.Equal(reached, whole > 0 && part >= Quorum.Least(whole, new Rational(2, 3)));
    }

    [Theory, InlineData(100, 67), InlineData(99, 66), InlineData(3, 2), InlineData(1, 1), InlineData(101, 68)]
    public void Least_is_rounded_up(long whole, long least) => Assert.Equal(least, Quorum.Least(whole, new Rational(2, 3)));

    [Fact]
    public void Three_quarters_work_as_well() =>
        Assert.Equal([false, true], [Quorum.IsReached(74, 100, new Rational(3, 4)), Quorum.IsReached(75, 100, new Rational(3, 4))]);
}
