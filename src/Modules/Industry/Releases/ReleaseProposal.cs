namespace Baotuan.Industry.Releases;

/// <summary>How the chains of a release are grouped.</summary>
/// <param name="Groups">Codes of the chains of each number; one with several is 其他.</param>
/// <param name="HasTotal">Whether the total of all goes out.</param>
internal sealed record ReleaseGrouping(IReadOnlyList<IReadOnlyList<string>> Groups, bool HasTotal);

/// <summary>Finds what may be published instead: the smallest chains merged into 其他, as few as will do; else the total alone; else nothing.</summary>
internal static class ReleaseProposal
{
    /// <param name="chains">Codes, the smallest first.</param>
    /// <param name="cells">The numbers of a grouping.</param>
    /// <returns>Null where not even the total may go out.</returns>
    public static ReleaseGrouping? Find(
        IReadOnlyList<string> chains, Func<ReleaseGrouping, IReadOnlyList<ReleaseCell>> cells, IReadOnlyList<ReleaseCell> earlier, GuardLimits limits)
    {
        IEnumerable<ReleaseGrouping> merged = Enumerable.Range(2, Math.Max(0, chains.Count - 1))
            .Select(n => new ReleaseGrouping([.. chains.Skip(n).Select(c => (IReadOnlyList<string>)[c]), [.. chains.Take(n)]], true));
        return merged.Append(new([], true)).FirstOrDefault(g => ReleaseGuard.Check(cells(g), earlier, limits).Count == 0);
    }
}
