using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

public sealed class AsvsSheetTests
{
    private static readonly IReadOnlyList<SourceFile> Tests = [.. Tree.Under("tests", ".cs")];

    private static bool TestExists(string type, string method) => Tests.Any(f =>
        Regex.IsMatch(f.Text, $@"\bclass {Regex.Escape(type)}\b") && Regex.IsMatch(f.Text, $@"\bpublic (async Task|Task|void) {Regex.Escape(method)}\("));

    private static bool PathExists(string path) => File.Exists(Tree.Full(path)) || Directory.Exists(Tree.Full(path));

    [Fact]
    public void Sheet_of_the_tree_is_whole_and_its_evidence_exists() =>
        Complaints.None(AsvsSheet.Parse(Tree.Read("docs/asvs.md").Text).Complain(PathExists, TestExists));

    [Fact]
    public void Standard_has_70_requirements_of_level_1_and_183_of_level_2() =>
        Assert.Equal((70, 183), (AsvsSheet.Chapters.Sum(c => c.Level1), AsvsSheet.Chapters.Sum(c => c.Level2)));

    [Fact]
    public void Missing_row_is_refused() =>
        Assert.Contains("V8 has 1 rows of level 1 and 0 of level 2", string.Join('\n', Sheet("| V8.1.1 | 1 | x | met | `src/a` |").CountComplaints()), StringComparison.Ordinal);

    [Theory]
    [InlineData("| V8.1.1 | 1 | x | met | `src/a` |\n| V8.1.1 | 1 | x | met | `src/a` |", "stands 2 times")]
    [InlineData("| V8.1.1 | 1 | x | mostly | `src/a` |", "answered by `mostly`")]
    [InlineData("| V8.1.1 | 1 | x | not met | |", "says nothing")]
    public void Bad_row_is_refused(string rows, string because) => Complaints.One(because, Sheet(rows).RowComplaints());

    [Theory]
    [InlineData("| V8.1.1 | 1 | x | met | trust us |", "names no evidence")]
    [InlineData("| V8.1.1 | 1 | x | partly | a sentence |", "names no evidence")]
    [InlineData("| V8.1.1 | 1 | x | met | `src/gone.cs` |", "names `src/gone.cs`")]
    [InlineData("| V8.1.1 | 1 | x | met | `ATests.Gone` |", "names `ATests.Gone`")]
    [InlineData("| V8.1.1 | 1 | x | not met | `word` |", "names `word`")]
    public void Evidence_that_is_not_there_is_refused(string row, string because) =>
        Complaints.One(because, Sheet(row).EvidenceComplaints(p => p == "src/a", (type, method) => (type, method) == ("ATests", "There")));

    [Fact]
    public void Evidence_that_is_there_is_accepted() => Complaints.None(
        Sheet("| V8.1.1 | 1 | x | met | `src/a`: `ATests.There` |\n| V8.1.2 | 2 | x | not applicable | there is none |")
            .EvidenceComplaints(p => p == "src/a", (type, method) => (type, method) == ("ATests", "There")));

    [Fact]
    public void Summary_that_does_not_add_up_is_refused()
    {
        var complaints = Sheet("| V8 | 1 | 0 | 0 | 1 | 0 | 0 |\n| V8.1.1 | 1 | x | met | `src/a` |").SummaryComplaints().ToList();
        Assert.Contains("the summary should say: V8 | 1 | 0 | 1 | 0 | 0 | 0", complaints);
        Assert.Contains("the summary says: V8 | 1 | 0 | 0 | 1 | 0 | 0", complaints);
    }

    private static AsvsSheet Sheet(string rows) => AsvsSheet.Parse("# Sheet\n\n" + rows + "\n");
}
