using Baotuan.Indicators.Claims;
using Baotuan.Kernel;

namespace Baotuan.Indicators.Contracts;

/// <summary>A number as somebody types it, in the unit of its cell or indicator.</summary>
public static class TypedNumber
{
    // more digits are no count of anything in a county, and the parts of the ratio stay whole numbers of 64 bits
    private static readonly Rational Largest = 1_000_000_000_000;

    /// <summary>Null when good; else why not, in Chinese. Full-width digits and thousands separators are read.</summary>
    public static string? Read(string text, MeasureUnit unit, out Rational value)
    {
        value = default;
        var plain = Plain(text);
        if (!PrintedNumber.TryParse(plain, out var number))
        {
            return "请只写数字，小数最多六位，不写单位，例如 12 或 3.5。";
        }

        if (number.Value > Largest || number.Value < -Largest)
        {
            return "这个数太大，请核对单位。";
        }

        value = number.Value;
        var smallest = unit.Dimension switch
        {
            "money" => new Rational(1, 100),
            "area" or "length" or "duration" => default,
            _ => 1,
        };
        return smallest == default || (value * unit.Factor / smallest).IsInteger ? null
            : smallest == 1 ? $"按{unit.Chinese}数的，请写整数。" : "金额最多精确到分。";
    }

    private static string Plain(string text)
    {
        var plain = HalfWidth.Trimmed(text);
        return HasThousands(plain) ? plain.Replace(",", "", StringComparison.Ordinal) : plain;
    }

    // 1,234,567.8: groups of three, so that 1,5 is not read as 15
    private static bool HasThousands(string text)
    {
        var groups = text.TrimStart('-').Split('.')[0].Split(',');
        return groups.Length > 1 && groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }
}
