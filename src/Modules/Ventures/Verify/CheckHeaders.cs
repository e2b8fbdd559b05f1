using Baotuan.Platform.Storage;
using Baotuan.Ventures.BankFiles;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Payments;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>Lines whose header is not there: somebody wrote them past the program, or took the header away.</summary>
internal static class CheckHeaders
{
    private const int Named = 100;

    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        await NameAsync(
            findings, "成员明细",
            db.Set<Payout>().Where(p => !db.Set<Cascade>().Any(c => c.Id == p.CascadeId && c.HolderId == p.CollectiveId && c.Kind == CascadePlanning.Collective))
                .Select(p => $"集体 {p.CollectiveId} 分配 {p.CascadeId}"), cancel);
        await NameAsync(
            findings, "联合公司分配明细",
            db.Set<CascadeLine>().Where(l => !db.Set<Cascade>().Any(c => c.Id == l.CascadeId && c.Kind == CascadePlanning.Company)).Select(l => $"分配 {l.CascadeId}"), cancel);
        await NameAsync(
            findings, "分配步骤", db.Set<CascadeStep>().Where(s => !db.Set<Cascade>().Any(c => c.Id == s.CascadeId)).Select(s => $"分配 {s.CascadeId}"), cancel);
        await NameAsync(
            findings, "分红明细",
            db.Set<DistributionLine>().Where(l => !db.Set<Distribution>().Any(d => d.Id == l.DistributionId)).Select(l => $"分红 {l.DistributionId}"), cancel);
        await NameAsync(
            findings, "付款明细", db.Set<PaymentLine>().Where(l => !db.Set<Payment>().Any(p => p.Id == l.PaymentId)).Select(l => $"付款 {l.PaymentId}"), cancel);
        await NameAsync(
            findings, "代发明细",
            db.Set<BankLine>().Where(l => !db.Set<BankBatch>().Any(b => b.Id == l.BatchId && b.CollectiveId == l.CollectiveId)).Select(l => $"代发批次 {l.BatchId}"), cancel);
        findings.Progress("明细与表头", 1, 1);
    }

    private static async Task NameAsync(Findings findings, string what, IQueryable<string> subjects, CancellationToken cancel)
    {
        foreach (var subject in await subjects.Distinct().Take(Named).ToListAsync(cancel))
        {
            findings.Add("lines_without_header", subject, $"有{what}，却没有对应的登记，不是由程序写入的。");
        }
    }
}
