using System.Text;

namespace Baotuan.Kernel;

/// <summary>Brings what people type in Chinese input methods to plain ASCII, so that each parser reads one alphabet.</summary>
public static class HalfWidth
{
    /// <summary>Full-width forms to ASCII, ideographic space to space, typed look-alikes of minus, point and currency sign to one form each.</summary>
    public static char Of(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\u3000' or '\u00A0' => ' ',
        '\u3002' => '.',
        '\u2212' => '-',
        '\uFFE5' => '¥',
        _ => c,
    };

    /// <summary>The text in ASCII forms without surrounding blanks.</summary>
    public static string Trimmed(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        return string.Create(text.Length, text, static (span, source) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = Of(source[i]);
        }).Trim();
    }

    /// <summary>The text of a code: ASCII forms, upper case, without any blank or invisible character (codes are often printed in groups).</summary>
    public static string Code(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var result = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsWhiteSpace(c) || IsInvisible(c)) continue;
            result.Append(char.ToUpperInvariant(Of(c)));
        }
        return result.ToString();
    }

    private static bool IsInvisible(char c) => c is (>= '\u200B' and <= '\u200F') or '\uFEFF' or '\u2060';
}
