using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Claims;

/// <summary>A number as it was printed: its value and what one in its last place is worth.</summary>
/// <param name="Value">In the printed unit.</param>
/// <param name="LastPlace">1 for "7726", 1/100 for "1.54".</param>
internal readonly partial record struct PrintedNumber(Rational Value, Rational LastPlace)
{
    /// <summary>Plain digits with at most six decimals; no signs of qualification, no separators.</summary>
    public static bool TryParse(string text, out PrintedNumber number)
    {
        number = default;
        if (!Form().IsMatch(text))
        {
            return false;
        }

        var point = text.IndexOf('.');
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var scale = BigInteger.Pow(10, decimals);
        var digits = BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        number = new(new Rational(digits, scale), new Rational(1, scale));
        return true;
    }

    /// <summary>Whether a number would be printed like this, half-up in the last place.</summary>
    public bool IsRoundedFrom(Rational exact) => new Rational((exact / LastPlace).RoundHalfUp(), 1) * LastPlace == Value;

    [GeneratedRegex(@"^-?[0-9]{1,15}(\.[0-9]{1,6})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
