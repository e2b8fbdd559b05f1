using System.Text;

namespace Baotuan.Kernel;

/// <summary>
/// Masked forms of personal data for screens and sheets. They take any text, also one that is not a valid number,
/// and never throw; what is too short to keep its ends is starred whole.
/// </summary>
public static class Masking
{
    /// <summary>First six and last four: 330482********0015.</summary>
    public static string CitizenId(string text) => Ends(text, 6, 4);

    /// <summary>First three and last four: 138****0000.</summary>
    public static string Phone(string text) => Ends(text, 3, 4);

    /// <summary>Four stars and the last four: ****1234. The length is not shown.</summary>
    public static string BankAccount(string text)
    {
        string code = HalfWidth.Code(text);
        if (code.Length == 0) return "";
        return code.Length > 4 ? string.Concat("****", code.AsSpan(code.Length - 4)) : "****";
    }

    /// <summary>The first character and a star for each further one: 王**. For the open internet only; the village board shows names in full.</summary>
    public static string Name(string text)
    {
        Rune[] runes = (text ?? "").Trim().EnumerateRunes().ToArray();
        return runes.Length switch
        {
            0 => "",
            1 => "*",
            _ => runes[0] + new string('*', runes.Length - 1),
        };
    }

    private static string Ends(string text, int first, int last)
    {
        string code = HalfWidth.Code(text);
        if (code.Length <= first + last) return new string('*', code.Length);
        return string.Concat(code.AsSpan(0, first), new string('*', code.Length - first - last), code.AsSpan(code.Length - last));
    }
}
