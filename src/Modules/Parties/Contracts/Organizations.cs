using Baotuan.Parties.Organizations;
using Baotuan.Parties.OrgUnits;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>Kinds of organisation; the code stands in files and columns.</summary>
public static class OrganizationKinds
{
    public const string VillageCooperative = "village_cooperative";
    public const string Community = "community";
    public const string JointCompany = "joint_company";

    /// <summary>Kinds that have members and shares.</summary>
    public static readonly IReadOnlyList<string> Collectives = [VillageCooperative, Community];

    /// <summary>Code and Chinese name of every kind, in menu order.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
    [
        (VillageCooperative, "村集体经济组织"), (Community, "社区"), (JointCompany, "联合公司"),
        ("enterprise", "企业"), ("government", "政府机关"), ("zone_authority", "开发区管委会"), ("institution", "事业单位"), ("other", "其他"),
    ];

    public static string Chinese(string code) => All.FirstOrDefault(k => k.Code == code).Chinese ?? code;
}

/// <summary>What other modules may know of an organisation.</summary>
/// <param name="CreditCode">18 characters by GB 32100-2015, or empty.</param>
public sealed record OrganizationInfo(long Id, string Code, string Name, string Kind, string CreditCode, long? UnitId)
{
    public bool IsCollective => OrganizationKinds.Collectives.Contains(Kind);

    public bool IsJointCompany => Kind == OrganizationKinds.JointCompany;
}

/// <summary>Finds organisations.</summary>
public static class Organizations
{
    public static async Task<OrganizationInfo?> ByCodeAsync(BaotuanDb db, string code, CancellationToken cancel) =>
        await Infos(db.Set<Organization>().Where(o => o.Code == code)).FirstOrDefaultAsync(cancel);

    /// <summary>As <see cref="ByCodeAsync"/>; looking back from a time (not <see cref="long.MaxValue"/>) also what was undone since.</summary>
    public static async Task<OrganizationInfo?> ByCodeAsKnownAsync(BaotuanDb db, string code, long knownAtMs, CancellationToken cancel) =>
        knownAtMs == long.MaxValue
            ? await ByCodeAsync(db, code, cancel)
            : await Infos(db.Set<Organization>().IgnoreQueryFilters().Where(o => o.Code == code)).FirstOrDefaultAsync(cancel);

    public static async Task<IReadOnlyDictionary<long, OrganizationInfo>> ByIdsAsync(
        BaotuanDb db, IEnumerable<long> ids, CancellationToken cancel)
    {
        var wanted = ids.Distinct().ToArray();
        // history names organisations whose import was undone
        return await Infos(db.Set<Organization>().IgnoreQueryFilters().Where(o => wanted.Contains(o.Id))).ToDictionaryAsync(o => o.Id, cancel);
    }

    /// <summary>All organisations of a kind (or of every kind), by code.</summary>
    public static async Task<IReadOnlyList<OrganizationInfo>> ListAsync(BaotuanDb db, string? kind, CancellationToken cancel) =>
        await Infos(db.Set<Organization>().Where(o => kind == null || o.Kind == kind).OrderBy(o => o.Code)).ToListAsync(cancel);

    /// <summary>
    /// The statistical code of the nearest unit above that has one, else the region inside the credit code (places 3–8), else
    /// empty: the key by which regional rules are found.
    /// </summary>
    public static Task<string> RegionCodeAsync(BaotuanDb db, OrganizationInfo organization, CancellationToken cancel) => RegionAsync(
        organization, id => db.Set<OrgUnit>().AsNoTracking().IgnoreQueryFilters().Where(u => u.Id == id).Select(u => new UnitCode(u.Id, u.ParentId, u.StatisticalCode)).FirstAsync(cancel));

    /// <summary>As <see cref="RegionCodeAsync"/> for many at once; the tree of units is read whole.</summary>
    public static async Task<IReadOnlyDictionary<long, string>> RegionCodesAsync(BaotuanDb db, IReadOnlyList<OrganizationInfo> organizations, CancellationToken cancel)
    {
        var units = await db.Set<OrgUnit>().AsNoTracking().IgnoreQueryFilters().Select(u => new UnitCode(u.Id, u.ParentId, u.StatisticalCode)).ToDictionaryAsync(u => u.Id, cancel);
        var regions = new Dictionary<long, string>();
        foreach (var organization in organizations)
        {
            regions[organization.Id] = await RegionAsync(organization, id => Task.FromResult(units[id]));
        }

        return regions;
    }

    private sealed record UnitCode(long Id, long? ParentId, string StatisticalCode);

    private static async Task<string> RegionAsync(OrganizationInfo organization, Func<long, Task<UnitCode>> unitOf)
    {
        var unitId = organization.UnitId;
        for (var depth = 0; unitId is { } id && depth < 12; depth++)
        {
            var unit = await unitOf(id);
            if (unit.StatisticalCode.Length > 0)
            {
                return unit.StatisticalCode;
            }

            unitId = unit.ParentId;
        }

        return organization.CreditCode.Length == 18 ? organization.CreditCode[2..8] : "";
    }

    private static IQueryable<OrganizationInfo> Infos(IQueryable<Organization> rows) =>
        rows.AsNoTracking().Select(o => new OrganizationInfo(o.Id, o.Code, o.Name, o.Kind, o.CreditCode, o.UnitId));
}
