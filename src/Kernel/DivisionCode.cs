namespace Baotuan.Kernel;

/// <summary>How far down a <see cref="DivisionCode"/> reaches.</summary>
public enum DivisionLevel
{
    /// <summary>省: 330000.</summary>
    Province,

    /// <summary>市: 330400.</summary>
    Prefecture,

    /// <summary>县、市、区: 330482.</summary>
    County,

    /// <summary>街道、镇、乡: 330482002.</summary>
    Town,

    /// <summary>村、社区: 330482002201.</summary>
    Village,
}

/// <summary>
/// 区划代码: 6 digits (GB/T 2260), 9 with the town (GB/T 10114), 12 with the village (statistical).
/// A statistical code padded with zeros names the same place as the short one and becomes it: 330482002000 is 330482002.
/// Whether a code was in force on a date is a matter of dated data, not of this type.
/// </summary>
public readonly record struct DivisionCode
{
    private DivisionCode(string text) => Text = text;

    /// <summary>6, 9 or 12 digits.</summary>
    public string Text { get; }

    /// <summary>The 12-digit statistical form, padded with zeros.</summary>
    public string Statistical => (Text ?? "").PadRight(12, '0');

    /// <summary>The level.</summary>
    public DivisionLevel Level => (Text ?? "").Length switch
    {
        12 => DivisionLevel.Village,
        9 => DivisionLevel.Town,
        _ when !Statistical.AsSpan(4, 2).SequenceEqual("00") => DivisionLevel.County,
        _ when !Statistical.AsSpan(2, 2).SequenceEqual("00") => DivisionLevel.Prefecture,
        _ => DivisionLevel.Province,
    };

    /// <summary>The division above; null for a province. A village straight under a county has the county, a county straight under a province the province.</summary>
    public DivisionCode? Parent => Level switch
    {
        DivisionLevel.Village => Shortest(Text[..9] + "000"),
        DivisionLevel.Town => new DivisionCode(Text[..6]),
        DivisionLevel.County => new DivisionCode(Text[..4] + "00"),
        DivisionLevel.Prefecture => new DivisionCode(Text[..2] + "0000"),
        _ => null,
    };

    /// <summary>Reads a code in any width, blanks anywhere.</summary>
    public static bool TryParse(string? text, out DivisionCode value, out CodeProblem problem)
    {
        string code = HalfWidth.Code(text);
        problem = Check(code);
        value = problem == CodeProblem.None ? Shortest(code.PadRight(12, '0')) : default;
        return problem == CodeProblem.None;
    }

    /// <summary>As <see cref="TryParse"/>; throws <see cref="FormatException"/> with the Chinese text of the problem.</summary>
    public static DivisionCode Parse(string text) =>
        TryParse(text, out DivisionCode value, out CodeProblem problem) ? value : throw new FormatException($"{problem.Chinese()}：{text}");

    /// <summary>The code.</summary>
    public override string ToString() => Text ?? "";

    private static DivisionCode Shortest(string twelve)
    {
        if (!twelve.EndsWith("000", StringComparison.Ordinal)) return new DivisionCode(twelve);
        return new DivisionCode(twelve.EndsWith("000000", StringComparison.Ordinal) ? twelve[..6] : twelve[..9]);
    }

    private static CodeProblem Check(string code)
    {
        if (code.Length == 0) return CodeProblem.Empty;
        if (code.Length is not (6 or 9 or 12)) return CodeProblem.WrongLength;
        bool digits = !code.AsSpan().ContainsAnyExceptInRange('0', '9');
        return digits && code[0] != '0' ? CodeProblem.None : CodeProblem.WrongCharacter;
    }
}
