using System.Security.Cryptography;
using Baotuan.Oversight.AlertRules;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Contracts;

/// <summary>
/// Counts of open alerts, kept in memory until something changes: the rules run once for a day, a reach and a state of the records, not at every
/// look at the workbench. The state is the last line of the operation log that is a change; every change of a record writes one in its own transaction.
/// </summary>
public sealed class AlertCounts
{
    private const int Most = 200;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long State, int Count)> _counts = [];

    /// <summary>How often the rules ran; for tests.</summary>
    public int Runs { get; private set; }

    /// <summary>Open alerts inside the view scope; null for who may not read them.</summary>
    public async Task<int?> OfAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        if (!db.Caller.Holds(OversightPermissions.AlertRead))
        {
            return null;
        }

        var reach = db.Access.Reach(OversightPermissions.AlertRead);
        // read before the rules run: a change in between makes the next look count again
        var state = await db.Set<Operation>().Where(o => o.Kind == "change").OrderByDescending(o => o.Id).Select(o => o.Id).FirstOrDefaultAsync(cancel);
        var key = $"{today:yyyy-MM-dd} {NameOf(reach)}";
        lock (_lock)
        {
            if (_counts.TryGetValue(key, out var known) && known.State == state)
            {
                return known.Count;
            }
        }

        var count = await ReadAlerts.OpenCountAsync(db, reach, today, cancel);
        lock (_lock)
        {
            Runs++;
            if (_counts.Count >= Most)
            {
                _counts.Clear();
            }

            _counts[key] = (state, count);
        }

        return count;
    }

    private static string NameOf(OrganizationSet reach) => reach.Everywhere
        ? "*"
        : Convert.ToHexStringLower(SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes<long>(reach.Ids.Order().ToArray())));
}
