using Baotuan.Kernel;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Kernel;

public sealed class LandAreaTests
{
    [Theory]
    [InlineData("12.5", 125000, "12.5")]
    [InlineData("12.5000", 125000, "12.5")]
    [InlineData("0.0001", 1, "0.0001")]
    [InlineData("-3", -30000, "-3")]
    [InlineData("1,234.5678", 12345678, "1234.5678")]
    [InlineData("１０．０５", 100500, "10.05")]
    [InlineData("922337203685477.5807", long.MaxValue, "922337203685477.5807")]
    public void Area_IsReadAndWrittenTrimmed(string text, long mu10000, string written)
    {
        Assert.True(LandArea.TryParse(text, out LandArea area, out _));
        Assert.Equal(mu10000, area.Mu10000);
        Assert.Equal(written, area.ToString());
    }

    [Theory]
    [InlineData(null, AmountProblem.Empty)]
    [InlineData("12.56789", AmountProblem.TooManyDecimals)]
    [InlineData("12亩", AmountProblem.NotANumber)]
    [InlineData("¥12", AmountProblem.NotANumber)]
    [InlineData("-", AmountProblem.NotANumber)]
    [InlineData("922337203685477.5808", AmountProblem.TooLarge)]
    public void OtherText_IsRefusedWithItsReason(string? text, AmountProblem expected)
    {
        Assert.False(LandArea.TryParse(text, out _, out AmountProblem problem));
        Assert.Equal(expected, problem);
        Assert.NotEmpty(problem.ChineseForLandArea());
    }

    [Fact]
    public void EveryArea_ComesBackFromBothForms() => Gen.Long.Sample(mu10000 =>
    {
        var area = new LandArea(mu10000);
        return LandArea.Parse(area.ToString()) == area && LandArea.Parse(area.Format()) == area;
    });

    [Fact]
    public void Overflow_ThrowsAndNeverWraps()
    {
        Assert.Throws<OverflowException>(() => new LandArea(long.MaxValue) + new LandArea(1));
        Assert.Throws<OverflowException>(() => new LandArea(long.MinValue) - new LandArea(1));
        Assert.Throws<OverflowException>(() => -new LandArea(long.MinValue));
    }
}
