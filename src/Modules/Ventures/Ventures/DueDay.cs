using System.Globalization;

namespace Baotuan.Ventures.Ventures;

/// <summary>The day of the year by which a return is due, stored as MM-dd.</summary>
internal static class DueDay
{
    // a spreadsheet may have made a whole date of 12-31; a leap year takes 02-29
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d"];

    /// <summary>Reads 12-31, 12/31 or 12月31日; null when it is no day of a year.</summary>
    public static string? Read(string typed)
    {
        var plain = typed.Replace("月", "-").Replace("日", "").Replace("/", "-");
        var whole = plain.Count(c => c == '-') == 1 ? $"2000-{plain}" : plain;
        return DateOnly.TryParseExact(whole, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("MM-dd") : null;
    }

    /// <summary>The first such day that is not before another: what falls due on 03-31 for a year that ends on 12-31 is due in the next one.</summary>
    /// <param name="dueDay">As stored: MM-dd.</param>
    public static DateOnly NotBefore(string dueDay, DateOnly day)
    {
        var due = In(day.Year, dueDay);
        return due >= day ? due : In(day.Year + 1, dueDay);
    }

    // 02-29 falls on the last day of February in other years
    private static DateOnly In(int year, string dueDay)
    {
        var (month, day) = (int.Parse(dueDay.AsSpan(0, 2), CultureInfo.InvariantCulture), int.Parse(dueDay.AsSpan(3), CultureInfo.InvariantCulture));
        return new(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
    }
}
