using Baotuan.Platform.Charts;
using Baotuan.Platform.Pages;

namespace Baotuan.Tests.Web;

/// <summary>Page parts that need no browser.</summary>
public sealed class PartTests
{
    [Theory]
    [InlineData(null, null, 1, 20)]
    [InlineData("3", "50", 3, 50)]
    [InlineData("0", "20", 1, 20)]
    [InlineData("-2", "999999", 1, 20)]
    [InlineData("99999999999", "x", 1, 20)]
    public void Paging_reads_what_it_can_from_the_address(string? page, string? size, int expectedPage, int expectedSize) =>
        Assert.Equal(new Paging(expectedPage, expectedSize), Paging.Read(page, size));

    [Theory]
    [InlineData(1, 20, 0, 1, 1)]
    [InlineData(9, 20, 41, 3, 3)]
    [InlineData(2, 10, 20, 2, 2)]
    public void Paging_behind_the_end_shows_the_last_page(int page, int size, long total, int expectedPage, int expectedPages)
    {
        var paging = new Paging(page, size).Of(total);
        Assert.Equal((expectedPage, expectedPages), (paging.Page, paging.Pages));
    }

    [Fact]
    public void Chart_unit_shows_every_digit()
    {
        Assert.Equal("1,540", ChartUnit.Wan.Format(1_540_000_000));
        Assert.Equal("42.777778", ChartUnit.Wan.Format(42_777_778));
        Assert.Equal("-0.01", ChartUnit.Yuan.Format(-1));
        Assert.Equal("0", ChartUnit.Yuan.Format(0));
        Assert.Equal("12.5", ChartUnit.Mu.Format(125_000));
        Assert.Equal("-92,233,720,368,547,758.08", ChartUnit.Yuan.Format(long.MinValue));
        Assert.Equal("1,234", ChartUnit.Count("户").Format(1_234));
    }
}
