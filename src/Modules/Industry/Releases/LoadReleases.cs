using Baotuan.Industry.Chains;
using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Industry.Releases;

/// <summary>Reads releases and their numbers as the guard sees them.</summary>
internal static class LoadReleases
{
    public static async Task<IReadOnlyList<ReleaseInfo>> AllAsync(BaotuanDb db, CancellationToken cancel)
    {
        var cells = (await db.Set<ReleaseCellRow>().AsNoTracking().OrderBy(c => c.ReleaseId).ThenBy(c => c.Place).ToListAsync(cancel)).ToLookup(c => c.ReleaseId);
        var names = await ChainNamesAsync(db, cancel);
        return
        [
            .. (await db.Set<ReleaseRow>().AsNoTracking().OrderByDescending(r => r.Id).ToListAsync(cancel)).Select(r => new ReleaseInfo(
                r.Id, r.Series, r.Month, r.Actor, r.Reason, r.RecordedAtMs,
                [.. cells[r.Id].Select(c => new ReleasedNumber(c.Quantity, c.Chains, Name(Split(c.Chains), c.Quantity, names), c.Firms, new(c.ValueFen)))])),
        ];
    }

    /// <summary>As pages ask for them: of a series, of a month written 2022-11.</summary>
    public static IReadOnlyList<ReleaseInfo> Narrow(IReadOnlyList<ReleaseInfo> releases, string? series, string? month) =>
        [.. releases.Where(r => (series is null || r.Series == series) && (month is null || $"{r.Month:yyyy-MM}" == month))];

    /// <summary>Everything released of a series, made anew from the records as they were known when each was released.</summary>
    public static async Task<IReadOnlyList<ReleaseCell>> CellsAsync(BaotuanDb db, string series, CancellationToken cancel)
    {
        var cells = new List<ReleaseCell>();
        foreach (var release in (await AllAsync(db, cancel)).Where(r => r.Series == series).OrderBy(r => r.Id))
        {
            var book = await MonthBook.LoadAsync(db, series, release.Month, release.RecordedAtMs, cancel);
            cells.AddRange(release.Cells.Select(c => book.Cell(c.Quantity, Split(c.Chains), c.Name)));
        }

        return cells;
    }

    public static async Task<IReadOnlyDictionary<string, string>> ChainNamesAsync(BaotuanDb db, CancellationToken cancel) =>
        (await FactRegister.StandingAsync<ChainRow, string>(db, c => c.Code, long.MaxValue, cancel)).GroupBy(c => c.Code).ToDictionary(g => g.Key, g => g.Last().Name);

    public static string Name(IReadOnlyList<string> chains, string quantity, IReadOnlyDictionary<string, string> names) =>
        $"{(chains.Count == 0 ? "全部" : string.Join('、', chains.Select(c => names.GetValueOrDefault(c, c))))}{(chains.Count > 1 ? "（合并）" : "")} {OutputQuantities.Chinese(quantity)}";

    public static IReadOnlyList<string> Split(string group) => group.Length == 0 ? [] : group.Split('+');
}
