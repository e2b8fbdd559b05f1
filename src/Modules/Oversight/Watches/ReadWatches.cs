using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Watches;

/// <summary>Watches with their versions, and which of them hold.</summary>
internal static class ReadWatches
{
    public static async Task<IReadOnlyList<WatchInfo>> AllAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.AlertRead);
        var rows = await RowsAsync(db, cancel);
        if (rows.Count == 0)
        {
            return [];
        }

        var people = await UserNames.OfAsync(db, [.. rows.Select(r => r.UserId).Distinct()], cancel);
        var units = await OrgUnitTree.ByIdsAsync(db, rows.Select(r => r.UnitId).OfType<long>(), cancel);
        var indicators = (await WatchBook.IndicatorsAsync(db, cancel)).ToDictionary(i => i.Code);
        var standing = Standing(rows, today).Select(r => r.Id).ToHashSet();
        return
        [
            .. rows.OrderBy(r => r.WatchNo).ThenByDescending(r => r.Id).Select(r =>
            {
                var (indicator, limit) = (indicators.GetValueOrDefault(r.Indicator), Rational.Parse(r.LimitText));
                return new WatchInfo(
                    r.WatchNo, r.Indicator, indicator?.Name ?? r.Indicator, r.UnitId is { } id ? units[id].Code : "", r.UnitId is { } named ? units[named].Name : "全部村集体", r.PeriodKind,
                    r.Comparison, limit, indicator?.Unit.TextWithUnit(limit) ?? r.LimitText, r.ValidFrom, r.Active, r.Reason, people.GetValueOrDefault(r.UserId, ""), r.RecordedAtMs,
                    standing.Contains(r.Id));
            }),
        ];
    }

    /// <summary>Of each watch the version of a day: the latest that has begun.</summary>
    public static async Task<IReadOnlyList<WatchRow>> StandingAsync(BaotuanDb db, DateOnly on, CancellationToken cancel) => [.. Standing(await RowsAsync(db, cancel), on).Where(r => r.Active)];

    private static IEnumerable<WatchRow> Standing(IEnumerable<WatchRow> rows, DateOnly on) => rows.Where(r => r.ValidFrom <= on)
        .GroupBy(r => r.WatchNo).Select(g => g.OrderBy(r => r.ValidFrom).ThenBy(r => r.Id).Last()).OrderBy(r => r.WatchNo);

    private static Task<List<WatchRow>> RowsAsync(BaotuanDb db, CancellationToken cancel) => db.Set<WatchRow>().AsNoTracking().ToListAsync(cancel);
}
