using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Watch;

/// <summary>What is due and not paid, declared or not. There are as many as ventures × years.</summary>
internal static class ReadDues
{
    private sealed record Deal(Venture Venture, IReadOnlyList<Phase> Phases, IReadOnlyList<ReturnTermRow> Terms);

    public static async Task<IReadOnlyList<DistributionOwed>> DistributionsAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, CancellationToken cancel)
    {
        var deals = await DealsAsync(db, cancel);
        var owed = new List<DistributionOwed>();
        foreach (var row in (await DistributionRows.OfAsync(db, null, null, cancel)).Where(r => r.Outstanding > Money.Zero).OrderBy(r => r.Id))
        {
            var deal = deals[row.VentureId];
            var phases = deal.Phases.Where(p => row.PhaseCode is null || p.Code == row.PhaseCode).Select(p => p.Id).ToHashSet();
            var agreed = deal.Terms.Where(t => phases.Contains(t.PhaseId) && Covers(t, row.Period.End) && t.DueDay.Length > 0)
                .Select(t => (DateOnly?)DueDay.NotBefore(t.DueDay, row.Period.End)).Max();
            var concerned = await ConcernedAsync(db, deal, row.Id, cancel);
            if (Within(concerned, among))
            {
                owed.Add(new(
                    row.Id, row.VentureCode, row.VentureName, row.PhaseCode, row.Period, row.DeclaredOn, agreed, row.Pool, row.Paid, concerned));
            }
        }

        return owed;
    }

    public static async Task<IReadOnlyList<YearOwed>> YearsAsync(
        BaotuanDb db, IReadOnlyCollection<long>? among, int fromYear, DateOnly before, CancellationToken cancel)
    {
        var declared = (await DistributionRows.OfAsync(db, null, null, cancel)).Where(r => r.ReversedOn is null).ToLookup(r => r.VentureId);
        var owed = new List<YearOwed>();
        foreach (var deal in (await DealsAsync(db, cancel)).Values.OrderBy(d => d.Venture.Code, StringComparer.Ordinal))
        {
            foreach (var phase in deal.Phases)
            {
                var events = await EquityRegister.EventsAsync(db, [phase.Id], before, long.MaxValue, cancel);
                owed.AddRange(YearsOf(deal, phase, events, declared[deal.Venture.Id].ToList(), fromYear, before).Where(y => Within(y.OrganizationIds, among)));
            }
        }

        return owed;
    }

    private static IEnumerable<YearOwed> YearsOf(
        Deal deal, Phase phase, List<EquityEvent> events, List<DistributionRow> declared, int fromYear, DateOnly before)
    {
        for (var year = Math.Max(fromYear, phase.OpenedOn.Year); year <= before.Year; year++)
        {
            var (start, end) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
            var term = deal.Terms.FirstOrDefault(t => t.PhaseId == phase.Id && Covers(t, end) && t.RatePpm > 0 && t.DueDay.Length > 0);
            if (term is null || DueDay.NotBefore(term.DueDay, end) is var due && due >= before
                || declared.Any(d => d.Period.Start <= end && d.Period.End >= start && (d.PhaseCode is null || d.PhaseCode == phase.Code)))
            {
                continue;
            }

            var holdings = events.Where(e => e.EffectiveOn <= end).SelectMany(EquityRegister.Principal)
                .GroupBy(p => p.HolderId).Select(g => (HolderId: g.Key, Fen: g.Sum(p => p.SignedFen))).Where(h => h.Fen > 0).ToList();
            if (holdings.Count > 0)
            {
                yield return new(
                    deal.Venture.Code, deal.Venture.Name, phase.Code, year, DueDay.NotBefore(term.DueDay, end), new(holdings.Sum(h => h.Fen)),
                    [.. Own(deal, term).Concat(holdings.Select(h => h.HolderId)).Distinct()]);
            }
        }
    }

    /// <summary>Operator, payer and holders of a distribution.</summary>
    private static async Task<IReadOnlyList<long>> ConcernedAsync(BaotuanDb db, Deal deal, long distributionId, CancellationToken cancel)
    {
        var holders = await db.Set<DistributionLine>().Where(l => l.DistributionId == distributionId).Select(l => l.HolderId).ToListAsync(cancel);
        var payer = await db.Set<Distribution>().Where(d => d.Id == distributionId).Select(d => d.PayerId).FirstAsync(cancel);
        return [.. holders.Prepend(payer).Prepend(deal.Venture.OperatorId).Distinct()];
    }

    private static long[] Own(Deal deal, ReturnTermRow term) => [deal.Venture.OperatorId, term.PayerId ?? deal.Venture.PayerId ?? deal.Venture.OperatorId];

    private static async Task<Dictionary<long, Deal>> DealsAsync(BaotuanDb db, CancellationToken cancel)
    {
        var phases = (await db.Set<Phase>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(cancel)).ToLookup(p => p.VentureId);
        var terms = (await db.Set<ReturnTermRow>().AsNoTracking()
            .Where(t => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_return_term" && w.SubjectId == t.Id)).ToListAsync(cancel)).ToLookup(t => t.PhaseId);
        return (await db.Set<Venture>().AsNoTracking().ToListAsync(cancel))
            .ToDictionary(v => v.Id, v => new Deal(v, [.. phases[v.Id]], [.. phases[v.Id].SelectMany(p => terms[p.Id])]));
    }

    private static bool Covers(ReturnTermRow term, DateOnly day) => term.ValidFrom <= day && (term.ValidTo is null || term.ValidTo >= day);

    private static bool Within(IReadOnlyList<long> concerned, IReadOnlyCollection<long>? among) => among is null || concerned.Any(among.Contains);
}
