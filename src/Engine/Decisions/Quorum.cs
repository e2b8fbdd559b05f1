using Baotuan.Kernel;

namespace Baotuan.Engine.Decisions;

/// <summary>Shares of heads, compared in whole numbers: part × denominator ≥ whole × numerator.</summary>
public static class Quorum
{
    /// <summary>True when <paramref name="part"/> of <paramref name="whole"/> is at least <paramref name="share"/>; of nobody nothing is ever reached.</summary>
    public static bool IsReached(long part, long whole, Rational share) =>
        whole > 0 && part * share.Denominator >= whole * share.Numerator;

    /// <summary>The least number of heads that reaches it: 2/3 of 100 is 67.</summary>
    public static long Least(long whole, Rational share) => (long)(share * whole).Ceiling();
}
