using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Contracts;

/// <summary>Approval by different persons in named roles; nobody approves what he prepared, and no administrator gets around it.</summary>
public static class Approvals
{
    /// <summary>The caller approves, in one of the roles that he holds today.</summary>
    /// <returns>Refused: <c>program_may_not_decide</c>, <c>approver_prepared_it</c>, <c>role_not_named</c>, <c>already_approved</c>,
    /// <c>role_already_approved</c>, <c>unit_already_approved</c>, <c>step_out_of_order</c>, <c>objection_open</c>, <c>proposal_is_over</c>,
    /// <c>conflict_of_interest</c>.</returns>
    public static Task<Outcome<long>> ApproveAsync(BaotuanDb db, long proposalId, CancellationToken cancel) =>
        GiveAsync(db, proposalId, "approve", "", cancel);

    /// <summary>The caller sends it back; the proposal is over and stays with the reason.</summary>
    public static Task<Outcome<long>> RejectAsync(BaotuanDb db, long proposalId, string reason, CancellationToken cancel) =>
        GiveAsync(db, proposalId, "reject", reason, cancel);

    private static async Task<Outcome<long>> GiveAsync(BaotuanDb db, long proposalId, string verdict, string reason, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.ApprovalGive, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (verdict == "reject" && RecordEvent.Missing(reason, "reason_missing", "退回的原因") is { } missing)
        {
            return missing;
        }

        if (await Recusal.CheckAsync(db, await MatterOfAsync(db, opened.Value.Proposal, cancel), cancel) is { } recused)
        {
            return recused;
        }

        var course = opened.Value.Course;
        var row = new ApprovalRow
        {
            Id = await db.NextIdAsync("decisions_approval", cancel),
            Role = ApprovalRule.RoleFor(course.Rules, course.CountedApprovals(db.Today()), db.Caller.Roles),
            UnitId = db.Caller.UnitId,
            Verdict = verdict,
            Reason = reason.Trim(),
        };
        return await RecordEvent.WriteAsync(db, opened.Value, row, verdict, $"{row.Role} {row.Reason}".Trim(), cancel);
    }

    // an interest in whoever decides, in whom it concerns, or in the project keeps away
    private static async Task<Matter> MatterOfAsync(BaotuanDb db, Proposal proposal, CancellationToken cancel)
    {
        var concerned = await db.Set<Concerned>().Where(c => c.ProposalId == proposal.Id).Select(c => c.OrganizationId).ToListAsync(cancel);
        return new(
            [proposal.OrganizationId, .. concerned],
            proposal.Kind is DecisionKinds.VentureDistribution or DecisionKinds.Investment ? proposal.SubjectKey.Split('/')[0] : "");
    }
}
