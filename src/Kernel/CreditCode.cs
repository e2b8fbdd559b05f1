namespace Baotuan.Kernel;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check character. Village collectives begin with N2.
/// The inner check digit of the organisation code (place 17) is not asked for: GB 32100 does not need it.
/// </summary>
public readonly record struct CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private CreditCode(string text) => Text = text;

    /// <summary>The 18 characters, upper case, without blanks.</summary>
    public string Text { get; }

    /// <summary>Reads a code in any case and width, blanks anywhere.</summary>
    public static bool TryParse(string? text, out CreditCode value, out CodeProblem problem)
    {
        string code = HalfWidth.Code(text);
        problem = Check(code);
        value = problem == CodeProblem.None ? new CreditCode(code) : default;
        return problem == CodeProblem.None;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the Chinese text of the problem.</summary>
    public static CreditCode Parse(string text) =>
        TryParse(text, out CreditCode value, out CodeProblem problem) ? value : throw new FormatException($"{problem.Chinese()}：{text}");

    /// <summary>
    /// The 18th character for the first 17 (for generated sample data). Weights are the powers of 3 modulo 31.
    /// Throws <see cref="ArgumentException"/> for another length or a character outside the alphabet.
    /// </summary>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17) throw new ArgumentException("Give the first 17 characters.", nameof(first17));
        int sum = 0;
        int weight = 1;
        foreach (char c in first17)
        {
            int worth = Alphabet.IndexOf(c);
            if (worth < 0) throw new ArgumentException($"'{c}' is not in the alphabet of GB 32100.", nameof(first17));
            sum += worth * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>The code.</summary>
    public override string ToString() => Text ?? "";

    private static CodeProblem Check(string code)
    {
        if (code.Length == 0) return CodeProblem.Empty;
        if (code.Length != 18) return CodeProblem.WrongLength;
        if (code.AsSpan().ContainsAnyExcept(Alphabet)) return CodeProblem.WrongCharacter;
        // places 3 to 8: division of the registering office
        if (code.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9')) return CodeProblem.WrongCharacter;
        return CheckCharacter(code.AsSpan(0, 17)) == code[17] ? CodeProblem.None : CodeProblem.WrongCheckDigit;
    }
}
