using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Industry.Releases;

/// <summary>Reads what somebody wants to publish and asks the guard.</summary>
internal static class CheckRelease
{
    public static async Task<Outcome<ReleaseCheck>> RunAsync(BaotuanDb db, ReleaseRequest request, CancellationToken cancel)
    {
        db.Access.Require(IndustryPermissions.ReleasePublish);
        var names = await LoadReleases.ChainNamesAsync(db, cancel);
        if (Unreadable(request, names) is { } refusal)
        {
            return refusal;
        }

        var book = await MonthBook.LoadAsync(db, request.Series, Period.MonthOf(request.Month).Start, long.MaxValue, cancel);
        var reach = db.Access.Reach(IndustryPermissions.ReleasePublish);
        if (!book.Figures.All(f => reach.Contains(f.FirmId)))
        {
            throw new AccessDeniedException(IndustryPermissions.ReleasePublish, "firms");
        }

        var (earlier, rule) = (await LoadReleases.CellsAsync(db, request.Series, cancel), GuardLimits.Of(request.Month));
        var asked = request.Groups.SelectMany(g => request.Quantities.Select(q => (Quantity: q, Group: g, Cell: book.Cell(q, LoadReleases.Split(g), LoadReleases.Name(LoadReleases.Split(g), q, names))))).ToList();
        IReadOnlyList<Refusal> refusals = [.. ReleaseGuard.Check([.. asked.Select(a => a.Cell)], earlier, rule).Select(p => new Refusal(p.Code, p.Message)).Distinct()];
        return new ReleaseCheck(
            refusals.Count > 0 ? [] : [.. asked.Select(a => new ReleasedNumber(a.Quantity, a.Group, a.Cell.Name, a.Cell.Parts.Count, new(a.Cell.TotalFen)))],
            refusals, refusals.Count == 0 ? null : Propose(request, book, earlier, rule, names));
    }

    private static IReadOnlyList<string>? Propose(ReleaseRequest request, MonthBook book, IReadOnlyList<ReleaseCell> earlier, GuardLimits rule, IReadOnlyDictionary<string, string> names)
    {
        var chains = request.Groups.SelectMany(LoadReleases.Split).Distinct().OrderBy(book.Reported).ThenBy(c => c, StringComparer.Ordinal).ToList();
        var found = ReleaseProposal.Find(chains, grouping => [.. Groups(grouping).SelectMany(g => request.Quantities.Select(q => book.Cell(q, g, LoadReleases.Name(g, q, names))))], earlier, rule);
        return found is null ? null : [.. Groups(found).Select(g => string.Join('+', g))];
        static IEnumerable<IReadOnlyList<string>> Groups(ReleaseGrouping grouping) => grouping.HasTotal ? [[], .. grouping.Groups] : grouping.Groups;
    }

    private static Refusal? Unreadable(ReleaseRequest request, IReadOnlyDictionary<string, string> names)
    {
        if (!OutputSeries.All.Any(s => s.Code == request.Series))
        {
            return new("series_not_found", "口径请写 official（统计口径）或 dispatch（调度口径）。");
        }

        if (request.Quantities.Count == 0 || request.Groups.Count == 0)
        {
            return new("release_is_empty", "请至少选一个数和一个范围（合计或产业链）。");
        }

        if (request.Quantities.FirstOrDefault(q => !OutputQuantities.All.Any(k => k.Code == q)) is { } quantity)
        {
            return new("quantity_not_found", $"没有“{quantity}”这个数。请写 month（当月）、cumulative（本年累计）或 base（上年同期）。");
        }

        if (request.Quantities.Distinct().Count() < request.Quantities.Count || request.Groups.Distinct().Count() < request.Groups.Count)
        {
            return new("release_names_twice", "同一个数或范围写了两次，请只写一次。");
        }

        return request.Groups.SelectMany(LoadReleases.Split).FirstOrDefault(c => !names.ContainsKey(c)) is { } chain
            ? new("chain_not_found", $"没有编码为 {chain} 的产业链。请核对编码；几条链合并公布用 + 相连。")
            : null;
    }
}
