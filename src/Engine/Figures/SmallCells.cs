namespace Baotuan.Engine.Figures;

/// <summary>Counts of one question or one table column as they may be shown.</summary>
/// <param name="Counts">In the order given; null where the number is kept back.</param>
/// <param name="Total">Of all, kept back ones included; null where it is under the least itself.</param>
public sealed record ShownCounts(IReadOnlyList<int?> Counts, int? Total)
{
    /// <summary>Something is kept back.</summary>
    public bool IsPartial => Total is null || Counts.Any(c => c is null);
}

/// <summary>
/// Small numbers about people are not shown, zero included: who knows one of them would know what he said. (1) A total under the least shows nothing. (2) Every count under
/// the least is kept back. (3) While the total gives a count away that is kept back, because it stands alone or because there is one way alone to make up the difference, the
/// next count behind the first one kept back is kept back too, round the end. Held against the rule in the tests, by every small table: for somebody who knows the rule and the
/// total, every count that is kept back has at least two values.
/// </summary>
public static class SmallCells
{
    /// <param name="counts">How many each; none below zero.</param>
    /// <param name="least">The smallest number that is shown, 2 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count below zero, or a least number below 2.</exception>
    public static ShownCounts Of(IReadOnlyList<int> counts, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 2);
        if (counts.Any(c => c < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(counts), "a count is below zero");
        }

        var total = checked(counts.Sum());
        if (total < least)
        {
            return new([.. counts.Select(_ => (int?)null)], null);
        }

        var kept = counts.Select(c => c < least).ToArray();
        while (GivesAway(counts, kept, least) && Next(kept) is { } next)
        {
            kept[next] = true;
        }

        return new([.. counts.Select((c, i) => kept[i] ? (int?)null : c)], total);
    }

    // the difference between total and shown counts can be made up in one way alone
    private static bool GivesAway(IReadOnlyList<int> counts, bool[] kept, int least)
    {
        var hidden = Enumerable.Range(0, counts.Count).Where(i => kept[i]).ToList();
        var sum = hidden.Sum(i => counts[i]);
        return hidden.Count > 0 && (hidden.Count == 1 || sum == 0 || sum == hidden.Count * (least - 1));
    }

    // by place and not by size: which one it is says nothing about how large it is
    private static int? Next(bool[] kept)
    {
        var first = Array.IndexOf(kept, true);
        return Enumerable.Range(1, kept.Length).Select(step => (first + step) % kept.Length).Where(i => !kept[i]).Select(i => (int?)i).FirstOrDefault();
    }
}
