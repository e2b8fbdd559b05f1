namespace Baotuan.Platform.Sheets;

/// <summary>
/// Keeps text from being run as a formula by the program that opens our export (OWASP, CSV injection): text that begins
/// with = + - @ tab or CR, or with apostrophes before one of these, gets one apostrophe in front. The reader takes
/// exactly one off from the same shapes, so that what went out comes in again.
/// </summary>
public static class FormulaGuard
{
    public static string Escape(string text) => IsDangerous(text.AsSpan().TrimStart('\'')) ? "'" + text : text;

    internal static string Unescape(string text) =>
        text.StartsWith('\'') && IsDangerous(text.AsSpan().TrimStart('\'')) ? text[1..] : text;

    /// <summary>Whether a CSV cell is a formula: = and @ always, + and - unless a number follows; a lone sign is a word for "nothing".</summary>
    internal static bool IsFormula(string text)
    {
        if (text.Length == 0) return false;
        if (text[0] is '=' or '@') return true;
        if (text[0] is not ('+' or '-') || text.Length == 1) return false;
        return text.AsSpan(1).ContainsAnyExcept("0123456789.,% ()-");
    }

    private static bool IsDangerous(ReadOnlySpan<char> text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
}
