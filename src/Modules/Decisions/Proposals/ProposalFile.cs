using Baotuan.Decisions.Contracts;
using Baotuan.Decisions.Figures;
using Baotuan.Engine.Decisions;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Proposals;

/// <summary>A proposal with everything that happened to it, in the order of recording.</summary>
internal sealed record ProposalFile(Proposal Proposal, IReadOnlyList<EventRow> Rows, ExecutionRow? Execution)
{
    public DecisionCourse Course { get; } = new(
        DecisionPaths.ByCode(Proposal.PathCode), FigureBook.Rules(FigureBook.Read(Proposal.Figures)), Proposal.DraftedOn, Proposal.PreparedBy,
        [.. Ordered(Rows, Execution)]);

    public static async Task<ProposalFile?> FindAsync(BaotuanDb db, long proposalId, CancellationToken cancel) =>
        (await OfAsync(db, await db.Set<Proposal>().AsNoTracking().Where(p => p.Id == proposalId).ToListAsync(cancel), cancel)).FirstOrDefault();

    /// <summary>The files of some proposals, in their order.</summary>
    public static async Task<IReadOnlyList<ProposalFile>> OfAsync(BaotuanDb db, IReadOnlyList<Proposal> proposals, CancellationToken cancel)
    {
        var ids = proposals.Select(p => p.Id).ToArray();
        var rows = new List<EventRow>();
        async Task AddAsync<T>()
            where T : EventRow => rows.AddRange(await db.Set<T>().AsNoTracking().Where(r => EF.Parameter(ids).Contains(r.ProposalId)).ToListAsync(cancel));

        await AddAsync<PublicationRow>();
        await AddAsync<PublicationStopRow>();
        await AddAsync<ObjectionRow>();
        await AddAsync<AnswerRow>();
        await AddAsync<StepRow>();
        await AddAsync<AssemblyRow>();
        await AddAsync<ApprovalRow>();
        await AddAsync<WithdrawalRow>();
        var executions = await db.Set<ExecutionRow>().AsNoTracking().Where(e => e.ProposalId != null && EF.Parameter(ids).Contains(e.ProposalId.Value)).ToDictionaryAsync(e => e.ProposalId!.Value, cancel);
        var byProposal = rows.ToLookup(r => r.ProposalId);
        return [.. proposals.Select(p => new ProposalFile(p, [.. byProposal[p.Id].OrderBy(r => r.RecordedAtMs)], executions.GetValueOrDefault(p.Id)))];
    }

    // each act has a recording time of its own, strictly later than the one before
    private static IEnumerable<DecisionEvent> Ordered(IReadOnlyList<EventRow> rows, ExecutionRow? execution)
    {
        var events = rows.OrderBy(r => r.RecordedAtMs).Select(r => (At: r.RecordedAtMs, r.Event)).ToList();
        if (execution is not null)
        {
            events.Add((execution.RecordedAtMs, new Executed()));
        }

        return events.OrderBy(e => e.At).Select(e => e.Event);
    }
}
