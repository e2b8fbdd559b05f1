using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>
/// Finds cases by any part of number or title. An index over words of three characters misses the usual Chinese word of two; pairs of characters do not, and are the
/// same table on both databases.
/// </summary>
internal static class SearchCases
{
    // the pairs only narrow, the comparison finds; every pair more is a join more, and PostgreSQL plans for minutes over a hundred of them
    private const int MostPairs = 8;

    private const int ExactUpTo = 2; // one or two characters are found by their pair alone

    /// <summary>The rows to add with a new case.</summary>
    public static (SearchRow Text, IReadOnlyList<GramRow> Grams) Of(CaseRow row)
    {
        var text = Folded(row);
        return (new() { CaseId = row.Id, Text = text }, [.. Bigrams.Of(text).Select(g => new GramRow { Gram = g, CaseId = row.Id })]);
    }

    public static string Folded(CaseRow row) => Bigrams.Fold(row.Number + row.NumberThere + row.Title);

    /// <summary>Numbers of the cases whose text holds what was typed.</summary>
    /// <param name="folded">By <see cref="Bigrams.Fold"/>; not empty.</param>
    public static IQueryable<long> Ids(BaotuanDb db, string folded)
    {
        var asked = Bigrams.Asked(folded).TakeLast(MostPairs).ToList(); // numbers differ at their end
        var (first, last) = asked[0];
        var ids = first == last
            ? db.Set<GramRow>().Where(g => g.Gram == first).Select(g => g.CaseId)
            : db.Set<GramRow>().Where(g => g.Gram >= first && g.Gram <= last).Select(g => g.CaseId).Distinct();
        foreach (var (pair, _) in asked.Skip(1))
        {
            ids = ids.Where(id => db.Set<GramRow>().Any(g => g.Gram == pair && g.CaseId == id));
        }

        return folded.EnumerateRunes().Count() <= ExactUpTo ? ids : ids.Where(id => db.Set<SearchRow>().Any(s => s.CaseId == id && s.Text.Contains(folded)));
    }
}
