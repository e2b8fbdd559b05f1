using Baotuan.Decisions.Contracts;
using Baotuan.Oversight.AlertRules;
using Baotuan.Oversight.Conflicts;
using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.Log;
using Baotuan.Oversight.Rectification;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Oversight.Watches;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Oversight;

/// <summary>
/// Watching: who did and who saw what (pages over the operation log that Platform writes), findings that a unit answers and an
/// inspector verifies, the three questions that parties of cases are asked, conflicts of interest that keep a person away from a matter, and alert rules that are computed from the records whenever somebody looks. Nothing here changes a
/// business record, and nothing is ever deleted.
/// </summary>
public sealed class OversightModule : IModule, IKeepsLeaves, IKnowsInterests
{
    public string Name => "oversight";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
        ["oversight_finding", "oversight_finding_event", "oversight_alert_rule", "oversight_alert_closing", "oversight_retention", WatchRow.TableName,
        Interest.Table, InterestEnd.Table, QuestionRow.TableName, ReviewRow.TableName, ReviewPartyRow.TableName, ReviewAnswerRow.TableName, ReviewEventRow.TableName, DrawRow.TableName, ReleaseRow.TableName,
        ReleasedRow.TableName, ReleaseCountRow.TableName, ReleaseTextRow.TableName];

    public IReadOnlyList<ILeafSource> LeafSources { get; } = [.. InterestLeaves.All, .. ReviewLeaves.All];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_oversight_finding_event_next", "oversight_finding_event",
            "NOT EXISTS (SELECT 1 FROM oversight_finding f WHERE f.id = NEW.finding_id) OR (NEW.sequence_no <> 1 AND NOT EXISTS "
            + "(SELECT 1 FROM oversight_finding_event e WHERE e.finding_id = NEW.finding_id AND e.sequence_no = NEW.sequence_no - 1))",
            "oversight: the event does not follow the one before it"),
        new("check_oversight_review_event_next", ReviewEventRow.TableName,
            "NOT EXISTS (SELECT 1 FROM oversight_review r WHERE r.id = NEW.review_id) OR (NEW.sequence_no <> 1 AND NOT EXISTS "
            + "(SELECT 1 FROM oversight_review_event e WHERE e.review_id = NEW.review_id AND e.sequence_no = NEW.sequence_no - 1))",
            "oversight: the step of a review does not follow the one before it"),
        new("check_oversight_review_answer_asked", ReviewAnswerRow.TableName,
            "NOT EXISTS (SELECT 1 FROM oversight_review_party p WHERE p.review_id = NEW.review_id AND p.party_no = NEW.party_no)",
            "oversight: who answers was not asked"),
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
        model.Entity<WatchRow>(t =>
        {
            t.ToTable(WatchRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
        });
        model.Entity<Interest>(t =>
        {
            t.ToTable("oversight_interest");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => x.UserId);
        });
        model.Entity<InterestEnd>(t => { t.ToTable("oversight_interest_end"); t.HasKey(x => x.InterestId); t.Property(x => x.InterestId).ValueGeneratedNever(); });
        model.Entity<QuestionRow>(t =>
        {
            t.ToTable("oversight_question");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.UnitId, x.QuestionNo });
        });
        model.Entity<ReviewRow>(t =>
        {
            t.ToTable("oversight_review");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => x.CaseId);
            t.HasIndex(x => new { x.UnitId, x.Id });
        });
        model.Entity<ReviewPartyRow>(t => { t.ToTable("oversight_review_party"); t.HasKey(x => new { x.ReviewId, x.PartyNo }); t.HasIndex(x => x.CodeHash).IsUnique(); });
        model.Entity<ReviewAnswerRow>(t => { t.ToTable("oversight_review_answer"); t.HasKey(x => new { x.ReviewId, x.PartyNo }); t.HasIndex(x => x.ClientId).IsUnique(); });
        model.Entity<ReviewEventRow>(t => { t.ToTable("oversight_review_event"); t.HasKey(x => new { x.ReviewId, x.SequenceNo }); });
        model.Entity<DrawRow>(t => { t.ToTable("oversight_review_draw"); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => x.ClientId).IsUnique(); });
        model.Entity<ReleaseRow>(t =>
        {
            t.ToTable("oversight_release");
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => x.OrganizationId);
        });
        model.Entity<ReleasedRow>(t => { t.ToTable("oversight_released"); t.HasKey(x => new { x.ReviewId, x.PartyNo }); t.HasIndex(x => x.ReleaseId); });
        model.Entity<ReleaseCountRow>(t => { t.ToTable("oversight_release_count"); t.HasKey(x => new { x.ReleaseId, x.QuestionId, x.Choice }); });
        model.Entity<ReleaseTextRow>(t => { t.ToTable("oversight_release_text"); t.HasKey(x => new { x.ReleaseId, x.TextNo }); });
        model.Entity<RetentionRow>(t => { t.ToTable("oversight_retention"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
    }

    async Task<StandingInterest?> IKnowsInterests.FindAsync(BaotuanDb db, long userId, Matter matter, DateOnly on, CancellationToken cancel)
    {
        var ids = matter.OrganizationIds.ToArray();
        var rows = await db.Set<Interest>().AsNoTracking()
            .Where(i => i.UserId == userId && i.ValidFrom <= on && (i.OrganizationId != null && ids.Contains(i.OrganizationId.Value) || i.VentureCode != "" && i.VentureCode == matter.VentureCode))
            .OrderBy(i => i.Id).ToListAsync(cancel);
        return (await Interests.InfosAsync(db, rows, cancel)).FirstOrDefault(i => i.StandsOn(on)) is { } interest ? new(interest.About, interest.Ground, interest.From) : null;
    }

    Task<IReadOnlyList<StandingKin>> IKnowsInterests.KinAsync(BaotuanDb db, FieldProtector fields, long userId, DateOnly on, CancellationToken cancel) => DeclareKin.OfAsync(db, fields, userId, on, cancel);

    public void Register(IServiceCollection services) => services.AddSingleton<AlertCounts>().AddSingleton<ThreeQuestionDesk>();

    public void Map(IEndpointRouteBuilder routes) => LogDownload.Map(routes);
}
