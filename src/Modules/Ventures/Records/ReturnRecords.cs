using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Records;

/// <summary>Distributions, their lines, payments and what was passed on, as known at a time.</summary>
internal static class ReturnRecords
{
    public static async Task<IReadOnlyList<DistributionRecord>> DistributionsAsync(
        BaotuanDb db, long[]? ventureIds, Period days, long knownAtMs, CancellationToken cancel) =>
    [
        .. (await Standing(db, ventureIds, days, knownAtMs).ToListAsync(cancel)).OrderBy(d => d.Code, StringComparer.Ordinal).ThenBy(d => d.D.PeriodStart).ThenBy(d => d.D.Id)
            .Select(d => new DistributionRecord(d.D.Id, d.Code, d.Name, new(d.D.PeriodStart, d.D.PeriodEnd), d.D.DeclaredOn, new(d.D.PoolFen), d.D.RecordedAtMs)),
    ];

    public static async Task<IReadOnlyList<DueRecord>> DueAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel)
    {
        var lines = await (
            from d in Standing(db, ventureIds, days, knownAtMs)
            join l in db.Set<DistributionLine>() on d.D.Id equals l.DistributionId
            where holderIds == null || holderIds.Contains(l.HolderId)
            select new { d.D, d.Code, d.Name, l.HolderId, l.AmountFen }).ToListAsync(cancel);
        var ids = lines.Select(l => l.D.Id).Distinct().ToArray();
        var paid = (await Confirmed(db, knownAtMs).Where(p => ids.Contains(p.Payment.DistributionId))
                .GroupBy(p => new { p.Payment.DistributionId, p.Line.HolderId }).Select(g => new { g.Key, Fen = g.Sum(p => p.Line.AmountFen) }).ToListAsync(cancel))
            .ToDictionary(p => (p.Key.DistributionId, p.Key.HolderId), p => p.Fen);
        return
        [
            .. lines.OrderBy(l => l.Code, StringComparer.Ordinal).ThenBy(l => l.D.PeriodStart).ThenBy(l => l.D.Id).ThenBy(l => l.HolderId).Select(l => new DueRecord(
                l.D.Id, l.Code, l.Name, l.HolderId, new(l.D.PeriodStart, l.D.PeriodEnd), l.D.DeclaredOn, new(l.AmountFen),
                new(paid.GetValueOrDefault((l.D.Id, l.HolderId))), l.D.RecordedAtMs)),
        ];
    }

    public static async Task<IReadOnlyList<PaidRecord>> PaidAsync(
        BaotuanDb db, long[]? ventureIds, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel)
    {
        var (start, end) = (days.Start, days.End);
        var rows = await (
            from p in Confirmed(db, knownAtMs)
            join d in db.Set<Distribution>() on p.Payment.DistributionId equals d.Id
            join v in db.Set<Venture>().IgnoreQueryFilters() on d.VentureId equals v.Id
            where (ventureIds == null || ventureIds.Contains(v.Id)) && (holderIds == null || holderIds.Contains(p.Line.HolderId))
                && p.Payment.PaidOn >= start && p.Payment.PaidOn <= end
            orderby v.Code, p.Payment.PaidOn, p.Payment.Id, p.Line.HolderId
            select new { p.Payment, p.Line, v.Code, v.Name }).ToListAsync(cancel);
        return [.. rows.Select(r => new PaidRecord(
            r.Payment.Id, r.Payment.DistributionId, r.Code, r.Name, r.Line.HolderId, r.Payment.PaidOn, new(r.Line.AmountFen), r.Payment.Evidence, r.Payment.RecordedAtMs))];
    }

    public static async Task<IReadOnlyList<PassedOnRecord>> PassedOnAsync(BaotuanDb db, long[]? holderIds, Period days, long knownAtMs, CancellationToken cancel)
    {
        var (start, end) = (days.Start, days.End);
        var rows = await Distributions.Standing.Cascades(db, knownAtMs)
            .Where(c => (holderIds == null || holderIds.Contains(c.HolderId)) && c.PeriodEnd >= start && c.PeriodEnd <= end)
            .OrderBy(c => c.PeriodEnd).ThenBy(c => c.HolderId).ThenBy(c => c.Id).ToListAsync(cancel);
        return [.. rows.Select(c => new PassedOnRecord(
            c.Id, c.HolderId, c.Kind != CascadePlanning.Collective, new(c.PeriodStart, c.PeriodEnd), c.DeclaredOn, new(c.ReceivedFen), new(c.PoolFen), c.LineCount, c.RecordedAtMs))];
    }

    public static async Task<IReadOnlyList<long>> IdsAsync(BaotuanDb db, long[]? ventureIds, CancellationToken cancel) =>
        await db.Set<Distribution>().AsNoTracking().Where(d => ventureIds == null || ventureIds.Contains(d.VentureId)).Select(d => d.Id).ToListAsync(cancel);

    private sealed class Declared
    {
        public required Distribution D { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    private sealed class PaidLine
    {
        public required Payment Payment { get; init; }
        public required PaymentLine Line { get; init; }
    }

    private static IQueryable<Declared> Standing(BaotuanDb db, long[]? ventureIds, Period days, long knownAtMs)
    {
        var (start, end) = (days.Start, days.End);
        return from d in Distributions.Standing.Distributions(db, knownAtMs)
               join v in db.Set<Venture>().IgnoreQueryFilters() on d.VentureId equals v.Id
               where (ventureIds == null || ventureIds.Contains(v.Id)) && d.PeriodEnd >= start && d.PeriodEnd <= end
               select new Declared { D = d, Code = v.Code, Name = v.Name };
    }

    // paid and failed are final, so one of them recorded by then says all
    private static IQueryable<PaidLine> Confirmed(BaotuanDb db, long knownAtMs) =>
        from p in Distributions.Standing.Payments(db, knownAtMs)
        join l in db.Set<PaymentLine>() on p.Id equals l.PaymentId
        where db.Set<PaymentResult>().Any(x => x.PaymentId == p.Id && x.HolderId == l.HolderId && x.Result == PaymentSums.ResultPaid && x.RecordedAtMs <= knownAtMs)
        select new PaidLine { Payment = p, Line = l };
}
