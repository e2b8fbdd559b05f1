using System.Text;

namespace Baotuan.Kernel;

/// <summary>
/// Pairs of neighbouring characters, for finding text by any part of it: Chinese has no blanks between words, and words of two characters are the usual ones.
/// A text holds what was typed only if it has all its pairs; whether they stand in that order <see cref="Fold"/> and a comparison say.
/// </summary>
public static class Bigrams
{
    private const int RuneBits = 21; // Unicode ends at 0x10FFFF

    /// <summary>Letters and digits alone, wide forms narrow, small: what is compared. 「ＪＦ-2026 号」 and 「jf2026号」 are the same.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in HalfWidth.Trimmed(text).EnumerateRunes().Where(r => r != Rune.ReplacementChar && Rune.IsLetterOrDigit(r)))
        {
            folded.Append(Rune.ToLowerInvariant(rune));
        }

        return folded.ToString();
    }

    /// <summary>The pairs of a text, each once; the last character also with nothing behind it, so that every character begins a pair.</summary>
    public static IReadOnlySet<long> Of(string text)
    {
        var pairs = new HashSet<long>();
        Rune? before = null;
        foreach (var rune in Fold(text).EnumerateRunes())
        {
            if (before is { } first)
            {
                pairs.Add(Pair(first, rune.Value));
            }

            before = rune;
        }

        if (before is { } last)
        {
            pairs.Add(Pair(last, 0));
        }

        return pairs;
    }

    /// <summary>What all of a text's pairs must lie in to hold <paramref name="typed"/>: one range for a single character, one pair each otherwise; nothing for what has no letter or digit.</summary>
    public static IReadOnlyList<(long First, long Last)> Asked(string typed)
    {
        var runes = Fold(typed).EnumerateRunes().ToList();
        return runes.Count switch
        {
            0 => [],
            1 => [(Pair(runes[0], 0), Pair(runes[0], (1 << RuneBits) - 1))],
            _ => [.. runes.Zip(runes.Skip(1), (a, b) => Pair(a, b.Value)).Distinct().Select(p => (p, p))],
        };
    }

    private static long Pair(Rune first, int second) => ((long)first.Value << RuneBits) | (uint)second;
}
