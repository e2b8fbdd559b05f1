using Baotuan.Kernel;

namespace Baotuan.Ventures.Distributions;

/// <summary>Exact fractions of fen as people read yuan: 427,777.77777777…</summary>
internal static class ExactText
{
    public static string Yuan(Rational fen, int decimals = 8)
    {
        var text = (fen / 100).ToDecimalString(decimals);
        var point = text.IndexOfAny(['.', '…']);
        var whole = point < 0 ? text : text[..point];
        for (var i = whole.Length - 3; i > (whole.StartsWith('-') ? 1 : 0); i -= 3)
        {
            whole = whole.Insert(i, ",");
        }

        return point < 0 ? whole : whole + text[point..];
    }
}
