using System.Globalization;

namespace Baotuan.Kernel;

/// <summary>Reading and writing a whole number of smallest units as a decimal: shared by <see cref="Money"/> and <see cref="LandArea"/>.</summary>
internal static class FixedPoint
{
    /// <summary>Reads <paramref name="text"/> (ASCII forms, no sign of currency) into units of 10^-<paramref name="decimals"/>.</summary>
    public static AmountProblem Read(ReadOnlySpan<char> text, bool negative, int decimals, out long units)
    {
        units = 0;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : text[(point + 1)..];
        if (!IsWhole(whole) || (point >= 0 && !IsDigits(fraction))) return AmountProblem.NotANumber;
        if (fraction.Length > decimals) return AmountProblem.TooManyDecimals;
        return Accumulate(whole, fraction, negative, decimals, out units) ? AmountProblem.None : AmountProblem.TooLarge;
    }

    /// <summary>Writes units of 10^-<paramref name="decimals"/>, keeping at least <paramref name="leastDecimals"/> of them, never rounding.</summary>
    public static string Write(long units, int decimals, int leastDecimals, bool grouped)
    {
        // long.MinValue has no positive twin, hence the 128 bits
        ulong magnitude = (ulong)Int128.Abs(units);
        ulong scale = (ulong)PowerOfTen(decimals);
        string whole = (magnitude / scale).ToString(grouped ? "#,0" : "0", CultureInfo.InvariantCulture);
        string fraction = (magnitude % scale).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0');
        int kept = Math.Max(leastDecimals, fraction.AsSpan().TrimEnd('0').Length);
        string sign = units < 0 ? "-" : "";
        return kept == 0 ? sign + whole : $"{sign}{whole}.{fraction.AsSpan(0, kept)}";
    }

    private static bool Accumulate(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, bool negative, int decimals, out long units)
    {
        units = 0;
        Int128 limit = negative ? -(Int128)long.MinValue : long.MaxValue;
        Int128 sum = 0;
        foreach (char c in whole)
        {
            if (c == ',') continue;
            sum = sum * 10 + (c - '0');
            if (sum > limit) return false;
        }
        foreach (char c in fraction) sum = sum * 10 + (c - '0');
        sum *= PowerOfTen(decimals - fraction.Length);
        if (sum > limit) return false;
        units = (long)(negative ? -sum : sum);
        return true;
    }

    private static bool IsWhole(ReadOnlySpan<char> text) => text.Contains(',') ? IsGrouped(text) : IsDigits(text);

    // one to three digits, then groups of exactly three: "1,23" is more often a slip than a number
    private static bool IsGrouped(ReadOnlySpan<char> text)
    {
        int first = text.IndexOf(',');
        if (first > 3 || !IsDigits(text[..first])) return false;
        for (ReadOnlySpan<char> rest = text[first..]; rest.Length > 0; rest = rest[4..])
        {
            if (rest.Length < 4 || rest[0] != ',' || !IsDigits(rest[1..4])) return false;
        }
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static Int128 PowerOfTen(int exponent)
    {
        Int128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}
