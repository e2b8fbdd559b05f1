using System.Text.RegularExpressions;

namespace Baotuan.Tests.House;

/// <summary>Whose tables are whose, and what may stand in a column. Each rule returns its complaints.</summary>
internal static partial class StorageRules
{
    /// <summary>The name of a table begins with the name of its module, so that everybody sees whose it is.</summary>
    public static IEnumerable<string> TablesCarryPrefix(ModuleRow module, IReadOnlyList<SourceFile> files)
    {
        var constants = Constants(files);
        foreach (var file in files)
        {
            foreach (var (table, position) in TableNames(CSharpText.WithoutComments(file.Text), constants))
            {
                if (table is null)
                {
                    yield return $"{file.At(position)}: write the table's name as a text or a constant";
                }
                else if (module.TablePrefix.Length == 0 || !table.StartsWith(module.TablePrefix, StringComparison.Ordinal))
                {
                    yield return $"{file.At(position)}: table {table} does not begin with {(module.TablePrefix.Length == 0 ? "any prefix of " + module.Name : module.TablePrefix)}";
                }
            }
        }
    }

    /// <summary>Money, land and shares are whole numbers in the database, and so is everything near them.</summary>
    public static IEnumerable<string> EntitiesHaveNoFloat(IReadOnlyList<SourceFile> files)
    {
        var stored = files.SelectMany(f => Entity().Matches(CSharpText.CodeOf(f.Text))).Select(m => m.Groups["type"].Value).ToHashSet();
        foreach (var file in files)
        {
            var code = CSharpText.CodeOf(file.Text);
            foreach (var type in TypeDeclaration.In(file.Text).Where(t => stored.Contains(t.Name)))
            {
                foreach (Match m in FloatType().Matches(type.BodyIn(code)))
                {
                    yield return $"{file.At(type.Position + m.Index)}: {type.Name} is stored and has a {m.Value}";
                }
            }
        }
    }

    /// <summary>The same, read from the migrations.</summary>
    public static IEnumerable<string> ColumnsHaveNoFloat(SourceFile migration)
    {
        var code = CSharpText.WithoutComments(migration.Text);
        return FloatColumn().Matches(code).Select(m => $"{migration.At(m.Index)}: a stored column is {m.Value}");
    }

    /// <summary>Every table that a migration makes belongs to a module.</summary>
    public static IEnumerable<string> MigratedTablesHaveOwner(ModuleTable table, SourceFile migration)
    {
        var code = CSharpText.WithoutComments(migration.Text);
        return CreateTable().Matches(code).Where(m => table.OfTable(m.Groups["table"].Value) is null)
            .Select(m => $"{migration.At(m.Index)}: table {m.Groups["table"].Value} belongs to no module");
    }

    /// <summary>A foreign key into another module's table would tie their histories together.</summary>
    public static IEnumerable<string> NoForeignKeyAcross(ModuleTable table, SourceFile migration)
    {
        var code = CSharpText.WithoutComments(migration.Text);
        var from = "";
        foreach (Match m in TableOrPrincipal().Matches(code))
        {
            if (m.Groups["table"].Success)
            {
                from = m.Groups["table"].Value;
            }
            else if (table.OfTable(from) is var owner && (owner is null || owner != table.OfTable(m.Groups["principal"].Value)))
            {
                yield return $"{migration.At(m.Index)}: foreign key from {from} to {m.Groups["principal"].Value} crosses modules";
            }
        }
    }

    /// <summary>Hand-written SQL neither writes another module's table nor refers to it by a key.</summary>
    public static IEnumerable<string> SqlStaysHome(ModuleTable table, ModuleRow module, SourceFile file)
    {
        var code = CSharpText.WithoutComments(file.Text);
        return WritingSql().Matches(code)
            .Where(m => table.OfTable(m.Groups["table"].Value) is { } owner && owner != module)
            .Select(m => $"{file.At(m.Index)}: {module.Name} writes or refers to {m.Groups["table"].Value}");
    }

    /// <summary>Table names that a file gives to ToTable, also through a function of its own; null where one cannot be read.</summary>
    private static IEnumerable<(string? Table, int Position)> TableNames(string code, IReadOnlyDictionary<string, string> constants)
    {
        foreach (Match m in ToTable().Matches(code))
        {
            var name = m.Groups["name"].Value.Split('.')[^1];
            if (m.Groups["literal"].Success)
            {
                yield return (m.Groups["literal"].Value, m.Index);
            }
            else if (constants.TryGetValue(name, out var constant))
            {
                yield return (constant, m.Index);
            }
            else
            {
                foreach (var found in NamesFromCallers(code, name, m.Index))
                {
                    yield return found;
                }
            }
        }
    }

    /// <summary>The name is a parameter: the calls of the function that has it say the names.</summary>
    private static IEnumerable<(string? Table, int Position)> NamesFromCallers(string code, string parameter, int position)
    {
        var function = Regex.Matches(code[..position], $@"\b(?<function>\w+)(<\w+>)?\([^()]*\bstring {parameter}\b").LastOrDefault()?.Groups["function"].Value;
        IReadOnlyList<Match> calls = function is null ? [] : Regex.Matches(code, $"""\b{function}<\w+>\(\s*\w+,\s*"(?<literal>[^"]*)"|\b{function}<\w+>\(\s*\w+,\s*[^\s"]""");
        return calls.Count == 0
            ? [(null, position)]
            : calls.Select(m => (m.Groups["literal"].Success ? m.Groups["literal"].Value : null, m.Index));
    }

    private static Dictionary<string, string> Constants(IEnumerable<SourceFile> files)
    {
        var found = new Dictionary<string, string>();
        foreach (var m in files.SelectMany(f => Constant().Matches(CSharpText.WithoutComments(f.Text))))
        {
            found[m.Groups["name"].Value] = m.Groups["text"].Value;
        }

        return found;
    }

    [GeneratedRegex("""\.ToTable\(\s*("(?<literal>[^"]*)"|(?<name>[\w.]+))""", RegexOptions.ExplicitCapture)]
    private static partial Regex ToTable();

    [GeneratedRegex("""\bconst\s+string\s+(?<name>\w+)\s*=\s*"(?<text>[^"]*)";""", RegexOptions.ExplicitCapture)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\.(Entity|OwnsOne|OwnsMany|ComplexProperty)<(?<type>\w+)>|\w+<(?<type>\w+)>\(\s*model\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\b(float|double|decimal|Single|Double|Decimal)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex FloatType();

    [GeneratedRegex("""
        Column<(float|double|decimal)\??>|\btype:\s*"(REAL|real|double precision|numeric[^"]*|decimal[^"]*|money|float[^"]*)"
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex FloatColumn();

    [GeneratedRegex("""CreateTable\(\s*name:\s*"(?<table>\w+)"|CREATE\s+TABLE\s+(IF\s+NOT\s+EXISTS\s+)?"*(?<table>\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex CreateTable();

    [GeneratedRegex("""
        (CreateTable\(\s*name|AddForeignKey\([^;]*?\btable):\s*"(?<table>\w+)"|CREATE\s+TABLE\s+"*(?<table>\w+)|principalTable:\s*"(?<principal>\w+)"|\bREFERENCES\s+"*(?<principal>\w+)
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex TableOrPrincipal();

    [GeneratedRegex("""\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(\s+TABLE)?|REFERENCES|COPY)\s+"*(?<table>[a-z]+_\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex WritingSql();
}
