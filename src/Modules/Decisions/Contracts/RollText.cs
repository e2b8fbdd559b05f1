using Baotuan.Kernel;

namespace Baotuan.Decisions.Contracts;

/// <summary>
/// A roll as it is typed, pasted or uploaded: one member a line, his number, then who came in his stead, then his vote
/// (赞成, 反对, 弃权), parted by commas, tabs or semicolons. A first line of column names is left aside.
/// </summary>
public static class RollText
{
    private static readonly char[] Separators = [',', '，', '\t', ';', '；'];

    private static readonly Dictionary<string, string> Votes = new()
    {
        [""] = "", ["赞成"] = "for", ["同意"] = "for", ["反对"] = "against", ["不同意"] = "against", ["弃权"] = "abstain",
        ["for"] = "for", ["against"] = "against", ["abstain"] = "abstain",
    };

    /// <summary>The lines, or one refusal per line that cannot be read (the first twenty).</summary>
    public static Outcome<IReadOnlyList<RollEntry>> Read(string? text)
    {
        var entries = new List<RollEntry>();
        var problems = new List<Refusal>();
        var line = 0;
        foreach (var raw in (text ?? "").Split('\n'))
        {
            line++;
            var cells = raw.Trim('\r', '\uFEFF', ' ').Split(Separators).Select(c => c.Trim().TrimStart('\'')).ToArray();
            if (cells.All(c => c.Length == 0) || line == 1 && cells[0] is "成员号" or "成员编号" or "member_no")
            {
                continue;
            }

            if (Entry(cells, line) is { } entry)
            {
                entries.Add(entry);
            }
            else
            {
                problems.Add(new("roll_line_unreadable", $"第 {line} 行读不懂。请写成：成员号，受托人成员号（本人到会留空），赞成、反对或弃权。"));
            }
        }

        return problems.Count > 0 ? Outcome<IReadOnlyList<RollEntry>>.Refused([.. problems.Take(20)]) : Outcome<IReadOnlyList<RollEntry>>.Of(entries);
    }

    // "0001,赞成" leaves out the empty proxy
    private static RollEntry? Entry(string[] cells, int line)
    {
        var (proxy, vote) = cells.Length switch
        {
            1 => ("", ""),
            2 => Votes.ContainsKey(cells[1]) ? ("", cells[1]) : (cells[1], ""),
            _ => (cells[1], cells[2]),
        };
        return cells[0].Length > 0 && cells.Skip(3).All(c => c.Length == 0) && Votes.TryGetValue(vote, out var code) ? new(cells[0], proxy, code, line) : null;
    }
}
