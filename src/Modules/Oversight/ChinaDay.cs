using Baotuan.Platform.Storage;

namespace Baotuan.Oversight;

/// <summary>The day in China of a recording time.</summary>
internal static class ChinaDay
{
    public static DateOnly Of(long unixMs) =>
        DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(unixMs).ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>The day of the write transaction.</summary>
    public static DateOnly Today(this BaotuanDb db) => Of(db.RecordedAtMs);
}
