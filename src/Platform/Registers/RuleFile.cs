using System.Globalization;

namespace Baotuan.Platform.Registers;

/// <summary>
/// Dated rules that travel inside a module as data files (<c>rules/NAME.csv</c>). Our own files: cells hold no commas of ASCII, the first line is the head.
/// </summary>
public static class RuleFile
{
    /// <summary>The lines of a file of a module, each by the names of its head.</summary>
    /// <typeparam name="TModule">The module whose assembly carries the file.</typeparam>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read<TModule>(string name)
        where TModule : IModule
    {
        using var stream = typeof(TModule).Assembly.GetManifestResourceStream($"rules/{name}.csv")
            ?? throw new InvalidOperationException($"the program has no rules {name}");
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var head = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => head.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public static DateOnly Day(string cell) => DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A whole number without sign.</summary>
    public static int Number(string cell) => int.Parse(cell, NumberStyles.None, CultureInfo.InvariantCulture);
}
