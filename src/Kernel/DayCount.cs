namespace Baotuan.Kernel;

/// <summary>How the time that money worked becomes a fraction of a year.</summary>
public enum DayCount
{
    /// <summary>Calendar days over 365, leap year or not.</summary>
    Actual365Fixed,

    /// <summary>The days that fall in each calendar year over that year's own length, summed.</summary>
    ActualActual,

    /// <summary>ISDA 2006 §4.16(f), bond basis: months of 30 days, years of 360; no rule for February.</summary>
    Thirty360,

    /// <summary>Whole months elapsed over 12; a month begun does not count.</summary>
    WholeMonths,

    /// <summary>Always one: the principal held on the last day counts for the whole period.</summary>
    WholeYear,
}

/// <summary>The arithmetic and the names of the day counts.</summary>
public static class DayCounts
{
    private static readonly (DayCount Kind, string Code, string Chinese)[] Names =
    [
        (DayCount.Actual365Fixed, "act/365f", "实际天数/365"),
        (DayCount.ActualActual, "act/act", "实际/实际"),
        (DayCount.Thirty360, "30/360", "30/360"),
        (DayCount.WholeMonths, "months/12", "整月/12"),
        (DayCount.WholeYear, "whole-year", "整年"),
    ];

    /// <summary>
    /// The fraction of a year from <paramref name="from"/> (counted) to <paramref name="to"/> (the day after the last one, not counted).
    /// For <see cref="DayCount.WholeYear"/> it is 1: the caller sees to it that only principal held on the last day is counted.
    /// Throws <see cref="ArgumentException"/> when <paramref name="from"/> is after <paramref name="to"/>.
    /// </summary>
    public static Rational Fraction(DayCount kind, DateOnly from, DateOnly to)
    {
        if (from > to) throw new ArgumentException($"{from:yyyy-MM-dd} is after {to:yyyy-MM-dd}.", nameof(from));
        return kind switch
        {
            DayCount.Actual365Fixed => new Rational(to.DayNumber - from.DayNumber, 365),
            DayCount.ActualActual => ActualActual(from, to),
            DayCount.Thirty360 => new Rational(Thirty360Days(from, to), 360),
            DayCount.WholeMonths => new Rational(Months(from, to), 12),
            DayCount.WholeYear => Rational.One,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The code used in files: act/365f, act/act, 30/360, months/12, whole-year.</summary>
    public static string Code(this DayCount kind) => Find(kind).Code;

    /// <summary>The name used in pages and Chinese files: 实际天数/365, 实际/实际, 30/360, 整月/12, 整年.</summary>
    public static string ChineseName(this DayCount kind) => Find(kind).Chinese;

    /// <summary>Reads a code or a Chinese name, in any case and width.</summary>
    public static bool TryParse(string? text, out DayCount kind)
    {
        string wanted = HalfWidth.Code(text);
        foreach (var name in Names)
        {
            kind = name.Kind;
            if (wanted.Equals(name.Code, StringComparison.OrdinalIgnoreCase) || wanted == name.Chinese) return true;
        }
        kind = default;
        return false;
    }

    private static (DayCount Kind, string Code, string Chinese) Find(DayCount kind)
    {
        foreach (var name in Names)
        {
            if (name.Kind == kind) return name;
        }
        throw new ArgumentOutOfRangeException(nameof(kind));
    }

    private static Rational ActualActual(DateOnly from, DateOnly to)
    {
        if (from.Year == to.Year) return new Rational(to.DayNumber - from.DayNumber, DaysInYear(from.Year));
        int first = new DateOnly(from.Year, 12, 31).DayNumber + 1 - from.DayNumber;
        int last = to.DayNumber - new DateOnly(to.Year, 1, 1).DayNumber;
        return new Rational(first, DaysInYear(from.Year)) + (to.Year - from.Year - 1) + new Rational(last, DaysInYear(to.Year));
    }

    private static int DaysInYear(int year) => DateTime.IsLeapYear(year) ? 366 : 365;

    private static int Thirty360Days(DateOnly from, DateOnly to)
    {
        int first = Math.Min(from.Day, 30);
        int second = to.Day == 31 && first > 29 ? 30 : to.Day;
        return 360 * (to.Year - from.Year) + 30 * (to.Month - from.Month) + (second - first);
    }

    private static int Months(DateOnly from, DateOnly to) =>
        12 * (to.Year - from.Year) + (to.Month - from.Month) - (to.Day < from.Day ? 1 : 0);
}
