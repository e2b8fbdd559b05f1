using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Log;

/// <summary>
/// Times as lines of the log. Recording times never go back, so a time is found among the numbers by halving: some twenty
/// look-ups by key in a log of a million lines, and no index on times.
/// </summary>
internal static class LogTime
{
    /// <summary>The first number whose line is not before the moment; one past the end where there is none.</summary>
    public static async Task<long> FirstIdAsync(BaotuanDb db, long fromMs, CancellationToken cancel)
    {
        var lines = db.Set<Operation>().AsNoTracking();
        var (low, high) = (1L, await lines.OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(cancel) + 1);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var line = await lines.Where(o => o.Id >= middle && o.Id < high).OrderBy(o => o.Id)
                .Select(o => new { o.Id, o.RecordedAtMs }).FirstOrDefaultAsync(cancel);
            if (line is null || line.RecordedAtMs >= fromMs)
            {
                high = middle;
            }
            else
            {
                low = line.Id + 1;
            }
        }

        return low;
    }

    /// <summary>The first millisecond of a day or minute as typed; null when it is neither.</summary>
    public static long? Start(string? text) => ChinaTime.TryParseEnd(text, out var end)
        ? end + 1 - (long)(text!.Trim().Length == 10 ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(1)).TotalMilliseconds
        : null;

    /// <summary>The last millisecond of a day or minute as typed.</summary>
    public static long? End(string? text) => ChinaTime.TryParseEnd(text, out var end) ? end : null;
}
