using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Watches;

/// <summary>Sets a watch, or writes one version more of it.</summary>
internal static class ChangeWatch
{
    private const int LongestReason = 300;

    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, WatchDraft draft, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.AlertRuleManage);
        if (db.Caller.UserId == 0)
        {
            return new Refusal("watch_needs_a_person", "指标预警要由本人登录设置，不能由程序代办。");
        }

        var indicator = (await WatchBook.IndicatorsAsync(db, cancel)).FirstOrDefault(i => i.Code == draft.Indicator);
        var unit = draft.UnitCode.Trim().Length == 0 ? null : await OrgUnitTree.ByCodeAsync(db, draft.UnitCode.Trim(), cancel);
        if (Problem(draft, indicator, unit, db.Today(), out var limit) is { } problem)
        {
            return problem;
        }

        if (await db.Set<WatchRow>().AsNoTracking().FirstOrDefaultAsync(w => w.ClientId == draft.ClientId, cancel) is { } same)
        {
            return same.UserId == db.Caller.UserId && same.Indicator == draft.Indicator && same.LimitText == limit.ToString() && (draft.WatchNo ?? same.WatchNo) == same.WatchNo
                ? same.WatchNo
                : new Refusal("client_id_reused", "同一个提交编号已用于另一项预警。请刷新页面后重新提交。");
        }

        var versions = await db.Set<WatchRow>().AsNoTracking().OrderBy(w => w.Id).ToListAsync(cancel);
        return draft.WatchNo is { } no && versions.All(w => w.WatchNo != no)
            ? new Refusal("watch_not_found", $"没有第 {no} 号指标预警。请刷新页面。")
            : await WriteAsync(db, draft, indicator!, unit, limit, versions, cancel);
    }

    private static async Task<Outcome<int>> WriteAsync(
        BaotuanDb db, WatchDraft draft, IndicatorInfo indicator, OrgUnitInfo? unit, Rational limit, IReadOnlyList<WatchRow> versions, CancellationToken cancel)
    {
        var row = new WatchRow
        {
            Id = await db.NextIdAsync(WatchRow.TableName, cancel), WatchNo = draft.WatchNo ?? versions.Select(w => w.WatchNo).DefaultIfEmpty(0).Max() + 1, Indicator = indicator.Code,
            UnitId = unit?.Id, PeriodKind = draft.PeriodKind, Comparison = draft.Comparison, LimitText = limit.ToString(), ValidFrom = draft.ValidFrom, Active = draft.Active,
            Reason = draft.Reason.Trim(), ClientId = draft.ClientId, UserId = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(row);
        var before = versions.LastOrDefault(w => w.WatchNo == row.WatchNo);
        await db.LogAsync("watch.change", $"watch/{row.WatchNo}", row.Reason, cancel, before: before is null ? "" : Words(before), after: Words(row));
        await db.SaveChangesAsync(cancel);
        return row.WatchNo;
    }

    private static string Words(WatchRow w) =>
        $"{(w.Active ? "启用" : "停用")}，{w.ValidFrom:yyyy-MM-dd} 起，{w.Indicator} {WatchPeriods.Chinese(w.PeriodKind)} {WatchComparisons.Chinese(w.Comparison)} {w.LimitText}";

    private static Refusal? Problem(WatchDraft draft, IndicatorInfo? indicator, OrgUnitInfo? unit, DateOnly today, out Rational limit)
    {
        limit = default;
        if (draft.ClientId.Trim().Length is 0 or > 100)
        {
            return new("client_id_is_needed", "没有提交编号。请刷新页面后重新提交。");
        }

        if (indicator is null)
        {
            return new("indicator_not_found", "请选择一个按地方统计的指标。");
        }

        if (draft.UnitCode.Trim().Length > 0 && unit is null)
        {
            return new("unit_not_found", $"没有编码为 {draft.UnitCode.Trim()} 的单位。");
        }

        if (WatchPeriods.All.All(p => p.Code != draft.PeriodKind))
        {
            return new("period_unknown", "请选择看哪一段时间的数。");
        }

        if (WatchComparisons.All.All(c => c.Code != draft.Comparison))
        {
            return new("comparison_unknown", "请选择低于、不高于、高于还是不低于。");
        }

        if (draft.PeriodKind == WatchPeriods.LastMonth && indicator.PeriodType == PeriodTypes.Year)
        {
            return new("period_does_not_fit", $"“{indicator.Name}”按年度统计，不能按月看。请选上一年或今年。");
        }

        return TypedNumber.Read(draft.Limit, indicator.Unit, out limit) is { } unreadable ? new("limit_not_readable", $"界限：{unreadable}")
            : draft.ValidFrom < today || draft.ValidFrom > today.AddYears(1) ? new("day_has_passed", "生效日期不能早于今天，也不能晚于一年以后。")
            : draft.Reason.Trim().Length is < 2 or > LongestReason ? new("rule_needs_a_reason", $"请写明为什么这样设，2 至 {LongestReason} 个字。")
            : null;
    }
}
