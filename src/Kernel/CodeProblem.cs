namespace Baotuan.Kernel;

/// <summary>Why a text is not a valid code (credit code, citizen id number, division code); checked in this order.</summary>
public enum CodeProblem
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing but blanks.</summary>
    Empty,

    /// <summary>Too short or too long.</summary>
    WrongLength,

    /// <summary>A character that the code never has at that place.</summary>
    WrongCharacter,

    /// <summary>The date of birth inside does not exist.</summary>
    WrongDate,

    /// <summary>The last character does not fit the others: almost always a slip in typing.</summary>
    WrongCheckDigit,
}

/// <summary>What to tell the person who typed the code.</summary>
public static class CodeProblems
{
    /// <summary>Plain Chinese that says what to do; empty for <see cref="CodeProblem.None"/>.</summary>
    public static string Chinese(this CodeProblem problem) => problem switch
    {
        CodeProblem.None => "",
        CodeProblem.Empty => "没有填写，请填写",
        CodeProblem.WrongLength => "位数不对（统一社会信用代码和身份证号18位，区划代码6、9或12位），请检查是否多写或漏写",
        CodeProblem.WrongCharacter => "含有不该有的字符（信用代码没有字母 I、O、S、V、Z），请对照证件核对",
        CodeProblem.WrongDate => "第7至14位不是真实的出生日期，请对照证件核对",
        CodeProblem.WrongCheckDigit => "第18位校验码不对，请对照证件核对",
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };
}
