using System.Text;
using System.Xml;
using CsvHelper;

namespace Baotuan.Platform.Sheets;

/// <summary>The one loop over the rows of a sheet, for every format: header, empty rows, limits, cells, problems.</summary>
internal sealed class SheetReading(SheetDefinition definition, SheetPlace place, SheetLimits limits, SheetProblems found, SheetProblems all)
{
    private readonly HashSet<int> _unnamed = [];
    private int _merges;
    private MergedRange _reaching;

    /// <summary>Problems of reading go to `found`, those of domain checks on the rows to `all`.</summary>
    public IEnumerable<SheetRow> Rows(Func<RawRows> open, CancellationToken cancellation)
    {
        using RawRows? rows = TryOpen(open);
        if (rows is null) yield break;
        SheetHeader? header = ReadHeader(rows);
        if (header is null) yield break;
        bool any = false;
        while (Next(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            if (IsEmpty(header, rows)) continue;
            if (rows.Row > limits.Rows)
            {
                Refuse(rows.Row, Wording.TooManyRows(limits.Rows));
                yield break;
            }
            any = true;
            yield return ReadRow(header, rows);
        }
        if (!any && !found.HasErrors) found.Add(header.Problem(0, -1, Wording.NoRows, SheetSeverity.Warning));
    }

    private SheetHeader? ReadHeader(RawRows rows)
    {
        long before = found.ErrorCount;
        bool read = Next(rows);
        if (found.ErrorCount > before) return null;
        if (!read)
        {
            Refuse(0, Wording.EmptyFile);
            return null;
        }
        if (rows.Row != 1 || rows.Cells.All(cell => cell.IsBlank))
        {
            Refuse(1, Wording.NoHeader);
            return null;
        }
        return BindHeader(rows);
    }

    private SheetHeader? BindHeader(RawRows rows)
    {
        int columns = rows.Cells.Count;
        while (columns > 0 && rows.Cells[columns - 1].IsBlank) columns--;
        if (columns > limits.Columns)
        {
            Refuse(1, Wording.TooManyColumns(limits.Columns));
            return null;
        }
        ReportMerges(rows, columns);
        if (rows.RowProblem is not null) Refuse(1, rows.RowProblem);
        return SheetHeader.Bind(definition, place, rows.Cells, found);
    }

    private SheetRow ReadRow(SheetHeader header, RawRows rows)
    {
        ReportMerges(rows, header.Width);
        if (rows.RowProblem is not null) Refuse(rows.Row, rows.RowProblem);
        CheckOutside(header, rows);
        object?[] values = new object?[definition.Columns.Count];
        bool[] bad = new bool[values.Length];
        for (int i = 0; i < values.Length; i++) values[i] = ReadCell(header, rows, i, out bad[i]);
        return new SheetRow(header, rows.Row, values, bad, all);
    }

    private object? ReadCell(SheetHeader header, RawRows rows, int i, out bool bad)
    {
        int source = header.SourceOf(i);
        RawCell cell = source >= 0 && source < rows.Cells.Count ? rows.Cells[source] : RawCell.Empty;
        string? problem = CellReading.Read(definition.Columns[i], cell, rows.IsCsv, limits, out object? value);
        bad = problem is not null;
        if (problem is null) return value;
        found.Add(header.Problem(rows.Row, i, problem, SheetSeverity.Error));
        return null;
    }

    private bool IsEmpty(SheetHeader header, RawRows rows)
    {
        for (int i = 0; i < definition.Columns.Count; i++)
        {
            int source = header.SourceOf(i);
            if (source >= 0 && source < rows.Cells.Count && !rows.Cells[source].IsBlank) return false;
        }
        return !rows.IsCsv || HasNothing(rows, header.Width);
    }

    private static bool HasNothing(RawRows rows, int from)
    {
        for (int i = from; i < rows.Cells.Count; i++)
        {
            if (!rows.Cells[i].IsBlank) return false;
        }
        return true;
    }

    // in a CSV a cell beyond the header is a comma without quotes, which shifts the others; in Excel a note at the side
    private void CheckOutside(SheetHeader header, RawRows rows)
    {
        for (int i = header.Width; i < rows.Cells.Count; i++)
        {
            if (rows.Cells[i].IsBlank) continue;
            if (rows.IsCsv)
            {
                Refuse(rows.Row, Wording.TooManyCells(header.Width, rows.Cells.Count));
                return;
            }
            if (_unnamed.Count >= limits.Columns || !_unnamed.Add(i)) continue;
            found.Add(header.Problem(1, -1, Wording.ColumnWithoutHeader(CellReference.Letters(i + 1)), SheetSeverity.Warning));
        }
    }

    // every row with content inside a range is told, because in all but the first cell the value is gone; of the ranges
    // begun above it is enough to follow the one that reaches furthest down
    private void ReportMerges(RawRows rows, int width)
    {
        MergedRange above = _reaching;
        for (; _merges < rows.Merges.Count && rows.Merges[_merges].FirstRow <= rows.Row; _merges++)
        {
            MergedRange merge = rows.Merges[_merges];
            if (merge.FirstColumn > width || merge.LastRow < rows.Row) continue;
            Refuse(rows.Row, Wording.Merged(merge.Text));
            if (merge.LastRow > _reaching.LastRow) _reaching = merge;
        }
        if (above.LastRow >= rows.Row) Refuse(rows.Row, Wording.Merged(above.Text));
    }

    private bool Next(RawRows rows)
    {
        int row = rows.Row + 1;
        try
        {
            return rows.Read();
        }
        catch (CsvFormatException)
        {
            Refuse(row, Wording.RecordTooLong(row));
        }
        catch (Exception broken) when (IsDamage(broken))
        {
            Refuse(row, Wording.DamagedFrom(row));
        }
        return false;
    }

    private RawRows? TryOpen(Func<RawRows> open)
    {
        try
        {
            return open();
        }
        catch (Exception broken) when (IsDamage(broken))
        {
            Refuse(0, Wording.Damaged);
            return null;
        }
    }

    private static bool IsDamage(Exception broken) =>
        broken is XmlException or InvalidDataException or DecoderFallbackException or EndOfStreamException;

    private void Refuse(int row, string message) =>
        found.Add(new SheetProblem(place.File, place.Sheet, row, "", message, SheetSeverity.Error));
}
