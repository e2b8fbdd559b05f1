using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Proposals;

/// <summary>What every act on a proposal does: find it, ask whether it may be done, ask the engine whether it may be done now, write, log.</summary>
internal static class RecordEvent
{
    /// <summary>The proposal on which somebody acts; a program acts on none.</summary>
    public static async Task<Outcome<ProposalFile>> OpenAsync(BaotuanDb db, long proposalId, Permission permission, CancellationToken cancel)
    {
        var file = await ProposalFile.FindAsync(db, proposalId, cancel);
        if (file is null)
        {
            db.Access.Require(permission);
            return new Refusal("proposal_not_found", "没有这个方案。");
        }

        db.Access.Require(permission, file.Proposal.OrganizationId);
        return db.Caller.UserId == 0 ? Program() : file;
    }

    public static Refusal Program() => new("program_may_not_decide", "程序不能代替人办理决策。请由本人登录后办理。");

    /// <summary>Writes the row when the engine agrees.</summary>
    /// <param name="log">For the operation log, in words.</param>
    public static async Task<Outcome<long>> WriteAsync<T>(BaotuanDb db, ProposalFile file, T row, string action, string log, CancellationToken cancel)
        where T : EventRow
    {
        row.ProposalId = file.Proposal.Id;
        EventRow.By(db, row);
        if (CheckEvent.For(file.Course, row.Event, db.Today()) is { } refusal)
        {
            return refusal;
        }

        db.Add(row);
        await DecisionLeaves.AppendAsync(db, row, cancel);
        await db.LogAsync($"proposal.{action}", $"proposal/{file.Proposal.Id}", log, cancel, file.Proposal.OrganizationId);
        await db.SaveChangesAsync(cancel);
        return file.Proposal.Id;
    }

    /// <summary>An event that was sent before: the same answer again, or a refusal when the id stands for something else; null when it is new.</summary>
    public static async Task<Outcome<long>?> SentBeforeAsync<T>(BaotuanDb db, long proposalId, string clientId, Func<T, bool> same, CancellationToken cancel)
        where T : ClientEventRow
    {
        if (string.IsNullOrWhiteSpace(clientId))
        {
            return new Refusal("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。");
        }

        return await db.Set<T>().AsNoTracking().FirstOrDefaultAsync(r => r.ClientId == clientId, cancel) is not { } before
            ? null
            : before.ProposalId == proposalId && before.UserId == db.Caller.UserId && same(before)
                ? proposalId
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
    }

    /// <summary>A text that must be there.</summary>
    public static Refusal? Missing(string? text, string code, string what) =>
        string.IsNullOrWhiteSpace(text) ? new(code, $"请填写{what}。") : null;
}
