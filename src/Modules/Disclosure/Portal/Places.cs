using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Portal;

/// <summary>A town, zone or county with the collectives that are shown in it.</summary>
internal sealed record Place(OrgUnitInfo Unit, string Path, IReadOnlyList<OrganizationInfo> Villages);

/// <summary>The way down: places, and the collectives of each.</summary>
internal static class Places
{
    private const string VillageLevel = "village";

    /// <summary>Places with at least one shown collective, in the order of their paths.</summary>
    public static async Task<IReadOnlyList<Place>> LoadAsync(BaotuanDb db, CancellationToken cancel)
    {
        var shown = await ShownAsync(db, cancel);
        var units = await OrgUnitTree.WithThoseAboveAsync(db, shown.Select(o => o.UnitId).OfType<long>(), cancel);
        return
        [
            .. shown.Where(o => o.UnitId is not null).GroupBy(o => Above(units, o.UnitId!.Value).Id)
                .Select(g => new Place(units[g.Key], PathOf(units, units[g.Key]), [.. g]))
                .OrderBy(p => p.Path, StringComparer.Ordinal),
        ];
    }

    public static async Task<Place?> FindAsync(BaotuanDb db, string code, CancellationToken cancel) =>
        (await LoadAsync(db, cancel)).FirstOrDefault(p => p.Unit.Code == code);

    /// <summary>The place of one collective.</summary>
    public static async Task<OrgUnitInfo?> OfAsync(BaotuanDb db, OrganizationInfo organization, CancellationToken cancel) =>
        organization.UnitId is { } unit ? Above(await OrgUnitTree.WithThoseAboveAsync(db, [unit], cancel), unit) : null;

    /// <summary>One collective that is shown; null for every other code, known or not.</summary>
    public static async Task<OrganizationInfo?> VillageAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        var reach = db.Access.Reach(PartiesPermissions.OrganizationRead);
        return await Organizations.ByCodeAsync(db, code, cancel) is { } found && reach.Contains(found.Id) && (found.IsCollective || found.IsJointCompany) ? found : null;
    }

    /// <summary>Collectives that are shown, by code.</summary>
    public static Task<IReadOnlyList<OrganizationInfo>> ShownAsync(BaotuanDb db, CancellationToken cancel) => OrganizationSearch.PageAsync(
        db, new(null, OrganizationKinds.Collectives, Among: db.Access.Reach(PartiesPermissions.OrganizationRead).Among), 0, int.MaxValue, cancel);

    private static OrgUnitInfo Above(IReadOnlyDictionary<long, OrgUnitInfo> units, long unitId)
    {
        var unit = units[unitId];
        while (unit.Level == VillageLevel && unit.ParentId is { } parent && units.TryGetValue(parent, out var above))
        {
            unit = above;
        }

        return unit;
    }

    private static string PathOf(IReadOnlyDictionary<long, OrgUnitInfo> units, OrgUnitInfo unit)
    {
        var names = new List<string> { unit.Name };
        while (unit.ParentId is { } parent && units.TryGetValue(parent, out var above))
        {
            names.Insert(0, above.Name);
            unit = above;
        }

        return string.Join(" / ", names);
    }
}
