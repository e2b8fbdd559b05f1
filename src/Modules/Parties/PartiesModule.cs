using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Inheritances;
using Baotuan.Parties.Members;
using Baotuan.Parties.OrgUnits;
using Baotuan.Parties.Organizations;
using Baotuan.Parties.Shares;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Parties;

/// <summary>
/// Who there is: the tree of units, organisations, households, persons, memberships, income-right shares, and the units that
/// villages hold in joint companies. Registers (everything below a collective) are facts with two times and never change.
/// </summary>
public sealed class PartiesModule : IModule, IScopeTree, IKeepsLeaves
{
    public string Name => "parties";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
        [Household.Table, Person.Table, Membership.Table, ShareClass.Table, Share.Table, CompanyUnit.Table,
        Inheritance.Table, InheritanceLine.Table, InheritanceReversal.Table];

    public IReadOnlyList<SheetImport> Imports { get; } =
    [
        new OrgUnitImport(), new OrganizationImport(), new HouseholdImport(), new MemberImport(),
        new ShareClassImport(), new ShareImport(), new InheritanceImport(), new CompanyUnitImport(),
    ];

    public IReadOnlyList<ILeafSource> LeafSources { get; } = [.. RegisterLeaves.All, .. InheritanceLeaves.All];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_parties_inheritance_sum", Inheritance.Table,
            "(SELECT COUNT(*) <> NEW.line_count OR COALESCE(SUM(l.quantity10000), 0) <> NEW.sum10000 FROM parties_inheritance_line l WHERE l.inheritance_id = NEW.id)",
            "the lines do not add up to the inheritance"),
    ];

    public void Tables(ModelBuilder model)
    {
        model.Entity<OrgUnit>(t =>
        {
            t.ToTable("parties_org_unit");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.Code).IsUnique();
            t.HasQueryFilter(x => x.ImportBatchId >= 0);
        });
        model.Entity<Organization>(t =>
        {
            t.ToTable("parties_organization");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.Code).IsUnique();
            t.HasQueryFilter(x => x.ImportBatchId >= 0);
        });
        model.Entity<Household>(t => { t.ToTable("parties_household"); t.HasKey(x => new { x.CollectiveId, x.HouseholdNo, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Person>(t => { t.ToTable("parties_person"); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<PersonIndex>(t => { t.ToTable("parties_person_index"); t.HasKey(x => new { x.CollectiveId, x.Field, x.Digest, x.MemberNo, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Membership>(t => { t.ToTable("parties_membership"); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<ShareClass>(t => { t.ToTable("parties_share_class"); t.HasKey(x => new { x.CollectiveId, x.ClassCode, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Share>(t => { t.ToTable("parties_share"); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ClassCode, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Inheritance>(t =>
        {
            t.ToTable("parties_inheritance");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.CollectiveId, x.MemberNo });
        });
        model.Entity<InheritanceLine>(t => { t.ToTable("parties_inheritance_line"); t.HasKey(x => new { x.InheritanceId, x.HeirNo, x.ClassCode }); });
        model.Entity<InheritanceReversal>(t => { t.ToTable("parties_inheritance_reversal"); t.HasKey(x => x.InheritanceId); t.Property(x => x.InheritanceId).ValueGeneratedNever(); });
        model.Entity<CompanyUnit>(t => { t.ToTable("parties_company_unit"); t.HasKey(x => new { x.CompanyId, x.HolderId, x.ValidFrom, x.RecordedAtMs }); });
    }

    public IReadOnlyList<Permission> Permissions => PartiesPermissions.All;

    public void Register(IServiceCollection services)
    {
    }

    async Task<IReadOnlySet<long>> IScopeTree.OrganizationsWithinAsync(BaotuanDb db, IReadOnlyCollection<long> unitIds, CancellationToken cancel)
    {
        var parents = await db.Set<OrgUnit>().AsNoTracking().Select(u => new { u.Id, u.ParentId }).ToListAsync(cancel);
        var below = parents.ToLookup(u => u.ParentId, u => u.Id);
        var within = new HashSet<long>();
        var open = new Stack<long>(unitIds);
        while (open.TryPop(out var unit))
        {
            if (within.Add(unit))
            {
                foreach (var child in below[unit])
                {
                    open.Push(child);
                }
            }
        }

        var organizations = await db.Set<Organization>().AsNoTracking().Where(o => o.UnitId != null).Select(o => new { o.Id, o.UnitId }).ToListAsync(cancel);
        return organizations.Where(o => within.Contains(o.UnitId!.Value)).Select(o => o.Id).ToHashSet();
    }

    async Task<IReadOnlySet<string>> IScopeTree.CodesAsync(BaotuanDb db, IReadOnlySet<long> organizationIds, CancellationToken cancel)
    {
        var ids = organizationIds.ToArray();
        return (await db.Set<Organization>().AsNoTracking().Where(o => ids.Contains(o.Id)).Select(o => o.Code).ToListAsync(cancel)).ToHashSet();
    }

    async Task<OwnLine?> IScopeTree.OwnLineAsync(BaotuanDb db, long collectiveId, string memberNo, DateOnly on, CancellationToken cancel)
    {
        var member = await MemberHistory.FindAsync(db, collectiveId, memberNo, on, cancel);
        return member is null ? null : new(collectiveId, memberNo, member.HouseholdNo);
    }

    public void Map(IEndpointRouteBuilder routes) => MemberDownloads.Map(routes);
}
