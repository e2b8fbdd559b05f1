namespace Baotuan.Platform.Sheets;

/// <summary>Where a sheet lies: names as the user knows them.</summary>
internal sealed record SheetPlace(string File, string Sheet);

/// <summary>Which cell of a row belongs to which column of the definition, and what the user calls it.</summary>
internal sealed class SheetHeader
{
    private readonly int[] _sources;
    private readonly string[] _labels;

    private SheetHeader(SheetDefinition definition, SheetPlace place, int[] sources, string[] labels, int width)
    {
        (Definition, Place, _sources, _labels, Width) = (definition, place, sources, labels, width);
    }

    public SheetDefinition Definition { get; }

    public SheetPlace Place { get; }

    /// <summary>Number of header cells up to the last one with text.</summary>
    public int Width { get; }

    /// <summary>The cell of the column, 0 for column A; -1 when the file does not have it.</summary>
    public int SourceOf(int place) => _sources[place];

    /// <summary>Binds row 1. Null when the sheet cannot be read; the reasons are then in <paramref name="problems"/>.</summary>
    public static SheetHeader? Bind(SheetDefinition definition, SheetPlace place, IReadOnlyList<RawCell> cells, SheetProblems problems)
    {
        int[] sources = new int[definition.Columns.Count];
        Array.Fill(sources, -1);
        string[] labels = [.. definition.Columns.Select(column => column.ChineseName)];
        int width = cells.Count;
        while (width > 0 && cells[width - 1].IsBlank) width--;
        var header = new SheetHeader(definition, place, sources, labels, width);
        long before = problems.ErrorCount;
        for (int i = 0; i < width; i++) header.Take(i, cells[i], problems);
        header.CheckRequired(problems);
        return problems.ErrorCount == before ? header : null;
    }

    /// <summary>A problem in the words of this sheet; <paramref name="place"/> -1 means the whole row.</summary>
    public SheetProblem Problem(int row, int place, string message, SheetSeverity severity)
    {
        string label = place < 0 ? "" : _labels[place];
        return new SheetProblem(Place.File, Place.Sheet, row, label, message, severity) { ColumnNumber = place < 0 ? 0 : _sources[place] + 1 };
    }

    /// <summary>Whether two names are the same to a user: without case, blanks around and the star of required columns.</summary>
    public static bool Same(string header, string name) => header.Equals(name, StringComparison.OrdinalIgnoreCase);

    public static bool IsErrorColumn(string header) => header.StartsWith(Wording.ErrorColumn, StringComparison.Ordinal);

    private void Take(int source, RawCell cell, SheetProblems problems)
    {
        string text = cell.Text.Trim();
        if (text.Length == 0 || IsErrorColumn(text)) return;
        int place = Find(text.TrimEnd('*', '＊', ' '));
        if (place < 0) place = Find(WithoutUnit(text));
        if (place < 0)
        {
            Report(problems, source, text, Wording.UnknownColumn(text), SheetSeverity.Warning);
        }
        else if (_sources[place] >= 0)
        {
            Report(problems, source, text, Wording.ColumnTwice(text), SheetSeverity.Error);
        }
        else
        {
            (_sources[place], _labels[place]) = (source, text);
        }
    }

    private int Find(string name)
    {
        for (int i = 0; i < _sources.Length; i++)
        {
            SheetColumn column = Definition.Columns[i];
            if (Same(name, column.Name) || Same(name, column.ChineseName)) return i;
        }
        return -1;
    }

    // "金额（元）" is the column 金额
    private static string WithoutUnit(string header)
    {
        int bracket = header.AsSpan().IndexOfAny('（', '(');
        return bracket <= 0 ? header : header[..bracket].TrimEnd();
    }

    private void CheckRequired(SheetProblems problems)
    {
        for (int i = 0; i < _sources.Length; i++)
        {
            SheetColumn column = Definition.Columns[i];
            if (!column.Required || _sources[i] >= 0) continue;
            problems.Add(new SheetProblem(Place.File, Place.Sheet, 1, column.ChineseName, Wording.MissingColumn(column), SheetSeverity.Error));
        }
    }

    private void Report(SheetProblems problems, int source, string label, string message, SheetSeverity severity) =>
        problems.Add(new SheetProblem(Place.File, Place.Sheet, 1, label, message, severity) { ColumnNumber = source + 1 });
}
