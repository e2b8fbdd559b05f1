using System.Globalization;

namespace Baotuan.Platform.Pages;

/// <summary>Days and times as the people of one time zone write them: UTC+8 the whole year.</summary>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day it is now in China.</summary>
    public static DateOnly Today(this TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Offset).DateTime);

    /// <summary>A recording time (Unix milliseconds) as 2024-01-31 09:05.</summary>
    public static string Text(long unixMs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The last millisecond of a day, for "as known on".</summary>
    public static long EndOfDayMs(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).AddDays(1).ToUnixTimeMilliseconds() - 1;
}
