using System.Globalization;
using Baotuan.Engine.Figures;
using Xunit;

namespace Baotuan.Tests.Engine.Figures;

/// <summary>Small counts kept back so that neither the total nor the rule gives them away. Expected rows are worked by hand; the law is held by trying every table.</summary>
public sealed class SmallCellsTests
{
    public static TheoryData<int[], string> Rows => new()
    {
        { [5, 4, 3], "5 4 3 | 12" },
        { [5, 1, 4], "5 * * | 10" },      // 1 alone would follow from the total: the next one goes with it
        { [5, 4, 1], "* 4 * | 10" },      // behind the last stands the first
        { [7, 2, 1], "7 * * | 10" },      // 3 is 2+1 or 1+2
        { [7, 2, 2], "* * * | 11" },      // 4 is 2+2 alone among numbers below 3
        { [7, 0, 0], "* * * | 7" },       // 0 is 0+0 alone
        { [0, 6, 0], "* * * | 6" },       // all the same: a count of everybody tells what each said
        { [2, 2, 2], "* * * | 6" },
        { [1, 1], "* * | *" },            // a total under the least
        { [2], "* | *" },
        { [3], "3 | 3" },
        { [0, 3], "* * | 3" },
    };

    [Theory, MemberData(nameof(Rows))]
    public void Row_is_shown_as_worked_by_hand(int[] counts, string expected)
    {
        var shown = SmallCells.Of(counts, 3);
        Assert.Equal(expected, $"{string.Join(' ', shown.Counts.Select(c => c?.ToString() ?? "*"))} | {shown.Total?.ToString() ?? "*"}");
    }

    /// <summary>Every table of up to four cells with counts up to nine, grouped by what is shown of it: nobody who knows the rule can tell a count that is kept back.</summary>
    [Theory, InlineData(1, 3), InlineData(2, 3), InlineData(3, 3), InlineData(4, 3), InlineData(3, 2), InlineData(3, 5)]
    public void No_count_that_is_kept_back_can_be_told(int cells, int least)
    {
        var answers = new Dictionary<string, (ShownCounts Shown, List<int[]> Tables)>();
        foreach (var table in Tables(cells, 9))
        {
            var shown = SmallCells.Of(table, least);
            var key = string.Join(' ', shown.Counts) + "|" + shown.Total + "|" + string.Join(' ', shown.Counts.Select(c => c is null));
            (answers.TryGetValue(key, out var known) ? known : answers[key] = (shown, [])).Tables.Add(table);
        }

        var told = answers.Values.Where(a => a.Shown.Total is null or <= 9).SelectMany(a => Enumerable.Range(0, cells)
            .Where(i => a.Shown.Counts[i] is null && a.Tables.Select(t => t[i]).Distinct().Count() < 2).Select(i => $"{string.Join(',', a.Tables[0])} tells cell {i}"));
        Assert.Equal("", string.Join("; ", told.Take(5)));
        Assert.All(answers.Values, a => Assert.DoesNotContain(a.Shown.Counts, c => c < least));
    }

    [Fact]
    public void Rule_that_hides_the_small_alone_is_caught()
    {
        // what anybody does first: 5, *, 3 with the total 9 tells that * is 1
        int[] counts = [5, 1, 3];
        Assert.NotEqual(2, SmallCells.Of(counts, 3).Counts.Count(c => c is not null));
    }

    [Fact]
    public void Counts_below_zero_are_no_counts() => Assert.Throws<ArgumentOutOfRangeException>(() => SmallCells.Of([1, -1], 3));

    private static IEnumerable<int[]> Tables(int cells, int most) =>
        cells == 0 ? [[]] : Tables(cells - 1, most).SelectMany(t => Enumerable.Range(0, most + 1).Select(c => (int[])[.. t, c]));
}
