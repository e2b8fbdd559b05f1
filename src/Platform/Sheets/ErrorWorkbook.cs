using System.IO.Compression;
using System.Xml;
using CsvHelper;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// The user's own file back with a last column 错误信息 and, in a workbook, coloured cells. Rows keep their order and
/// numbers; "only the bad rows" keeps the header and the rows with errors, closed up, each with its former number.
/// Importing such a file again passes over 错误信息, and writing errors again renews it. A folder comes back as a .zip.
/// </summary>
public static class ErrorWorkbook
{
    /// <summary>Name for the download: "出资.xlsx" becomes "出资-错误.xlsx".</summary>
    public static string NameFor(string originalPath)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(originalPath));
        return Directory.Exists(originalPath) ? $"{name}-错误.zip" : $"{Path.GetFileNameWithoutExtension(name)}-错误{Path.GetExtension(name)}";
    }

    /// <summary>
    /// Writes the file into a stream that need not seek and stays open. <paramref name="problems"/> come from reading the
    /// same path; a file that cannot be read to its end (damaged, too large, a zip bomb) throws <see cref="InvalidOperationException"/>
    /// with a Chinese sentence: then there is only the list of problems.
    /// </summary>
    /// <param name="originalPath">What was read: folder, CSV, .xlsx or .zip.</param>
    /// <param name="problems">All problems of that reading.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="onlyBadRows">Leave the good rows out.</param>
    /// <param name="fileName">The name under which the file was read, when an upload lies under another.</param>
    /// <param name="cancellation">Looked at once a row.</param>
    public static void Write(
        string originalPath, SheetProblems problems, Stream stream, bool onlyBadRows, string? fileName = null, CancellationToken cancellation = default)
    {
        var notes = new ErrorNotes(problems, onlyBadRows, cancellation);
        try
        {
            Write(originalPath, fileName ?? Path.GetFileName(originalPath), notes, stream);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or CsvFormatException)
        {
            throw new InvalidOperationException(Wording.Damaged, broken);
        }
    }

    private static void Write(string path, string name, ErrorNotes notes, Stream stream)
    {
        if (Directory.Exists(path)) WriteFolder(path, notes, stream);
        else if (IsZip(path)) WritePacked(path, name, notes, stream);
        else CsvErrorFile.Write(() => File.OpenRead(path), name, notes, stream);
    }

    private static void WriteFolder(string folder, ErrorNotes notes, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (string file in Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(file);
            using Stream entry = zip.CreateEntry(name).Open();
            CsvErrorFile.Write(() => File.OpenRead(file), name, notes, entry);
        }
    }

    private static void WritePacked(string path, string name, ErrorNotes notes, Stream stream)
    {
        using ZipArchive original = ZipCheck.Open(File.OpenRead(path));
        if (ZipCheck.Refuse(original, SheetLimits.Default) is string refusal) throw new InvalidOperationException(refusal);
        if (original.GetEntry("[Content_Types].xml") is not null)
        {
            XlsxErrorFile.Write(original, name, notes, stream);
            return;
        }
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (ZipArchiveEntry entry in original.Entries) WriteEntry(entry, notes, zip);
    }

    private static void WriteEntry(ZipArchiveEntry original, ErrorNotes notes, ZipArchive zip)
    {
        string path = ZipCheck.NameOf(original);
        if (path.EndsWith('/')) return;
        using Stream entry = zip.CreateEntry(path).Open();
        string name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        if (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) CsvErrorFile.Write(original.Open, name, notes, entry);
        else Copy(original, entry);
    }

    private static void Copy(ZipArchiveEntry original, Stream entry)
    {
        using Stream content = original.Open();
        content.CopyTo(entry);
    }

    private static bool IsZip(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        return stream.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\x03\x04"u8);
    }
}

/// <summary>The problems arranged by sheet and row.</summary>
internal sealed class ErrorNotes
{
    private readonly SheetProblems _problems;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(string File, string Sheet, int Row), List<SheetProblem>> _byRow = [];

    public ErrorNotes(SheetProblems problems, bool onlyBadRows, CancellationToken cancellation)
    {
        (_problems, OnlyBadRows, _cancellation) = (problems, onlyBadRows, cancellation);
        foreach (SheetProblem problem in problems)
        {
            (string, string, int) key = (problem.File, problem.Sheet, Math.Max(1, problem.Row));
            if (!_byRow.TryGetValue(key, out List<SheetProblem>? row)) _byRow[key] = row = [];
            row.Add(problem);
        }
    }

    public bool OnlyBadRows { get; }

    public bool IsKnown(string file, string sheet) => _problems.IsKnown(file, sheet);

    /// <summary>Whether the row goes into the file; asked once for each.</summary>
    public bool Keeps(string file, string sheet, int row)
    {
        _cancellation.ThrowIfCancellationRequested();
        return !OnlyBadRows || row == 1 || _problems.HasErrorsAt(file, sheet, row);
    }

    /// <summary>Columns of the row with an error, 1 for A; 0 marks the row as a whole.</summary>
    public HashSet<int> BadColumns(string file, string sheet, int row) => _byRow.TryGetValue((file, sheet, row), out List<SheetProblem>? found)
        ? [.. found.Where(problem => problem.Severity == SheetSeverity.Error).Select(problem => problem.ColumnNumber)]
        : [];

    /// <summary>What stands in the last column; empty for a good row, the title for the header.</summary>
    public string Text(string file, string sheet, int row)
    {
        string text = _byRow.TryGetValue((file, sheet, row), out List<SheetProblem>? found)
            ? string.Join("；", found.Select(Sentence).Distinct())
            : _problems.HasErrorsAt(file, sheet, row) ? Wording.NotKept : "";
        if (row == 1) return text.Length == 0 ? Wording.ErrorColumn : $"{Wording.ErrorColumn}：{text}";
        return OnlyBadRows && text.Length > 0 ? Wording.OriginalRow(row, text) : text;
    }

    private static string Sentence(SheetProblem problem) =>
        problem.Column.Length == 0 ? problem.Message : $"“{problem.Column}”{problem.Message}";
}
