using System.Globalization;
using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Pages;

/// <summary>Days and times as the people of one time zone write them: UTC+8 the whole year.</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private static readonly string[] Typed = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-dd"];

    /// <summary>The day it is now in China.</summary>
    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Offset).DateTime);

    /// <summary>The day of the write transaction.</summary>
    public static DateOnly Today(this BaotuanDb db) => Day(db.RecordedAtMs);

    /// <summary>The day in China of a recording time (Unix milliseconds).</summary>
    public static DateOnly Day(long unixMs) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(Offset).DateTime);

    /// <summary>A recording time (Unix milliseconds) as 2024-01-31 09:05.</summary>
    public static string Text(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The last millisecond of a day, for "as known on".</summary>
    public static long EndOfDayMs(DateOnly day) =>
        (day.DayNumber + 1L) * 86_400_000 - (DateTime.UnixEpoch.Ticks + Offset.Ticks) / TimeSpan.TicksPerMillisecond - 1;

    /// <summary>Reads 2024-01-31T18:05 or 2024-01-31 as the last millisecond of that minute or day: "known at 18:05" includes what was recorded at 18:05:59.</summary>
    public static bool TryParseEnd(string? text, out long unixMs)
    {
        unixMs = 0;
        if (!DateTime.TryParseExact(text?.Trim(), Typed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 1970 or > 9000)
            return false;
        var whole = text!.Trim().Length == 10 ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1);
        unixMs = (new DateTimeOffset(local, Offset) + whole).ToUnixTimeMilliseconds() - 1;
        return true;
    }
}
