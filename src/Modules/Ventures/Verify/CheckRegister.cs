using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Quotas;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Verify;

/// <summary>Land quota is used once and conserves its area; nobody ever holds less than nothing.</summary>
internal static class CheckRegister
{
    public static async Task RunAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        await CheckQuotasAsync(db, findings, cancel);
        var phases = await (
            from p in db.Set<Phase>().AsNoTracking()
            join v in db.Set<Venture>() on p.VentureId equals v.Id
            orderby p.Id
            select new { p.Id, Name = v.Code + "/" + p.Code }).ToListAsync(cancel);
        for (var i = 0; i < phases.Count; i++)
        {
            await CheckHoldingsAsync(db, phases[i].Id, phases[i].Name, findings, cancel);
            findings.Progress("股权登记簿", i + 1, phases.Count);
        }
    }

    private static async Task CheckHoldingsAsync(BaotuanDb db, long phaseId, string phase, Findings findings, CancellationToken cancel)
    {
        var events = await EquityRegister.EventsAsync(db, [phaseId], DateOnly.MaxValue, long.MaxValue, cancel);
        var holders = events.SelectMany(e => EquityRegister.Principal(e).Select(p => p.HolderId)).Distinct().ToList();
        var people = await Organizations.ByIdsAsync(db, holders, cancel);
        foreach (var holder in holders)
        {
            if (EquityRegister.FirstShortDay(events, phaseId, holder) is { } day)
            {
                findings.Add("holding_is_negative", $"{phase} {people.GetValueOrDefault(holder)?.Code ?? "?"}", $"从 {day:yyyy-MM-dd} 起持有的本金是负数。");
            }
        }
    }

    private static async Task CheckQuotasAsync(BaotuanDb db, Findings findings, CancellationToken cancel)
    {
        var quotas = await db.Set<LandQuota>().AsNoTracking().ToDictionaryAsync(q => q.Id, cancel);
        var used = await db.Set<Contribution>().AsNoTracking().Where(c => c.QuotaId != null)
            .Where(c => !db.Set<Withdrawal>().Any(w => w.Subject == "ventures_contribution" && w.SubjectId == c.Id)).ToListAsync(cancel);
        var parents = quotas.Values.Where(q => q.ParentId != null).ToLookup(q => q.ParentId!.Value);
        foreach (var use in used.GroupBy(c => c.QuotaId!.Value))
        {
            var subject = $"指标 {quotas.GetValueOrDefault(use.Key)?.ParcelCode ?? use.Key.ToString()}";
            if (use.Count() > 1)
            {
                findings.Add("quota_used_twice", subject, $"被 {use.Count()} 笔出资使用。一块指标只能用一次。");
            }

            if (parents.Contains(use.Key))
            {
                findings.Add("quota_used_and_split", subject, "已经拆分，又被直接使用。");
            }

            CheckAmounts(use, quotas.GetValueOrDefault(use.Key), subject, findings);
        }

        foreach (var split in parents)
        {
            var parent = quotas.GetValueOrDefault(split.Key);
            findings.Compare(
                "quota_area_not_conserved", $"指标 {parent?.ParcelCode ?? "?"}", "拆出面积合计（亩）",
                new LandArea(split.Sum(q => q.AreaMu10000)).ToString(), new LandArea(parent?.AreaMu10000 ?? 0).ToString());
        }
    }

    private static void CheckAmounts(IEnumerable<Contribution> uses, LandQuota? quota, string subject, Findings findings)
    {
        foreach (var use in uses.Where(u => quota is not null && u.UnitPriceFen is not null))
        {
            var worth = (new Rational(quota!.AreaMu10000, 10_000) * use.UnitPriceFen!.Value).RoundHalfUpToFen();
            findings.Compare("quota_amount_differs", subject, "面积×单价（元）", use.AmountFen.Yuan(), worth.Format());
        }
    }
}
