using System.Xml.Linq;
using Baotuan.App.Shell;
using Baotuan.Platform.Charts;

namespace Baotuan.Tests.Web;

/// <summary>Charts drawn on the server.</summary>
public sealed class ChartTests
{
    private static readonly ChartRenderer Renderer = new(AssetFiles.ChartBundle);

    private static readonly BarChart Years = BarChart.PromiseAndPaid([(2019, 200_000_000, 150_000_000), (2018, 200_000_000, 200_000_000)]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Picture_obeys_a_policy_without_inline_styles(bool narrow)
    {
        foreach (var chart in new Chart[] { Years, FlowChart.MoneyIn("项目", [("村 <一>", 700), ("村\"二\"", 300)]) })
        {
            var svg = XElement.Parse(Renderer.Render(chart, "标题", narrow));
            var attributes = svg.DescendantsAndSelf().SelectMany(e => e.Attributes()).Select(a => a.Name.LocalName).ToHashSet();
            Assert.DoesNotContain("style", attributes);
            Assert.DoesNotContain("onclick", attributes);
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "style" or "script");
            Assert.Equal(("img", "标题"), (svg.Attribute("role")?.Value, svg.Attribute("aria-label")?.Value));
        }
    }

    [Fact]
    public void Bars_carry_their_labels_in_the_unit()
    {
        var texts = XElement.Parse(Renderer.Render(Years, "标题")).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        Assert.Contains("2018年", texts);
        Assert.Contains("约定", texts);
        Assert.Contains("150", texts);
    }

    [Fact]
    public void Table_says_what_the_picture_shows()
    {
        Assert.Equal(["年度", "约定（万元）", "已付（万元）"], Years.Columns);
        Assert.Equal([["2018年", "200", "200"], ["2019年", "200", "150"]], Years.Rows);
    }

    [Fact]
    public async Task Many_threads_draw_the_same_picture()
    {
        var pictures = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() =>
            Renderer.Render(BarChart.PromiseAndPaid([(2018, 100, 50 + (i % 3))]), "标题"))));
        Assert.Equal(3, pictures.Distinct().Count());
    }

    [Fact]
    public void Flow_in_a_circle_is_refused_and_the_next_picture_still_drawn()
    {
        var circle = new FlowChart(ChartUnit.Yuan, [new("甲", "乙", 1), new("乙", "甲", 1)]);
        Assert.ThrowsAny<Exception>(() => Renderer.Render(circle, "圈"));
        Assert.StartsWith("<svg", Renderer.Render(Years, "标题"));
    }
}
