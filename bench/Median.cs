namespace Baotuan.Bench;

/// <summary>The middle of some measurements, as every figure here is one, and what most of them stay within.</summary>
internal static class Median
{
    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>What so many of 100 measurements stay within.</summary>
    public static double Within(IEnumerable<double> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count * percent / 100, sorted.Count - 1)];
    }

    public static TimeSpan Within(IEnumerable<TimeSpan> times, int percent) => TimeSpan.FromTicks((long)Within(times.Select(t => (double)t.Ticks), percent));

    public static TimeSpan Of(IEnumerable<TimeSpan> times) => TimeSpan.FromTicks((long)Of(times.Select(t => (double)t.Ticks)));
}
