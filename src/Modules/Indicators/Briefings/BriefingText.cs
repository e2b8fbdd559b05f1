using System.Text;
using Baotuan.Indicators.Contracts;

namespace Baotuan.Indicators.Briefings;

/// <summary>A rendered document as Markdown.</summary>
internal static class BriefingText
{
    public static string Write(Briefing briefing)
    {
        var text = new StringBuilder();
        foreach (var block in briefing.Blocks)
        {
            text.Append(block.Kind switch { "h1" => "# ", "h2" => "## ", "li" => "- ", _ => "" })
                .AppendJoin("", block.Runs.Select(r => r.Number is { } number ? $"{r.Text}[{number}]" : r.Text)).Append(block.Kind == "li" ? "\n" : "\n\n");
        }

        if (briefing.Numbers.Count > 0)
        {
            text.Append($"\n## {NumberTable.Caption(briefing)}\n\n{Row(NumberTable.Heads)}{Row(NumberTable.Heads.Select(_ => "---"))}");
            foreach (var number in briefing.Numbers)
            {
                text.Append(Row(NumberTable.Cells(number)));
            }
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
}
