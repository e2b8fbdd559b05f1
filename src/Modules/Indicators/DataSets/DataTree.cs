using Baotuan.Indicators.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Kernel;

namespace Baotuan.Indicators.DataSets;

/// <summary>Who reports a set in a period, and which unit accepts whom: the nearest one above of a level that accepts, up to the place of the set.</summary>
internal sealed record DataTree(DataSetInfo Set, IReadOnlyList<OrganizationInfo> Organizations, IReadOnlyDictionary<long, OrgUnitInfo> Units)
{
    /// <param name="only">The one organisation asked for; null for all.</param>
    public static async Task<DataTree> LoadAsync(BaotuanDb db, DataSetInfo set, Period period, long? only, long knownAtMs, CancellationToken cancel)
    {
        var within = await WithinAsync(db, set.PlaceCode, cancel);
        long[] among = only is { } one ? within.Contains(one) ? [one] : [] : [.. within.Order()];
        var records = await PartyRecords.OrganizationsAsync(db, set.Kinds, among, period.End, knownAtMs, cancel);
        var infos = await Parties.Contracts.Organizations.ByIdsAsync(db, records.Select(r => r.Id), cancel);
        var units = await OrgUnitTree.WithThoseAboveAsync(db, infos.Values.Select(o => o.UnitId).OfType<long>(), cancel);
        return new(set, [.. records.Select(r => infos[r.Id])], units);
    }

    /// <summary>Organisations below the unit of a code; none where there is no such unit.</summary>
    public static async Task<IReadOnlySet<long>> WithinAsync(BaotuanDb db, string placeCode, CancellationToken cancel) => await OrgUnitTree.ByCodeAsync(db, placeCode, cancel) is { } place
        ? await db.Modules.OfType<IScopeTree>().Single().OrganizationsWithinAsync(db, [place.Id], cancel)
        : new HashSet<long>();

    public long? AcceptorOf(OrganizationInfo organization) => From(organization.UnitId);

    public long? Above(long unitId) => Units[unitId].Code == Set.PlaceCode ? null : From(Units[unitId].ParentId);

    /// <summary>Units that accept, from an organisation to the top.</summary>
    public IEnumerable<long> Chain(OrganizationInfo organization) => ChainFrom(AcceptorOf(organization));

    /// <summary>A unit that accepts, if there is one, and those above it.</summary>
    public IEnumerable<long> ChainFrom(long? unitId)
    {
        for (var unit = unitId; unit is { } id; unit = Above(id))
        {
            yield return id;
        }
    }

    private long? From(long? unitId)
    {
        for (var depth = 0; unitId is { } id && depth < 12 && Units.TryGetValue(id, out var unit); depth++)
        {
            if (Set.AcceptLevels.Contains(unit.Level))
            {
                return id;
            }

            unitId = unit.Code == Set.PlaceCode ? null : unit.ParentId;
        }

        return null;
    }
}
