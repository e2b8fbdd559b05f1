using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Decisions;

/// <summary>Proposals by hand in a browser without script, each step by somebody who may.</summary>
public sealed class ProposalPagesTests(SiteFixture site)
{
    [Fact]
    public async Task A_village_plan_is_frozen_published_objected_to_answered_and_taken_back()
    {
        await using var accountant = await site.Browse(script: false, login: "accountant.own");
        var page = await accountant.NewPageAsync();
        await page.GotoAsync("/villages/PH06/cascade?period=2019");
        await page.GetByRole(AriaRole.Button, new() { Name = "核对无误，下一步" }).ClickAsync();
        Assert.Contains("要走“完整程序”，请先编制方案", await page.Locator("main").InnerTextAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "编制方案" }).ClickAsync();
        Assert.Matches("/proposals/[0-9]+\\?done=freeze$", page.Url);
        var proposal = new Uri(page.Url).AbsolutePath;
        Assert.Contains("还没有公示，要公示 15 天。由", await page.Locator("main").InnerTextAsync());
        Assert.Contains("2019年收益分配方案", await page.Locator(".document").InnerTextAsync());

        await page.GetByLabel("张贴地点").FillAsync("村务公开栏");
        await page.GetByLabel("异议受理").FillAsync("监事会，村部二楼");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记公示" }).ClickAsync();
        Assert.Contains("公示中", await page.Locator("h1").InnerTextAsync());
        await page.GotoAsync(proposal + "/notice");
        Assert.Contains("村务公开栏", await page.Locator(".print-sheet").InnerTextAsync());

        await using var member = await site.Browse(script: false, login: "member.own");
        var home = await member.NewPageAsync();
        await home.GotoAsync(proposal);
        await home.GetByLabel("异议内容").FillAsync("提留太多");
        await home.GetByRole(AriaRole.Button, new() { Name = "提出异议" }).ClickAsync();
        Assert.Contains("还有 1 条异议没有书面答复。由", await home.Locator("main").InnerTextAsync());

        await using var board = await site.Browse(script: false, login: "board.own");
        var office = await board.NewPageAsync();
        await office.GotoAsync(proposal);
        Assert.Equal(0, await office.GetByRole(AriaRole.Button, new() { Name = "撤回" }).CountAsync());
        await office.GetByLabel("答复内容").FillAsync("按章程提取百分之三十");
        await office.GetByRole(AriaRole.Button, new() { Name = "答复" }).ClickAsync();
        Assert.Contains("按章程提取百分之三十", await office.Locator("main").InnerTextAsync());

        await page.GotoAsync(proposal);
        await page.GetByLabel("撤回的原因").FillAsync("改按新的方案");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();
        Assert.Contains("已撤回", await page.Locator("h1").InnerTextAsync());
        await page.GotoAsync("/proposals?state=Withdrawn");
        Assert.Contains("2019年收益分配方案", await page.Locator("tbody").InnerTextAsync());
    }

    [Fact]
    public async Task An_assembly_that_could_not_decide_is_refused_in_words()
    {
        await using var board = await site.Browse(script: false, login: "board.own");
        var page = await board.NewPageAsync();
        await page.GotoAsync("/proposals/1");
        // nothing is offered that is not next
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "登记大会" }).CountAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "同意" }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Button, new() { Name = "退回" }).CountAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "退回" }).ClickAsync();
        Assert.Contains("请填写退回的原因", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task A_bank_batch_is_released_by_two_and_then_downloaded()
    {
        await using var accountant = await site.Browse(script: false, login: "accountant.foreign");
        var page = await accountant.NewPageAsync();
        var cascade = await CascadeOfPh01Async(2020);
        await page.GotoAsync($"/cascades/{cascade}/bank");
        await page.GetByRole(AriaRole.Button, new() { Name = "冻结" }).ClickAsync();
        var batch = new Uri(page.Url).AbsolutePath;
        Assert.Contains("还差 2 人放行", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(0, await page.GetByText("下载代发文件").CountAsync());
        foreach (var (login, left) in new[] { ("cashier.foreign", "还差 1 人放行"), ("board.foreign", "已放行") })
        {
            await using var other = await site.Browse(script: false, login: login);
            var theirs = await other.NewPageAsync();
            await theirs.GotoAsync(batch);
            await theirs.GetByRole(AriaRole.Button, new() { Name = "放行" }).ClickAsync();
            Assert.Contains(left, await theirs.Locator("h1").InnerTextAsync());
        }

        await page.GotoAsync(batch);
        Assert.Equal(1, await page.GetByText("下载代发文件").CountAsync());
        using var client = site.Client("accountant.foreign");
        var file = await client.GetByteArrayAsync(batch + "/file?encoding=utf-8", TestContext.Current.CancellationToken);
        Assert.Contains("序号,户名,账号,金额,摘要", System.Text.Encoding.UTF8.GetString(file));
    }

    private async Task<long> CascadeOfPh01Async(int year)
    {
        await using var db = site.Store.Open();
        return (await Ventures.Contracts.CascadeActs.FindAsync(db, "PH01", Kernel.Period.Year(year), exact: true, TestContext.Current.CancellationToken))!.Id;
    }
}
