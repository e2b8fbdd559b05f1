using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Rectification;

/// <summary>
/// How far overdue findings have climbed up the tree of units: one level for every N days past the due day, and one for every
/// time somebody lifted them. N is a dated parameter (rules/escalation.csv), the one in force on the due day. Computed from the
/// due day and today; no job has to run.
/// </summary>
internal sealed class Climbing
{
    private static readonly IReadOnlyList<(DateOnly ValidFrom, int Days)> Steps =
        [.. RuleFile.Read<OversightModule>("escalation").Select(l => (RuleFile.Day(l["valid_from"]), RuleFile.Number(l["days"]))).OrderByDescending(s => s.Item1)];

    private IReadOnlyDictionary<long, OrgUnitInfo> _units = new Dictionary<long, OrgUnitInfo>();

    public static async Task<Climbing> LoadAsync(BaotuanDb db, IEnumerable<OrganizationInfo> organizations, CancellationToken cancel) =>
        new() { _units = await OrgUnitTree.WithThoseAboveAsync(db, organizations.Select(o => o.UnitId).OfType<long>(), cancel) };

    /// <summary>Days past the due day that make one level.</summary>
    public static int DaysPerLevel(DateOnly dueOn) => Steps.FirstOrDefault(s => s.ValidFrom <= dueOn, Steps[^1]).Days;

    /// <summary>Null where the finding neither is overdue nor was lifted, or waits for nobody below.</summary>
    public FindingClimb? Of(FindingStanding standing, OrganizationInfo organization, DateOnly today)
    {
        if (!standing.IsWaitingForUnit || (!standing.IsOverdue(today) && standing.Lifted == 0))
        {
            return null;
        }

        var late = Math.Max(0, today.DayNumber - standing.DueOn.DayNumber);
        return At(organization, late, late / DaysPerLevel(standing.DueOn) + standing.Lifted);
    }

    private FindingClimb At(OrganizationInfo organization, int late, int levels)
    {
        var unit = organization.UnitId is { } own ? _units.GetValueOrDefault(own) : null;
        var climbed = 0;
        while (climbed < levels && unit?.ParentId is { } parent && _units.TryGetValue(parent, out var above))
        {
            (unit, climbed) = (above, climbed + 1);
        }

        return new(late, climbed, climbed == 0 ? null : unit);
    }
}
