using System.Numerics;

namespace Baotuan.Kernel;

/// <summary>
/// Division of 128-bit products by one and the same 64-bit number, by multiplication with its precomputed reciprocal
/// (N. Möller, T. Granlund, "Improved division by invariant integers", IEEE Trans. Computers 60, 2011, algorithm 4).
/// A dividend costs two multiplications where a 128-bit division would take tens of nanoseconds.
/// </summary>
internal readonly struct InvertedDivisor
{
    private readonly int _shift;

    // the divisor with its highest bit set
    private readonly ulong _divisor;

    // floor((2^128 - 1) / divisor) - 2^64
    private readonly ulong _reciprocal;

    public InvertedDivisor(ulong divisor)
    {
        _shift = BitOperations.LeadingZeroCount(divisor);
        _divisor = divisor << _shift;
        _reciprocal = (ulong)(new UInt128(~_divisor, ulong.MaxValue) / _divisor);
    }

    /// <summary>
    /// floor(a·b / divisor) for b not above the divisor and a below 2^64; <paramref name="remainder"/> comes multiplied by
    /// the power of two that brings the divisor to full width.
    /// </summary>
    public ulong MultiplyAndDivide(ulong a, ulong b, out ulong remainder)
    {
        unchecked
        {
            ulong high = Math.BigMul(a, b << _shift, out ulong low);
            ulong quotient = Math.BigMul(_reciprocal, high, out ulong fraction);
            fraction += low;
            quotient += high + (fraction < low ? 1UL : 0UL) + 1;
            ulong rest = low - quotient * _divisor;
            if (rest > fraction)
            {
                quotient--;
                rest += _divisor;
            }
            if (rest >= _divisor)
            {
                quotient++;
                rest -= _divisor;
            }
            remainder = rest;
            return quotient;
        }
    }
}
