using Baotuan.Industry.Figures;
using Baotuan.Kernel;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>What a line of the page shows to whom, and how it rounds.</summary>
public sealed class IndustryLineTests
{
    private static readonly OutputTotal Two = new(5, 2, 3_000, 2, 300, 2, 3_000, 2_500, 4, 2_400);

    private static string[] Shown(IndustryLine l) => [l.Coverage, $"{l.Month}", $"{l.Cumulative}", l.Growth, l.NominalGrowth, l.Share, l.Contribution, l.Pull, l.Remark];

    private static IndustryLine Line(OutputTotal total, bool seesFirms)
    {
        var whole = new OutputTotal(20, 20, 30_000, 20, 3_000, 20, 30_000, 25_000, 20, 24_000);
        return new("链", total, new("A", total, whole), seesFirms, FewestFirms: 3);
    }

    [Fact]
    public void LineOfTwoFirms_IsForThoseWhoMaySeeSingleFirms()
    {
        Assert.Equal(["2 / 5", "", "", "—", "—", "—", "—", "—", "不足 3 家，不显示"], Shown(Line(Two, seesFirms: false)));
        Assert.Equal(["2 / 5", "3.00", "30.00", "20.0%", "25.0%", "10.0%", "10.0%", "2.0 个百分点", ""], Shown(Line(Two, seesFirms: true)));
        // three reported, two of them the month alone and with a base: only what is made of three is shown
        Assert.Equal(["3 / 5", "", "30.00", "—", "25.0%", "10.0%", "—", "—", ""], Shown(Line(Two with { Reported = 3 }, seesFirms: false)));
    }

    [Fact]
    public void LineWithoutReports_HasNoFigures_AndNothingIsDividedByZero()
    {
        Assert.Equal(["0 / 5", "", "", "—", "—", "—", "—", "—", ""], Shown(Line(new(5, 0, 0, 0, 0, 0, 0, 0, 0, 0), seesFirms: true)));
        Assert.Equal("—", Line(Two with { BaseFen = 0 }, seesFirms: true).Growth);
    }

    [Theory]
    [InlineData(72, 1_000, "7.2"), InlineData(7_249, 100_000, "7.2"), InlineData(725, 10_000, "7.3"), InlineData(-5, 10_000, "-0.1"), InlineData(-4, 10_000, "0.0"), InlineData(0, 1, "0.0"), InlineData(12, 1, "1200.0")]
    public void Percentages_AreRoundedHalfUp_ToOneDecimal(long above, long below, string text) => Assert.Equal(text, IndustryLine.Rounded(new Rational(above, below)));
}
