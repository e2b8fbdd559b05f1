using System.Buffers;
using System.Numerics;

namespace Baotuan.Kernel;

/// <summary>Finds the n-th largest number without sorting, in time that grows with the count whatever the numbers are.</summary>
internal static class Selection
{
    private const int DigitBits = 8;

    /// <summary>
    /// The smallest of the <paramref name="count"/> largest <paramref name="values"/>;
    /// <paramref name="ties"/> says how many values equal to it are among them.
    /// </summary>
    public static ulong Largest(ReadOnlySpan<ulong> values, int count, out int ties)
    {
        ulong[] rented = ArrayPool<ulong>.Shared.Rent(values.Length);
        try
        {
            values.CopyTo(rented);
            return Narrow(rented.AsSpan(0, values.Length), count, out ties);
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    // Each round looks at the highest bits in which the candidates differ and keeps those that share the digit of the one sought.
    private static ulong Narrow(Span<ulong> candidates, int count, out int ties)
    {
        Span<int> counts = stackalloc int[1 << DigitBits];
        ulong different;
        while ((different = DifferingBits(candidates)) != 0)
        {
            int shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(different) - DigitBits);
            CountDigits(candidates, shift, counts);
            int digit = counts.Length - 1;
            for (; counts[digit] < count; digit--) count -= counts[digit];
            candidates = Keep(candidates, shift, digit);
        }
        ties = count;
        return candidates[0];
    }

    private static ulong DifferingBits(ReadOnlySpan<ulong> values)
    {
        ulong different = 0;
        foreach (ulong value in values) different |= value ^ values[0];
        return different;
    }

    private static void CountDigits(ReadOnlySpan<ulong> values, int shift, Span<int> counts)
    {
        counts.Clear();
        foreach (ulong value in values) counts[(int)Digit(value, shift)]++;
    }

    private static Span<ulong> Keep(Span<ulong> values, int shift, int digit)
    {
        int kept = 0;
        foreach (ulong value in values)
        {
            if (Digit(value, shift) == (ulong)digit) values[kept++] = value;
        }
        return values[..kept];
    }

    private static ulong Digit(ulong value, int shift) => (value >> shift) & ((1UL << DigitBits) - 1);
}
