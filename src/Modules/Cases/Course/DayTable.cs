using Baotuan.Engine.Clocks;
using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Course;

/// <summary>How many days a clock has: dated, by region, with source and certainty (rules/case-days.csv). The longest region that fits holds, then the latest date.</summary>
internal static class DayTable
{
    /// <param name="Region">Beginning of a division code; <c>*</c> for everywhere.</param>
    /// <param name="Certainty"><c>V</c> read in the law; <c>default</c> ours, and no law says so.</param>
    internal sealed record Line(string Kind, string Clock, string Region, DateOnly ValidFrom, int Days, DayCounting Counting, string Certainty, string Source);

    public static readonly IReadOnlyList<Line> Lines =
    [
        .. RuleFile.Read<CasesModule>("case-days").Select(l => new Line(
            l["kind"], l["clock"], l["region"], RuleFile.Day(l["valid_from"]), RuleFile.Number(l["days"]), Counting(l["count"]), l["certainty"], l["source"])),
    ];

    /// <exception cref="InvalidOperationException">No line says how long the clock runs.</exception>
    public static Line Of(string kind, string clock, string region, DateOnly on) =>
        Lines.Where(l => (l.Kind == kind || l.Kind == "*") && l.Clock == clock && l.ValidFrom <= on && (l.Region == "*" || region.StartsWith(l.Region, StringComparison.Ordinal)))
            .OrderByDescending(l => l.Kind == kind).ThenByDescending(l => l.Region == "*" ? 0 : l.Region.Length).ThenByDescending(l => l.ValidFrom).FirstOrDefault()
        ?? throw new InvalidOperationException($"no days for {kind}/{clock} on {on:yyyy-MM-dd}");

    /// <summary>The last day; the first is not counted, nor are the days of pauses that have ended.</summary>
    public static DateOnly LastDay(WorkCalendar calendar, Line line, DateOnly from, params IReadOnlyList<Pause> pauses) => new Term(from, line.Days, line.Counting, pauses).LastDay(calendar)!.Value;

    private static DayCounting Counting(string word) => word switch
    {
        "natural" => DayCounting.Natural,
        "natural_to_worked" => DayCounting.NaturalToWorked,
        "working" => DayCounting.Working,
        _ => throw new InvalidOperationException($"case-days.csv: {word} is no way to count days"),
    };
}
