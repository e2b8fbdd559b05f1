using Baotuan.Decisions.Assemblies;
using Baotuan.Decisions.Contracts;
using Baotuan.Decisions.Figures;
using Baotuan.Decisions.Imports;
using Baotuan.Decisions.Paths;
using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Engine.Shares;
using Baotuan.Parties.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Decisions;

/// <summary>
/// How an organisation comes to a decision: a proposal frozen with its hash, its publication, objections and answers, the assembly
/// with its roll, approvals, and what was carried out. Everything is an event; the state is computed, never stored.
/// </summary>
public sealed class DecisionsModule : IModule, IKeepsLeaves, IShareCaps
{
    private const string OwnLines = "FROM decisions_attendance a WHERE a.collective_id = NEW.collective_id AND a.assembly_id = NEW.id";

    public string Name => "decisions";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "decisions_proposal", "decisions_concerned", "decisions_publication", "decisions_publication_stop", "decisions_objection", "decisions_answer",
        "decisions_step", "decisions_assembly", Attendance.TableName, "decisions_approval", "decisions_withdrawal", ExecutionRow.TableName,
        PathRow.TableName, FigureRow.TableName, Representative.TableName,
    ];

    public IReadOnlyList<ILeafSource> LeafSources => DecisionLeaves.All;

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_decisions_assembly_roll", "decisions_assembly",
            $"(SELECT COUNT(*) <> NEW.attended {OwnLines}) OR NEW.attended > NEW.eligible OR NEW.for_count + NEW.against_count + NEW.abstain_count > NEW.attended",
            "the roll does not add up to the assembly"),
        new("check_decisions_assembly_votes", "decisions_assembly",
            $"NEW.named AND (SELECT COALESCE(SUM(CASE WHEN a.vote = 'for' THEN 1 ELSE 0 END), 0) <> NEW.for_count {OwnLines})",
            "the votes of the roll do not add up"),
        new("check_decisions_approval_own", "decisions_approval",
            "NEW.user_id = 0 OR EXISTS (SELECT 1 FROM decisions_proposal p WHERE p.id = NEW.proposal_id AND p.prepared_by = NEW.user_id)",
            "nobody approves what he prepared"),
    ];

    public IReadOnlyList<SheetImport> Imports { get; } = [new PathImport(), new FigureImport(), new RepresentativeImport()];

    public IReadOnlyList<Permission> Permissions => DecisionsPermissions.All;

    public void Tables(ModelBuilder model)
    {
        model.Ignore<DecisionEvent>();
        model.Entity<Proposal>(t =>
        {
            t.ToTable("decisions_proposal");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.OrganizationId, x.Kind, x.SubjectKey });
        });
        model.Entity<Concerned>(t => { t.ToTable("decisions_concerned"); t.HasKey(x => new { x.ProposalId, x.OrganizationId }); t.HasIndex(x => x.OrganizationId); });
        Sent<PublicationRow>(model, "decisions_publication");
        model.Entity<PublicationStopRow>(t => { t.ToTable("decisions_publication_stop"); t.HasKey(x => x.PublicationId); t.Property(x => x.PublicationId).ValueGeneratedNever(); t.HasIndex(x => x.ProposalId); });
        Sent<ObjectionRow>(model, "decisions_objection");
        model.Entity<AnswerRow>(t => { t.ToTable("decisions_answer"); t.HasKey(x => x.ObjectionId); t.Property(x => x.ObjectionId).ValueGeneratedNever(); t.HasIndex(x => x.ProposalId); });
        model.Entity<StepRow>(t => { t.ToTable("decisions_step"); t.HasKey(x => new { x.ProposalId, x.StepCode }); });
        Sent<AssemblyRow>(model, "decisions_assembly");
        model.Entity<Attendance>(t => { t.ToTable(Attendance.TableName); t.HasKey(x => new { x.CollectiveId, x.AssemblyId, x.MemberNo }); });
        model.Entity<ApprovalRow>(t =>
        {
            t.ToTable("decisions_approval");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ProposalId);
        });
        model.Entity<WithdrawalRow>(t => { t.ToTable("decisions_withdrawal"); t.HasKey(x => x.ProposalId); t.Property(x => x.ProposalId).ValueGeneratedNever(); });
        model.Entity<ExecutionRow>(t =>
        {
            t.ToTable(ExecutionRow.TableName);
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ProposalId).IsUnique();
            t.HasIndex(x => new { x.OrganizationId, x.Kind, x.SubjectKey });
        });
        model.Entity<PathRow>(t => { t.ToTable(PathRow.TableName); t.HasKey(x => new { x.OrganizationId, x.Kind, x.Subject, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<FigureRow>(t => { t.ToTable(FigureRow.TableName); t.HasKey(x => new { x.Name, x.Region, x.Kind, x.ValidFrom, x.RecordedAtMs }); });
        model.Entity<Representative>(t => { t.ToTable(Representative.TableName); t.HasKey(x => new { x.CollectiveId, x.MemberNo, x.ValidFrom, x.RecordedAtMs }); });
    }

    Task<IReadOnlyList<ShareCap>> IShareCaps.OfAsync(BaotuanDb db, OrganizationInfo collective, CancellationToken cancel) =>
        FigureBook.ShareCapsAsync(db, collective, cancel);

    public void Register(IServiceCollection services)
    {
    }

    private static void Sent<T>(ModelBuilder model, string table)
        where T : ClientEventRow
    {
        var entity = model.Entity<T>();
        entity.ToTable(table);
        entity.HasKey(x => x.Id);
        entity.Property(x => x.Id).ValueGeneratedNever();
        entity.HasIndex(x => x.ClientId).IsUnique();
        entity.HasIndex(x => x.ProposalId);
    }
}
