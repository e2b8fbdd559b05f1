using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Rules;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>
/// Plans every cascade again from books, rules, units and shares as known when it was posted, and works its steps again from
/// their own figures. Pools decided elsewhere (without fingerprint) have no plan; their lines are checked with all others.
/// </summary>
internal static class CheckCascades
{
    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var total = await db.Set<Cascade>().LongCountAsync(c => c.PlanHash != "", cancel);
        long last = 0, done = 0;
        while (await db.Set<Cascade>().AsNoTracking().Where(c => c.PlanHash != "" && c.Id > last).OrderBy(c => c.Id).Take(200).ToListAsync(cancel) is { Count: > 0 } page)
        {
            var holders = await Organizations.ByIdsAsync(db, page.Select(c => c.HolderId), cancel);
            foreach (var cascade in page)
            {
                await findings.GuardAsync(
                    "cascade_not_computable", $"分配 {cascade.Id}", () => CheckAsync(db, cascade, holders[cascade.HolderId], findings, cancel));
                findings.Progress("逐级分配", ++done, total);
            }

            last = page[^1].Id;
        }
    }

    private static async Task CheckAsync(BaotuanDb db, Cascade cascade, OrganizationInfo holder, Findings findings, CancellationToken cancel)
    {
        var period = new Period(cascade.PeriodStart, cascade.PeriodEnd);
        var subject = $"{holder.Code} {period.Code} 分配";
        var steps = await db.Set<CascadeStep>().AsNoTracking().Where(s => s.CascadeId == cascade.Id).OrderBy(s => s.StepNo).ToListAsync(cancel);
        CheckArithmetic(steps, cascade, subject, findings);
        var kept = (await Vouchers.BySourceAsync(db, CascadePosting.SourceKind(cascade.Kind, cascade.PeriodStart), cascade.Id, cancel)).Count > 0;
        var plan = await CascadePlanning.PlanAsync(
            db, new(holder.Code, period, cascade.RecordDate), new(cascade.RecordedAtMs, kept), cancel);
        if (!plan.Ok)
        {
            findings.Add("cascade_not_computable", subject, $"按入账时的账目、份额和规则算不出来：{plan.Refusals[0].Message}");
            return;
        }

        var expected = plan.Value;
        findings.Compare("cascade_header_differs", subject, "收到（元）", cascade.ReceivedFen.Yuan(), expected.Received.Fen.Yuan());
        findings.Compare("cascade_header_differs", subject, "分出（元）", cascade.PoolFen.Yuan(), expected.Pool.Fen.Yuan());
        findings.Compare("cascade_header_differs", subject, "代扣比例（百万分之）", cascade.WithholdingPpm, expected.WithholdingPpm);
        findings.Compare("cascade_header_differs", subject, "行数", cascade.LineCount, expected.Lines.Count);
        findings.Compare(
            "cascade_step_differs", subject, "分配步骤",
            string.Join("；", steps.Select(s => $"{s.Kind} {s.RatePpm} {s.BaseFen.Yuan()} {s.AmountFen.Yuan()}")),
            string.Join("；", (expected.Appropriation?.Steps ?? []).Select(s => $"{RuleBook.Code(s.Kind)} {s.RatePpm} {s.Base.Format()} {s.Amount.Format()}")));
        if (cascade.Kind == CascadePlanning.Company)
        {
            await CheckCompanyLinesAsync(db, cascade, expected, subject, findings, cancel);
        }

        findings.Compare("cascade_hash_differs", subject, "计划指纹", cascade.PlanHash, expected.PlanHash);
    }

    /// <summary>The steps by their own figures: reserve = rate × base rounded up, but no more than losses leave; members = rate × base rounded down.</summary>
    private static void CheckArithmetic(List<CascadeStep> steps, Cascade cascade, string subject, Findings findings)
    {
        long covered = 0, reserved = 0;
        foreach (var step in steps)
        {
            var exact = Rational.FromPpm(step.RatePpm) * step.BaseFen;
            var expected = step.Kind switch
            {
                "reserve" => Math.Max(0, Math.Min((long)exact.Ceiling(), step.BaseFen - covered - reserved)),
                "members" => (long)exact.Floor(),
                _ => Math.Min(step.AmountFen, step.BaseFen),
            };
            findings.Compare("cascade_step_differs", $"{subject} 第 {step.StepNo} 步", $"{step.Kind} 金额（元）", step.AmountFen.Yuan(), expected.Yuan());
            covered += step.Kind == "cover_losses" ? step.AmountFen : 0;
            reserved += step.Kind == "reserve" ? step.AmountFen : 0;
        }

        if (steps.Count > 0)
        {
            findings.Compare("cascade_step_differs", subject, "向成员分配（元）", cascade.PoolFen.Yuan(), steps[^1].AmountFen.Yuan());
        }
    }

    private static async Task CheckCompanyLinesAsync(
        BaotuanDb db, Cascade cascade, CascadePreview expected, string subject, Findings findings, CancellationToken cancel)
    {
        var lines = await db.Set<CascadeLine>().AsNoTracking().Where(l => l.CascadeId == cascade.Id).ToListAsync(cancel);
        var people = await Organizations.ByIdsAsync(db, lines.Select(l => l.HolderId), cancel);
        findings.Compare("cascade_sum_differs", subject, "明细合计（元）", cascade.PoolFen.Yuan(), lines.Sum(l => l.AmountFen).Yuan());
        var planned = expected.Lines.ToDictionary(l => l.Code);
        foreach (var line in lines)
        {
            var code = people.GetValueOrDefault(line.HolderId)?.Code ?? "?";
            var amount = planned.Remove(code, out var plan) ? plan.Amount : Money.Zero;
            findings.Compare("cascade_line_differs", $"{subject} {code}", "金额（元）", line.AmountFen.Yuan(), amount.Format());
        }

        foreach (var missing in planned.Values)
        {
            findings.Add("cascade_line_differs", $"{subject} {missing.Code}", $"应为 {missing.Amount.Format()} 元，库中没有这一行。");
        }
    }
}
