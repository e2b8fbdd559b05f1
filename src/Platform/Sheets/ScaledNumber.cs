namespace Baotuan.Platform.Sheets;

/// <summary>Reads a decimal into whole units of 10^-decimals, never rounding: for rates, quantities and whole numbers.</summary>
internal static class ScaledNumber
{
    /// <summary>Null when good, otherwise the Chinese sentence.</summary>
    public static string? Read(string text, int decimals, string notANumber, string tooFine, out long units)
    {
        units = 0;
        bool negative = text.StartsWith('-');
        string body = negative ? text[1..] : text;
        int point = body.IndexOf('.');
        string whole = WithoutGroups(point < 0 ? body : body[..point]);
        string fraction = point < 0 ? "" : body[(point + 1)..];
        if (!IsDigits(whole) || (point >= 0 && !IsDigits(fraction))) return notANumber;
        string kept = fraction.TrimEnd('0');
        if (kept.Length > decimals) return tooFine;
        string digits = (whole + kept.PadRight(decimals, '0')).TrimStart('0');
        if (digits.Length == 0) return null;
        bool fits = long.TryParse((negative ? "-" : "") + digits, out units);
        return fits ? null : Wording.NumberTooLarge;
    }

    /// <summary>Writes whole units with only the decimals needed.</summary>
    public static string Write(long units, int decimals)
    {
        Int128 magnitude = Int128.Abs(units);
        string digits = magnitude.ToString().PadLeft(decimals + 1, '0');
        string fraction = digits[^decimals..].TrimEnd('0');
        string whole = (units < 0 ? "-" : "") + digits[..^decimals];
        return fraction.Length == 0 ? whole : $"{whole}.{fraction}";
    }

    // "1,234" is 1234; groups that are not of three are no number
    private static string WithoutGroups(string whole)
    {
        if (!whole.Contains(',')) return whole;
        string[] groups = whole.Split(',');
        bool good = groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(group => group.Length == 3);
        return good ? string.Concat(groups) : "";
    }

    private static bool IsDigits(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
