using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Platform.Registers;

namespace Baotuan.Disclosure.Clock;

/// <summary>How often a duty comes.</summary>
internal enum Cadence { Monthly, Quarterly, AtOnce }

/// <summary>A duty of disclosure from a day on.</summary>
/// <param name="Region">Prefix of a statistical code; empty everywhere.</param>
/// <param name="Days">Days after the end of the period or the matter; null where the rule names none.</param>
internal sealed record Duty(string Code, string Region, string Name, Cadence Cadence, DateOnly ValidFrom, int? Days, string Basis, string Source, string Note);

/// <summary>Duties as dated data: the narrowest region counts, in it the latest day of effect.</summary>
internal static class DutyBook
{
    private static readonly IReadOnlyList<Duty> All =
    [
        .. RuleFile.Read<DisclosureModule>("duties").Select(r => new Duty(
            r["code"], r["region"] == "*" ? "" : r["region"], r["name"],
            r["cadence"] switch { "monthly" => Cadence.Monthly, "quarterly" => Cadence.Quarterly, _ => Cadence.AtOnce }, RuleFile.Day(r["valid_from"]),
            r["days"].Length == 0 ? null : int.Parse(r["days"], CultureInfo.InvariantCulture), r["basis"], r["source"], r["note"])),
    ];

    /// <param name="region">Statistical code of the place.</param>
    /// <param name="monthly">The organisation decided to publish accounts every month.</param>
    public static IReadOnlyList<Duty> InForce(string region, bool monthly, DateOnly on) =>
    [
        .. All.Where(d => d.ValidFrom <= on && region.StartsWith(d.Region, StringComparison.Ordinal)).GroupBy(d => d.Code)
            .Select(g => g.OrderBy(d => d.Region.Length).ThenBy(d => d.ValidFrom).Last())
            .Select(d => d.Code == "accounts" && monthly ? d with { Cadence = Cadence.Monthly } : d),
    ];

    /// <summary>The day by which a period is to be published: the days that the rule names after its end, otherwise the end of the next period.</summary>
    public static DateOnly Due(Duty duty, Period period) =>
        duty.Days is { } days ? period.End.AddDays(days) : PeriodOf(duty.Cadence, period.DayAfter).End;

    /// <summary>Periods that ended before a day and within a year of it, newest first.</summary>
    public static IEnumerable<Period> Ended(Duty duty, DateOnly today)
    {
        var period = PeriodOf(duty.Cadence, today);
        for (var count = duty.Cadence == Cadence.Monthly ? 12 : 4; count > 0; count--)
        {
            period = PeriodOf(duty.Cadence, period.Start.AddDays(-1));
            if (period.End >= duty.ValidFrom)
            {
                yield return period;
            }
        }
    }

    private static Period PeriodOf(Cadence cadence, DateOnly day)
    {
        var months = cadence == Cadence.Monthly ? 1 : 3;
        var start = new DateOnly(day.Year, day.Month - (day.Month - 1) % months, 1);
        return new(start, start.AddMonths(months).AddDays(-1));
    }
}
