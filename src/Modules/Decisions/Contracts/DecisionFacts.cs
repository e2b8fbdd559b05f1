using Baotuan.Decisions.Proposals;
using Baotuan.Engine.Decisions;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Contracts;

/// <summary>A proposal that should have been published and was not.</summary>
/// <param name="DraftedOn">Since when it waits.</param>
public sealed record UnpublishedProposal(long ProposalId, string Title, long OrganizationId, DateOnly DraftedOn);

/// <summary>Somebody who prepares proposals of an organisation and approves others of the same.</summary>
/// <param name="PreparedId">The last one that he prepared.</param>
/// <param name="ApprovedId">The last one that he approved.</param>
public sealed record SameHands(long OrganizationId, long UserId, string UserName, long PreparedId, long ApprovedId);

/// <summary>What oversight reads of decisions. It asks for no right: who reads asks for his own and narrows by organisation.</summary>
public static class DecisionFacts
{
    /// <summary>Proposals on a path with a publication that are still only drafted on a day.</summary>
    /// <param name="among">Organisations; null for all.</param>
    /// <param name="draftedBefore">Drafted earlier than this day.</param>
    public static async Task<IReadOnlyList<UnpublishedProposal>> UnpublishedAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly draftedBefore, DateOnly today, CancellationToken cancel)
    {
        var ids = among?.ToArray();
        var drafted = await db.Set<Proposal>().AsNoTracking().Where(p => p.DraftedOn < draftedBefore && (ids == null || ids.Contains(p.OrganizationId)))
            .Where(p => !db.Set<PublicationRow>().Any(n => n.ProposalId == p.Id)).OrderBy(p => p.Id).ToListAsync(cancel);
        var files = await ProposalFile.OfAsync(db, drafted, cancel);
        return [.. files.Where(f => f.Course.Path.Has(StepKind.Publication) && !f.Course.IsOver(today))
            .Select(f => new UnpublishedProposal(f.Proposal.Id, f.Proposal.Title, f.Proposal.OrganizationId, f.Proposal.DraftedOn))];
    }

    /// <summary>Persons who both prepared and approved proposals of one organisation since a day; never the same proposal, which nobody may.</summary>
    public static async Task<IReadOnlyList<SameHands>> SameHandsAsync(BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel)
    {
        var ids = among?.ToArray();
        var prepared = await db.Set<Proposal>().AsNoTracking().Where(p => p.PreparedBy != 0 && p.DraftedOn >= since && (ids == null || ids.Contains(p.OrganizationId)))
            .GroupBy(p => new { p.OrganizationId, p.PreparedBy }).Select(g => new { g.Key.OrganizationId, UserId = g.Key.PreparedBy, Last = g.Max(p => p.Id) }).ToListAsync(cancel);
        var approved = await (
            from a in db.Set<ApprovalRow>().AsNoTracking()
            join p in db.Set<Proposal>() on a.ProposalId equals p.Id
            where a.Verdict == "approve" && p.DraftedOn >= since && (ids == null || ids.Contains(p.OrganizationId))
            group a by new { p.OrganizationId, a.UserId, a.UserName } into g
            select new { g.Key.OrganizationId, g.Key.UserId, g.Key.UserName, Last = g.Max(a => a.ProposalId) }).ToListAsync(cancel);
        return
        [
            .. from p in prepared
               join a in approved on (p.OrganizationId, p.UserId) equals (a.OrganizationId, a.UserId)
               orderby p.OrganizationId, p.UserId
               select new SameHands(p.OrganizationId, p.UserId, a.UserName, p.Last, a.Last),
        ];
    }

    /// <summary>
    /// Proposals that were made public: posted, voted on, approved or carried out. Drafts, those taken back before they were posted,
    /// and postings that came down early are left out.
    /// </summary>
    /// <param name="among">Organisations that decide; null for all.</param>
    public static async Task<IReadOnlyList<PublicDecision>> PublicAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly today, CancellationToken cancel)
    {
        var ids = among?.ToArray();
        var proposals = await db.Set<Proposal>().AsNoTracking().Where(p => ids == null || ids.Contains(p.OrganizationId))
            .OrderByDescending(p => p.Id).ToListAsync(cancel);
        var files = await ProposalFile.OfAsync(db, proposals, cancel);
        return [.. files.Select(f => DescribePublicly.Of(f, today)).OfType<PublicDecision>()];
    }
}
