using Baotuan.Cases.Kinds;
using Baotuan.Engine.Clocks;

namespace Baotuan.Cases.Course;

/// <summary>A clock that runs.</summary>
/// <param name="DueOn">Its last day.</param>
/// <param name="Line">How its days are counted; null where somebody named the last day.</param>
internal sealed record RunningClock(CaseClock Clock, DateOnly StartedOn, DateOnly DueOn, DayTable.Line? Line = null)
{
    /// <summary>Since when its days do not count; null while they do.</summary>
    public DateOnly? PausedOn { get; private init; }

    private IReadOnlyList<Pause> Pauses { get; init; } = [];

    public RunningClock Until(DateOnly named) => this with { DueOn = named, Line = null, Pauses = [] };

    public RunningClock Paused(DateOnly on) => PausedOn is null ? this with { PausedOn = on } : this;

    /// <summary>What was left is left again: counted as the rest is, or, of a named day, as many days later. What was over when it paused stays over.</summary>
    public RunningClock Resumed(DateOnly on, WorkCalendar calendar)
    {
        if (PausedOn is not { } since)
        {
            return this;
        }

        // as at the beginning of a term, the day on which something happens belongs to what was before
        IReadOnlyList<Pause> pauses = [.. Pauses, new(since.AddDays(1), on.AddDays(1))];
        var due = Line is { } line ? DayTable.LastDay(calendar, line, StartedOn, pauses) : since > DueOn ? DueOn : DueOn.AddDays(on.DayNumber - since.DayNumber);
        return this with { DueOn = due, PausedOn = null, Pauses = pauses };
    }
}
