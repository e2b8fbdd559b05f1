using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>Batches sum their lines, a line is what the member gets after withholding, and nobody stands in two batches at once.</summary>
internal static class CheckBankBatches
{
    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var cascades = await db.Set<BankBatch>().Select(b => new { b.CollectiveId, b.CascadeId }).Distinct().OrderBy(c => c.CascadeId).ToListAsync(cancel);
        var holders = await Organizations.ByIdsAsync(db, cascades.Select(c => c.CollectiveId), cancel);
        for (var i = 0; i < cascades.Count; i++)
        {
            var cascade = cascades[i];
            await CheckAsync(db, cascade.CollectiveId, cascade.CascadeId, holders.GetValueOrDefault(cascade.CollectiveId)?.Code ?? "?", findings, cancel);
            findings.Progress("代发批次", i + 1, cascades.Count);
        }

        await CheckResultsAsync(db, findings, cancel);
    }

    private static async Task CheckAsync(
        BaotuanDb db, long collectiveId, long cascadeId, string holder, Findings findings, CancellationToken cancel)
    {
        var net = await db.Set<Payout>().Where(p => p.CollectiveId == collectiveId && p.CascadeId == cascadeId)
            .Select(p => new { p.MemberNo, Fen = p.AmountFen - p.WithheldFen }).ToDictionaryAsync(p => p.MemberNo, p => p.Fen, cancel);
        var issued = new HashSet<string>();
        foreach (var batch in await db.Set<BankBatch>().AsNoTracking().Where(b => b.CascadeId == cascadeId).OrderBy(b => b.BatchNo).ToListAsync(cancel))
        {
            var subject = $"{holder} 代发批次 {batch.Id}";
            var lines = await BankLines.OfBatchAsync(db, batch, cancel);
            findings.Compare("bank_sum_differs", subject, "行数", batch.LineCount, lines.Count);
            findings.Compare("bank_sum_differs", subject, "合计（元）", batch.SumFen.Yuan(), lines.Sum(l => l.AmountFen).Yuan());
            foreach (var line in lines)
            {
                findings.Compare("bank_line_differs", $"{subject} 成员 {line.MemberNo}", "金额（元）", line.AmountFen.Yuan(), net.GetValueOrDefault(line.MemberNo).Yuan());
                if (line.Result != PaymentSums.ResultFailed && !issued.Add(line.MemberNo))
                {
                    findings.Add("bank_line_issued_twice", $"{subject} 成员 {line.MemberNo}", "在两个批次里都没有失败，可能重复发放，请与银行核对。");
                }
            }
        }
    }

    private static async Task CheckResultsAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var strays = await db.Set<BankResult>().AsNoTracking()
            .Where(r => !db.Set<BankLine>().Any(l => l.CollectiveId == r.CollectiveId && l.BatchId == r.BatchId && l.MemberNo == r.MemberNo))
            .OrderBy(r => r.BatchId).Take(100).ToListAsync(cancel);
        foreach (var stray in strays)
        {
            findings.Add("bank_result_without_line", $"代发批次 {stray.BatchId} 成员 {stray.MemberNo}", "有银行结果，却没有这一行代发明细。");
        }
    }
}
