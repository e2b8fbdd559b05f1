namespace Baotuan.Kernel;

/// <summary>Why a text is not an amount of money or an area of land.</summary>
public enum AmountProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing but blanks.</summary>
    Empty,

    /// <summary>Letters, exponents, misplaced separators or signs.</summary>
    NotANumber,

    /// <summary>More decimals than the smallest unit has: two for money, four for land. Never rounded.</summary>
    TooManyDecimals,

    /// <summary>Outside what 64 bits of smallest units hold.</summary>
    TooLarge,
}

/// <summary>What to tell the person who typed the amount.</summary>
public static class AmountProblems
{
    /// <summary>Plain Chinese for a problem with an amount of money; empty for <see cref="AmountProblem.None"/>.</summary>
    public static string Chinese(this AmountProblem problem) => problem switch
    {
        AmountProblem.None => "",
        AmountProblem.Empty => "金额没有填，请填写金额",
        AmountProblem.NotANumber => "金额不是数字，请按“1234.56”或“1,234.56”的样子填写",
        AmountProblem.TooManyDecimals => "金额最多两位小数，请填到分为止",
        AmountProblem.TooLarge => "金额太大，请检查是否多写了数字",
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };

    /// <summary>Plain Chinese for a problem with an area in mu; empty for <see cref="AmountProblem.None"/>.</summary>
    public static string ChineseForLandArea(this AmountProblem problem) => problem switch
    {
        AmountProblem.None => "",
        AmountProblem.Empty => "面积没有填，请填写亩数",
        AmountProblem.NotANumber => "面积不是数字，请按“12.5”的样子填写亩数",
        AmountProblem.TooManyDecimals => "面积最多四位小数，请填到万分之一亩为止",
        AmountProblem.TooLarge => "面积太大，请检查是否多写了数字",
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };
}
