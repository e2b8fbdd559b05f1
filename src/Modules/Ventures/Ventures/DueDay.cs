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
}
