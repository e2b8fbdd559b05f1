using System.Globalization;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Decisions.Proposals;

/// <summary>Everything that happens to a proposal in the log: which proposal it is about is public, what was written is committed to.</summary>
internal static class DecisionLeaves
{
    public static readonly RowSource<Proposal> Proposals = new("proposal", "方案", p => p.Id, p => [("hash", p.Hash)]);
    public static readonly RowSource<ExecutionRow> Executions = new("execution", "执行记录", e => e.Id);

    public static readonly IReadOnlyList<ILeafSource> All =
    [
        Proposals,
        new RowSource<PublicationRow>("publication", "公示", r => r.Id, About),
        new RowSource<PublicationStopRow>("publication-stop", "公示中止", r => r.PublicationId, About),
        new RowSource<ObjectionRow>("objection", "异议", r => r.Id, About),
        new RowSource<AnswerRow>("answer", "异议答复", r => r.ObjectionId, About),
        new RowSource<StepRow>("step", "程序步骤", r => r.ProposalId, About),
        new RowSource<AssemblyRow>("resolution", "会议表决", r => r.Id, About),
        new RowSource<ApprovalRow>("approval", "审批", r => r.Id, About),
        new RowSource<WithdrawalRow>("withdrawal", "方案撤回", r => r.ProposalId, About),
        Executions,
    ];

    /// <summary>Appends the leaf of an event.</summary>
    public static Task AppendAsync<T>(BaotuanDb db, T row, CancellationToken cancel)
        where T : EventRow =>
        All.OfType<RowSource<T>>().Single().AppendAsync(db, [row], cancel);

    private static IReadOnlyList<(string, string)> About(EventRow row) => [("proposal", row.ProposalId.ToString(CultureInfo.InvariantCulture))];
}
