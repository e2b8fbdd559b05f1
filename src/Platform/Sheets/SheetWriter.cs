using System.Text;
using CsvHelper;

namespace Baotuan.Platform.Sheets;

/// <summary>How a CSV is encoded.</summary>
public enum SheetEncoding
{
    /// <summary>UTF-8 with its mark: Excel opens it by a double click.</summary>
    Utf8Bom,

    /// <summary>UTF-8 without mark: for programs.</summary>
    Utf8,

    /// <summary>GB18030: for bank counters and older programs.</summary>
    Gb18030,
}

/// <summary>Rows for one sheet of a workbook; each row holds one value per column, as <see cref="SheetRow.ToValues"/> gives them.</summary>
public sealed record SheetRows(SheetDefinition Definition, IEnumerable<IReadOnlyList<object?>> Rows);

/// <summary>
/// Exports with the same columns that are imported; streams. Values: string for Text, Code and Choice (its code), Money,
/// LandArea, long (ppm, 1/10000, whole number), DateOnly, bool, CreditCode, CitizenIdNumber, DivisionCode, Period; null for
/// an empty cell. For the three codes and the period a string is taken as it is (masked numbers). Text that a spreadsheet
/// would run as a formula (= + - @ tab CR in front) gets a leading apostrophe, which the reader takes off again.
/// </summary>
public static class SheetWriter
{
    /// <summary>Writes one CSV, records end with CR LF. The stream stays open.</summary>
    public static void WriteCsv(
        SheetDefinition definition, IEnumerable<IReadOnlyList<object?>> rows, Stream stream,
        SheetEncoding encoding = SheetEncoding.Utf8Bom, bool chineseHeaders = true)
    {
        using TextWriter text = OpenText(stream, encoding);
        using CsvWriter csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.None }, leaveOpen: true);
        csv.WriteRecord(Headers(definition, chineseHeaders));
        string[] cells = new string[definition.Columns.Count];
        foreach (IReadOnlyList<object?> row in rows)
        {
            CheckWidth(definition, row);
            for (int i = 0; i < cells.Length; i++) cells[i] = CellWriting.ToText(definition.Columns[i], row[i]);
            csv.WriteRecord(cells);
        }
    }

    /// <summary>Writes one workbook with a sheet per definition. The stream need not seek and stays open.</summary>
    public static void WriteXlsx(IEnumerable<SheetRows> sheets, Stream stream, bool chineseHeaders = true)
    {
        using var book = new XlsxBookWriter(stream);
        foreach (SheetRows sheet in sheets)
        {
            StartSheet(book, sheet.Definition, chineseHeaders);
            foreach (IReadOnlyList<object?> row in sheet.Rows) WriteRow(book, sheet.Definition, row);
            book.EndSheet([]);
        }
        book.Finish();
    }

    internal static void StartSheet(XlsxBookWriter book, SheetDefinition definition, bool chineseHeaders)
    {
        book.StartSheet(chineseHeaders ? definition.ChineseName : definition.Name, [.. definition.Columns.Select(column => (WidthOf(column), CellWriting.FormatOf(column.Kind)))]);
        book.StartRow();
        foreach (SheetColumn column in definition.Columns)
        {
            book.Text(HeaderOf(column, chineseHeaders), column.Required ? XlsxFormat.RequiredHeader : XlsxFormat.Header);
        }
        book.EndRow();
    }

    internal static TextWriter OpenText(Stream stream, SheetEncoding encoding) => encoding switch
    {
        SheetEncoding.Utf8Bom => new StreamWriter(stream, new UTF8Encoding(true), 64 << 10, leaveOpen: true),
        SheetEncoding.Utf8 => new StreamWriter(stream, new UTF8Encoding(false), 64 << 10, leaveOpen: true),
        SheetEncoding.Gb18030 => new StreamWriter(stream, CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!, 64 << 10, leaveOpen: true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };

    internal static string[] Headers(SheetDefinition definition, bool chinese) => [.. definition.Columns.Select(column => HeaderOf(column, chinese))];

    private static string HeaderOf(SheetColumn column, bool chinese) => chinese ? column.ChineseName : column.Name;

    private static void WriteRow(XlsxBookWriter book, SheetDefinition definition, IReadOnlyList<object?> row)
    {
        CheckWidth(definition, row);
        book.StartRow();
        for (int i = 0; i < row.Count; i++)
        {
            SheetColumn column = definition.Columns[i];
            if (CellWriting.ToNumber(column, row[i]) is string digits) book.Number(digits, CellWriting.FormatOf(column.Kind));
            else book.Text(CellWriting.ToText(column, row[i]), XlsxFormat.Text);
        }
        book.EndRow();
    }

    private static int WidthOf(SheetColumn column) => column.Kind switch
    {
        SheetColumnKind.CreditCode or SheetColumnKind.CitizenId => 22,
        SheetColumnKind.Text => 24,
        SheetColumnKind.Amount or SheetColumnKind.Code or SheetColumnKind.DivisionCode => 16,
        _ => Math.Max(12, column.ChineseName.Length * 2 + 2),
    };

    private static void CheckWidth(SheetDefinition definition, IReadOnlyList<object?> row)
    {
        if (row.Count != definition.Columns.Count) throw new ArgumentException($"{definition.Name}: {row.Count} values for {definition.Columns.Count} columns.", nameof(row));
    }
}
