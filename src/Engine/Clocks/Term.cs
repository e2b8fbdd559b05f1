namespace Baotuan.Engine.Clocks;

/// <summary>How the days of a term are counted. The day on which it begins never counts (民法典 art. 201).</summary>
public enum DayCounting
{
    /// <summary>Every day counts.</summary>
    Natural,

    /// <summary>Every day counts; a last day that is not worked moves to the next one that is (民法典 art. 203, 民事诉讼法 art. 85).</summary>
    NaturalToWorked,

    /// <summary>Only worked days count.</summary>
    Working,
}

/// <summary>Days that do not count.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Until">The first that counts again; null while nobody knows.</param>
public readonly record struct Pause(DateOnly From, DateOnly? Until);

/// <summary>A term (期限): so many days after a day, with pauses. Pure; the calendar is data.</summary>
/// <param name="From">The day on which it begins, not counted.</param>
/// <param name="Days">How many days count, at least 0.</param>
/// <param name="Pauses">In any order; they may overlap.</param>
public sealed record Term(DateOnly From, int Days, DayCounting Counting, IReadOnlyList<Pause> Pauses)
{
    public int Days { get; } = Days >= 0 ? Days : throw new ArgumentOutOfRangeException(nameof(Days), Days, "a term has no negative days");

    /// <summary>Without pauses.</summary>
    public Term(DateOnly from, int days, DayCounting counting)
        : this(from, days, counting, [])
    {
    }

    /// <summary>The last day on which there is still time; null while a pause without end keeps it away.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar ends first.</exception>
    public DateOnly? LastDay(WorkCalendar calendar)
    {
        var (day, left) = (From, Days);
        while (left > 0)
        {
            day = day.AddDays(1);
            if (StandsStill(day, out var until))
            {
                if (until is not { } again)
                {
                    return null;
                }

                day = again.AddDays(-1);
                continue;
            }

            left -= Counting == DayCounting.Working && !calendar.IsWorked(day) ? 0 : 1;
        }

        return Counting == DayCounting.NaturalToWorked ? calendar.FirstWorkedFrom(day) : day;
    }

    /// <summary>How many of its days have passed at the end of <paramref name="on"/>; never more than <see cref="Days"/>.</summary>
    public int Passed(WorkCalendar calendar, DateOnly on)
    {
        var passed = 0;
        for (var day = From.AddDays(1); day <= on && passed < Days; day = day.AddDays(1))
        {
            passed += StandsStill(day, out _) || Counting == DayCounting.Working && !calendar.IsWorked(day) ? 0 : 1;
        }

        return passed;
    }

    /// <summary>Whether <paramref name="on"/> lies after the last day. Who stands still is not late.</summary>
    public bool IsOver(WorkCalendar calendar, DateOnly on) => LastDay(calendar) is { } last && on > last;

    private bool StandsStill(DateOnly day, out DateOnly? until)
    {
        foreach (var pause in Pauses)
        {
            if (day >= pause.From && !(day >= pause.Until))
            {
                until = pause.Until;
                return true;
            }
        }

        until = null;
        return false;
    }
}
