using Baotuan.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>
/// What was read, kept in memory until something changes. The state is the last line of the operation log that is a change; every change of a record writes
/// one in its own transaction.
/// </summary>
/// <param name="most">Entries before all are dropped: rare enough that starting over is simpler than an order of use.</param>
public sealed class KeptUntilChange<T>(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long State, T Value)> _kept = [];

    /// <summary>How often something was read anew; for tests.</summary>
    public int Made { get; private set; }

    /// <summary>What was kept under the key, or what is read now.</summary>
    /// <param name="key">Says everything that the value depends on beside the records: the day, the reach, who asks.</param>
    public async Task<T> OfAsync(BaotuanDb db, string key, Func<Task<T>> read, CancellationToken cancel)
    {
        // taken before the reading: a change in between makes the next look read again
        var state = await db.Set<Operation>().Where(o => o.Kind == "change").OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(cancel);
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var known) && known.State == state)
            {
                return known.Value;
            }
        }

        var value = await read();
        lock (_lock)
        {
            Made++;
            if (_kept.Count >= most)
            {
                _kept.Clear();
            }

            _kept[key] = (state, value);
        }

        return value;
    }
}
