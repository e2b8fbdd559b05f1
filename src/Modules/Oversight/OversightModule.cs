using Baotuan.Oversight.AlertRules;
using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.Log;
using Baotuan.Oversight.Rectification;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Oversight;

/// <summary>
/// Watching: who did and who saw what (pages over the operation log that Platform writes), findings that a unit answers and an
/// inspector verifies, and alert rules that are computed from the records whenever somebody looks. Nothing here changes a
/// business record, and nothing is ever deleted.
/// </summary>
public sealed class OversightModule : IModule
{
    public string Name => "oversight";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
        ["oversight_finding", "oversight_finding_event", "oversight_alert_rule", "oversight_alert_closing", "oversight_retention"];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_oversight_finding_event_next", "oversight_finding_event",
            "NOT EXISTS (SELECT 1 FROM oversight_finding f WHERE f.id = NEW.finding_id) OR (NEW.sequence_no <> 1 AND NOT EXISTS "
            + "(SELECT 1 FROM oversight_finding_event e WHERE e.finding_id = NEW.finding_id AND e.sequence_no = NEW.sequence_no - 1))",
            "oversight: the event does not follow the one before it"),
    ];

    public IReadOnlyList<Permission> Permissions => OversightPermissions.All;

    public void Tables(ModelBuilder model)
    {
        model.Entity<Finding>(t =>
        {
            t.ToTable("oversight_finding");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.OrganizationId, x.Id });
            t.HasIndex(x => x.Subject);
        });
        model.Entity<FindingEvent>(t => { t.ToTable("oversight_finding_event"); t.HasKey(x => new { x.FindingId, x.SequenceNo }); });
        model.Entity<AlertRuleRow>(t => { t.ToTable("oversight_alert_rule"); t.HasKey(x => new { x.Code, x.Version }); });
        model.Entity<AlertClosing>(t => { t.ToTable("oversight_alert_closing"); t.HasKey(x => new { x.RuleCode, x.Subject, x.Fingerprint }); });
        model.Entity<RetentionRow>(t => { t.ToTable("oversight_retention"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
    }

    public void Register(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder routes) => LogDownload.Map(routes);
}
