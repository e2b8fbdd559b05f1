using Baotuan.Engine.Clocks;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Clocks;

/// <summary>Terms against days counted by hand, and over random calendars against a list of days that is filtered and counted.</summary>
public sealed class TermTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    // spring 2026 as arranged: free 15–23 February, worked on the Saturdays 14 and 28
    private static readonly WorkCalendar Spring = new(
        [.. Enumerable.Range(15, 9).Select(d => (new DateOnly(2026, 2, d), false)), (new(2026, 2, 14), true), (new(2026, 2, 28), true)]);

    [Theory]
    [InlineData("2026-02-12", 5, DayCounting.Working, "2026-02-26")] // 13, 14, 24, 25, 26
    [InlineData("2026-02-13", 1, DayCounting.Working, "2026-02-14")] // a Saturday that is worked
    [InlineData("2026-02-26", 2, DayCounting.Working, "2026-02-28")] // 27, 28
    [InlineData("2026-02-26", 3, DayCounting.Working, "2026-03-02")] // and then Monday
    [InlineData("2026-01-20", 30, DayCounting.Natural, "2026-02-19")]
    [InlineData("2026-01-20", 30, DayCounting.NaturalToWorked, "2026-02-24")] // 19 February is free until the 23rd
    [InlineData("2026-02-14", 0, DayCounting.Working, "2026-02-14")]
    public void Last_day_is_the_one_counted_by_hand(string from, int days, DayCounting counting, string last) =>
        Assert.Equal(DateOnly.Parse(last), new Term(DateOnly.Parse(from), days, counting).LastDay(Spring));

    [Fact]
    public void Pause_moves_the_last_day_and_an_open_one_takes_it_away()
    {
        Term With(params Pause[] pauses) => new(new(2026, 3, 2), 10, DayCounting.Natural, pauses);

        Assert.Equal(new(2026, 3, 12), With().LastDay(Spring));
        Assert.Equal(new(2026, 3, 17), With(new Pause(new(2026, 3, 5), new(2026, 3, 10))).LastDay(Spring)); // 5 to 9 do not count
        Assert.Equal(new(2026, 3, 17), With(new(new(2026, 3, 5), new(2026, 3, 8)), new(new(2026, 3, 7), new(2026, 3, 10))).LastDay(Spring)); // they overlap
        Assert.Equal(new(2026, 3, 12), With(new Pause(new(2026, 3, 13), null)).LastDay(Spring)); // too late to help
        var open = With(new Pause(new(2026, 3, 5), null));
        Assert.Null(open.LastDay(Spring));
        Assert.False(open.IsOver(Spring, new(2030, 1, 1)));
        Assert.Equal(2, open.Passed(Spring, new(2030, 1, 1))); // 3 and 4
    }

    [Fact]
    public void Year_without_arrangement_is_known_as_such()
    {
        Assert.True(Spring.IsArranged(2026));
        Assert.False(Spring.IsArranged(2027));
        Assert.Throws<ArgumentException>(() => new WorkCalendar([(Start, true), (Start, false)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Term(Start, -1, DayCounting.Natural));
    }

    private static readonly Gen<WorkCalendar> Calendars = Gen.Select(Gen.Int[0, 400], Gen.Bool).Array[0, 120].Select(
        days => new WorkCalendar(days.DistinctBy(d => d.Item1).Select(d => (Start.AddDays(d.Item1), d.Item2))));

    private static readonly Gen<Pause> Pauses = Gen.Select(Gen.Int[0, 200], Gen.Int[0, 40], Gen.Frequency((6, Gen.Const(false)), (1, Gen.Const(true)))).Select(
        (from, length, open) => new Pause(Start.AddDays(from), open ? null : Start.AddDays(from + length)));

    private static readonly Gen<Term> Terms = Gen.Select(Gen.Int[0, 150], Gen.Int[0, 90], Gen.Enum<DayCounting>(), Pauses.Array[0, 4]).Select(
        (from, days, counting, pauses) => new Term(Start.AddDays(from), days, counting, pauses));

    private static List<DateOnly> Counted(Term term, WorkCalendar calendar) =>
    [
        .. Enumerable.Range(1, 1_500).Select(term.From.AddDays)
            .Where(d => !term.Pauses.Any(p => p.From <= d && (p.Until is null || d < p.Until)))
            .Where(d => term.Counting != DayCounting.Working || calendar.IsWorked(d)),
    ];

    [Fact]
    public void Term_agrees_with_a_list_of_days() => Gen.Select(Calendars, Terms).Sample((calendar, term) =>
    {
        var counted = Counted(term, calendar);
        var last = term.Days == 0 ? term.From : counted.Count >= term.Days ? counted[term.Days - 1] : (DateOnly?)null;
        if (last is { } day && term.Counting == DayCounting.NaturalToWorked)
        {
            last = Enumerable.Range(0, 1_500).Select(day.AddDays).First(calendar.IsWorked);
        }

        Assert.Equal(last, term.LastDay(calendar));
        foreach (var on in Enumerable.Range(-1, 12).Select(n => term.From.AddDays(n * 17)))
        {
            Assert.Equal(Math.Min(term.Days, counted.Count(d => d <= on)), term.Passed(calendar, on));
            Assert.Equal(on > last, term.IsOver(calendar, on));
        }
    }, iter: 2_000);

    [Fact]
    public void Nothing_that_takes_days_away_brings_the_end_nearer() => Gen.Select(Calendars, Terms, Pauses, Gen.Int[1, 300]).Sample((calendar, term, more, free) =>
    {
        var last = term.LastDay(calendar) ?? DateOnly.MaxValue;
        Assert.True(((term with { Pauses = [.. term.Pauses, more] }).LastDay(calendar) ?? DateOnly.MaxValue) >= last);
        var day = Start.AddDays(free);
        var poorer = new WorkCalendar(
            Enumerable.Range(0, 420).Select(Start.AddDays).Select(d => (d, d != day && calendar.IsWorked(d))));
        Assert.True((term.LastDay(poorer) ?? DateOnly.MaxValue) >= last);
    }, iter: 2_000);
}
