using Baotuan.Disclosure.Clock;
using Baotuan.Disclosure.Contracts;
using Baotuan.Disclosure.Data;
using Baotuan.Disclosure.Notices;
using Baotuan.Disclosure.Settings;
using Baotuan.Disclosure.Slips;
using Baotuan.Indicators.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Disclosure;

/// <summary>
/// Making public: the portal that everybody reads without signing in, open data, the clock of what is to be published when,
/// notices and honours. It computes from the records of the other modules and changes none of them.
/// </summary>
public sealed class DisclosureModule : IModule, IPublicReach, IKeepsLeaves, IComputesIndicators
{
    public string Name => "disclosure";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
        [SettingRow.TableName, PublishingActRow.TableName, NoticeRow.TableName, "disclosure_notice_event", SlipObjectionRow.TableName, SlipAnswerRow.TableName];

    public IReadOnlyList<ILeafSource> LeafSources => DisclosureLeaves.All;

    public IReadOnlyList<Computation> Computations => HonourNumbers.All;

    public IReadOnlyList<SheetImport> Imports { get; } = [new HonourSheet()];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_disclosure_notice_event_next", "disclosure_notice_event",
            "NOT EXISTS (SELECT 1 FROM disclosure_notice n WHERE n.id = NEW.notice_id) OR (NEW.sequence_no <> 1 AND NOT EXISTS "
            + "(SELECT 1 FROM disclosure_notice_event e WHERE e.notice_id = NEW.notice_id AND e.sequence_no = NEW.sequence_no - 1))",
            "disclosure: the event does not follow the one before it"),
    ];

    public IReadOnlyList<Permission> Permissions => DisclosurePermissions.All;

    public IReadOnlyList<Permission> PublicPermissions => PublicReach.Permissions;

    public Task<OrganizationSet> ShownAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadSettings.ShownAsync(db, today, cancel);

    public Permission LinePermission => VenturesPermissions.PayoutRead;

    public async Task<OrganizationSet> LinesShownAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
        new(false, await ReadSettings.YesAsync(db, SettingNames.HouseholdAmounts, today, cancel));

    public void Tables(ModelBuilder model)
    {
        model.Entity<SettingRow>(t =>
        {
            t.ToTable(SettingRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.Name, x.OrganizationId });
        });
        model.Entity<PublishingActRow>(t =>
        {
            t.ToTable(PublishingActRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.OrganizationId, x.Id });
        });
        model.Entity<NoticeRow>(t =>
        {
            t.ToTable(NoticeRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.OrganizationId, x.Id });
        });
        model.Entity<NoticeEventRow>(t => { t.ToTable("disclosure_notice_event"); t.HasKey(x => new { x.NoticeId, x.SequenceNo }); });
        model.Entity<SlipObjectionRow>(t =>
        {
            t.ToTable("disclosure_slip_objection");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.CascadeId, x.HouseholdNo });
            t.HasIndex(x => new { x.OrganizationId, x.Id });
        });
        model.Entity<SlipAnswerRow>(t => { t.ToTable("disclosure_slip_answer"); t.HasKey(x => x.ObjectionId); t.Property(x => x.ObjectionId).ValueGeneratedNever(); });
    }

    public void Register(IServiceCollection services) => services.AddSingleton<SlipObjectionDesk>();

    public void Map(IEndpointRouteBuilder routes)
    {
        OpenData.Map(routes);
        ReceiptDownloads.Map(routes);
    }
}
