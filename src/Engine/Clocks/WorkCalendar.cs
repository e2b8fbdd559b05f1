namespace Baotuan.Engine.Clocks;

/// <summary>
/// Which days are worked: Monday to Friday, except where the yearly arrangement (国务院办公厅 节假日安排) makes a day free or, as 调休, worked.
/// For years without an arrangement weekdays are all there is to go by; <see cref="IsArranged"/> says so.
/// </summary>
public sealed class WorkCalendar
{
    private readonly Dictionary<DateOnly, bool> _exceptions = [];
    private readonly HashSet<int> _years = [];

    /// <param name="exceptions">Days that the arrangement makes worked (true) or free (false).</param>
    /// <exception cref="ArgumentException">A day twice.</exception>
    public WorkCalendar(IEnumerable<(DateOnly Day, bool Worked)> exceptions)
    {
        foreach (var (day, worked) in exceptions)
        {
            if (!_exceptions.TryAdd(day, worked))
            {
                throw new ArgumentException($"{day:yyyy-MM-dd} stands twice in the calendar", nameof(exceptions));
            }

            _years.Add(day.Year);
        }
    }

    /// <summary>Monday to Friday, whatever the year.</summary>
    public static WorkCalendar Weekdays { get; } = new([]);

    /// <summary>Whether an arrangement of this year is known; dates counted over other years may still move.</summary>
    public bool IsArranged(int year) => _years.Contains(year);

    public bool IsWorked(DateOnly day) =>
        _exceptions.TryGetValue(day, out var worked) ? worked : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>The day itself when it is worked, otherwise the first worked day after it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No day is worked until the end of the calendar.</exception>
    public DateOnly FirstWorkedFrom(DateOnly day)
    {
        while (!IsWorked(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
