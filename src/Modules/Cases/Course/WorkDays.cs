using Baotuan.Engine.Clocks;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Course;

/// <summary>
/// The yearly arrangements of free and worked days (rules/work-days.csv: the notices of 国务院办公厅, with what was read in full), and what was imported beside and instead
/// (sheet <c>work-days</c>). A year without one is counted by weekdays.
/// </summary>
internal static class WorkDays
{
    private static readonly IReadOnlyDictionary<DateOnly, bool> Shipped =
        RuleFile.Read<CasesModule>("work-days").SelectMany(l => Days(RuleFile.Day(l["from"]), RuleFile.Day(l["to"])).Select(d => (Day: d, Worked: l["worked"] == "yes"))).ToDictionary(d => d.Day, d => d.Worked);

    /// <summary>What the program has.</summary>
    public static readonly WorkCalendar Calendar = new(Shipped.Select(d => (d.Key, d.Value)));

    /// <summary>With what was imported.</summary>
    public static async Task<WorkCalendar> CalendarAsync(BaotuanDb db, CancellationToken cancel)
    {
        var imported = await ImportedAsync(db, cancel);
        if (imported.Count == 0)
        {
            return Calendar;
        }

        var all = new Dictionary<DateOnly, bool>(Shipped);
        foreach (var row in imported)
        {
            all[row.ValidFrom] = row.Worked;
        }

        return new(all.Select(d => (d.Key, d.Value)));
    }

    /// <summary>The imported days that stand.</summary>
    public static Task<IReadOnlyList<WorkDayRow>> ImportedAsync(BaotuanDb db, CancellationToken cancel) =>
        FactRegister.StandingAsync<WorkDayRow, int>(db, _ => 0, long.MaxValue, cancel);

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to) => Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays);
}
