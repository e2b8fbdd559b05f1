using System.Globalization;

namespace Baotuan.Kernel;

/// <summary>
/// 公民身份号码 (GB 11643-1999): 18 characters with a date of birth and a check character. Old 15-digit numbers are refused.
/// It is sensitive personal information: <see cref="ToString"/> gives the masked form, only <see cref="Text"/> the number itself.
/// </summary>
public readonly record struct CitizenIdNumber
{
    private const string CheckCharacters = "10X98765432";

    private CitizenIdNumber(string text) => Text = text;

    /// <summary>The 18 characters, X in upper case, without blanks.</summary>
    public string Text { get; }

    /// <summary>First six and last four: 999999********0015.</summary>
    public string Masked => Masking.CitizenId(Text ?? "");

    /// <summary>Places 7 to 14. Throws <see cref="InvalidOperationException"/> on the default value.</summary>
    public DateOnly BirthDate =>
        Text is not null && TryReadDate(Text, out DateOnly date) ? date : throw new InvalidOperationException("This value was never parsed.");

    /// <summary>Whether place 17 is odd. Throws <see cref="InvalidOperationException"/> on the default value.</summary>
    public bool IsMale =>
        Text is not null ? (Text[16] - '0') % 2 == 1 : throw new InvalidOperationException("This value was never parsed.");

    /// <summary>Reads a number in any case and width, blanks anywhere.</summary>
    public static bool TryParse(string? text, out CitizenIdNumber value, out CodeProblem problem)
    {
        string code = HalfWidth.Code(text);
        problem = Check(code);
        value = problem == CodeProblem.None ? new CitizenIdNumber(code) : default;
        return problem == CodeProblem.None;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the Chinese text of the problem, never the number.</summary>
    public static CitizenIdNumber Parse(string text) =>
        TryParse(text, out CitizenIdNumber value, out CodeProblem problem) ? value : throw new FormatException(problem.Chinese());

    /// <summary>
    /// The 18th character for the first 17 digits (for generated sample data). Weights are the powers of 2 modulo 11.
    /// Throws <see cref="ArgumentException"/> for anything but 17 digits.
    /// </summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || first17.ContainsAnyExceptInRange('0', '9'))
        {
            throw new ArgumentException("Give the first 17 digits.", nameof(first17));
        }
        int sum = 0;
        int weight = 2;
        for (int i = 16; i >= 0; i--)
        {
            sum += (first17[i] - '0') * weight;
            weight = weight * 2 % 11;
        }
        return CheckCharacters[sum % 11];
    }

    /// <summary>The masked form.</summary>
    public override string ToString() => Masked;

    private static CodeProblem Check(string code)
    {
        if (code.Length == 0) return CodeProblem.Empty;
        if (code.Length != 18) return CodeProblem.WrongLength;
        if (code.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9')) return CodeProblem.WrongCharacter;
        if (!char.IsAsciiDigit(code[17]) && code[17] != 'X') return CodeProblem.WrongCharacter;
        if (!TryReadDate(code, out _)) return CodeProblem.WrongDate;
        return CheckCharacter(code.AsSpan(0, 17)) == code[17] ? CodeProblem.None : CodeProblem.WrongCheckDigit;
    }

    // nobody alive was born before 1800; a year like 0199 is a slip
    private static bool TryReadDate(string code, out DateOnly date) =>
        DateOnly.TryParseExact(code.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year >= 1800;
}
