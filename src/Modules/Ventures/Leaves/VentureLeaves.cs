using System.Globalization;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Rules;
using Baotuan.Ventures.Ventures;

namespace Baotuan.Ventures.Leaves;

/// <summary>
/// What of the module is in the log: register events and terms, distributions, payments and what is passed on with their lines, what the
/// banks answered, reversals. Headers are public
/// with count and sum of their lines, so that a member proves his line and an auditor the total.
/// </summary>
internal static class VentureLeaves
{
    public static readonly RowSource<Distribution> Distributions = new("distribution", "项目分红", d => d.Id, d =>
    [
        ("venture", Text(d.VentureId)), ("period", new Kernel.Period(d.PeriodStart, d.PeriodEnd).Code), ("lines", Text(d.LineCount)), ("sum_fen", Text(d.SumFen)), ("plan", d.PlanHash),
    ]);

    public static readonly RowSource<DistributionLine> DistributionLines = new("distribution-line", "分红明细", l => l.DistributionId);

    public static readonly RowSource<Cascade> Cascades = new("cascade", "逐级分配", c => c.Id, c =>
    [
        ("holder", Text(c.HolderId)), ("kind", c.Kind), ("period", new Kernel.Period(c.PeriodStart, c.PeriodEnd).Code), ("lines", Text(c.LineCount)),
        ("sum_fen", Text(c.PoolFen)), ("withheld_fen", Text(c.WithheldFen)), ("plan", c.PlanHash),
    ]);

    public static readonly RowSource<CascadeLine> CascadeLines = new("cascade-line", "公司分配明细", l => l.CascadeId);
    public static readonly RowSource<CascadeStep> CascadeSteps = new("cascade-step", "收益分配步骤", l => l.CascadeId);

    public static readonly RowSource<Payment> Payments = new("payment", "付款", p => p.Id, p =>
        [("distribution", Text(p.DistributionId)), ("lines", Text(p.LineCount)), ("sum_fen", Text(p.AmountFen))]);

    public static readonly TableSource<PaymentLine> PaymentLines = new("payment-line", "付款明细", new(nameof(PaymentLine.PaymentId), "payment"), PaymentSubjects);

    public static readonly TableSource<PaymentResult> PaymentResults = new(
        "payment-result", "收款结果", new(nameof(PaymentResult.PaymentId), "payment", Recording: nameof(PaymentResult.RecordedAtMs)), PaymentSubjects);

    public static readonly RowSource<BankBatch> BankBatches = new("bank-batch", "代发批次", b => b.Id, b =>
        [("cascade", Text(b.CascadeId)), ("lines", Text(b.LineCount)), ("sum_fen", Text(b.SumFen))]);

    /// <summary>What the bank is asked to pay each member, committed to with his own secret.</summary>
    public static readonly TableSource<BankLine> BankLines = new(
        "bank-line", "代发明细", new(nameof(BankLine.BatchId), "batch", nameof(BankLine.CollectiveId), nameof(BankLine.MemberNo)), BatchSubjects);

    public static readonly TableSource<BankResult> BankResults = new(
        "bank-result", "代发结果", new(nameof(BankResult.BatchId), "batch", nameof(BankResult.CollectiveId), nameof(BankResult.MemberNo), nameof(BankResult.RecordedAtMs)), BatchSubjects);

    public static readonly TableSource<BankRelease> BankReleases = new(
        "bank-release", "代发放行", new(nameof(BankRelease.BatchId), "batch", Recording: nameof(BankRelease.RecordedAtMs)),
        db => db.Set<BankBatch>().Select(b => new LeafSubject { Id = b.Id }));

    private static readonly RowSource<Reversal>[] Reversals =
        [Reversed("distribution", "分红冲销"), Reversed("cascade", "分配冲销"), Reversed("payment", "付款冲销")];

    private static readonly RowSource<EquityEvent> EquityEvents = new("equity-event", "股权变动", e => e.Id);
    private static readonly RowSource<Contribution> Contributions = new("contribution", "出资", e => e.Id);
    private static readonly RowSource<ReturnTermRow> Terms = new("return-term", "收益约定", e => e.Id);
    private static readonly RowSource<FundingSource> Sources = new("funding-source", "资金来源", e => e.Id);
    private static readonly RowSource<PublishedFigure> Figures = new("published-figure", "公开数字", e => e.Id);
    private static readonly RowSource<AppropriationRuleRow> Rules = new("appropriation-rule", "分配规则", e => e.Id);
    public static readonly RowSource<Withdrawal> Withdrawn = new("register-withdrawal", "登记撤销", e => e.Id);

    public static readonly IReadOnlyList<ILeafSource> All =
    [
        EquityEvents, Contributions, Terms, Sources, Figures, Rules, Withdrawn, Distributions, DistributionLines, Cascades, CascadeLines, CascadeSteps,
        Payments, PaymentLines, PaymentResults, BankBatches, BankLines, BankResults, BankReleases, .. Reversals, new PayoutLeaves(),
    ];

    /// <summary>A reversal with its leaf.</summary>
    public static async Task AddAsync(BaotuanDb db, Reversal reversal, CancellationToken cancel)
    {
        db.Add(reversal);
        await Reversals.Single(r => r.Type == $"{reversal.Subject}-reversal").AppendAsync(db, [reversal], cancel);
    }

    /// <summary>Leaves of rows of a list.</summary>
    public static Task AppendAsync<T>(BaotuanDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class, IListRow =>
        All.OfType<RowSource<T>>().Single().AppendAsync(db, rows, cancel);

    private static RowSource<Reversal> Reversed(string subject, string name) => new($"{subject}-reversal", name, x => x.SubjectId, where: x => x.Subject == subject);

    private static IQueryable<LeafSubject> PaymentSubjects(BaotuanDb db) => db.Set<Payment>().Select(p => new LeafSubject { Id = p.Id });

    private static IQueryable<LeafSubject> BatchSubjects(BaotuanDb db) => db.Set<BankBatch>().Select(b => new LeafSubject { Id = b.Id, OwnerId = b.CollectiveId });

    /// <summary>A number as a public field has it.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
