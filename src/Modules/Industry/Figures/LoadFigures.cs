using Baotuan.Industry.Chains;
using Baotuan.Industry.Outputs;
using Baotuan.Industry.Scopes;
using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Industry.Figures;

/// <summary>The firms of a series in a month with what calculations need, as known at a time.</summary>
internal static class LoadFigures
{
    /// <param name="month">First day.</param>
    /// <param name="among">Organisations; null for all.</param>
    /// <returns>In the order of the firms' numbers: those on the list now or a year before.</returns>
    public static async Task<IReadOnlyList<FirmFigure>> ForAsync(BaotuanDb db, string series, DateOnly month, long[]? among, long knownAtMs, CancellationToken cancel)
    {
        var (then, wanted) = (month.AddYears(-1), among?.ToHashSet());
        var scopes = ScopeList.Of(await FactRegister.StandingAsync<ScopeRow, (long, string)>(db, s => (s.FirmId, s.Series), knownAtMs, cancel));
        var members = await FactRegister.StandingAsync<ChainMemberRow, (long, string)>(db, m => (m.FirmId, m.Chain), knownAtMs, cancel);
        var (chains, chainsThen) = (ChainsOn(members, Period.MonthOf(month).End), ChainsOn(members, Period.MonthOf(then).End));
        var now = await StandingAsync(db, series, month, knownAtMs, cancel);
        var before = await FirstKnownAsync(db, series, then, knownAtMs, cancel);
        return
        [
            .. scopes.Firms(series).Where(id => wanted?.Contains(id) ?? true).Order()
                .Select(id => Figure(id, scopes.Entry(id, series, month), now.GetValueOrDefault(id), scopes.Has(id, series, then), before.GetValueOrDefault(id)) with
                {
                    Chains = chains.GetValueOrDefault(id) ?? [], ChainsThen = chainsThen.GetValueOrDefault(id) ?? [],
                })
                .Where(f => f.Listed || f.ListedThen),
        ];
    }

    private static FirmFigure Figure(long id, ScopeRow? entry, OutputRow? now, bool listedThen, OutputRow? then) =>
        new(id, entry is not null, now?.MonthFen, now?.CumulativeFen, now?.BaseFen, listedThen, then?.CumulativeFen, [], [], Math.Max(entry?.RecordedAtMs ?? 0, now?.RecordedAtMs ?? 0));

    /// <summary>What stands of a month, by firm.</summary>
    public static async Task<IReadOnlyDictionary<long, OutputRow>> StandingAsync(BaotuanDb db, string series, DateOnly month, long knownAtMs, CancellationToken cancel) =>
        (await VintagesAsync(db, series, month, knownAtMs, cancel)).GroupBy(o => o.FirmId).Select(g => g.Last()).Where(o => !o.Retracted).ToDictionary(o => o.FirmId);

    /// <summary>
    /// What was known of a month when it was news: the vintage that stood at the end of the month after it; of a firm that was entered later, the
    /// first vintage. What an undone import brought never counts.
    /// </summary>
    private static async Task<IReadOnlyDictionary<long, OutputRow>> FirstKnownAsync(BaotuanDb db, string series, DateOnly month, long knownAtMs, CancellationToken cancel)
    {
        var newsUntil = ChinaTime.EndOfDayMs(Period.MonthOf(month.AddMonths(1)).End);
        var undone = await ImportTrail.UndoneAsync(db, cancel);
        return (await VintagesAsync(db, series, month, knownAtMs, cancel)).Where(o => !o.Retracted && !undone.Contains(o.ImportBatchId))
            .GroupBy(o => o.FirmId).Select(g => g.LastOrDefault(o => o.RecordedAtMs <= newsUntil) ?? g.First()).ToDictionary(o => o.FirmId);
    }

    private static Task<List<OutputRow>> VintagesAsync(BaotuanDb db, string series, DateOnly month, long knownAtMs, CancellationToken cancel) =>
        db.Set<OutputRow>().AsNoTracking().Where(o => o.Series == series && o.ValidFrom == month && o.RecordedAtMs <= knownAtMs)
            .OrderBy(o => o.RecordedAtMs).ThenBy(o => o.Id).ToListAsync(cancel);

    private static Dictionary<long, IReadOnlyList<string>> ChainsOn(IReadOnlyList<ChainMemberRow> members, DateOnly day) =>
        InForce(members, day).GroupBy(m => m.FirmId).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(m => m.Chain).Order(StringComparer.Ordinal)]);

    /// <summary>Memberships on a day: of each firm and chain the entry with the last start not after it, if it still holds.</summary>
    public static IEnumerable<ChainMemberRow> InForce(IReadOnlyList<ChainMemberRow> standing, DateOnly day) =>
        standing.Where(m => m.ValidFrom <= day).GroupBy(m => (m.FirmId, m.Chain)).Select(g => g.MaxBy(m => m.ValidFrom)!).Where(m => m.ValidTo is null || m.ValidTo >= day);
}
