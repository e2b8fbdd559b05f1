using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>Lines of payments sum to their headers, and nobody was paid more than he was due.</summary>
internal static class CheckPayments
{
    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var sums = await db.Set<PaymentLine>().GroupBy(l => l.PaymentId)
            .Select(g => new { g.Key, Count = g.Count(), Fen = g.Sum(l => l.AmountFen) }).ToDictionaryAsync(g => g.Key, cancel);
        var payments = await db.Set<Payment>().AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancel);
        foreach (var payment in payments)
        {
            var sum = sums.GetValueOrDefault(payment.Id);
            findings.Compare("payment_sum_differs", $"付款 {payment.Id}", "明细行数", payment.LineCount, sum?.Count ?? 0);
            findings.Compare("payment_sum_differs", $"付款 {payment.Id}", "明细合计", payment.AmountFen.Yuan(), (sum?.Fen ?? 0).Yuan());
        }

        foreach (var distribution in payments.Select(p => p.DistributionId).Distinct())
        {
            await CheckDueAsync(db, distribution, findings, cancel);
        }

        findings.Progress("付款", payments.Count, payments.Count);
    }

    private static async Task CheckDueAsync(BaotuanDb db, long distributionId, Findings findings, CancellationToken cancel)
    {
        var due = await db.Set<DistributionLine>().Where(l => l.DistributionId == distributionId).ToDictionaryAsync(l => l.HolderId, l => l.AmountFen, cancel);
        foreach (var (holder, fen) in await PaymentSums.CommittedByHolderAsync(db, distributionId, cancel))
        {
            if (fen > due.GetValueOrDefault(holder))
            {
                findings.Add(
                    "payment_exceeds_due", $"分红 {distributionId} 组织 {holder}",
                    $"已付和在途 {fen.Yuan()} 元，超过应付的 {due.GetValueOrDefault(holder).Yuan()} 元。");
            }
        }
    }
}
