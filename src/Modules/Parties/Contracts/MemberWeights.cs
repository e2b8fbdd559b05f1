using System.Numerics;
using System.Text;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>
/// The members of one collective with their weights: Σ over classes of shares × factor, in the smallest whole unit that
/// is exact for this collective. Ordered by member number, byte by byte; members without shares are left out. Member numbers
/// stay the bytes that the database gave: millions pass through here on their way back into it.
/// </summary>
public sealed class CollectiveWeights
{
    private byte[] _text;
    private int[] _ends;
    private long[] _weights;
    private int _pending;

    internal CollectiveWeights(long collectiveId, long unit, int capacity)
    {
        (CollectiveId, Unit) = (collectiveId, unit);
        _text = new byte[capacity * 8];
        _ends = new int[capacity];
        _weights = new long[capacity];
    }

    /// <summary>Organisation id of the collective.</summary>
    public long CollectiveId { get; }

    /// <summary>How many units of weight make one share of factor 1.</summary>
    public long Unit { get; }

    /// <summary>Members with a weight.</summary>
    public int Count { get; private set; }

    /// <summary>Weights in 1/<see cref="Unit"/> of a share of factor 1; all above zero.</summary>
    public ReadOnlySpan<long> Weights => _weights.AsSpan(0, Count);

    /// <summary>Member number in UTF-8.</summary>
    public ReadOnlySpan<byte> MemberNoUtf8(int index) => _text.AsSpan(StartOf(index).._ends[index]);

    /// <summary>Member number as text.</summary>
    public string MemberNo(int index) => Encoding.UTF8.GetString(MemberNoUtf8(index));

    /// <summary>The member whose holdings are being read.</summary>
    internal ReadOnlySpan<byte> Pending => _text.AsSpan(StartOf(Count), _pending);

    internal void Begin(ReadOnlySpan<byte> memberNo)
    {
        var start = StartOf(Count);
        if (start + memberNo.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, start + memberNo.Length));
        }

        memberNo.CopyTo(_text.AsSpan(start));
        _pending = memberNo.Length;
    }

    internal void End(long weight)
    {
        if (weight > 0)
        {
            if (Count == _weights.Length)
            {
                Array.Resize(ref _ends, Math.Max(16, Count * 2));
                Array.Resize(ref _weights, Math.Max(16, Count * 2));
            }

            _ends[Count] = StartOf(Count) + _pending;
            _weights[Count++] = weight;
        }

        _pending = 0;
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends[index - 1];
}

/// <summary>
/// Streams members' weights as of a record date, as known at a time, collective by collective in the order asked for,
/// in one ordered pass over the register with memory for one collective.
/// </summary>
public static class MemberWeights
{
    /// <exception cref="OverflowException">A member's weight or its unit does not fit 64 bits.</exception>
    public static IEnumerable<CollectiveWeights> Stream(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        if (collectiveIds.Count == 0)
        {
            yield break;
        }

        var factors = FactorsOf(db, collectiveIds, recordDate, knownAtMs);
        using var row = ShareRows.Read(db, collectiveIds, recordDate, knownAtMs);
        CollectiveWeights? current = null;
        var holding = new Holding();
        while (row.Next())
        {
            if (current is null || row.CollectiveId != current.CollectiveId)
            {
                current?.End(holding.Finish());
                if (current is { Count: > 0 })
                {
                    yield return current;
                }

                var classes = factors[row.CollectiveId];
                current = new CollectiveWeights(row.CollectiveId, 10_000L * classes.Unit, current?.Count ?? 1_000);
                current.Begin(row.MemberNo);
                holding = new Holding(classes);
            }
            else if (!row.MemberNo.SequenceEqual(current.Pending))
            {
                current.End(holding.Finish());
                current.Begin(row.MemberNo);
            }

            holding.See(row);
        }

        current?.End(holding.Finish());
        if (current is { Count: > 0 })
        {
            yield return current;
        }
    }

    /// <summary>Classes of one collective in force: code, name, factor in ppm.</summary>
    public static IReadOnlyList<(string Code, string Name, long FactorPpm)> Classes(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs) =>
        [.. ClassesInForce(db, [collectiveId], asOf, knownAtMs).Select(c => (c.ClassCode, c.Name, c.FactorPpm))];

    /// <summary>One member's shares in force: class code and quantity in 1/10000 share.</summary>
    public static async Task<IReadOnlyList<(string ClassCode, long Quantity10000)>> OfMemberAsync(
        BaotuanDb db, long collectiveId, string memberNo, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var rows = await db.Set<Share>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.MemberNo == memberNo && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.ClassCode).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, s => s.ClassCode).Where(s => s.Quantity10000 > 0).Select(s => (s.ClassCode, s.Quantity10000))];
    }

    /// <summary>How many units of weight make one share of factor 1 for this collective, as of then and as known then.</summary>
    public static long UnitOf(BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs) =>
        10_000L * FactorsOf(db, [collectiveId], asOf, knownAtMs)[collectiveId].Unit;

    /// <summary>Factors in the smallest exact unit of each collective: where all factors are 1, weights are share counts.</summary>
    private static Dictionary<long, ClassFactors> FactorsOf(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        var factors = collectiveIds.ToDictionary(id => id, _ => ClassFactors.None);
        foreach (var group in ClassesInForce(db, collectiveIds, recordDate, knownAtMs).GroupBy(c => c.CollectiveId))
        {
            var divisor = group.Aggregate(1_000_000L, (d, c) => (long)BigInteger.GreatestCommonDivisor(d, c.FactorPpm));
            factors[group.Key] = new(
                1_000_000 / divisor,
                [.. group.Select(c => Encoding.UTF8.GetBytes(c.ClassCode))],
                [.. group.Select(c => c.FactorPpm / divisor)]);
        }

        return factors;
    }

    private static IEnumerable<ShareClass> ClassesInForce(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        var first = collectiveIds.Min();
        var last = collectiveIds.Max();
        var wanted = collectiveIds.ToHashSet();
        var rows = db.Set<ShareClass>().AsNoTracking()
            .Where(f => f.CollectiveId >= first && f.CollectiveId <= last && f.ValidFrom <= recordDate && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.CollectiveId).ThenBy(f => f.ClassCode).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs)
            .AsEnumerable().Where(f => wanted.Contains(f.CollectiveId));
        return Facts.InForce(rows, c => (c.CollectiveId, c.ClassCode));
    }

    /// <summary>Classes of one collective with their factors in 1/<paramref name="Unit"/>.</summary>
    private sealed record ClassFactors(long Unit, byte[][] Codes, long[] Factors)
    {
        public static readonly ClassFactors None = new(1, [], []);

        /// <summary>A class that is not in force on the day weighs nothing.</summary>
        public long Of(ReadOnlySpan<byte> code)
        {
            for (var i = 0; i < Codes.Length; i++)
            {
                if (code.SequenceEqual(Codes[i]))
                {
                    return Factors[i];
                }
            }

            return 0;
        }
    }

    /// <summary>Follows the versions of one member's holdings, class by class, to those in force, and adds up their weight.</summary>
    private sealed class Holding(ClassFactors classes)
    {
        private readonly byte[] _class = new byte[MaxClassBytes];
        private int _classLength = -1;
        private int _validFrom;
        private bool _retracted;
        private long _candidate;
        private long _quantity;
        private long _weight;

        public Holding()
            : this(ClassFactors.None)
        {
        }

        public void See(ShareReader row)
        {
            var code = row.ClassCode;
            if (_classLength < 0 || !code.SequenceEqual(_class.AsSpan(0, _classLength)))
            {
                EndClass();
                code.CopyTo(_class);
                _classLength = code.Length;
            }
            else if (row.ValidFrom != _validFrom)
            {
                _quantity = _retracted ? _quantity : _candidate;
            }

            (_validFrom, _retracted, _candidate) = (row.ValidFrom, row.Retracted, row.Quantity10000);
        }

        /// <summary>The member's weight; the next member starts from nothing.</summary>
        public long Finish()
        {
            EndClass();
            var weight = _weight;
            (_weight, _classLength) = (0, -1);
            return weight;
        }

        private void EndClass()
        {
            if (_classLength >= 0)
            {
                _weight += (_retracted ? _quantity : _candidate) * classes.Of(_class.AsSpan(0, _classLength));
            }

            _quantity = 0;
        }
    }

    private const int MaxClassBytes = 1_024;
}
