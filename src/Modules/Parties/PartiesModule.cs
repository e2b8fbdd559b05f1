using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Parties.OrgUnits;
using Baotuan.Parties.Organizations;
using Baotuan.Parties.Shares;
using Baotuan.Platform;
using Baotuan.Platform.Imports;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Parties;

/// <summary>
/// Who there is: the tree of units, organisations, households, persons, memberships, income-right shares, and the units that
/// villages hold in joint companies. Registers (everything below a collective) are facts with two times and never change.
/// </summary>
public sealed class PartiesModule : IModule
{
    public string Name => "parties";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
        [Household.Table, Person.Table, Membership.Table, ShareClass.Table, Share.Table, CompanyUnit.Table];

    public IReadOnlyList<SheetImport> Imports { get; } =
    [
        new OrgUnitImport(), new OrganizationImport(), new HouseholdImport(), new MemberImport(),
        new ShareClassImport(), new ShareImport(), new CompanyUnitImport(),
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
        model.Entity<Membership>(t => { t.ToTable("parties_membership"); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<ShareClass>(t => { t.ToTable("parties_share_class"); t.HasKey(x => new { x.CollectiveId, x.ClassCode, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Share>(t => { t.ToTable("parties_share"); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ClassCode, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<CompanyUnit>(t => { t.ToTable("parties_company_unit"); t.HasKey(x => new { x.CompanyId, x.HolderId, x.ValidFrom, x.RecordedAtMs }); });
    }

    public void Register(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder routes) => MemberDownloads.Map(routes);
}
