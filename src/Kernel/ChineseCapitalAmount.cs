using System.Text;

namespace Baotuan.Kernel;

/// <summary>
/// 人民币大写 by 会计基础工作规范 art. 52: 整 after 元 and after 角, none after 分; one 零 for a run of zeros.
/// Where a 零 is optional (支付结算办法: the 万 or 元 digit is 0 and the 千 or 角 digit is not) it is not written, and read either way.
/// A negative amount carries 负 after the currency name; vouchers avoid it.
/// </summary>
public static class ChineseCapitalAmount
{
    private const string Currency = "人民币";
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private const string Units = "分角元拾佰仟万亿";

    // in the pattern an amount is matched against: here a 零 may stand or not
    private const char OptionalZero = '?';
    private const int LongestText = 80;

    /// <summary>"人民币壹拾万柒仟元伍角叁分".</summary>
    public static string Format(Money amount)
    {
        Int128 fen = Int128.Abs(amount.Fen);
        string end = fen % 10 == 0 ? "整" : "";
        string sign = amount.Fen < 0 ? "负" : "";
        return Currency + sign + Pattern(fen).Replace(OptionalZero.ToString(), "", StringComparison.Ordinal) + end;
    }

    /// <summary>
    /// Reads an amount in capitals: with or without 人民币, with or without 整 or 正, each optional 零 as one likes,
    /// 圆 for 元 and the old forms 貳陸億萬. Every other departure from the one right spelling is refused.
    /// </summary>
    public static bool TryParse(string? text, out Money value)
    {
        value = Money.Zero;
        string amount = Simplified(HalfWidth.Code(text));
        if (amount.Length is 0 or > LongestText) return false;
        bool negative = Strip(ref amount);
        bool whole = amount.EndsWith('整') || amount.EndsWith('正');
        if (whole) amount = amount[..^1];
        if (!TryValue(amount, out Int128 fen)) return false;
        // the value is a guess that holds only if its own spelling is what we read
        if (!Matches(amount, Pattern(fen)) || (whole && fen % 10 != 0) || (negative && fen == 0)) return false;
        if (negative) fen = -fen;
        if (fen < long.MinValue || fen > long.MaxValue) return false;
        value = new Money((long)fen);
        return true;
    }

    private static string Simplified(string text) =>
        text.Replace('圆', '元').Replace('圓', '元').Replace('貳', '贰').Replace('陸', '陆').Replace('億', '亿').Replace('萬', '万');

    // the sign stands on either side of the currency name
    private static bool Strip(ref string amount)
    {
        bool before = amount.StartsWith('负');
        if (before) amount = amount[1..];
        if (amount.StartsWith(Currency, StringComparison.Ordinal)) amount = amount[Currency.Length..];
        bool after = !before && amount.StartsWith('负');
        if (after) amount = amount[1..];
        return before || after;
    }

    private static bool Matches(string text, string pattern)
    {
        int read = 0;
        foreach (char wanted in pattern)
        {
            bool next = read < text.Length && text[read] == (wanted == OptionalZero ? '零' : wanted);
            if (!next && wanted != OptionalZero) return false;
            if (next) read++;
        }
        return read == text.Length;
    }

    private static string Pattern(Int128 fen)
    {
        Int128 yuan = fen / 100;
        int jiao = (int)(fen / 10 % 10);
        int last = (int)(fen % 10);
        var pattern = new StringBuilder();
        if (yuan > 0 || fen == 0) pattern.Append(Whole(yuan)).Append('元');
        if (jiao > 0 && yuan > 0 && yuan % 10 == 0) pattern.Append(OptionalZero);
        if (jiao > 0) pattern.Append(Digits[jiao]).Append('角');
        if (jiao == 0 && last > 0 && yuan > 0) pattern.Append('零');
        if (last > 0) pattern.Append(Digits[last]).Append('分');
        return pattern.ToString();
    }

    private static string Whole(Int128 number)
    {
        if (number >= 100_000_000) return Joined(number, 100_000_000, '亿');
        if (number >= 10_000) return Joined(number, 10_000, '万');
        return number == 0 ? "零" : Thousands((int)number);
    }

    private static string Joined(Int128 number, int size, char unit)
    {
        Int128 high = number / size;
        Int128 low = number % size;
        string head = Whole(high) + unit;
        if (low == 0) return head;
        if (low < size / 10) return head + '零' + Whole(low);
        return high % 10 == 0 ? head + OptionalZero + Whole(low) : head + Whole(low);
    }

    // 1 to 9999
    private static string Thousands(int number)
    {
        var result = new StringBuilder();
        bool gap = false;
        foreach ((int size, string unit) in ((int, string)[])[(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")])
        {
            int digit = number / size % 10;
            if (digit == 0)
            {
                gap = result.Length > 0;
                continue;
            }
            if (gap) result.Append('零');
            result.Append(Digits[digit]).Append(unit);
            gap = false;
        }
        return result.ToString();
    }

    // reads digits and units loosely; the caller compares with the right spelling
    private static bool TryValue(string text, out Int128 fen)
    {
        fen = 0;
        if (text.AsSpan().ContainsAnyExcept(Digits + Units)) return false;
        int yuan = text.IndexOf('元');
        Int128 limit = (Int128)long.MaxValue + 1;
        Int128 whole = yuan < 0 ? 0 : LooseWhole(text.AsSpan(0, yuan), limit);
        if (whole > limit) return false;
        ReadOnlySpan<char> rest = text.AsSpan(yuan + 1);
        fen = whole * 100 + 10 * DigitBefore(rest, '角') + DigitBefore(rest, '分');
        return true;
    }

    private static Int128 LooseWhole(ReadOnlySpan<char> text, Int128 limit)
    {
        foreach ((char unit, int size) in ((char, int)[])[('亿', 100_000_000), ('万', 10_000)])
        {
            int at = text.LastIndexOf(unit);
            if (at < 0) continue;
            Int128 high = LooseWhole(text[..at], limit);
            return high > limit ? high : high * size + LooseWhole(text[(at + 1)..], limit);
        }
        int thousands = 1000 * DigitBefore(text, '仟') + 100 * DigitBefore(text, '佰') + 10 * DigitBefore(text, '拾');
        return thousands + (text.IsEmpty ? 0 : Math.Max(0, Digits.IndexOf(text[^1])));
    }

    private static int DigitBefore(ReadOnlySpan<char> text, char unit)
    {
        int at = text.IndexOf(unit);
        return at > 0 ? Math.Max(0, Digits.IndexOf(text[at - 1])) : 0;
    }
}
