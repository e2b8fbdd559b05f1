using Baotuan.Kernel;

namespace Baotuan.Indicators.DataSets;

/// <summary>A number of a cell as it is stored.</summary>
internal static class ObservedNumber
{
    /// <summary>The parts as they are stored.</summary>
    public static (long Numerator, long Denominator) Parts(Rational value) => ((long)value.Numerator, (long)value.Denominator);
}
