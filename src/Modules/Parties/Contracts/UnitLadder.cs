using Baotuan.Platform;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Contracts;

/// <summary>Days past a due day that make one level up, dated: the line in force on the due day counts.</summary>
public sealed class DaysPerLevel
{
    private readonly IReadOnlyList<(DateOnly ValidFrom, int Days)> _lines;

    private DaysPerLevel(IReadOnlyList<(DateOnly, int)> lines) => _lines = lines;

    /// <summary>A rule file of a module with the columns <c>valid_from</c> and <c>days</c>.</summary>
    public static DaysPerLevel Read<TModule>(string name)
        where TModule : IModule =>
        new([.. RuleFile.Read<TModule>(name).Select(l => (RuleFile.Day(l["valid_from"]), RuleFile.Number(l["days"]))).OrderByDescending(s => s.Item1)]);

    /// <summary>How many days make a level for what was due on this day.</summary>
    public int On(DateOnly dueOn) => _lines.FirstOrDefault(s => s.ValidFrom <= dueOn, _lines[^1]).Days;
}

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
