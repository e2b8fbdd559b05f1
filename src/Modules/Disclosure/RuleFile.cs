using System.Globalization;

namespace Baotuan.Disclosure;

/// <summary>
/// Dated rules that travel inside the program as data files: duties of disclosure, and who is shown to everybody.
/// Our own files: cells hold no commas of ASCII, the first line is the head.
/// </summary>
internal static class RuleFile
{
    /// <summary>The lines of a file, each by the names of its head.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string name)
    {
        using var stream = typeof(RuleFile).Assembly.GetManifestResourceStream($"rules/{name}.csv")
            ?? throw new InvalidOperationException($"the program has no rules {name}");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var head = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => head.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }

    public static DateOnly Day(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
