using Baotuan.Decisions.Proposals;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Contracts;

/// <summary>Holds every proposal against its own frozen document, and what was carried out against what was decided.</summary>
public static class DecisionsVerify
{
    private const int PageSize = 200;
    private const int Most = 1000;

    /// <summary>
    /// Every problem, at most 1,000. Codes: <c>proposal_hash_differs</c> (the document is not the one that was frozen),
    /// <c>execution_without_proposal</c>, <c>execution_differs</c> (carried out with another plan than decided).
    /// </summary>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        long last = 0;
        while (problems.Count < Most && await PageAsync(db, last, cancel) is { Count: > 0 } page)
        {
            problems.AddRange(page.Where(p => TextHash.Of(p.Document) != p.Hash)
                .Select(p => ("proposal_hash_differs", $"方案 {p.Id}", $"方案内容的指纹是 {TextHash.Of(p.Document)}，冻结时登记的是 {p.Hash}。内容在冻结以后被改过。")));
            last = page[^1].Id;
        }

        await CheckExecutionsAsync(db, problems, cancel);
        return [.. problems.Take(Most)];
    }


    private static Task<List<Proposal>> PageAsync(BaotuanDb db, long after, CancellationToken cancel) =>
        db.Set<Proposal>().AsNoTracking().Where(p => p.Id > after).OrderBy(p => p.Id).Take(PageSize).ToListAsync(cancel);

    private static async Task CheckExecutionsAsync(BaotuanDb db, List<(string, string, string)> problems, CancellationToken cancel)
    {
        var executed = await (
            from e in db.Set<ExecutionRow>()
            where e.ProposalId != null
            join p in db.Set<Proposal>() on e.ProposalId equals p.Id into found
            from p in found.DefaultIfEmpty()
            where p == null || p.PlanHash != e.PlanHash || p.OrganizationId != e.OrganizationId || p.Kind != e.Kind || p.SubjectKey != e.SubjectKey
            orderby e.Id
            select new { e.Id, e.ProposalId, Found = p != null }).Take(Most).ToListAsync(cancel);
        problems.AddRange(executed.Select(e => e.Found
            ? ("execution_differs", $"执行 {e.Id}", $"执行的与方案 {e.ProposalId} 决定的不是同一个计划。")
            : ("execution_without_proposal", $"执行 {e.Id}", $"执行所依据的方案 {e.ProposalId} 不在库中。")));
    }
}
