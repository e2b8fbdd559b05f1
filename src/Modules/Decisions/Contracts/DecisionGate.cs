using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>Leave to do one thing, exactly as it was decided.</summary>
/// <param name="ProposalId">Null on the path by contract.</param>
public sealed record GatePass(string Kind, string SubjectKey, long OrganizationId, string PlanHash, string PathCode, string Basis, long? ProposalId);

/// <summary>Nothing is done that was not decided, and it is done exactly as decided: what moves money asks here first.</summary>
public static class DecisionGate
{
    /// <summary>
    /// Whether it may be done today. It asks no permission of its own: who may do the thing was asked by the act that does it.
    /// </summary>
    /// <returns>The pass; or refused with one <c>decision_missing</c> per thing that is missing, which says who can do it.</returns>
    public static async Task<Outcome<GatePass>> CheckAsync(
        BaotuanDb db, string kind, string subjectKey, long organizationId, string planHash, DateOnly today, CancellationToken cancel)
    {
        var path = await DecisionPaths.InForceAsync(db, organizationId, kind, subjectKey, today, cancel);
        if (path.IsContract)
        {
            return new GatePass(kind, subjectKey, organizationId, planHash, path.Path.Code, path.Basis, null);
        }

        var file = await ProposalActs.StandingAsync(db, kind, subjectKey, organizationId, today, cancel);
        if (file is null)
        {
            var who = await DescribeProposal.HoldersOfAsync(db, DecisionsPermissions.ProposalPrepare.Code, cancel);
            var organization = (await Organizations.ByIdsAsync(db, [organizationId], cancel))[organizationId];
            return Missing($"还没有方案。{organization.Name}的{DecisionKinds.Chinese(kind)}要走“{path.Path.Name}”，请先编制方案{Who(who)}。");
        }

        if (file.Proposal.PlanHash != planHash)
        {
            return Missing($"现在的结果和 {file.Proposal.Id} 号方案不同，只能按决定的执行。请核对出资、账目或份额的变化；确要按新的结果执行，请撤回那个方案，另编一个。");
        }

        var missing = await DescribeProposal.MissingAsync(db, file.Course, today, cancel);
        return missing.Count == 0
            ? new GatePass(kind, subjectKey, organizationId, planHash, file.Proposal.PathCode, file.Proposal.PathBasis, file.Proposal.Id)
            : Outcome<GatePass>.Refused([.. missing.Select(m => new Refusal("decision_missing", $"{file.Proposal.Id} 号方案：{m.Text}{Who(m.Who)}"))]);
    }

    /// <summary>Records that the thing was done, in the transaction that did it.</summary>
    /// <param name="doneBy">The act: <c>distribution/17</c>.</param>
    public static async Task ExecutedAsync(BaotuanDb db, GatePass pass, string doneBy, CancellationToken cancel)
    {
        if (pass.ProposalId is { } id && CheckEvent.For((await ProposalFile.FindAsync(db, id, cancel))!.Course, new Executed(), db.Today()) is { } refusal)
        {
            throw new InvalidOperationException($"executed without a decision: {refusal}");
        }

        var row = Row(db, pass, await db.NextIdAsync("decisions_execution", cancel), doneBy);
        db.Add(row);
        await DecisionLeaves.Executions.AppendAsync(db, [row], cancel);
        await db.LogAsync(
            "proposal.execute", pass.ProposalId is { } proposal ? $"proposal/{proposal}" : doneBy, $"{pass.PathCode} {pass.SubjectKey} {doneBy} {pass.Basis}".Trim(), cancel, pass.OrganizationId);
    }

    /// <summary>
    /// Leave for many organisations at once, all of which go by contract; one that must decide for itself keeps all from going.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<GatePass>>> CheckContractsAsync(
        BaotuanDb db, string kind, Func<long, string> subjectKey, IReadOnlyCollection<long> organizationIds, DateOnly today, CancellationToken cancel)
    {
        var byContract = await DecisionPaths.ContractsAsync(db, kind, today, cancel);
        var own = organizationIds.Where(id => !byContract.ContainsKey(id)).ToList();
        return own.Count > 0
            ? new Refusal("decision_missing", $"{own.Count} 个组织的{DecisionKinds.Chinese(kind)}要各自决定，不能成批入账。请逐个编制方案，或登记它们的决策路径。")
            : Outcome<IReadOnlyList<GatePass>>.Of([.. organizationIds.Select(id => new GatePass(kind, subjectKey(id), id, "", DecisionPaths.Contract, byContract[id], null))]);
    }

    /// <summary>Records that many things were done by contract.</summary>
    /// <param name="doneBy">The act of each.</param>
    public static async Task ExecutedAsync(BaotuanDb db, IReadOnlyList<GatePass> passes, Func<GatePass, string> doneBy, CancellationToken cancel)
    {
        var id = await db.NextIdsAsync("decisions_execution", passes.Count, cancel);
        await db.SaveChangesAsync(cancel);
        var rows = passes.Where(p => p.ProposalId is null).Select(p => Row(db, p, id++, doneBy(p))).ToList();
        Facts.WriteAll(db, rows);
        await DecisionLeaves.Executions.AppendAsync(db, rows, cancel);
    }

    private static ExecutionRow Row(BaotuanDb db, GatePass pass, long id, string doneBy) => new()
    {
        Id = id,
        ProposalId = pass.ProposalId,
        Kind = pass.Kind,
        SubjectKey = pass.SubjectKey,
        OrganizationId = pass.OrganizationId,
        PlanHash = pass.PlanHash,
        PathCode = pass.PathCode,
        Basis = pass.Basis,
        DoneBy = doneBy,
        UserId = db.Caller.UserId,
        UserName = db.Caller.Name,
        RecordedAtMs = db.RecordedAtMs,
    };

    private static Outcome<GatePass> Missing(string what) => new Refusal("decision_missing", what);

    private static string Who(string who) => who.Length == 0 ? "" : $"（{who}）";
}
