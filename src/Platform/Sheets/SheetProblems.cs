using System.Collections;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// All problems of one import, in the order found. The first <see cref="SheetLimits.KeptProblems"/> are kept word by word;
/// all are counted, and for every row it is known whether it has an error (one bit per row, so that memory stays flat).
/// </summary>
public sealed class SheetProblems : IReadOnlyCollection<SheetProblem>
{
    private readonly int _most;
    private readonly List<SheetProblem> _kept = [];
    private readonly Dictionary<(string File, string Sheet), RowMarks> _rows = [];

    /// <summary>An empty list that keeps the first <paramref name="most"/> problems.</summary>
    public SheetProblems(int most = 10_000) => _most = most;

    /// <summary>All errors, also those no longer kept.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>All warnings, also those no longer kept.</summary>
    public long WarningCount { get; private set; }

    /// <summary>Whether anything keeps the file from being taken whole.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>Whether some problems were counted and not kept.</summary>
    public bool Truncated => ErrorCount + WarningCount > _kept.Count;

    /// <summary>Number of problems kept.</summary>
    public int Count => _kept.Count;

    /// <summary>Adds one.</summary>
    public void Add(SheetProblem problem)
    {
        if (_kept.Count < _most) _kept.Add(problem);
        if (problem.Severity == SheetSeverity.Warning)
        {
            WarningCount++;
            return;
        }
        ErrorCount++;
        if (problem.Row > 0) Marks(problem.File, problem.Sheet).Mark(problem.Row);
    }

    /// <summary>Whether the row has at least one error.</summary>
    public bool HasErrorsAt(string file, string sheet, int row) =>
        _rows.TryGetValue((file, sheet), out RowMarks? marks) && marks.IsMarked(row);

    /// <summary>Rows of the sheet with at least one error.</summary>
    public int BadRows(string file, string sheet) => _rows.TryGetValue((file, sheet), out RowMarks? marks) ? marks.Count : 0;

    /// <inheritdoc/>
    public IEnumerator<SheetProblem> GetEnumerator() => _kept.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Remembers that the sheet was read, so that "only the bad rows" also empties a sheet without any.</summary>
    internal void Knows(string file, string sheet) => Marks(file, sheet);

    internal bool IsKnown(string file, string sheet) => _rows.ContainsKey((file, sheet));

    private RowMarks Marks(string file, string sheet)
    {
        if (!_rows.TryGetValue((file, sheet), out RowMarks? marks)) _rows[(file, sheet)] = marks = new RowMarks();
        return marks;
    }

    private sealed class RowMarks
    {
        private readonly BitArray _bits = new(64);

        public int Count { get; private set; }

        public bool IsMarked(int row) => row < _bits.Length && _bits[row];

        public void Mark(int row)
        {
            if (row >= _bits.Length) _bits.Length = Math.Max(row + 1, (int)Math.Min(int.MaxValue, _bits.Length * 2L));
            if (!_bits[row]) Count++;
            _bits[row] = true;
        }
    }
}
