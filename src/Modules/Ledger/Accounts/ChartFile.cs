using System.Collections.Concurrent;

namespace Baotuan.Ledger.Accounts;

/// <summary>
/// Charts of accounts as data files that travel inside the program: village-2023 (财会〔2023〕14号, 42 accounts) and
/// enterprise (小企业会计准则, 财会〔2011〕17号, 66 accounts), each with the sub-accounts that distributions need.
/// </summary>
internal static class ChartFile
{
    private static readonly ConcurrentDictionary<string, IReadOnlyList<ChartLine>?> Read = new();

    /// <summary>The lines of a chart in code order, parents before children; null when there is no such chart.</summary>
    public static IReadOnlyList<ChartLine>? Find(string chart) => Read.GetOrAdd(chart, Load);

    private static IReadOnlyList<ChartLine>? Load(string chart)
    {
        using var stream = typeof(ChartFile).Assembly.GetManifestResourceStream($"charts/{chart}.csv");
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(Line)];
    }

    // our own files: names hold no commas
    private static ChartLine Line(string text)
    {
        var cells = text.Split(',');
        return new ChartLine(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }
}

/// <summary>One account of a chart file; side is D or C, parent is empty at the first level.</summary>
internal sealed record ChartLine(string Code, string Name, string Side, string Kind, string Parent);
