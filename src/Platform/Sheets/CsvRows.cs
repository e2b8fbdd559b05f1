using CsvHelper;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// Rows of a CSV text. Excel gives every record one row, also records with line breaks inside quotes and empty lines,
/// hence the row number is the number of records read.
/// </summary>
internal sealed class CsvRows : RawRows
{
    private readonly CsvReader _reader;
    private long _malformed;

    public CsvRows(Stream stream, CsvText text, SheetLimits limits)
    {
        _reader = CsvReader.Create(stream, Options(text, limits, record => _malformed = record.RecordNumber));
    }

    public override bool IsCsv => true;

    /// <summary>Shared with the error file, which must see the same rows.</summary>
    public static CsvReaderOptions Options(CsvText text, SheetLimits limits, Action<CsvMalformedRecord>? malformed) => new()
    {
        HasHeader = false,
        SkipEmptyLines = false,
        Separator = text.Separator,
        DetectSeparatorHint = false,
        Encoding = text.IsUtf8 ? null : text.Encoding,
        IncludeValuesInExceptions = false,
        // an unclosed quote must not swallow the file into memory
        MaxRecordSize = Math.Max(1 << 20, limits.CellChars * 64),
        OnMalformedRecord = malformed,
    };

    public override bool Read()
    {
        Buffer.Clear();
        if (!_reader.Read()) return false;
        Row++;
        for (int i = 0; i < _reader.FieldCount; i++)
        {
            string text = _reader.GetString(i);
            Buffer.Add(text.Length == 0 ? RawCell.Empty : new RawCell(RawKind.Text, text));
        }
        RowProblem = _malformed == Row ? Wording.UnpairedQuote : null;
        return true;
    }

    public override void Dispose() => _reader.Dispose();
}
