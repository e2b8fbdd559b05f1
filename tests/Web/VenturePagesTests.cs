using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>The pages of ventures, distributions, cascades and slips over the sample county, used without script.</summary>
public sealed class VenturePagesTests(SiteFixture site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Venture_card_shows_the_residual_as_unexplained()
    {
        var text = await Text("/ventures/ZCY");
        Assert.Contains("77,000,000.00", text);
        Assert.Contains("77,260,000.00", text);
        Assert.Contains("260,000.00", text);
        Assert.Contains("未解释的差额", text);
        Assert.Contains("固定收益：按实缴本金每年 10%，按整年计", text);
    }

    [Fact]
    public async Task Distribution_of_2018_has_28_lines_of_one_amount_and_8_of_the_other()
    {
        using var client = site.Client();
        var lines = (await client.GetStringAsync("/distributions/1/lines.csv", Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.Equal((28, 8), (lines.Count(l => l.Split(',')[2] == "427777.78"), lines.Count(l => l.Split(',')[2] == "427777.77")));
    }

    [Fact]
    public async Task Register_as_of_a_day_before_the_first_contribution_is_empty()
    {
        Assert.Contains("这一天还没有登记出资", await Text("/ventures/ZCY?as-of=2010-01-01"));
        Assert.Contains("154,000,000.00", await Text("/ventures/ZCY?as-of=2018-01-01"));
    }

    [Fact]
    public async Task Filtered_list_and_its_download_agree()
    {
        Assert.Contains("共 1 条", await Text("/distributions?venture=ZCY&year=2020"));
        using var client = site.Client();
        var csv = await client.GetStringAsync("/distributions.csv?venture=ZCY&year=2020", Cancellation);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("2020,2020-12-31,15400000.00,15400000.00,0.00,36,已付清", csv);
    }

    [Fact]
    public async Task Refused_preview_keeps_what_was_typed()
    {
        var page = await Document("/distributions/new?venture=ZCY&period=2018x&declared=abc");
        Assert.Equal("2018x", page.QuerySelector("input[name=period]")!.GetAttribute("value"));
        Assert.Equal("abc", page.QuerySelector("input[name=declared]")!.GetAttribute("value"));
        Assert.Equal(2, page.QuerySelectorAll(".error-summary li").Length);
        Assert.Contains("不需要申报金额", await Text("/distributions/new?venture=ZCY&period=2024&declared=100"));
    }

    [Fact]
    public async Task Distribution_is_previewed_posted_and_paid()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/distributions/new");
        await page.Locator("select[name=venture]").SelectOptionAsync("ZCY");
        await page.GetByLabel("期间").FillAsync("2023");
        await page.GetByRole(AriaRole.Button, new() { Name = "试算" }).ClickAsync();
        Assert.Equal(28, await page.GetByText("为什么是 427,777.78").CountAsync());
        await page.GetByText("为什么是 427,777.78").First.ClickAsync();
        Assert.Contains("4,277,777.78", await page.Locator(".why-steps").First.InnerTextAsync());
        Assert.Contains("15,400,000.00", await page.Locator("tfoot").First.InnerTextAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "核对无误，下一步" }).ClickAsync();
        Assert.Contains("人民币壹仟伍佰肆拾万元整", await page.Locator(".confirm").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).ClickAsync();
        Assert.Matches("/distributions/[0-9]+\\?posted=1$", page.Url);

        await page.GetByRole(AriaRole.Textbox, new() { Name = "金额" }).FillAsync("10000000.00");
        await page.GetByLabel("付款日期").FillAsync("2023-12-31");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记付款" }).ClickAsync();
        Assert.Matches("/payments/[0-9]+\\?posted=1$", page.Url);
        await page.Locator("input[name=holder]").First.CheckAsync();
        await page.Locator("select[name='Input.Result']").SelectOptionAsync("failed");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记结果" }).ClickAsync();
        Assert.Equal("失败", await page.Locator("tbody tr").First.Locator(".tag").InnerTextAsync());

        Assert.Contains("35 笔", await InnerText(page, "/distributions?state=open", "tbody"));
        Assert.Contains("部分支付", await Paid(page));
    }

    /// <summary>Confirms the open lines of the last payment and returns the state of its distribution.</summary>
    private static async Task<string> Paid(IPage page)
    {
        await page.GoBackAsync();
        await page.Locator("select[name='Input.Scope']").SelectOptionAsync("open");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记结果" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "回到这次分红" }).ClickAsync();
        return await page.Locator("h1").InnerTextAsync();
    }

    [Fact]
    public async Task Pressing_twice_posts_once()
    {
        using var client = site.Client();
        const string Draft = "/distributions/new?venture=LONGQUAN&period=2023";
        var preview = await Document(Draft, client);
        var address = Draft + "&plan=" + preview.QuerySelector("input[name=plan]")!.GetAttribute("value");
        var confirm = await Document(address, client);
        var fields = confirm.QuerySelectorAll(".confirm form input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        using var first = await client.PostAsync(address, new FormUrlEncodedContent(fields), Cancellation);
        using var second = await client.PostAsync(address, new FormUrlEncodedContent(fields), Cancellation);
        Assert.Equal((303, 303), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Year_is_passed_on_to_members_down_to_the_slip()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/villages/PH10/cascade?period=2018");
        Assert.Contains("提取公积公益金", await page.Locator("main").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "核对无误，下一步" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "确认入账" }).ClickAsync();
        Assert.Matches("/cascades/[0-9]+\\?posted=1$", page.Url);
        var household = await page.Locator("tbody tr").Filter(new() { HasText = "分红单" }).First.Locator("td[data-label=实得]").InnerTextAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "户分红单" }).First.ClickAsync();
        Assert.Contains(household.Trim() + " 元", await page.Locator(".slip-words").InnerTextAsync());
        Assert.Contains("怎样核对", await page.Locator(".slip").InnerTextAsync());
    }

    [Fact]
    public async Task Members_of_a_household_sum_to_its_slip()
    {
        var slip = await Document("/slips/2/H0001");
        var parts = slip.QuerySelectorAll(".slip table:last-of-type tbody tr").Where(r => r.QuerySelectorAll("td").Length > 2)
            .Select(r => Kernel.Money.Parse(r.QuerySelectorAll("td")[^1].TextContent)).ToList();
        var sum = parts.Aggregate(Kernel.Money.Zero, (total, part) => total + part);
        Assert.True(parts.Count > 1);
        Assert.Contains(sum.Format() + " 元", slip.QuerySelector(".slip-words")!.TextContent);
        Assert.Contains(Kernel.ChineseCapitalAmount.Format(sum), slip.QuerySelector(".slip-words")!.TextContent);
    }

    [Fact]
    public async Task Personal_numbers_never_leave_in_full()
    {
        using var client = site.Client();
        foreach (var address in new[] { "/members?village=PH01", "/members/PH01/00001", "/members.csv?village=PH01" })
        {
            var text = await client.GetStringAsync(address, Cancellation);
            Assert.Contains("999999********", text);
            Assert.DoesNotMatch("999999[0-9]{11}[0-9X]", text);
            Assert.DoesNotMatch("(?<![0-9])6299990[0-9]{9,}", text);
        }
    }

    [Fact]
    public async Task Workbench_counts_open_into_the_list_they_were_counted_from()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        var card = page.Locator(".stat").Filter(new() { HasText = "未继续分配" });
        var count = (await card.Locator(".stat-value").InnerTextAsync()).Split('个')[0].Trim();
        await card.GetByRole(AriaRole.Link).ClickAsync();
        Assert.Contains($"共 {count} 条", await page.Locator(".pager").First.InnerTextAsync());
    }

    [Theory]
    [InlineData("/ventures/NONE")]
    [InlineData("/villages/NONE")]
    [InlineData("/villages/NONE/cascade")]
    [InlineData("/members/PH01/NONE")]
    [InlineData("/members/NONE/00001")]
    [InlineData("/distributions/999999")]
    [InlineData("/payments/999999")]
    [InlineData("/cascades/999999")]
    [InlineData("/slips/999999")]
    [InlineData("/slips/2/NONE")]
    [InlineData("/distributions/999999/lines.csv")]
    public async Task Unknown_record_answers_404(string address)
    {
        using var client = site.Client();
        using var response = await client.GetAsync(address, Cancellation);
        Assert.Equal(404, (int)response.StatusCode);
    }

    private async Task<string> Text(string address) => (await Document(address)).QuerySelector("main")!.TextContent;

    private async Task<IDocument> Document(string address, HttpClient? client = null)
    {
        using var own = client is null ? site.Client() : null;
        return new HtmlParser().ParseDocument(await (client ?? own)!.GetStringAsync(address, Cancellation));
    }

    private static async Task<string> InnerText(IPage page, string address, string part)
    {
        await page.GotoAsync(address);
        return await page.Locator(part).First.InnerTextAsync();
    }
}
