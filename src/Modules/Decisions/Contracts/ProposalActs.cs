using Baotuan.Decisions.Figures;
using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Contracts;

/// <summary>Freezes, shows, lists and takes back proposals.</summary>
public static class ProposalActs
{
    /// <summary>
    /// Freezes what is to be decided, with the path and the figures in force today. A program may: it decides nothing by it. A repeated
    /// request with the same client id and content answers with what stands.
    /// </summary>
    /// <returns>The proposal's id; or refused: <c>client_id_missing</c>, <c>client_id_reused</c>, <c>kind_not_known</c>, <c>title_missing</c>,
    /// <c>document_missing</c>, <c>proposal_stands</c>, <c>decision_figure_missing</c>, <c>contract_needs_no_proposal</c>,
    /// <c>organization_has_no_assembly</c>.</returns>
    public static async Task<Outcome<long>> FreezeAsync(BaotuanDb db, ProposalDraft draft, CancellationToken cancel)
    {
        db.Access.Require(DecisionsPermissions.ProposalPrepare, draft.OrganizationId);
        if (Incomplete(draft) is { } incomplete)
        {
            return incomplete;
        }

        var hash = TextHash.Of(draft.Document);
        if (await db.Set<Proposal>().AsNoTracking().FirstOrDefaultAsync(p => p.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.Hash == hash && same.PlanHash == draft.PlanHash && same.Kind == draft.Kind && same.SubjectKey == draft.SubjectKey && same.OrganizationId == draft.OrganizationId
                ? same.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一个方案。请刷新页面后重新提交。");
        }

        var today = db.Today();
        if (await StandingAsync(db, draft.Kind, draft.SubjectKey, draft.OrganizationId, today, cancel) is { } standing)
        {
            return new Refusal("proposal_stands", $"这件事已经有一个方案（{standing.Proposal.Id} 号，{CheckEvent.Chinese(standing.Course.State(today))}）。要改方案请先撤回它。");
        }

        var organization = (await Organizations.ByIdsAsync(db, [draft.OrganizationId], cancel))[draft.OrganizationId];
        var path = await DecisionPaths.InForceAsync(db, organization.Id, draft.Kind, draft.SubjectKey, today, cancel);
        if (path.IsContract)
        {
            return new Refusal("contract_needs_no_proposal", $"这件事按已经决定的协议执行（{path.Basis}），不用另编方案。");
        }

        if (DecisionPaths.Unfit(organization, path.Path) is { } unfit)
        {
            return unfit;
        }

        var figures = await FigureBook.ForProposalAsync(db, organization, draft.Kind, today, cancel);
        return figures.Ok
            ? await WriteAsync(db, draft, hash, path, FigureBook.Text(figures.Value), today, cancel)
            : Outcome<long>.Refused(figures.Refusals);
    }

    /// <summary>Takes a proposal back, with a reason.</summary>
    public static async Task<Outcome<long>> WithdrawAsync(BaotuanDb db, long proposalId, string reason, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.ProposalPrepare, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        return RecordEvent.Missing(reason, "reason_missing", "撤回的原因") is { } missing
            ? missing
            : await RecordEvent.WriteAsync(db, opened.Value, new WithdrawalRow { Reason = reason.Trim() }, "withdraw", reason.Trim(), cancel);
    }

    /// <summary>A proposal as it stands on a day; null when there is none.</summary>
    public static async Task<ProposalInfo?> ShowAsync(BaotuanDb db, long proposalId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(DecisionsPermissions.ProposalRead);
        var file = await ProposalFile.FindAsync(db, proposalId, cancel);
        if (file is null)
        {
            return null;
        }

        if (db.Caller.Own?.CollectiveId != file.Proposal.OrganizationId)
        {
            var concerned = await db.Set<Concerned>().Where(c => c.ProposalId == proposalId).Select(c => c.OrganizationId).ToListAsync(cancel);
            db.Access.RequireAny(DecisionsPermissions.ProposalRead, [file.Proposal.OrganizationId, .. concerned]);
        }

        return await DescribeProposal.InfoAsync(db, file, today, cancel);
    }

    /// <summary>Proposals that the caller may read, newest first.</summary>
    public static Task<ProposalPage> ListAsync(BaotuanDb db, ProposalQuery query, DateOnly today, CancellationToken cancel) =>
        ListOfProposals.PageAsync(db, query, today, cancel);

    /// <summary>How many proposals wait for something that the caller can do next; null for who may not read proposals, without asking.</summary>
    public static async Task<int?> WaitingCountAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) =>
        db.Caller.Holds(DecisionsPermissions.ProposalRead) ? await ListOfProposals.WaitingAsync(db, today, cancel) : null;

    /// <summary>The proposal on one subject that is not over, or was carried out last; for the page that carries it out.</summary>
    public static async Task<ProposalInfo?> FindAsync(
        BaotuanDb db, string kind, string subjectKey, long organizationId, string planHash, DateOnly today, CancellationToken cancel) =>
        await StandingAsync(db, kind, subjectKey, organizationId, today, cancel) is { } file && file.Proposal.PlanHash == planHash
            ? await DescribeProposal.InfoAsync(db, file, today, cancel)
            : null;

    internal static async Task<ProposalFile?> StandingAsync(
        BaotuanDb db, string kind, string subjectKey, long organizationId, DateOnly today, CancellationToken cancel)
    {
        var files = await ProposalFile.OfAsync(
            db,
            await db.Set<Proposal>().AsNoTracking().Where(p => p.OrganizationId == organizationId && p.Kind == kind && p.SubjectKey == subjectKey)
                .OrderByDescending(p => p.Id).ToListAsync(cancel),
            cancel);
        return files.FirstOrDefault(f => !f.Course.IsOver(today));
    }

    private static Refusal? Incomplete(ProposalDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.ClientId))
        {
            return new("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。");
        }

        if (DecisionKinds.All.All(k => k.Code != draft.Kind))
        {
            return new("kind_not_known", $"没有“{draft.Kind}”这类决策事项。");
        }

        return RecordEvent.Missing(draft.Title, "title_missing", "方案的标题") ?? RecordEvent.Missing(draft.Document, "document_missing", "方案的内容");
    }

    private static async Task<Outcome<long>> WriteAsync(
        BaotuanDb db, ProposalDraft draft, string hash, PathInForce path, string figures, DateOnly today, CancellationToken cancel)
    {
        var proposal = new Proposal
        {
            Id = await db.NextIdAsync("decisions_proposal", cancel),
            Kind = draft.Kind,
            SubjectKey = draft.SubjectKey,
            OrganizationId = draft.OrganizationId,
            Title = draft.Title.Trim(),
            Document = draft.Document,
            Hash = hash,
            PlanHash = draft.PlanHash,
            PreparedBy = db.Caller.UserId,
            PreparedByName = db.Caller.Name,
            PreparedUnitId = db.Caller.UnitId,
            PathCode = path.Path.Code,
            PathBasis = path.Basis,
            Figures = figures,
            DraftedOn = today,
            Page = draft.Page,
            ClientId = draft.ClientId,
            RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(proposal);
        await DecisionLeaves.Proposals.AppendAsync(db, [proposal], cancel);
        db.AddRange((draft.Concerned ?? []).Distinct().Where(id => id != draft.OrganizationId).Select(id => new Concerned { ProposalId = proposal.Id, OrganizationId = id }));
        await db.LogAsync("proposal.freeze", $"proposal/{proposal.Id}", $"{draft.Kind} {draft.SubjectKey}, sha256 {hash}, plan {draft.PlanHash}", cancel, draft.OrganizationId);
        await db.SaveChangesAsync(cancel);
        return proposal.Id;
    }
}
