using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Watch;

/// <summary>What collectives passed on: members' lines, and the reserve before them.</summary>
internal static class ReadPassedOn
{
    public static async Task<IReadOnlyList<LapsedPayout>> LapsedAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel)
    {
        var list = new List<LapsedPayout>();
        foreach (var cascade in await StandingAsync(db, among, since, cancel))
        {
            var members = await Members.NumbersAsOfAsync(db, cascade.HolderId, cascade.RecordDate, long.MaxValue, cancel);
            var lines = db.Set<Payout>().Where(p => p.CollectiveId == cascade.HolderId && p.CascadeId == cascade.Id && p.AmountFen > 0)
                .OrderBy(p => p.MemberNo).Select(p => new { p.MemberNo, p.AmountFen }).AsAsyncEnumerable();
            await foreach (var line in lines.WithCancellation(cancel))
            {
                if (!members.Contains(line.MemberNo))
                {
                    list.Add(new(cascade.Id, cascade.HolderId, PeriodOf(cascade), cascade.RecordDate, line.MemberNo, new(line.AmountFen)));
                }
            }
        }

        return list;
    }

    public static async Task<IReadOnlyList<ReserveTaken>> ReservesAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel)
    {
        var list = new List<ReserveTaken>();
        foreach (var cascade in await StandingAsync(db, among, since, cancel))
        {
            var steps = await db.Set<CascadeStep>().AsNoTracking().Where(s => s.CascadeId == cascade.Id).OrderBy(s => s.StepNo).ToListAsync(cancel);
            if (steps.Count == 0)
            {
                continue; // no appropriation is on record, so there is nothing to compare
            }

            var reserves = steps.Where(s => s.Kind == "reserve").ToList();
            list.Add(new(
                cascade.Id, cascade.HolderId, PeriodOf(cascade), cascade.DeclaredOn, new((reserves.Count > 0 ? reserves[0] : steps[^1]).BaseFen),
                new(steps.Where(s => s.Kind == "cover_losses").Sum(s => s.AmountFen)), new(reserves.Sum(s => s.AmountFen)), reserves.Count > 0));
        }

        return list;
    }

    private static async Task<List<Cascade>> StandingAsync(BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel)
    {
        var ids = among?.ToArray();
        return await Standing.Cascades(db)
            .Where(c => c.Kind == CascadePlanning.Collective && c.PeriodEnd >= since && (ids == null || EF.Parameter(ids).Contains(c.HolderId))).OrderBy(c => c.Id).ToListAsync(cancel);
    }

    private static Period PeriodOf(Cascade cascade) => new(cascade.PeriodStart, cascade.PeriodEnd);
}
