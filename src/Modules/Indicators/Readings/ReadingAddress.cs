using System.Globalization;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Readings;

/// <summary>Addresses of readings: everything that a number depends on stands in its address.</summary>
internal static class ReadingAddress
{
    public static string Of(string code, string part, string scope, Period period, long knownAtMs) =>
        $"/indicators/{Uri.EscapeDataString(code)}{part}?scope={Uri.EscapeDataString(scope)}&period={Uri.EscapeDataString(period.Code)}"
        + (knownAtMs == long.MaxValue ? "" : $"&known={knownAtMs.ToString(CultureInfo.InvariantCulture)}");
}
