using System.Globalization;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Decisions.Proposals;

/// <summary>Everything that happens to a proposal in the log: which proposal it is about is public, what was written is committed to.</summary>
internal static class DecisionLeaves
{
    public static readonly RowSource<Proposal> Proposals = new("proposal", "方案", p => p.Id, p => [("hash", p.Hash)]);
    public static readonly RowSource<ExecutionRow> Executions = new("execution", "执行记录", e => e.Id);
    private static readonly RowSource<PublicationRow> Publications = new("publication", "公示", r => r.Id, About);
    private static readonly RowSource<PublicationStopRow> Stops = new("publication-stop", "公示中止", r => r.PublicationId, About);
    private static readonly RowSource<ObjectionRow> Objections = new("objection", "异议", r => r.Id, About);
    private static readonly RowSource<AnswerRow> Answers = new("answer", "异议答复", r => r.ObjectionId, About);
    private static readonly RowSource<StepRow> Steps = new("step", "程序步骤", r => r.ProposalId, About);
    private static readonly RowSource<AssemblyRow> Assemblies = new("resolution", "会议表决", r => r.Id, About);
    private static readonly RowSource<ApprovalRow> Approvals = new("approval", "审批", r => r.Id, About);
    private static readonly RowSource<WithdrawalRow> Withdrawals = new("withdrawal", "方案撤回", r => r.ProposalId, About);

    public static readonly IReadOnlyList<ILeafSource> All =
        [Proposals, Publications, Stops, Objections, Answers, Steps, Assemblies, Approvals, Withdrawals, Executions];

    /// <summary>Appends the leaf of an event.</summary>
    public static Task AppendAsync(BaotuanDb db, EventRow row, CancellationToken cancel) => row switch
    {
        PublicationRow r => Publications.AppendAsync(db, [r], cancel),
        PublicationStopRow r => Stops.AppendAsync(db, [r], cancel),
        ObjectionRow r => Objections.AppendAsync(db, [r], cancel),
        AnswerRow r => Answers.AppendAsync(db, [r], cancel),
        StepRow r => Steps.AppendAsync(db, [r], cancel),
        AssemblyRow r => Assemblies.AppendAsync(db, [r], cancel),
        ApprovalRow r => Approvals.AppendAsync(db, [r], cancel),
        WithdrawalRow r => Withdrawals.AppendAsync(db, [r], cancel),
        _ => throw new InvalidOperationException($"{row.GetType().Name} has no leaf"),
    };

    private static IReadOnlyList<(string, string)> About(EventRow row) => [("proposal", row.ProposalId.ToString(CultureInfo.InvariantCulture))];
}
