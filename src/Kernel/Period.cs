using System.Globalization;

namespace Baotuan.Kernel;

/// <summary>
/// A stretch of days, both ends included: never empty, and with a day after its end.
/// Throws <see cref="ArgumentException"/> when the end is before the start.
/// </summary>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
public readonly record struct Period(DateOnly Start, DateOnly End)
{
    private const string DateFormat = "yyyy-MM-dd";

    /// <summary>First day.</summary>
    public DateOnly Start { get; } = Start;

    /// <summary>Last day.</summary>
    public DateOnly End { get; } = Checked(Start, End);

    /// <summary>The first day no longer in the period: what day counts call the end.</summary>
    public DateOnly DayAfter => End.AddDays(1);

    /// <summary>Number of days, at least 1.</summary>
    public int Days => End.DayNumber - Start.DayNumber + 1;

    /// <summary>From 1 January to 31 December of one year.</summary>
    public bool IsCalendarYear => MonthsWhenWhole == 12 && Start.Month == 1;

    /// <summary>One month of the calendar, whole.</summary>
    public bool IsCalendarMonth => MonthsWhenWhole == 1;

    /// <summary>The shortest form that <see cref="TryParse"/> reads back: 2018, 2018-H1, 2018-Q3, 2018-05, 2018-01-15..2018-06-30.</summary>
    public string Code
    {
        get
        {
            string year = Start.Year.ToString("0000", CultureInfo.InvariantCulture);
            return Shape switch
            {
                PeriodShape.Year => year,
                PeriodShape.Half => $"{year}-H{HalfNumber}",
                PeriodShape.Quarter => $"{year}-Q{QuarterNumber}",
                PeriodShape.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                _ => $"{Text(Start)}..{Text(End)}",
            };
        }
    }

    /// <summary>2018年, 2018年上半年, 2018年第三季度, 2018年5月, 2018年1月15日至2018年6月30日.</summary>
    public string ChineseName => Shape switch
    {
        PeriodShape.Year => $"{Start.Year}年",
        PeriodShape.Half => $"{Start.Year}年{(HalfNumber == 1 ? '上' : '下')}半年",
        PeriodShape.Quarter => $"{Start.Year}年第{"一二三四"[QuarterNumber - 1]}季度",
        PeriodShape.Month => $"{Start.Year}年{Start.Month}月",
        _ => $"{ChineseDate(Start)}至{ChineseDate(End)}",
    };

    private int HalfNumber => (Start.Month + 5) / 6;

    private int QuarterNumber => (Start.Month + 2) / 3;

    // whole months of one calendar year, otherwise 0
    private int MonthsWhenWhole =>
        Start.Day == 1 && DayAfter.Day == 1 && Start.Year == End.Year ? End.Month - Start.Month + 1 : 0;

    private PeriodShape Shape => MonthsWhenWhole switch
    {
        12 => PeriodShape.Year,
        6 when Start.Month is 1 or 7 => PeriodShape.Half,
        3 when Start.Month % 3 == 1 => PeriodShape.Quarter,
        1 => PeriodShape.Month,
        _ => PeriodShape.Days,
    };

    /// <summary>Whether <paramref name="day"/> is one of the days.</summary>
    public bool Contains(DateOnly day) => Start <= day && day <= End;

    /// <summary>Whether the two have at least one day in common.</summary>
    public bool Overlaps(Period other) => Start <= other.End && other.Start <= End;

    /// <summary>The calendar year.</summary>
    public static Period Year(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    /// <summary>The month of the calendar that a day lies in.</summary>
    public static Period MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new(first, first.AddMonths(1).AddDays(-1));
    }

    /// <summary>Reads a code (see <see cref="Code"/>), in any case and width.</summary>
    public static bool TryParse(string? text, out Period value)
    {
        string code = HalfWidth.Code(text);
        int dots = code.IndexOf("..", StringComparison.Ordinal);
        return dots < 0 ? TryParseWhole(code, out value) : TryParseDays(code[..dots], code[(dots + 2)..], out value);
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with a Chinese text.</summary>
    public static Period Parse(string text) => TryParse(text, out Period value)
        ? value
        : throw new FormatException($"期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30：{text}");

    /// <summary>The <see cref="Code"/>.</summary>
    public override string ToString() => Code;

    private static DateOnly Checked(DateOnly start, DateOnly end)
    {
        if (end < start) throw new ArgumentException($"{Text(end)} is before {Text(start)}.", nameof(end));
        if (end == DateOnly.MaxValue) throw new ArgumentException("A period needs a day after its end.", nameof(end));
        return end;
    }

    private static bool TryParseWhole(string code, out Period value)
    {
        value = default;
        if (code.Length < 4 || !TryParseNumber(code.AsSpan(0, 4), 1, 9998, out int year)) return false;
        ReadOnlySpan<char> part = code.AsSpan(4);
        if (part.IsEmpty) return Months(year, 1, 12, out value);
        if (part.Length != 3 || part[0] != '-') return false;
        return part[1] switch
        {
            'H' => TryParseNumber(part[2..], 1, 2, out int half) && Months(year, 6 * half - 5, 6, out value),
            'Q' => TryParseNumber(part[2..], 1, 4, out int quarter) && Months(year, 3 * quarter - 2, 3, out value),
            _ => TryParseNumber(part[1..], 1, 12, out int month) && Months(year, month, 1, out value),
        };
    }

    private static bool TryParseNumber(ReadOnlySpan<char> digits, int least, int most, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static bool Months(int year, int month, int count, out Period value)
    {
        var start = new DateOnly(year, month, 1);
        value = new Period(start, start.AddMonths(count).AddDays(-1));
        return true;
    }

    private static bool TryParseDays(string from, string to, out Period value)
    {
        bool dates = TryParseDate(from, out DateOnly start) & TryParseDate(to, out DateOnly end);
        bool good = dates && start <= end && end < DateOnly.MaxValue;
        value = good ? new Period(start, end) : default;
        return good;
    }

    private static bool TryParseDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    private static string ChineseDate(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";

    private enum PeriodShape { Days, Month, Quarter, Half, Year }
}
