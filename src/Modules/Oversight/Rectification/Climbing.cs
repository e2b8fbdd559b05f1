using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Rectification;

/// <summary>
/// How far overdue findings have climbed up the tree of units: one level for every N days past the due day, and one for every
/// time somebody lifted them. N is a dated parameter (rules/escalation.csv), the one in force on the due day.
/// </summary>
internal sealed class Climbing
{
    private static readonly DatedRules<int> Days = DatedRules<int>.Read<OversightModule>("escalation", l => RuleFile.Number(l["days"]));

    private readonly UnitLadder _ladder;

    private Climbing(UnitLadder ladder) => _ladder = ladder;

    public static async Task<Climbing> LoadAsync(BaotuanDb db, IEnumerable<OrganizationInfo> organizations, CancellationToken cancel) =>
        new(await UnitLadder.LoadAsync(db, organizations, cancel));

    /// <summary>Null where the finding neither is overdue nor was lifted, or waits for nobody below.</summary>
    public FindingClimb? Of(FindingStanding standing, OrganizationInfo organization, DateOnly today)
    {
        if (!standing.IsWaitingForUnit || (!standing.IsOverdue(today) && standing.Lifted == 0))
        {
            return null;
        }

        var late = Math.Max(0, today.DayNumber - standing.DueOn.DayNumber);
        var (unit, climbed) = _ladder.Up(organization, late / Days.On(standing.DueOn) + standing.Lifted);
        return new(late, climbed, unit);
    }
}
