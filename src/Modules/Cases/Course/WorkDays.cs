using Baotuan.Engine.Clocks;
using Baotuan.Platform.Registers;

namespace Baotuan.Cases.Course;

/// <summary>The yearly arrangements of free and worked days (rules/work-days.csv: the notices of 国务院办公厅, with what was read in full). A year without one is counted by weekdays.</summary>
internal static class WorkDays
{
    public static readonly WorkCalendar Calendar = new(RuleFile.Read<CasesModule>("work-days").SelectMany(l => Days(RuleFile.Day(l["from"]), RuleFile.Day(l["to"])).Select(d => (d, l["worked"] == "yes"))));

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
}
