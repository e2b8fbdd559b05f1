using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>One row of docs/asvs.md.</summary>
internal sealed record AsvsRow(string Id, int Level, string Asks, string Answer, string Evidence)
{
    public int Chapter => int.Parse(Id[1..].Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// The self-verification sheet against OWASP ASVS 5.0.0, levels 1 and 2. Its rules: as many rows as the standard has, each
/// answered once by one of four words, evidence that exists, and a summary that adds up.
/// </summary>
internal sealed partial record AsvsSheet(IReadOnlyList<AsvsRow> Rows, IReadOnlyList<string> Summary)
{
    public static readonly IReadOnlyList<string> Answers = ["met", "partly", "not met", "not applicable"];

    /// <summary>How many requirements of level 1 and of level 2 each chapter of version 5.0.0 has.</summary>
    public static readonly IReadOnlyList<(int Level1, int Level2)> Chapters =
        [(8, 19), (4, 7), (8, 11), (2, 8), (4, 5), (13, 22), (6, 12), (4, 3), (4, 3), (5, 24), (3, 11), (3, 6), (1, 12), (2, 7), (3, 10), (0, 16), (0, 7)];

    public static AsvsSheet Parse(string markdown)
    {
        var cells = markdown.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        var rows = cells.Where(c => Id().IsMatch(c[0])).Select(c => new AsvsRow(c[0], int.TryParse(c[1], out var level) ? level : 0, c[2], c[3], string.Join('|', c.Skip(4))));
        return new([.. rows], [.. cells.Where(c => ChapterOrAll().IsMatch(c[0])).Select(c => string.Join(" | ", c))]);
    }

    public IEnumerable<string> Complain(Func<string, bool> pathExists, Func<string, string, bool> testExists) =>
        [.. CountComplaints(), .. RowComplaints(), .. EvidenceComplaints(pathExists, testExists), .. SummaryComplaints()];

    public IEnumerable<string> CountComplaints()
    {
        for (var chapter = 1; chapter <= Chapters.Count; chapter++)
        {
            var rows = Rows.Where(r => r.Chapter == chapter).ToList();
            var (one, two) = (rows.Count(r => r.Level == 1), rows.Count(r => r.Level == 2));
            if ((one, two) != Chapters[chapter - 1] || rows.Count != one + two)
            {
                yield return $"V{chapter} has {one} rows of level 1 and {two} of level 2 among {rows.Count}, not {Chapters[chapter - 1]}";
            }
        }
    }

    public IEnumerable<string> RowComplaints()
    {
        foreach (var twice in Rows.GroupBy(r => r.Id).Where(g => g.Count() > 1))
        {
            yield return $"{twice.Key} stands {twice.Count()} times";
        }

        foreach (var row in Rows)
        {
            if (!Answers.Contains(row.Answer))
            {
                yield return $"{row.Id} is answered by `{row.Answer}`";
            }

            if (row.Asks.Length == 0 || row.Evidence.Length == 0)
            {
                yield return $"{row.Id} says nothing";
            }
        }
    }

    /// <summary>What stands in backticks under evidence is a path from the root or a test as Class.Method; met and partly name at least one.</summary>
    public IEnumerable<string> EvidenceComplaints(Func<string, bool> pathExists, Func<string, string, bool> testExists)
    {
        foreach (var row in Rows)
        {
            var named = Quoted().Matches(row.Evidence).Select(m => m.Groups["text"].Value).ToList();
            if (named.Count == 0 && (row.Answer is "met" or "partly"))
            {
                yield return $"{row.Id} is {row.Answer} and names no evidence";
            }

            foreach (var name in named)
            {
                var parts = name.Split('.');
                var exists = pathExists(name) || (parts.Length == 2 && testExists(parts[0], parts[1]));
                if (!exists)
                {
                    yield return $"{row.Id} names `{name}`, which is not there";
                }
            }
        }
    }

    public IEnumerable<string> SummaryComplaints()
    {
        var expected = Enumerable.Range(1, Chapters.Count).Select(c => Line($"V{c}", Rows.Where(r => r.Chapter == c))).Append(Line("all", Rows)).ToList();
        return expected.Except(Summary).Select(l => $"the summary should say: {l}").Concat(Summary.Except(expected).Select(l => $"the summary says: {l}"));
    }

    private static string Line(string head, IEnumerable<AsvsRow> of)
    {
        var rows = of.ToList();
        return string.Join(" | ", [head, $"{rows.Count(r => r.Level == 1)}", $"{rows.Count(r => r.Level == 2)}", .. Answers.Select(a => $"{rows.Count(r => r.Answer == a)}")]);
    }

    [GeneratedRegex(@"^V\d+\.\d+\.\d+$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(V\d+|all)$", RegexOptions.ExplicitCapture)]
    private static partial Regex ChapterOrAll();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
