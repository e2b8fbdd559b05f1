namespace Baotuan.Platform.Sheets;

/// <summary>What the file says about a cell, before the column says what it should be.</summary>
internal enum RawKind : byte
{
    Empty,
    Text,

    /// <summary>A number of Excel as its raw text, never through floating point.</summary>
    Number,

    /// <summary>As <see cref="Number"/>, shown with a percent sign: 1.5 is 150 %.</summary>
    Percent,

    /// <summary>A number of Excel in a date format: days since the book's epoch, as <see cref="RawCell.Text"/> yyyy-MM-dd or the raw number when it is no day.</summary>
    Date,
    Boolean,
    Error,
    Uncalculated,
}

/// <summary>One cell as it stands in the file; <see cref="Text"/> is never null.</summary>
internal readonly record struct RawCell(RawKind Kind, string Text)
{
    public static RawCell Empty => new(RawKind.Empty, "");

    public bool IsBlank => Kind == RawKind.Empty || (Kind == RawKind.Text && string.IsNullOrWhiteSpace(Text));
}

/// <summary>A rectangle of merged cells, 1-based.</summary>
internal readonly record struct MergedRange(string Text, int FirstRow, int LastRow, int FirstColumn);

/// <summary>The rows of one sheet, one at a time; the same buffer for each row.</summary>
internal abstract class RawRows : IDisposable
{
    protected List<RawCell> Buffer { get; } = [];

    /// <summary>The number that Excel shows for the current row.</summary>
    public int Row { get; protected set; }

    /// <summary>Cells of the current row from column A on; valid until the next read.</summary>
    public IReadOnlyList<RawCell> Cells => Buffer;

    /// <summary>Something wrong with the current row as a whole, or null.</summary>
    public string? RowProblem { get; protected set; }

    public virtual IReadOnlyList<MergedRange> Merges => [];

    /// <summary>CSV knows no cell types: a leading "=" is a formula there, and a row longer than the header an unquoted comma.</summary>
    public abstract bool IsCsv { get; }

    public abstract bool Read();

    public abstract void Dispose();
}
