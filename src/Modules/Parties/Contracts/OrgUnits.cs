using Baotuan.Parties.OrgUnits;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>A node of the organisational tree: county, town, zone, village.</summary>
public sealed record OrgUnitInfo(long Id, string Code, string Name, string Level, long? ParentId);

/// <summary>Reads the organisational tree.</summary>
public static class OrgUnitTree
{
    public static Task<OrgUnitInfo?> ByCodeAsync(BaotuanDb db, string code, CancellationToken cancel) =>
        Infos(db.Set<OrgUnit>().Where(u => u.Code == code)).FirstOrDefaultAsync(cancel);

    /// <summary>Codes of all units.</summary>
    public static async Task<IReadOnlySet<string>> CodesAsync(BaotuanDb db, CancellationToken cancel) =>
        (await db.Set<OrgUnit>().AsNoTracking().Select(u => u.Code).ToListAsync(cancel)).ToHashSet();

    /// <summary>Names of units by id.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> NamesAsync(BaotuanDb db, IEnumerable<long> unitIds, CancellationToken cancel)
    {
        var ids = unitIds.Distinct().ToArray();
        return await db.Set<OrgUnit>().AsNoTracking().IgnoreQueryFilters().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, cancel);
    }

    /// <summary>The unit and everything below it.</summary>
    public static async Task<IReadOnlyList<long>> WithinAsync(BaotuanDb db, long unitId, CancellationToken cancel)
    {
        var all = new HashSet<long> { unitId };
        long?[] level = [unitId];
        while (level.Length > 0)
        {
            var parents = level;
            var below = await db.Set<OrgUnit>().Where(u => parents.Contains(u.ParentId)).Select(u => u.Id).ToListAsync(cancel);
            level = [.. below.Where(all.Add)];
        }

        return [.. all];
    }

    /// <summary>Names from the top down to the unit: 平湖市, 新埭镇, 星光村.</summary>
    public static async Task<IReadOnlyList<string>> PathAsync(BaotuanDb db, long? unitId, CancellationToken cancel)
    {
        var names = new List<string>();
        for (var depth = 0; unitId is { } id && depth < 12; depth++)
        {
            var unit = await Infos(db.Set<OrgUnit>().Where(u => u.Id == id)).FirstAsync(cancel);
            names.Insert(0, unit.Name);
            unitId = unit.ParentId;
        }

        return names;
    }

    /// <summary>Units by number, also those whose import was undone: history names them.</summary>
    public static async Task<IReadOnlyDictionary<long, OrgUnitInfo>> ByIdsAsync(BaotuanDb db, IEnumerable<long> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToArray();
        return await Infos(db.Set<OrgUnit>().IgnoreQueryFilters().Where(u => wanted.Contains(u.Id))).ToDictionaryAsync(u => u.Id, cancel);
    }

    /// <summary>These units and all units above them, by number: one question for each level of the tree.</summary>
    public static async Task<IReadOnlyDictionary<long, OrgUnitInfo>> WithThoseAboveAsync(BaotuanDb db, IEnumerable<long> unitIds, CancellationToken cancel)
    {
        var all = new Dictionary<long, OrgUnitInfo>();
        var level = unitIds.Distinct().ToList();
        for (var depth = 0; level.Count > 0 && depth < 12; depth++)
        {
            var found = await ByIdsAsync(db, level, cancel);
            foreach (var unit in found.Values)
            {
                all[unit.Id] = unit;
            }

            level = [.. found.Values.Select(u => u.ParentId).OfType<long>().Where(id => !all.ContainsKey(id)).Distinct()];
        }

        return all;
    }

    private static IQueryable<OrgUnitInfo> Infos(IQueryable<OrgUnit> rows) =>
        rows.AsNoTracking().Select(u => new OrgUnitInfo(u.Id, u.Code, u.Name, u.Level, u.ParentId));
}
