using System.Buffers;
using System.Numerics;

namespace Baotuan.Kernel;

/// <summary>
/// Splits an amount in proportion to weights without losing or inventing a fen (largest remainder):
/// <list type="number">
/// <item>the exact share is qᵢ = pool·wᵢ/Σw;</item>
/// <item>everyone gets the whole fen of it;</item>
/// <item>the fen left over go one each to the largest remainders of qᵢ, among equal ones to the lower holder code.</item>
/// </list>
/// The result does not depend on the order of the input, and no part is a fen or more away from its exact share.
/// </summary>
public static class Allocation
{
    /// <summary>
    /// Splits <paramref name="pool"/>; the parts stand in the order of the input. Codes are compared ordinally (ASCII, byte order).
    /// Throws <see cref="ArgumentException"/> for a negative pool or weight, lists of different length, a code that stands twice,
    /// and weights that sum to zero when there is something to split.
    /// </summary>
    public static Money[] Split(Money pool, IReadOnlyList<Rational> weights, IReadOnlyList<string> codes)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(codes);
        Require(pool.Fen >= 0, nameof(pool), "The pool is negative.");
        Require(weights.Count == codes.Count, nameof(codes), "There are not as many codes as weights.");
        Require(weights.All(weight => weight.Sign >= 0), nameof(weights), "A weight is negative.");
        Require(codes.ToHashSet(StringComparer.Ordinal).Count == codes.Count, nameof(codes), "A code stands twice.");

        BigInteger[] shares = OnCommonDenominator(weights);
        BigInteger total = shares.Aggregate(BigInteger.Zero, BigInteger.Add);
        Require(!total.IsZero || pool.Fen == 0, nameof(weights), "The weights sum to zero.");
        return total.IsZero ? new Money[shares.Length] : Split(pool.Fen, shares, total, codes);
    }

    /// <summary>
    /// Splits <paramref name="poolFen"/> fen where the order of <paramref name="weights"/> is the order of the holder codes;
    /// <paramref name="parts"/> receives the fen of each. Time grows with the number of weights, nothing is left on the heap.
    /// Throws <see cref="ArgumentException"/> as the other overload does, <see cref="OverflowException"/> when the weights sum above 2^63-1.
    /// </summary>
    public static void Split(long poolFen, ReadOnlySpan<long> weights, Span<long> parts)
    {
        Require(poolFen >= 0, nameof(poolFen), "The pool is negative.");
        Require(weights.Length == parts.Length, nameof(parts), "There are not as many parts as weights.");
        long total = SumOf(weights);
        Require(total > 0 || poolFen == 0, nameof(weights), "The weights sum to zero.");
        if (total == 0)
        {
            parts.Clear();
            return;
        }
        ulong[] remainders = ArrayPool<ulong>.Shared.Rent(weights.Length);
        try
        {
            Span<ulong> used = remainders.AsSpan(0, weights.Length);
            long left = poolFen - TakeWholeFen(poolFen, (ulong)total, weights, parts, used);
            if (left > 0) GiveToLargest((int)left, used, parts);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(remainders);
        }
    }

    private static void Require(bool holds, string parameter, string message)
    {
        if (!holds) throw new ArgumentException(message, parameter);
    }

    private static BigInteger[] OnCommonDenominator(IReadOnlyList<Rational> weights)
    {
        BigInteger common = BigInteger.One;
        foreach (Rational weight in weights)
        {
            common *= weight.Denominator / BigInteger.GreatestCommonDivisor(common, weight.Denominator);
        }
        return weights.Select(weight => weight.Numerator * (common / weight.Denominator)).ToArray();
    }

    private static Money[] Split(long poolFen, BigInteger[] shares, BigInteger total, IReadOnlyList<string> codes)
    {
        var remainders = new BigInteger[shares.Length];
        var parts = new long[shares.Length];
        long left = poolFen;
        for (int i = 0; i < shares.Length; i++)
        {
            parts[i] = (long)BigInteger.DivRem(shares[i] * poolFen, total, out remainders[i]);
            left -= parts[i];
        }
        var largestFirst = Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => remainders[i])
            .ThenBy(i => codes[i], StringComparer.Ordinal);
        foreach (int i in largestFirst.Take((int)left)) parts[i]++;
        return Array.ConvertAll(parts, fen => new Money(fen));
    }

    private static long SumOf(ReadOnlySpan<long> weights)
    {
        long sum = 0;
        foreach (long weight in weights)
        {
            if (weight < 0) throw new ArgumentException("A weight is negative.", nameof(weights));
            sum = checked(sum + weight);
        }
        return sum;
    }

    // Fills the floors and the remainders (all scaled by the same power of two, so they compare as they are); returns the sum of the floors.
    private static long TakeWholeFen(long poolFen, ulong total, ReadOnlySpan<long> weights, Span<long> parts, Span<ulong> remainders)
    {
        var divisor = new InvertedDivisor(total);
        long taken = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            ulong floor = divisor.MultiplyAndDivide((ulong)poolFen, (ulong)weights[i], out remainders[i]);
            parts[i] = (long)floor;
            taken += (long)floor;
        }
        return taken;
    }

    private static void GiveToLargest(int count, ReadOnlySpan<ulong> remainders, Span<long> parts)
    {
        ulong threshold = Selection.Largest(remainders, count, out int tiesTaken);
        for (int i = 0; i < remainders.Length; i++)
        {
            bool takes = remainders[i] > threshold || (remainders[i] == threshold && tiesTaken-- > 0);
            if (takes) parts[i]++;
        }
    }
}
