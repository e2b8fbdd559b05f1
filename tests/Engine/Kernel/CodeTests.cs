using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class CodeTests
{
    [Theory]
    [InlineData("9144030071526726XG")]
    [InlineData("91330100799655058B")]
    [InlineData("914403001922038216")]
    [InlineData("N2330482MF0000013Q")]
    [InlineData("N2330482MF0000021K")]
    [InlineData("N2330424MF0000013Q")]
    public void CreditCode_WithItsCheckCharacter_IsRead(string code)
    {
        Assert.True(CreditCode.TryParse(code, out CreditCode value, out CodeProblem problem));
        Assert.Equal(CodeProblem.None, problem);
        Assert.Equal(code, value.Text);
        Assert.Equal(code[17], CreditCode.CheckCharacter(code.AsSpan(0, 17)));
        Assert.Equal(value, CreditCode.Parse($" {code[..8].ToLowerInvariant()} {code[8..]}\u200B"));
    }

    [Fact]
    public void CreditCode_InFullWidth_IsRead() =>
        Assert.Equal("N2330482MF0000013Q", CreditCode.Parse("Ｎ２３３０４８２ＭＦ０００００１３Ｑ").Text);

    [Theory]
    [InlineData(null, CodeProblem.Empty)]
    [InlineData("   ", CodeProblem.Empty)]
    [InlineData("N2330482MF000001Q", CodeProblem.WrongLength)]
    [InlineData("N2330482MF00000133Q", CodeProblem.WrongLength)]
    [InlineData("N2330482MF00O0013Q", CodeProblem.WrongCharacter)]
    [InlineData("N2330482MI0000013Q", CodeProblem.WrongCharacter)]
    [InlineData("N233048AMF0000013Q", CodeProblem.WrongCharacter)]
    [InlineData("N2330482MF0000013-", CodeProblem.WrongCharacter)]
    [InlineData("N2330482MF0000014Q", CodeProblem.WrongCheckDigit)]
    [InlineData("N2330482MF0000031Q", CodeProblem.WrongCheckDigit)]
    public void OtherCreditCode_IsRefusedWithItsReason(string? text, CodeProblem expected)
    {
        Assert.False(CreditCode.TryParse(text, out _, out CodeProblem problem));
        Assert.Equal(expected, problem);
        Assert.NotEmpty(problem.Chinese());
    }

    [Theory]
    [InlineData("11010519491231002X", "1949-12-31", false, "110105********002X")]
    [InlineData("440524188001010014", "1880-01-01", true, "440524********0014")]
    [InlineData("999999190001010015", "1900-01-01", true, "999999********0015")]
    [InlineData("999999190001010023", "1900-01-01", false, "999999********0023")]
    [InlineData("999999190001010031", "1900-01-01", true, "999999********0031")]
    public void CitizenId_WithItsCheckCharacter_IsRead(string text, string birth, bool male, string masked)
    {
        Assert.True(CitizenIdNumber.TryParse(text, out CitizenIdNumber value, out _));
        Assert.Equal(text, value.Text);
        Assert.Equal(DateOnly.ParseExact(birth, "yyyy-MM-dd"), value.BirthDate);
        Assert.Equal(male, value.IsMale);
        Assert.Equal(masked, value.Masked);
        Assert.Equal(masked, value.ToString());
        Assert.Equal(masked, $"{value}");
        Assert.Equal(value, CitizenIdNumber.Parse($"{text[..6]} {text[6..].ToLowerInvariant()}"));
    }

    [Theory]
    [InlineData(null, CodeProblem.Empty)]
    [InlineData("110105491231002", CodeProblem.WrongLength)]
    [InlineData("A10105194912310021", CodeProblem.WrongCharacter)]
    [InlineData("11010519491231002Y", CodeProblem.WrongCharacter)]
    [InlineData("1101051949123100X2", CodeProblem.WrongCharacter)]
    [InlineData("110105194902290025", CodeProblem.WrongDate)]
    [InlineData("110105194913310021", CodeProblem.WrongDate)]
    [InlineData("110105019912310021", CodeProblem.WrongDate)]
    [InlineData("110105194912310021", CodeProblem.WrongCheckDigit)]
    [InlineData("999999190001010014", CodeProblem.WrongCheckDigit)]
    public void OtherCitizenId_IsRefusedWithItsReason(string? text, CodeProblem expected)
    {
        Assert.False(CitizenIdNumber.TryParse(text, out _, out CodeProblem problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void CitizenId_NeverAppearsInTheErrorOfParse()
    {
        var refusal = Assert.Throws<FormatException>(() => CitizenIdNumber.Parse("110105194912310021"));
        Assert.DoesNotContain("110105", refusal.Message);
    }

    // what check digits are for: one digit wrong, or two neighbours swapped
    [Fact]
    public void OneWrongDigit_IsAlwaysFound() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 16], Gen.Int[1, 9]).Sample((number, place, shift) =>
        {
            string id = Complete($"99999919000101{number:000}", CitizenIdNumber.CheckCharacter);
            string code = Complete($"N2330482MF0000{number:000}", CreditCode.CheckCharacter);
            return CitizenIdNumber.TryParse(id, out _, out _) && !CitizenIdNumber.TryParse(Changed(id, place, shift), out _, out _)
                && CreditCode.TryParse(code, out _, out _) && !CreditCode.TryParse(Changed(code, place, shift), out _, out _);
        });

    [Fact]
    public void SwappedNeighbours_AreAlwaysFound() =>
        Gen.Select(Gen.Int[0, 99999], Gen.Int[0, 15]).Sample((number, place) =>
        {
            string id = Complete($"999999190001{number % 28 + 1:00}{number % 1000:000}", CitizenIdNumber.CheckCharacter);
            return id[place] == id[place + 1] || !CitizenIdNumber.TryParse(Swapped(id, place), out _, out _);
        });

    [Fact]
    public void DefaultValues_AreHarmless()
    {
        Assert.Equal("", default(CreditCode).ToString());
        Assert.Equal("", default(CitizenIdNumber).ToString());
        Assert.Equal("", default(DivisionCode).ToString());
        Assert.Null(default(DivisionCode).Parent);
        Assert.Throws<InvalidOperationException>(() => default(CitizenIdNumber).BirthDate);
    }

    [Theory]
    [InlineData("330000", DivisionLevel.Province, null, "330000000000")]
    [InlineData("330400", DivisionLevel.Prefecture, "330000", "330400000000")]
    [InlineData("330482", DivisionLevel.County, "330400", "330482000000")]
    [InlineData("429004", DivisionLevel.County, "429000", "429004000000")]
    [InlineData("330482002", DivisionLevel.Town, "330482", "330482002000")]
    [InlineData("330482002201", DivisionLevel.Village, "330482002", "330482002201")]
    public void DivisionCode_KnowsItsPlaceInTheTree(string text, DivisionLevel level, string? parent, string statistical)
    {
        DivisionCode code = DivisionCode.Parse(text);
        Assert.Equal(text, code.Text);
        Assert.Equal(level, code.Level);
        Assert.Equal(parent, code.Parent?.Text);
        Assert.Equal(statistical, code.Statistical);
        Assert.Equal(code, DivisionCode.Parse(statistical));
    }

    [Theory]
    [InlineData("330482000", "330482")]
    [InlineData("３３０４８２ ００２", "330482002")]
    public void PaddedOrSloppyDivisionCode_BecomesTheShortest(string text, string expected) =>
        Assert.Equal(expected, DivisionCode.Parse(text).Text);

    [Theory]
    [InlineData("", CodeProblem.Empty)]
    [InlineData("3304", CodeProblem.WrongLength)]
    [InlineData("3304820021", CodeProblem.WrongLength)]
    [InlineData("33048A", CodeProblem.WrongCharacter)]
    [InlineData("030482", CodeProblem.WrongCharacter)]
    public void OtherDivisionCode_IsRefusedWithItsReason(string text, CodeProblem expected)
    {
        Assert.False(DivisionCode.TryParse(text, out _, out CodeProblem problem));
        Assert.Equal(expected, problem);
    }

    private delegate char Check(ReadOnlySpan<char> first17);

    private static string Complete(string first17, Check check) => first17 + check(first17);

    private static string Changed(string code, int place, int shift)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int size = char.IsAsciiDigit(code[place]) ? 10 : Alphabet.Length;
        int worth = (Alphabet.IndexOf(code[place]) + shift) % size;
        return string.Concat(code.AsSpan(0, place), Alphabet.AsSpan(worth, 1), code.AsSpan(place + 1));
    }

    private static string Swapped(string code, int place) =>
        string.Concat(code.AsSpan(0, place), [code[place + 1], code[place]], code.AsSpan(place + 2));
}
