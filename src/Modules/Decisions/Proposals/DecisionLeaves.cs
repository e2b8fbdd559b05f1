using System.Globalization;
using Baotuan.Decisions.Assemblies;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Decisions.Proposals;

/// <summary>Everything that happens to a proposal in the log: which proposal it is about is public, what was written is committed to.</summary>
internal static class DecisionLeaves
{
    public static readonly RowSource<Proposal> Proposals = new("proposal", "方案", p => p.Id, p => [("hash", p.Hash)]);
    public static readonly RowSource<ExecutionRow> Executions = new("execution", "执行记录", e => e.Id);

    /// <summary>Who was at an assembly and how he voted, each committed to with his own secret.</summary>
    public static readonly TableSource<Attendance> Rolls = new(
        "attendance", "会议签到", new(nameof(Attendance.AssemblyId), "assembly", nameof(Attendance.CollectiveId), nameof(Attendance.MemberNo)),
        db => db.Set<AssemblyRow>().Select(a => new LeafSubject { Id = a.Id, OwnerId = a.CollectiveId }));

    public static readonly TableSource<Representative> Representatives = new(
        "representative", "成员代表", new(nameof(Representative.CollectiveId), "collective", nameof(Representative.CollectiveId), nameof(Representative.MemberNo), nameof(Representative.RecordedAtMs)),
        db => db.Set<Representative>().Select(r => r.CollectiveId).Distinct().Select(id => new LeafSubject { Id = id, OwnerId = id }));

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
        Executions, Rolls, Representatives,
    ];

    /// <summary>Appends the leaf of an event.</summary>
    public static Task AppendAsync<T>(BaotuanDb db, T row, CancellationToken cancel)
        where T : EventRow =>
        All.OfType<RowSource<T>>().Single().AppendAsync(db, [row], cancel);

    private static IReadOnlyList<(string, string)> About(EventRow row) => [("proposal", row.ProposalId.ToString(CultureInfo.InvariantCulture))];
}
