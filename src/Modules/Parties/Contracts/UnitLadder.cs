using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Contracts;

/// <summary>The units above organisations, for what climbs up the tree while it is late. Computed whenever somebody looks; no job has to run.</summary>
public sealed class UnitLadder
{
    private readonly IReadOnlyDictionary<long, OrgUnitInfo> _units;

    private UnitLadder(IReadOnlyDictionary<long, OrgUnitInfo> units) => _units = units;

    public static async Task<UnitLadder> LoadAsync(BaotuanDb db, IEnumerable<OrganizationInfo> organizations, CancellationToken cancel) =>
        new(await OrgUnitTree.WithThoseAboveAsync(db, organizations.Select(o => o.UnitId).OfType<long>(), cancel));

    /// <summary>How many of so many levels above an organisation's own unit there are, and the unit there; null while it stays with its own.</summary>
    public (OrgUnitInfo? Unit, int Climbed) Up(OrganizationInfo organization, int levels)
    {
        var unit = organization.UnitId is { } own ? _units.GetValueOrDefault(own) : null;
        var climbed = 0;
        while (climbed < levels && unit?.ParentId is { } parent && _units.TryGetValue(parent, out var above))
        {
            (unit, climbed) = (above, climbed + 1);
        }

        return (climbed == 0 ? null : unit, climbed);
    }
}
