using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Proposals;

/// <summary>Lists proposals; their state is computed, so a list by state looks at all that the other conditions leave.</summary>
internal static class ListOfProposals
{
    public static async Task<ProposalPage> PageAsync(BaotuanDb db, ProposalQuery query, DateOnly today, CancellationToken cancel)
    {
        var rows = Narrowed(db, query);
        if (query.State is null)
        {
            return new(await rows.CountAsync(cancel), await LinesAsync(db, await Heads(rows.Skip(query.Skip).Take(query.Take)).ToListAsync(cancel), today, cancel));
        }

        var all = (await LinesAsync(db, await Heads(rows).ToListAsync(cancel), today, cancel)).Where(l => l.State == query.State).ToList();
        return new(all.Count, [.. all.Skip(query.Skip).Take(query.Take)]);
    }

    /// <summary>Proposals with a next duty that this caller can do.</summary>
    public static async Task<int> WaitingAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var files = await ProposalFile.OfAsync(db, await Heads(Narrowed(db, new())).ToListAsync(cancel), cancel);
        return files.Count(f => !f.Course.IsOver(today) && f.Course.Missing(today).Any(l => l.Next && CanDo(db.Caller, f, l, today)));
    }

    private static bool CanDo(Caller caller, ProposalFile file, Lack lack, DateOnly today)
    {
        var proposal = file.Proposal;
        return DescribeProposal.PermissionFor(lack.Duty) is { } permission && caller.May(permission, proposal.OrganizationId)
            && (lack.Duty != Duty.Approval || caller.UserId != proposal.PreparedBy && caller.Roles.Any(file.Course.Rules.ApprovalRoles.Contains)
                && !file.Course.CountedApprovals(today).Any(a => a.UserId == caller.UserId));
    }

    private static IQueryable<Proposal> Narrowed(BaotuanDb db, ProposalQuery query)
    {
        var reach = db.Access.Reach(DecisionsPermissions.ProposalRead);
        var rows = db.Set<Proposal>().AsNoTracking();
        if (reach.Among is { } among)
        {
            long[] mine = db.Caller.Own is { } own ? [.. among, own.CollectiveId] : among;
            rows = rows.Where(p => EF.Parameter(mine).Contains(p.OrganizationId)
                || db.Set<Concerned>().Any(c => c.ProposalId == p.Id && EF.Parameter(mine).Contains(c.OrganizationId)));
        }

        if (query.Kind is { } kind)
        {
            rows = rows.Where(p => p.Kind == kind);
        }

        if (query.OrganizationId is { } organization)
        {
            rows = rows.Where(p => p.OrganizationId == organization);
        }

        if (query.Text is { } text)
        {
            rows = rows.Where(p => p.Title.Contains(text) || p.SubjectKey.Contains(text));
        }

        return rows.OrderByDescending(p => p.Id);
    }

    // a list needs no documents
    private static IQueryable<Proposal> Heads(IQueryable<Proposal> rows) => rows.Select(p => new Proposal
    {
        Id = p.Id, Kind = p.Kind, SubjectKey = p.SubjectKey, OrganizationId = p.OrganizationId, Title = p.Title, PreparedBy = p.PreparedBy,
        PreparedByName = p.PreparedByName, PathCode = p.PathCode, Figures = p.Figures, DraftedOn = p.DraftedOn, RecordedAtMs = p.RecordedAtMs,
    });

    private static async Task<IReadOnlyList<ProposalLine>> LinesAsync(BaotuanDb db, IReadOnlyList<Proposal> heads, DateOnly today, CancellationToken cancel)
    {
        var files = await ProposalFile.OfAsync(db, heads, cancel);
        var organizations = await Organizations.ByIdsAsync(db, heads.Select(p => p.OrganizationId), cancel);
        return
        [
            .. files.Select(f => new ProposalLine(
                f.Proposal.Id, f.Proposal.Kind, f.Proposal.SubjectKey, organizations[f.Proposal.OrganizationId], f.Proposal.Title, f.Course.Path.Name,
                f.Proposal.DraftedOn, f.Proposal.PreparedByName, f.Course.State(today))),
        ];
    }
}
