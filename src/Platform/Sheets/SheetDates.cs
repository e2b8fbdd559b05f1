using System.Globalization;

namespace Baotuan.Platform.Sheets;

/// <summary>Days as people and Excel write them.</summary>
internal static class SheetDates
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy年M月d日", "yyyy.M.d", "yyyyMMdd"];
    private static readonly string[] Midnights = [" 0:00", " 00:00", " 0:00:00", " 00:00:00", "T00:00:00"];

    /// <summary>Years outside 1900 to 2199 are slips of the keyboard.</summary>
    public static bool TryRead(string text, out DateOnly date)
    {
        string? midnight = Array.Find(Midnights, end => text.EndsWith(end, StringComparison.Ordinal));
        string day = midnight is null ? text : text[..^midnight.Length];
        bool read = DateOnly.TryParseExact(day, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
        return read && date.Year is >= 1900 and < 2200;
    }

    public static string Write(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Days since the epoch of the 1900 system, which counts a 29 February 1900 that never was.</summary>
    public static int ToSerial(DateOnly date)
    {
        int days = date.DayNumber - new DateOnly(1899, 12, 31).DayNumber;
        return days < 60 ? days : days + 1;
    }

    /// <summary>The day of a serial number; false outside the calendar and for the day that never was.</summary>
    public static bool TryFromSerial(long serial, bool from1904, out DateOnly date)
    {
        date = default;
        if (serial is < 0 or > 110_000 || (!from1904 && serial is 0 or 60)) return false;
        DateOnly epoch = from1904 ? new DateOnly(1904, 1, 1) : new DateOnly(1899, 12, 31);
        date = epoch.AddDays((int)serial - (!from1904 && serial > 60 ? 1 : 0));
        return true;
    }
}
