using Baotuan.Engine.Distributions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>Computes every distribution again from terms and register as known when it was posted; reversed ones too.</summary>
internal static class CheckDistributions
{
    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var ids = await db.Set<Distribution>().OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(cancel);
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids[i];
            await findings.GuardAsync("distribution_not_computable", $"分红 {id}", () => CheckAsync(db, id, findings, cancel));
            findings.Progress("分红", i + 1, ids.Count);
        }
    }

    private static async Task CheckAsync(BaotuanDb db, long id, Findings findings, CancellationToken cancel)
    {
        var distribution = await db.Set<Distribution>().AsNoTracking().FirstAsync(d => d.Id == id, cancel);
        var venture = await db.Set<Venture>().IgnoreQueryFilters().Where(v => v.Id == distribution.VentureId).Select(v => v.Code).FirstOrDefaultAsync(cancel) ?? "?";
        var phase = await db.Set<Phase>().IgnoreQueryFilters().Where(p => p.Id == distribution.PhaseId).Select(p => p.Code).FirstOrDefaultAsync(cancel);
        var period = new Period(distribution.PeriodStart, distribution.PeriodEnd);
        var subject = $"项目 {venture} {period.Code} 分红";
        var lines = await db.Set<DistributionLine>().AsNoTracking().Where(l => l.DistributionId == id).ToListAsync(cancel);
        CheckSums(distribution, lines, subject, findings);
        var loaded = await LoadVenture.AsKnownAsync(db, venture, phase, period.End, distribution.RecordedAtMs, cancel);
        Money? declared = distribution.DeclaredFen is { } fen ? new Money(fen) : null;
        var plan = loaded.Ok
            ? PlanDistribution.For(period, loaded.Value.Terms, loaded.Value.Changes, declared)
            : Outcome<DistributionPlan>.Refused(loaded.Refusals);
        if (!plan.Ok)
        {
            findings.Add("distribution_not_computable", subject, $"按入账时的条款和登记簿算不出来：{plan.Refusals[0].Message}");
            return;
        }

        findings.Compare("distribution_pool_differs", subject, "应分总额", distribution.PoolFen.Yuan(), plan.Value.Pool.Fen.Yuan());
        await CheckLinesAsync(db, lines, plan.Value, loaded.Value, subject, findings, cancel);
        var payer = (await Organizations.ByIdsAsync(db, [distribution.PayerId], cancel))[distribution.PayerId];
        var request = new DistributionRequest(venture, period, phase, declared, distribution.RecordDate, distribution.DeclaredOn);
        findings.Compare("distribution_hash_differs", subject, "计划指纹", distribution.PlanHash, DistributionActs.PlanHash(request, plan.Value, payer));
    }

    private static void CheckSums(Distribution header, List<DistributionLine> lines, string subject, Findings findings)
    {
        findings.Compare("distribution_sum_differs", subject, "明细行数", header.LineCount, lines.Count);
        findings.Compare("distribution_sum_differs", subject, "明细合计", header.SumFen.Yuan(), lines.Sum(l => l.AmountFen).Yuan());
        findings.Compare("distribution_sum_differs", subject, "合计与总额", header.SumFen.Yuan(), header.PoolFen.Yuan());
    }

    private static async Task CheckLinesAsync(
        BaotuanDb db, List<DistributionLine> lines, DistributionPlan plan, LoadedVenture venture, string subject, Findings findings, CancellationToken cancel)
    {
        var people = await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId), cancel);
        var ids = venture.Holders.Values.ToDictionary(h => h.Code, h => h.Id);
        var expected = plan.Lines.ToDictionary(l => ids[l.HolderCode]);
        foreach (var line in lines)
        {
            var holder = $"{subject} {people.GetValueOrDefault(line.HolderId)?.Code ?? "?"}";
            if (!expected.Remove(line.HolderId, out var planned))
            {
                findings.Add("distribution_line_differs", holder, $"库中为 {line.AmountFen.Yuan()} 元，按登记簿不应有这一行。");
                continue;
            }

            findings.Compare("distribution_line_differs", holder, "金额（元）", line.AmountFen.Yuan(), planned.Amount.Fen.Yuan());
            findings.Compare("distribution_line_differs", holder, "精确应得（分）", line.Exact, planned.Exact.ToString());
        }

        foreach (var missing in expected.Values)
        {
            findings.Add("distribution_line_differs", $"{subject} {missing.HolderCode}", $"应为 {missing.Amount.Format()} 元，库中没有这一行。");
        }
    }
}

/// <summary>How the checks write amounts.</summary>
internal static class VerifyText
{
    public static string Yuan(this long fen) => new Money(fen).Format();
}
