using Baotuan.Oversight.AlertRules;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>Counts of open alerts, kept until something changes: the rules run once for a day, a reach, what somebody may read and a state of the records, not at every look at the workbench.</summary>
public sealed class AlertCounts
{
    private readonly KeptUntilChange<int> _counts = new(most: 200);

    /// <summary>How often the rules ran; for tests.</summary>
    public int Runs => _counts.Made;

    /// <summary>Open alerts inside the view scope; null for who may not read them.</summary>
    public async Task<int?> OfAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        if (!db.Caller.Holds(OversightPermissions.AlertRead))
        {
            return null;
        }

        var reach = db.Access.Reach(OversightPermissions.AlertRead);
        return await _counts.OfAsync(db, $"{today:yyyy-MM-dd} {reach.Key} {db.Caller.PermissionsKey}", () => ReadAlerts.OpenCountAsync(db, reach, today, cancel), cancel);
    }
}
