namespace Baotuan.Tests.House;

/// <summary>One row of the module table.</summary>
/// <param name="Built">False for a module that is planned and has no folder yet.</param>
/// <param name="MayImport">Names of the rows above that it may refer to.</param>
/// <param name="TablePrefix">What its tables' names begin with; empty when it may have none.</param>
internal sealed record ModuleRow(string Name, string Folder, bool Built, IReadOnlySet<string> MayImport, string TablePrefix)
{
    public bool IsPure => Name is "Kernel" or "Engine";

    public bool IsModule => Folder.StartsWith("src/Modules/", StringComparison.Ordinal);
}

/// <summary>The module table of ARCHITECTURE.md: the one place that says who may stand on whom.</summary>
internal sealed record ModuleTable(IReadOnlyList<ModuleRow> Rows)
{
    private const string Heading = "| module | folder | state | may import | table prefix |";

    public static ModuleTable OfThisProject() => Parse(Tree.Read("ARCHITECTURE.md").Text);

    /// <exception cref="FormatException">The table is missing or a row cannot be read.</exception>
    public static ModuleTable Parse(string markdown)
    {
        var lines = markdown.Split('\n').Select(line => line.Trim());
        var table = lines.SkipWhile(line => !line.StartsWith(Heading, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'));
        var rows = new List<ModuleRow>();
        foreach (var line in table)
        {
            rows.Add(ParseRow(line, [.. rows.Select(r => r.Name)]));
        }

        return rows.Count > 0 ? new(rows) : throw new FormatException($"no table that begins with {Heading}");
    }

    public ModuleRow? OfPath(string path) =>
        Rows.FirstOrDefault(row => path.StartsWith(row.Folder + "/", StringComparison.Ordinal));

    /// <summary>The module that owns a table, by the table's prefix.</summary>
    public ModuleRow? OfTable(string table) =>
        Rows.FirstOrDefault(row => row.TablePrefix.Length > 0 && table.StartsWith(row.TablePrefix, StringComparison.Ordinal));

    private static ModuleRow ParseRow(string line, IReadOnlyList<string> above)
    {
        var cells = line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray();
        if (cells.Length < 6 || cells[2] is not ("built" or "planned"))
        {
            throw new FormatException($"module row not understood: {line}");
        }

        return new(cells[0], cells[1].TrimEnd('/'), cells[2] == "built", Imports(cells[3], above, line), cells[4] == "-" ? "" : cells[4]);
    }

    private static HashSet<string> Imports(string cell, IReadOnlyList<string> above, string line)
    {
        var names = cell switch
        {
            "-" => [],
            "all above" => above,
            _ => cell.Split(',', StringSplitOptions.TrimEntries),
        };
        var unknown = names.Except(above).ToList();
        return unknown.Count == 0
            ? [.. names]
            : throw new FormatException($"a module imports only from rows above it, not {string.Join(", ", unknown)}: {line}");
    }
}
