using Baotuan.Ventures.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Leaves;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Downloads;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Rules;
using Baotuan.Ventures.Ventures;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Ventures;

/// <summary>
/// Pooled projects: phases, terms, land quota, contributions, the equity register, distributions, payments, and how each
/// holder passes its part on, down to the member's line. Books are kept by Ledger; who is who is known to Parties.
/// </summary>
public sealed class VenturesModule : IModule, IKeepsLeaves
{
    public string Name => "ventures";

    public IReadOnlyList<string> AppendOnlyTables { get; } =
    [
        "ventures_return_term", "ventures_funding_source", "ventures_published_figure", "ventures_withdrawal",
        "ventures_contribution", "ventures_equity_event", "ventures_distribution", "ventures_distribution_line",
        "ventures_reversal", "ventures_payment", "ventures_payment_line", "ventures_payment_result",
        "ventures_cascade", "ventures_cascade_step", "ventures_cascade_line", Payout.Table,
        "ventures_bank_batch", "ventures_bank_line", "ventures_bank_result", "ventures_bank_release", "ventures_appropriation_rule",
    ];

    public IReadOnlyList<ILeafSource> LeafSources => VentureLeaves.All;

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("check_ventures_distribution_sum", "ventures_distribution",
            Differs("ventures_distribution_line", "distribution_id = NEW.id", "NEW.line_count", "NEW.sum_fen") + " OR NEW.sum_fen <> NEW.pool_fen",
            "distribution lines do not sum to the pool"),
        new("check_ventures_payment_sum", "ventures_payment",
            Differs("ventures_payment_line", "payment_id = NEW.id", "NEW.line_count", "NEW.amount_fen"),
            "payment lines do not sum to the payment"),
        new("check_ventures_cascade_sum", "ventures_cascade",
            $"(NEW.kind = 'collective' AND ({Differs("ventures_payout", "collective_id = NEW.holder_id AND cascade_id = NEW.id", "NEW.line_count", "NEW.pool_fen")}))"
            + $" OR (NEW.kind = 'company' AND ({Differs("ventures_cascade_line", "cascade_id = NEW.id", "NEW.line_count", "NEW.pool_fen")}))",
            "lines do not sum to the pool of the cascade"),
        new("check_ventures_bank_batch_sum", "ventures_bank_batch",
            Differs("ventures_bank_line", "collective_id = NEW.collective_id AND batch_id = NEW.id", "NEW.line_count", "NEW.sum_fen"),
            "bank lines do not sum to the batch"),
        new("check_ventures_bank_release_own", "ventures_bank_release",
            "NEW.user_id = 0 OR EXISTS (SELECT 1 FROM ventures_bank_batch b WHERE b.id = NEW.batch_id AND b.prepared_by = NEW.user_id)",
            "nobody releases what he prepared"),
        new("check_ventures_contribution_quota", "ventures_contribution",
            "NEW.quota_id IS NOT NULL AND EXISTS (SELECT 1 FROM ventures_contribution c WHERE c.quota_id = NEW.quota_id AND NOT EXISTS "
            + "(SELECT 1 FROM ventures_withdrawal w WHERE w.subject = 'ventures_contribution' AND w.subject_id = c.id))",
            "land quota used twice"),
    ];

    public IReadOnlyList<SheetImport> Imports { get; } =
    [
        new VentureImport(), new PhaseImport(), new ReturnTermImport(), new FundingSourceImport(), new LandQuotaImport(),
        new ContributionImport(), new EquityEventImport(), new AppropriationRuleImport(), new PublishedFigureImport(),
        new DistributionImport(), new PaymentImport(), new CascadeImport(),
    ];

    public void Tables(ModelBuilder model)
    {
        Keyed<Venture>(model, "ventures_venture").HasQueryFilter(x => x.ImportBatchId >= 0).HasIndex(x => x.Code).IsUnique();
        Keyed<Phase>(model, "ventures_phase").HasQueryFilter(x => x.ImportBatchId >= 0).HasIndex(x => new { x.VentureId, x.Code }).IsUnique();
        Keyed<ReturnTermRow>(model, "ventures_return_term").HasIndex(x => x.PhaseId);
        Keyed<FundingSource>(model, "ventures_funding_source").HasIndex(x => x.VentureId);
        Keyed<PublishedFigure>(model, "ventures_published_figure").HasIndex(x => x.VentureId);
        Keyed<Withdrawal>(model, "ventures_withdrawal").HasIndex(x => new { x.Subject, x.SubjectId }).IsUnique();
        Keyed<LandQuota>(model, "ventures_land_quota").HasQueryFilter(x => x.ImportBatchId >= 0).HasIndex(x => x.ParcelCode).IsUnique();
        Keyed<Contribution>(model, "ventures_contribution").HasIndex(x => new { x.PhaseId, x.HolderId });
        model.Entity<Contribution>().HasIndex(x => x.QuotaId);
        Keyed<EquityEvent>(model, "ventures_equity_event").HasIndex(x => new { x.PhaseId, x.HolderId });
        Keyed<Distribution>(model, "ventures_distribution").HasIndex(x => new { x.VentureId, x.PeriodStart });
        model.Entity<Distribution>().HasIndex(x => x.ClientId).IsUnique();
        model.Entity<DistributionLine>(t => { t.ToTable("ventures_distribution_line"); t.HasKey(x => new { x.DistributionId, x.HolderId }); t.HasIndex(x => x.HolderId); });
        model.Entity<Reversal>(t => { t.ToTable("ventures_reversal"); t.HasKey(x => new { x.Subject, x.SubjectId }); });
        Keyed<Payment>(model, "ventures_payment").HasIndex(x => x.DistributionId);
        model.Entity<Payment>().HasIndex(x => x.ClientId).IsUnique();
        model.Entity<PaymentLine>(t => { t.ToTable("ventures_payment_line"); t.HasKey(x => new { x.PaymentId, x.HolderId }); });
        model.Entity<PaymentResult>(t => { t.ToTable("ventures_payment_result"); t.HasKey(x => new { x.PaymentId, x.HolderId, x.RecordedAtMs }); });
        Keyed<Cascade>(model, "ventures_cascade").HasIndex(x => new { x.HolderId, x.PeriodStart });
        model.Entity<CascadeStep>(t => { t.ToTable("ventures_cascade_step"); t.HasKey(x => new { x.CascadeId, x.StepNo }); });
        model.Entity<CascadeLine>(t => { t.ToTable("ventures_cascade_line"); t.HasKey(x => new { x.CascadeId, x.HolderId }); t.HasIndex(x => x.HolderId); });
        model.Entity<Payout>(t => { t.ToTable("ventures_payout"); t.HasKey(x => new { x.CollectiveId, x.CascadeId, x.MemberNo }); });
        Keyed<BankBatch>(model, "ventures_bank_batch").HasIndex(x => new { x.CascadeId, x.BatchNo }).IsUnique();
        model.Entity<BankRelease>(t => { t.ToTable("ventures_bank_release"); t.HasKey(x => new { x.BatchId, x.UserId }); });
        model.Entity<BankLine>(t => { t.ToTable("ventures_bank_line"); t.HasKey(x => new { x.CollectiveId, x.BatchId, x.MemberNo }); });
        model.Entity<BankResult>(t => { t.ToTable("ventures_bank_result"); t.HasKey(x => new { x.CollectiveId, x.BatchId, x.MemberNo, x.RecordedAtMs }); });
        Keyed<AppropriationRuleRow>(model, "ventures_appropriation_rule").HasIndex(x => new { x.Scope, x.ValidFrom });
    }

    public IReadOnlyList<Permission> Permissions => VenturesPermissions.All;

    public void Register(IServiceCollection services) => services.AddSingleton<SlipDesk>();

    public void Map(IEndpointRouteBuilder routes) => VentureDownloads.Map(routes);

    // one pass over the lines: a year of a million members pays for it twice otherwise
    private static string Differs(string lines, string where, string count, string sum) =>
        $"(SELECT COUNT(*) <> {count} OR COALESCE(SUM(amount_fen), 0) <> {sum} FROM {lines} WHERE {where})";

    private static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Keyed<T>(ModelBuilder model, string table)
        where T : class
    {
        var entity = model.Entity<T>();
        entity.ToTable(table);
        entity.HasKey("Id");
        entity.Property<long>("Id").ValueGeneratedNever();
        return entity;
    }
}
