using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Watch;

/// <summary>
/// Computes distributions again from terms and register as known now. <c>verify</c> asks the other question: whether they
/// followed from what was known when they were posted.
/// </summary>
internal static class Recompute
{
    public static async Task<IReadOnlyList<DistributionRecomputed>> RunAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, DateOnly since, CancellationToken cancel)
    {
        var ids = await Standing.Distributions(db).Where(d => d.PeriodEnd >= since).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(cancel);
        var list = new List<DistributionRecomputed>();
        foreach (var id in ids)
        {
            if (await OneAsync(db, id, among, cancel) is { } found)
            {
                list.Add(found);
            }
        }

        return list;
    }

    private static async Task<DistributionRecomputed?> OneAsync(BaotuanDb db, long id, IReadOnlyCollection<long>? among, CancellationToken cancel)
    {
        var d = await db.Set<Distribution>().AsNoTracking().FirstAsync(x => x.Id == id, cancel);
        var venture = await db.Set<Venture>().AsNoTracking().FirstAsync(v => v.Id == d.VentureId, cancel);
        var lines = await db.Set<DistributionLine>().AsNoTracking().Where(l => l.DistributionId == id).ToDictionaryAsync(l => l.HolderId, l => l.AmountFen, cancel);
        IReadOnlyList<long> concerned = [.. lines.Keys.Order().Prepend(d.PayerId).Prepend(venture.OperatorId).Distinct()];
        if (among is not null && !concerned.Any(among.Contains))
        {
            return null;
        }

        var period = new Period(d.PeriodStart, d.PeriodEnd);
        var phase = await db.Set<Phase>().IgnoreQueryFilters().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefaultAsync(cancel);
        var loaded = await LoadVenture.AsKnownAsync(db, venture.Code, phase, period.End, long.MaxValue, cancel);
        var plan = loaded.Ok
            ? PlanDistribution.For(period, loaded.Value.Terms, loaded.Value.Changes, d.DeclaredFen is { } fen ? new Money(fen) : null)
            : Outcome<DistributionPlan>.Refused(loaded.Refusals);
        var posted = new Money(d.PoolFen);
        return plan.Ok
            ? new(id, venture.Code, venture.Name, period, posted, plan.Value.Pool, Differing(lines, plan.Value, loaded.Value), "", concerned)
            : new(id, venture.Code, venture.Name, period, posted, null, 0, plan.Refusals[0].Message, concerned);
    }

    private static int Differing(Dictionary<long, long> posted, DistributionPlan plan, LoadedVenture venture)
    {
        var ids = venture.Holders.Values.ToDictionary(h => h.Code, h => h.Id);
        var planned = plan.Lines.ToDictionary(l => ids[l.HolderCode], l => l.Amount.Fen);
        return posted.Keys.Union(planned.Keys).Count(h => posted.GetValueOrDefault(h) != planned.GetValueOrDefault(h));
    }
}
