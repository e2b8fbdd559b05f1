using System.Numerics;

namespace Baotuan.Industry.Releases;

/// <summary>
/// The published sums as a matrix: a row for each number, a column for each unknown, 1 where the unknown is in the sum and −1 where it is taken off. Unknowns with the same column
/// cannot be told apart by any reader and are kept once, with the firms that have one; so the matrix stays as small as the releases, however many firms there are.
/// Ranks are taken modulo a prime first, which never gives too much; where that leaves a doubt, in whole numbers of any size.
/// </summary>
internal sealed class SharedColumns
{
    private const long Prime = int.MaxValue;

    private readonly int _rows;
    private readonly List<int[]> _columns = [];
    private readonly List<HashSet<long>> _owners = [];
    private readonly Dictionary<long, int[]> _ofFirm = [];
    private readonly Dictionary<long, int> _rankWithout = [];
    private readonly List<List<int>> _bases = [];
    private readonly int _rank;

    public SharedColumns(IReadOnlyList<ReleaseCell> cells)
    {
        _rows = cells.Count;
        var rowsOf = new Dictionary<(long Firm, string Unknown), List<int>>();
        for (var row = 0; row < cells.Count; row++)
        {
            // a place is a row counted from 1, with the sign of the unknown in it
            foreach (var (firm, unknown, place) in cells[row].Parts.SelectMany(p => p.Unknowns.Select(u => (p.Firm, u, row + 1)).Concat(p.Less.Select(u => (p.Firm, u, -row - 1)))))
            {
                (rowsOf.TryGetValue((firm, unknown), out var places) ? places : rowsOf[(firm, unknown)] = []).Add(place);
            }
        }

        var numbers = new Dictionary<string, int>();
        foreach (var firm in rowsOf.GroupBy(c => c.Key.Firm))
        {
            _ofFirm[firm.Key] = [.. firm.Select(c => NumberOf(c.Value, firm.Key, numbers)).Order()];
        }

        var basis = ModularBasis(All.OrderByDescending(c => _owners[c].Count));
        _rank = basis.Count == Math.Min(_rows, _columns.Count) ? basis.Count : ExactRank([.. All]);
        if (basis.Count == _rank)
        {
            _bases.Add(basis);
        }
    }

    /// <summary>
    /// Firms that could be told from the others: of three firms with the same columns none can, by nobody who knows one of them. By number.
    /// </summary>
    public IReadOnlyList<long> Exposed =>
        [.. _ofFirm.GroupBy(f => string.Join(',', f.Value)).Where(g => g.Count() < 3).SelectMany(g => g.Select(f => f.Key)).Order()];

    /// <summary>Whether everybody who knows the published numbers, and the figures of <paramref name="knower"/>, knows something about the firm alone.</summary>
    /// <remarks>
    /// What is known of the firm alone is a sum of rows that is 0 outside the firm's columns. There is one exactly when the matrix loses rank with
    /// these columns. Who knows a firm's figures takes its columns out beforehand. Most questions are answered by a set of columns that is as good
    /// as all and in which others stand for both firms.
    /// </remarks>
    public bool Pins(long firm, long? knower)
    {
        bool OthersHave(int column) => _owners[column].Count > 2 || _owners[column].Any(f => f != firm && f != knower);
        if (_bases.Any(b => b.All(OthersHave)))
        {
            return false;
        }

        List<int> rest = [.. All.Where(OthersHave)];
        var rank = knower is { } k ? RankWithout(k) : _rank;
        var basis = ModularBasis(rest);
        if (basis.Count == _rank)
        {
            _bases.Add(basis);
        }

        return basis.Count < rank && ExactRank(rest) < rank;
    }

    private IEnumerable<int> All => Enumerable.Range(0, _columns.Count);

    private int RankWithout(long knower)
    {
        if (!_rankWithout.TryGetValue(knower, out var rank))
        {
            List<int> rest = [.. All.Where(c => _owners[c].Any(f => f != knower))];
            rank = ModularBasis(rest).Count;
            _rankWithout[knower] = rank = rank == _rank ? rank : ExactRank(rest);
        }

        return rank;
    }

    private int NumberOf(List<int> places, long firm, Dictionary<string, int> numbers)
    {
        var key = string.Join(',', places);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = _columns.Count;
            _columns.Add([.. places]);
            _owners.Add([]);
        }

        _owners[number].Add(firm);
        return number;
    }

    /// <summary>The first columns that do not depend on those before them, modulo the prime: independent in whole numbers too.</summary>
    private List<int> ModularBasis(IEnumerable<int> columns)
    {
        var basis = new List<(int Pivot, long[] Vector)>();
        var chosen = new List<int>();
        foreach (var column in columns)
        {
            var vector = new long[_rows];
            foreach (var place in _columns[column])
            {
                vector[Math.Abs(place) - 1] = place > 0 ? 1 : Prime - 1;
            }

            foreach (var (at, known) in basis)
            {
                Subtract(vector, known, vector[at]);
            }

            if (Array.FindIndex(vector, v => v != 0) is >= 0 and var pivot)
            {
                var inverse = (long)BigInteger.ModPow(vector[pivot], Prime - 2, Prime);
                basis.Add((pivot, [.. vector.Select(v => v * inverse % Prime)]));
                chosen.Add(column);
            }
        }

        return chosen;
    }

    private static void Subtract(long[] vector, long[] known, long times)
    {
        for (var row = 0; times != 0 && row < vector.Length; row++)
        {
            vector[row] = (vector[row] + ((Prime - times) * known[row] % Prime)) % Prime;
        }
    }

    // E. Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", Math. Comp. 22 (1968): every division leaves nothing
    private int ExactRank(List<int> columns)
    {
        var matrix = columns.Select(c => Enumerable.Range(0, _rows).Select(r => (BigInteger)(_columns[c].Contains(r + 1) ? 1 : _columns[c].Contains(-r - 1) ? -1 : 0)).ToArray()).ToList();
        var (rank, last) = (0, BigInteger.One);
        for (var row = 0; row < _rows && rank < matrix.Count; row++)
        {
            var at = matrix.FindIndex(rank, v => !v[row].IsZero);
            if (at < 0)
            {
                continue;
            }

            (matrix[rank], matrix[at]) = (matrix[at], matrix[rank]);
            var pivot = matrix[rank];
            foreach (var vector in matrix.Skip(rank + 1))
            {
                var factor = vector[row];
                for (var r = row; r < _rows; r++)
                {
                    vector[r] = ((pivot[row] * vector[r]) - (factor * pivot[r])) / last;
                }
            }

            (last, rank) = (pivot[row], rank + 1);
        }

        return rank;
    }
}
