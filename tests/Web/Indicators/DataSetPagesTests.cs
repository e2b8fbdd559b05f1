using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Indicators;

/// <summary>From the list of what is due to an approved form, as people without script use it; and Enter goes down where there is script.</summary>
public sealed class DataSetPagesTests(SiteFixture site)
{
    private const string December = "/datasets/GONGKAI/2022-12";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    [Fact]
    public async Task Form_is_filled_completed_approved_by_another_and_taken_back()
    {
        await using var entering = await site.Browse(script: false, login: "accountant.foreign");
        var page = await entering.NewPageAsync();
        await page.GotoAsync("/datasets");
        await page.GetByRole(AriaRole.Link, new() { Name = "示例一村" }).First.ClickAsync();
        Assert.EndsWith($"{December}/PH01", page.Url);
        var (notices, questions) = (page.GetByLabel("张贴公告（场（次））"), page.GetByLabel("答复村民询问（场（次））"));
        await notices.FillAsync("三");
        await page.GetByLabel("答复村民询问的填法").SelectOptionAsync("blank");
        await questions.FillAsync("");
        await PressAsync(page, "保存");
        var problems = await page.Locator(".error-summary").InnerTextAsync();
        Assert.Contains("请只写数字", problems);
        Assert.Contains("请写说明", problems);
        Assert.Equal("三", await notices.InputValueAsync());
        await Screenshots.Save(page, "datasets-problems");
        await notices.FillAsync("15");
        await page.GetByLabel("答复村民询问的说明").FillAsync("没有人问");
        await PressAsync(page, "保存");
        Assert.Matches(@"\?saved=\d$", page.Url);
        Assert.Contains("不在常见的范围里（0 到 12）", await page.Locator(".data-cells").InnerTextAsync());
        Assert.Equal("15", await notices.InputValueAsync());
        await PressAsync(page, "保存");
        Assert.Contains("没有要保存的改动", await page.Locator("main").InnerTextAsync());
        await questions.FillAsync("7");
        await PressAsync(page, "数都对，保存并报全"); // 7 beside “nothing to report”
        Assert.Contains("没有保存", await page.Locator(".error-summary").InnerTextAsync());
        Assert.DoesNotContain("已报全", await page.Locator("main").InnerTextAsync());
        Assert.Equal("7", await questions.InputValueAsync());
        await questions.FillAsync("");
        await notices.FillAsync("14"); // not saved before: reporting saves it
        await PressAsync(page, "数都对，保存并报全");
        Assert.Contains("已报全", await page.Locator("main").InnerTextAsync());
        Assert.Equal("14", await notices.InputValueAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "核对无误，审核通过" }).CountAsync()); // he may not

        await using var approving = await site.Browse(script: false, login: "board.foreign");
        var other = await approving.NewPageAsync();
        await other.GotoAsync($"{December}/PH01");
        Assert.Equal(0, await other.Locator("input[name='Input.Cells[0].Text']").CountAsync()); // nor may he enter
        await Screenshots.Save(other, "datasets-approve");
        await using var late = await site.Browse(script: false, login: SiteFixture.Everything);
        var third = await late.NewPageAsync();
        await third.GotoAsync($"{December}/PH01");
        await PressAsync(other, "核对无误，审核通过");
        Assert.Contains("锁定了", await other.Locator("main").InnerTextAsync());
        await PressAsync(third, "核对无误，审核通过"); // his screen is from before
        Assert.Contains("已经审核过", await third.Locator("main").InnerTextAsync());
        await PressAsync(page, "保存"); // his screen is from before
        Assert.Contains("已经审核，锁定了", await page.Locator("main").InnerTextAsync());
        await PressAsync(other, "退回");
        Assert.Contains("退回要写明原因", await other.Locator(".error-summary").InnerTextAsync());
        await other.GetByLabel("退回的原因").FillAsync("再数一遍");
        await PressAsync(other, "退回");
        Assert.Contains("再数一遍", await other.Locator("main").InnerTextAsync());
        Assert.Contains("填报中", await other.Locator("main").InnerTextAsync());
        using var client = site.Client();
        var csv = await client.GetStringAsync($"{December}/values.csv", Cancel);
        Assert.Contains("PH01,示例一村股份经济合作社（虚构）,答复村民询问,场（次）,,无可报,没有人问,填报中,", csv, StringComparison.Ordinal);
        Assert.Contains(",未报,,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_fill_in_are_told_and_neither_loses_a_number()
    {
        await using var one = await site.Browse(script: false, login: "accountant.own");
        await using var two = await site.Browse(script: false, login: "project-manager.own");
        var (first, second) = (await one.NewPageAsync(), await two.NewPageAsync());
        foreach (var page in (IPage[])[first, second])
        {
            await page.GotoAsync($"{December}/PH06");
        }

        const string notices = "input[name='Input.Cells[0].Text']";
        await second.Locator(notices).FillAsync("11");
        await PressAsync(second, "保存");
        Assert.Matches(@"\?saved=1$", second.Url);
        await first.Locator(notices).FillAsync("12");
        await PressAsync(first, "保存");
        Assert.Contains("填了 11", await first.Locator(".error-summary").InnerTextAsync());
        Assert.Equal("12", await first.Locator(notices).InputValueAsync());
        await Screenshots.Save(first, "datasets-moved");
        await PressAsync(first, "保存"); // having been shown
        Assert.Matches(@"\?saved=1$", first.Url);
        Assert.Equal("12", await first.Locator(notices).InputValueAsync());
    }

    [Fact]
    public async Task Enter_goes_one_cell_down_and_from_the_last_to_the_button()
    {
        await using var context = await site.Browse(login: "accountant.own");
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{December}/PH06");
        await page.Locator("input[name='Input.Cells[0].Text']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("Input.Cells[1].Text", await page.EvaluateAsync<string>("document.activeElement.name"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("保存", await page.EvaluateAsync<string>("document.activeElement.textContent"));
        Assert.EndsWith($"{December}/PH06", page.Url);
    }

    [Fact]
    public async Task Units_accept_when_everybody_below_is_approved_and_a_number_says_how_many_reported()
    {
        using var client = site.Client();
        var board = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/datasets/GONGKAI/2022-11", Cancel), Cancel);
        Assert.Contains(board.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("钟埭街道", StringComparison.Ordinal) && r.TextContent.Contains("已接收", StringComparison.Ordinal));
        var certificate = await client.GetStringAsync("/indicators/notices_posted?scope=unit:ZD&period=2022-11", Cancel);
        Assert.Contains("应报 4 份", certificate, StringComparison.Ordinal);
        var locked = await client.GetStringAsync("/datasets/GONGKAI/2022-11/PH06", Cancel);
        Assert.Contains("已经由上级接收", locked, StringComparison.Ordinal);
        Assert.DoesNotContain("Input.Cells[0].Text", locked, StringComparison.Ordinal);
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/datasets/GONGKAI/2022-11");
        await page.GetByLabel("退回的原因").FillAsync("有一村要改");
        await PressAsync(page, "退回");
        Assert.Contains("有一村要改", await page.Locator("main").InnerTextAsync());
        await PressAsync(page, "核对无误，接收");
        Assert.DoesNotContain("可以接收", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task What_cannot_be_asked_says_so()
    {
        using var client = site.Client();
        foreach (var (address, text) in new[] { ("/datasets?period=abc", "期间请写成"), ("/datasets/GONGKAI/2022-Q4", "每月报一次"), ("/datasets/GONGKAI/2023-01/PH06", "不报2023年1月"), (December + "/PHJKQ", "不在"), ("/datasets?set=NO", "没有符合条件") })
        {
            Assert.Contains(text, await client.GetStringAsync(address, Cancel), StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/datasets/NO/2022-12", December + "/NO", "/datasets/GONGKAI/abc", "/datasets/GONGKAI/abc/values.csv", "/datasets/NO/2022-12/values.csv", "/datasets/GONGKAI/9999-12-31..9999-12-31" })
        {
            using var answer = await client.GetAsync(address, Cancel);
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.OK, $"{address}: {answer.StatusCode}");
        }

        using var list = await client.GetAsync("/datasets.csv?period=2022-12&state=none", Cancel);
        Assert.Contains(",未报,0,2,2023-01-05,是", await list.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }
}
