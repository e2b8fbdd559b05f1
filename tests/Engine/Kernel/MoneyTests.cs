using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1234.56", 123456)]
    [InlineData("1,234.56", 123456)]
    [InlineData("1234", 123400)]
    [InlineData("0.5", 50)]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("007", 700)]
    [InlineData("-1,000,000.01", -100000001)]
    [InlineData("¥1,234.56", 123456)]
    [InlineData("￥ 1,234.56", 123456)]
    [InlineData("-¥5", -500)]
    [InlineData("¥-5", -500)]
    [InlineData("１，２３４．５６", 123456)]
    [InlineData("－３。５", -350)]
    [InlineData(" 12.30 ", 1230)]
    [InlineData("\u300012\u00A0", 1200)]
    [InlineData("92233720368547758.07", long.MaxValue)]
    [InlineData("-92,233,720,368,547,758.08", long.MinValue)]
    public void Amount_IsRead(string text, long fen)
    {
        Assert.True(Money.TryParse(text, out Money value, out AmountProblem problem));
        Assert.Equal(AmountProblem.None, problem);
        Assert.Equal(fen, value.Fen);
    }

    [Theory]
    [InlineData(null, AmountProblem.Empty)]
    [InlineData("", AmountProblem.Empty)]
    [InlineData(" \u3000", AmountProblem.Empty)]
    [InlineData("1.234", AmountProblem.TooManyDecimals)]
    [InlineData("1.230", AmountProblem.TooManyDecimals)]
    [InlineData("1e5", AmountProblem.NotANumber)]
    [InlineData("1E+2", AmountProblem.NotANumber)]
    [InlineData("1,23", AmountProblem.NotANumber)]
    [InlineData("12,34", AmountProblem.NotANumber)]
    [InlineData("1234,567", AmountProblem.NotANumber)]
    [InlineData("1,2345", AmountProblem.NotANumber)]
    [InlineData(",123", AmountProblem.NotANumber)]
    [InlineData("1,,234", AmountProblem.NotANumber)]
    [InlineData("1,234,", AmountProblem.NotANumber)]
    [InlineData("1.2,345", AmountProblem.NotANumber)]
    [InlineData("1.2.3", AmountProblem.NotANumber)]
    [InlineData(".5", AmountProblem.NotANumber)]
    [InlineData("5.", AmountProblem.NotANumber)]
    [InlineData("-", AmountProblem.NotANumber)]
    [InlineData("¥", AmountProblem.NotANumber)]
    [InlineData("--5", AmountProblem.NotANumber)]
    [InlineData("-¥-5", AmountProblem.NotANumber)]
    [InlineData("+5", AmountProblem.NotANumber)]
    [InlineData("5-", AmountProblem.NotANumber)]
    [InlineData("(5)", AmountProblem.NotANumber)]
    [InlineData("1 234", AmountProblem.NotANumber)]
    [InlineData("12元", AmountProblem.NotANumber)]
    [InlineData("十二", AmountProblem.NotANumber)]
    [InlineData("٣", AmountProblem.NotANumber)]
    [InlineData("=1+1", AmountProblem.NotANumber)]
    [InlineData("#REF!", AmountProblem.NotANumber)]
    [InlineData("NaN", AmountProblem.NotANumber)]
    [InlineData("92233720368547758.08", AmountProblem.TooLarge)]
    [InlineData("-92233720368547758.09", AmountProblem.TooLarge)]
    [InlineData("99999999999999999999999999999999999999999999999999", AmountProblem.TooLarge)]
    public void OtherText_IsRefusedWithItsReason(string? text, AmountProblem expected)
    {
        Assert.False(Money.TryParse(text, out Money value, out AmountProblem problem));
        Assert.Equal(expected, problem);
        Assert.Equal(Money.Zero, value);
        Assert.NotEmpty(problem.Chinese());
    }

    [Fact]
    public void Parse_ThrowsWithTheChineseReason()
    {
        var refusal = Assert.Throws<FormatException>(() => Money.Parse("1.234"));
        Assert.Contains("两位小数", refusal.Message);
    }

    [Theory]
    [InlineData(0, "0.00", "0.00", "0.00")]
    [InlineData(5, "0.05", "0.05", "0.000005")]
    [InlineData(-5, "-0.05", "-0.05", "-0.000005")]
    [InlineData(42777778, "427777.78", "427,777.78", "42.777778")]
    [InlineData(1540000000, "15400000.00", "15,400,000.00", "1,540.00")]
    [InlineData(123450000, "1234500.00", "1,234,500.00", "123.45")]
    [InlineData(123456700, "1234567.00", "1,234,567.00", "123.4567")]
    [InlineData(long.MinValue, "-92233720368547758.08", "-92,233,720,368,547,758.08", "-9,223,372,036,854.775808")]
    public void Amount_IsWrittenExactly(long fen, string text, string formatted, string wan)
    {
        var money = new Money(fen);
        Assert.Equal(text, money.ToString());
        Assert.Equal(formatted, money.Format());
        Assert.Equal(wan, money.FormatWan());
    }

    [Fact]
    public void EveryAmount_ComesBackFromBothForms() => Gen.Long.Sample(fen =>
    {
        var money = new Money(fen);
        return Money.Parse(money.ToString()) == money && Money.Parse(money.Format()) == money;
    });

    [Fact]
    public void Arithmetic_IsThatOfWholeFen() => Gen.Select(Gen.Int, Gen.Int).Sample((a, b) =>
        (new Money(a) + new Money(b)).Fen == (long)a + b
        && (new Money(a) - new Money(b)).Fen == (long)a - b
        && (-new Money(a)).Fen == -(long)a
        && (new Money(a) < new Money(b)) == a < b
        && (new Money(a) >= new Money(b)) == a >= b
        && Math.Sign(new Money(a).CompareTo(new Money(b))) == a.CompareTo(b));

    [Fact]
    public void Overflow_ThrowsAndNeverWraps()
    {
        var most = new Money(long.MaxValue);
        var least = new Money(long.MinValue);
        Assert.Throws<OverflowException>(() => most + new Money(1));
        Assert.Throws<OverflowException>(() => least - new Money(1));
        Assert.Throws<OverflowException>(() => -least);
    }
}
