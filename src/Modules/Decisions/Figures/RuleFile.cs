namespace Baotuan.Decisions.Figures;

/// <summary>Lines of the data files that travel inside the program; their cells hold no commas.</summary>
internal static class RuleFile
{
    public static IReadOnlyList<string[]> Lines(string name)
    {
        using var stream = typeof(RuleFile).Assembly.GetManifestResourceStream($"rules/{name}.csv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1).Select(l => l.Split(','))];
    }
}
