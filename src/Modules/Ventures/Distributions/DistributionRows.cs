using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Payments;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Distributions;

/// <summary>One distribution in a list.</summary>
/// <param name="Paid">Confirmed as received.</param>
/// <param name="OpenLines">Lines paid out whose result is not known yet.</param>
internal sealed record DistributionRow(
    long Id, long VentureId, string VentureCode, string VentureName, string? PhaseCode, Period Period, DateOnly DeclaredOn,
    Money Pool, int LineCount, Money Paid, int OpenLines, DateOnly? ReversedOn)
{
    public Money Outstanding => ReversedOn is null ? Pool - Paid : Money.Zero;

    public string State => ReversedOn is not null ? "已冲销" : Outstanding <= Money.Zero ? "已付清" : Paid > Money.Zero ? "部分支付" : "未支付";

    public Tone Tone => State switch { "已付清" => Tone.Good, "部分支付" => Tone.Warn, "未支付" => Tone.Bad, _ => Tone.Neutral };
}

/// <summary>Lists distributions with what was paid on them. There are as many as ventures × years, so the list is read whole.</summary>
internal static class DistributionRows
{
    public static readonly IReadOnlyList<FieldOption> States =
        [new("owed", "尚欠分红"), new("open", "有待确认的付款"), new("paid", "已付清"), new("reversed", "已冲销")];

    /// <summary>Newest period first, of the ventures that the caller may read.</summary>
    public static async Task<IReadOnlyList<DistributionRow>> LoadAsync(BaotuanDb db, long? ventureId, CancellationToken cancel) =>
        await OfAsync(db, ventureId, await VentureAccess.ReadableIdsAsync(db, cancel), cancel);

    /// <summary>The same for a use case that asks for a right of its own and narrows by itself.</summary>
    /// <param name="readable">Ids of ventures; null for all.</param>
    public static async Task<IReadOnlyList<DistributionRow>> OfAsync(BaotuanDb db, long? ventureId, long[]? readable, CancellationToken cancel)
    {
        var rows = await (
            from d in db.Set<Distribution>().AsNoTracking()
            join v in db.Set<Venture>() on d.VentureId equals v.Id
            where (ventureId == null || d.VentureId == ventureId) && (readable == null || readable.Contains(d.VentureId))
            orderby d.PeriodStart descending, v.Code, d.Id descending
            select new
            {
                D = d,
                v.Code,
                v.Name,
                Phase = db.Set<Phase>().Where(p => p.Id == d.PhaseId).Select(p => p.Code).FirstOrDefault(),
                ReversedOn = db.Set<Reversal>().Where(r => r.Subject == "distribution" && r.SubjectId == d.Id).Select(r => (DateOnly?)r.ReversedOn).FirstOrDefault(),
            }).ToListAsync(cancel);
        var paid = await SumsAsync(Lines(db, ventureId, PaymentSums.ResultPaid), cancel);
        var failed = await SumsAsync(Lines(db, ventureId, PaymentSums.ResultFailed), cancel);
        var all = await SumsAsync(Lines(db, ventureId, null), cancel);
        int Count(Dictionary<long, (long Fen, int Lines)> sums, long id) => sums.GetValueOrDefault(id).Lines;
        return [.. rows.Select(r => new DistributionRow(
            r.D.Id, r.D.VentureId, r.Code, r.Name, r.Phase, new Period(r.D.PeriodStart, r.D.PeriodEnd), r.D.DeclaredOn,
            new(r.D.PoolFen), r.D.LineCount, new(paid.GetValueOrDefault(r.D.Id).Fen),
            Count(all, r.D.Id) - Count(paid, r.D.Id) - Count(failed, r.D.Id), r.ReversedOn))];
    }

    /// <summary>What the list page shows: narrowed by venture, year and state.</summary>
    public static IReadOnlyList<DistributionRow> Narrow(IReadOnlyList<DistributionRow> rows, Conditions asked)
    {
        var (venture, year, state) = (asked.Text("venture"), asked.Year("year", "年度"), asked.OneOf("state", "状态", States));
        return
        [
            .. rows.Where(r => venture is null || r.VentureCode == venture || r.VentureName.Contains(venture, StringComparison.Ordinal))
                .Where(r => year is null || (r.Period.Start.Year <= year && r.Period.End.Year >= year))
                .Where(r => state switch
                {
                    "owed" => r.Outstanding > Money.Zero,
                    "open" => r.OpenLines > 0,
                    "paid" => r.State == "已付清",
                    "reversed" => r.ReversedOn is not null,
                    _ => true,
                }),
        ];
    }

    /// <summary>Owed and confirmed per holder over the standing distributions of a venture, in fen.</summary>
    public static async Task<IReadOnlyList<(long HolderId, long DueFen, long PaidFen)>> ByHolderAsync(BaotuanDb db, long ventureId, CancellationToken cancel)
    {
        var due = await (
            from l in db.Set<DistributionLine>()
            join d in Standing.Distributions(db) on l.DistributionId equals d.Id
            where d.VentureId == ventureId
            group l by l.HolderId into g
            select new { g.Key, Fen = g.Sum(l => l.AmountFen) }).ToListAsync(cancel);
        var paid = await Lines(db, ventureId, PaymentSums.ResultPaid).GroupBy(l => l.HolderId)
            .Select(g => new { g.Key, Fen = g.Sum(l => l.AmountFen) }).ToDictionaryAsync(g => g.Key, g => g.Fen, cancel);
        return [.. due.Select(d => (d.Key, d.Fen, paid.GetValueOrDefault(d.Key)))];
    }

    private sealed class PaidLine
    {
        public long DistributionId { get; init; }
        public long HolderId { get; init; }
        public long AmountFen { get; init; }
    }

    private static async Task<Dictionary<long, (long Fen, int Lines)>> SumsAsync(IQueryable<PaidLine> lines, CancellationToken cancel) =>
        (await lines.GroupBy(l => l.DistributionId).Select(g => new { g.Key, Fen = g.Sum(l => l.AmountFen), Lines = g.Count() }).ToListAsync(cancel))
            .ToDictionary(g => g.Key, g => (g.Fen, g.Lines));

    /// <param name="result">Lines with this final result; null for all lines of standing payments. Paid and failed are never changed, so one of them says all.</param>
    private static IQueryable<PaidLine> Lines(BaotuanDb db, long? ventureId, string? result) =>
        from p in Standing.Payments(db)
        join d in db.Set<Distribution>() on p.DistributionId equals d.Id
        join l in db.Set<PaymentLine>() on p.Id equals l.PaymentId
        where (ventureId == null || d.VentureId == ventureId)
            && (result == null || db.Set<PaymentResult>().Any(x => x.PaymentId == p.Id && x.HolderId == l.HolderId && x.Result == result))
        select new PaidLine { DistributionId = p.DistributionId, HolderId = l.HolderId, AmountFen = l.AmountFen };
}
