using System.Globalization;

namespace Baotuan.Platform.Sheets;

/// <summary>
/// Turns the raw text of a numeric cell into the decimal that its author sees, on the digits themselves.
/// Excel keeps 15 significant digits and writes up to 17, so that 427777.78 may stand as 427777.77999999997:
/// more than 15 digits are rounded to 15, provided one digit finer than the column allows stays visible,
/// so that a real third decimal is never hidden. Whole parts above 15 digits have lost digits and are refused.
/// </summary>
internal static class ExcelNumber
{
    private const int Significant = 15;

    /// <summary>Null when <paramref name="raw"/> is no number or lost digits; <paramref name="decimals"/> is what the column allows.</summary>
    public static string? ToPlain(string raw, int decimals)
    {
        if (!Split(raw, out bool negative, out string digits, out int whole)) return null;
        if (digits.Length == 0) return "0";
        if (whole > Significant) return null;
        if (digits.Length > Significant)
        {
            if (whole + decimals >= Significant) return null;
            (digits, whole) = Round(digits, whole);
        }
        return (negative ? "-" : "") + Place(digits, whole);
    }

    // digits without leading and trailing zeros; the point stands after the first `whole` of them (may be negative or beyond)
    private static bool Split(string raw, out bool negative, out string digits, out int whole)
    {
        (negative, digits, whole) = (raw.StartsWith('-'), "", 0);
        string body = negative ? raw[1..] : raw;
        int e = body.AsSpan().IndexOfAny('e', 'E');
        int exponent = 0;
        if (e >= 0 && !int.TryParse(body.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
        if (exponent is < -400 or > 400) return false;
        string mantissa = e < 0 ? body : body[..e];
        int point = mantissa.IndexOf('.');
        string all = point < 0 ? mantissa : mantissa.Remove(point, 1);
        if (all.Length is 0 or > 400 || all.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        string significant = all.TrimStart('0');
        whole = (point < 0 ? all.Length : point) - (all.Length - significant.Length) + exponent;
        digits = significant.TrimEnd('0');
        return true;
    }

    private static (string Digits, int Whole) Round(string digits, int whole)
    {
        long head = long.Parse(digits.AsSpan(0, Significant), CultureInfo.InvariantCulture);
        if (digits[Significant] >= '5') head++;
        string rounded = head.ToString(CultureInfo.InvariantCulture);
        return (rounded.TrimEnd('0'), whole + rounded.Length - Significant);
    }

    private static string Place(string digits, int whole)
    {
        if (whole <= 0) return "0." + new string('0', -whole) + digits;
        if (whole >= digits.Length) return digits.PadRight(whole, '0');
        return $"{digits.AsSpan(0, whole)}.{digits.AsSpan(whole)}";
    }
}
