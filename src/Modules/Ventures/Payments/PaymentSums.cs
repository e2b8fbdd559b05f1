using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Payments;

/// <summary>Sums over payments that stand.</summary>
internal static class PaymentSums
{
    public const string ResultPaid = "paid";
    public const string ResultFailed = "failed";
    public const string ResultUnknown = "unknown";

    /// <summary>Confirmed as received, in fen by holder.</summary>
    public static Task<Dictionary<long, long>> ConfirmedByHolderAsync(BaotuanDb db, long distributionId, CancellationToken cancel) =>
        ByHolderAsync(db, distributionId, onlyPaid: true, cancel);

    /// <summary>Paid out and not failed (so also lines whose result is unknown or open), in fen by holder: never pay these again.</summary>
    public static Task<Dictionary<long, long>> CommittedByHolderAsync(BaotuanDb db, long distributionId, CancellationToken cancel) =>
        ByHolderAsync(db, distributionId, onlyPaid: false, cancel);

    private static async Task<Dictionary<long, long>> ByHolderAsync(BaotuanDb db, long distributionId, bool onlyPaid, CancellationToken cancel)
    {
        var lines = await (
            from p in Standing.Payments(db)
            join l in db.Set<PaymentLine>() on p.Id equals l.PaymentId
            where p.DistributionId == distributionId
            select new
            {
                l.HolderId,
                l.AmountFen,
                Last = db.Set<PaymentResult>().Where(x => x.PaymentId == l.PaymentId && x.HolderId == l.HolderId)
                    .OrderByDescending(x => x.RecordedAtMs).Select(x => x.Result).FirstOrDefault(),
            }).AsNoTracking().ToListAsync(cancel);
        return lines.Where(l => onlyPaid ? l.Last == ResultPaid : l.Last != ResultFailed)
            .GroupBy(l => l.HolderId).ToDictionary(g => g.Key, g => g.Sum(l => l.AmountFen));
    }
}
