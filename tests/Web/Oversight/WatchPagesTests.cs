using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Oversight;

/// <summary>A limit is set, what is beyond it is found and opened, and the limit is taken off again.</summary>
public sealed class WatchPagesTests(SiteFixture site)
{
    [Fact]
    public async Task Limit_is_set_finds_villages_opens_their_number_and_is_taken_off()
    {
        await using var inspecting = await site.Browse(script: false, login: "inspector.above");
        var page = await inspecting.NewPageAsync();
        await page.GotoAsync("/alerts/watches");
        Assert.Contains("还没有指标预警", await page.Locator("main").InnerTextAsync());
        await page.Locator("select[name='Input.Indicator']").SelectOptionAsync("recurring_income");
        await page.Locator("select[name='Input.Comparison']").SelectOptionAsync("below");
        await page.Locator("input[name='Input.Limit']").FillAsync("很多");
        await page.Locator("input[name='Input.Reason']").FillAsync("看收入低的村");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        Assert.Contains("界限：请只写数字", await page.Locator(".error-summary").InnerTextAsync());
        await page.Locator("input[name='Input.Limit']").FillAsync("1,800,000");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        Assert.Contains("经常性收入（上一年）低于 1,800,000.00 元", await page.Locator("main").InnerTextAsync());
        await Screenshots.Save(page, "watches");
        await page.SetViewportSizeAsync(320, 800);
        await Screenshots.Save(page, "watches-320");
        await page.SetViewportSizeAsync(1280, 800);
        await page.GetByRole(AriaRole.Link, new() { Name = "看越过界限的" }).ClickAsync();
        var row = page.Locator("tbody tr").Filter(new() { HasText = "低于 1,800,000.00 元" }).First;
        Assert.Contains("指标预警第", await row.InnerTextAsync());
        await Screenshots.Save(page, "watches-alerts");
        await row.GetByRole(AriaRole.Link, new() { NameRegex = new("指标预警第") }).First.ClickAsync();
        Assert.Contains("经常性收入", await page.Locator("h1").InnerTextAsync());

        await page.GotoAsync("/alerts/watches");
        await page.GetByRole(AriaRole.Link, new() { Name = "改第 1 号" }).ClickAsync();
        Assert.Equal("1800000", await page.Locator("input[name='Input.Limit']").InputValueAsync());
        await page.Locator("select[name='Input.Active']").SelectOptionAsync("no");
        await page.Locator("input[name='Input.Reason']").FillAsync("看完了");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记" }).ClickAsync();
        Assert.Contains("停用", await page.Locator("tbody").InnerTextAsync());
        await page.GotoAsync("/alerts?rule=indicator_beyond_limit");
        Assert.Contains("没有预警", await page.Locator("main").InnerTextAsync());
    }
}
