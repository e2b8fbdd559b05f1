using System.Net;
using System.Text.RegularExpressions;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Ledger;

/// <summary>Vouchers, statements, balances and months, as a person without script uses them.</summary>
public sealed class LedgerPageTests(SiteFixture site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Voucher_typed_in_is_posted_once_and_reversed_in_red()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/vouchers/new?book=PH30");
        await page.GetByLabel("日期").FillAsync("2024-07-15");
        await page.GetByLabel("摘要").FillAsync("出售废旧物资");
        await page.GetByLabel("第 1 行科目").FillAsync("101 库存现金");
        await page.GetByLabel("第 1 行借方").FillAsync("1,234.50");
        await page.GetByLabel("第 2 行科目").FillAsync("其他收入");
        await page.GetByLabel("第 2 行贷方").FillAsync("1234.40");
        await page.GetByRole(AriaRole.Button, new() { Name = "记账" }).ClickAsync();
        Assert.Contains("相差 0.10 元", await page.Locator(".error-summary").InnerTextAsync());
        Assert.Equal("1,234.50", await page.GetByLabel("第 1 行借方").InputValueAsync());
        Assert.Equal("其他收入", await page.GetByLabel("第 2 行科目").InputValueAsync());
        await Screenshots.Save(page, "vouchers-new-refused");

        await page.GetByLabel("第 2 行贷方").FillAsync("1234.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "记账" }).ClickAsync();
        Assert.Matches(@"/vouchers/\d+\?posted=1$", page.Url);
        var posted = page.Url;
        Assert.Contains("壹仟贰佰叁拾肆元伍角整", await page.Locator("main").InnerTextAsync());

        await page.GetByLabel("冲销日期").FillAsync("2024-07-31");
        await page.GetByLabel("原因").FillAsync("金额记错");
        await page.GetByRole(AriaRole.Button, new() { Name = "冲销" }).ClickAsync();
        Assert.NotEqual(posted, page.Url);
        var red = await page.Locator("main").InnerTextAsync();
        Assert.Contains("-1,234.50", red);
        Assert.Contains("原因：金额记错", red);
        Assert.True(await page.Locator("td.negative").CountAsync() > 0);
        await Screenshots.Save(page, "vouchers-red");
        await page.GotoAsync(posted);
        Assert.Contains("已被冲销", await page.Locator("h1").InnerTextAsync());
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "冲销" }).CountAsync());
    }

    [Fact]
    public async Task Accountant_of_one_book_records_one_voucher_after_another()
    {
        await using var context = await site.Browse(script: false, login: "accountant.own");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/vouchers/new");
        Assert.EndsWith("/vouchers/new?book=PH06", page.Url, StringComparison.Ordinal);
        await page.GetByLabel("摘要").FillAsync("购办公用品");
        await page.GetByLabel("第 1 行科目").FillAsync("５１３");
        await page.GetByLabel("第 1 行借方").FillAsync("１，２３４．５０");
        await page.GetByLabel("第 2 行科目").FillAsync("１０１　库存现金");
        await page.GetByLabel("第 2 行贷方").FillAsync("¥1,234.50");
        await page.GetByRole(AriaRole.Button, new() { Name = "记账" }).ClickAsync();
        Assert.Matches(@"/vouchers/\d+\?posted=1$", page.Url);
        await page.GetByRole(AriaRole.Link, new() { Name = "再录一张" }).ClickAsync();
        Assert.EndsWith("/vouchers/new?book=PH06", page.Url, StringComparison.Ordinal);
        Assert.Equal("", await page.GetByLabel("摘要").InputValueAsync());
    }

    [Fact]
    public async Task Voucher_sent_after_the_session_ended_is_not_typed_again()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/vouchers/new?book=PH30");
        await page.GetByLabel("摘要").FillAsync("登录过期以前填的");
        await page.GetByLabel("第 1 行科目").FillAsync("101");
        await page.GetByLabel("第 1 行借方").FillAsync("8");
        await page.GetByLabel("第 2 行科目").FillAsync("504");
        await page.GetByLabel("第 2 行贷方").FillAsync("8");
        var signedIn = await context.CookiesAsync();
        await context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "记账" }).ClickAsync();
        Assert.Contains("填的内容没有丢", await page.Locator("main").InnerTextAsync());
        Assert.Equal("_blank", await page.GetByRole(AriaRole.Link, new() { Name = "在新窗口登录" }).GetAttributeAsync("target"));
        await context.AddCookiesAsync([.. signedIn.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Address.ToString() })]);
        await page.ReloadAsync();
        Assert.Matches(@"/vouchers/\d+\?posted=1$", page.Url);
        Assert.Contains("登录过期以前填的", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task Voucher_form_sent_twice_posts_once()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/vouchers/new?book=PH30", Cancellation);
        List<KeyValuePair<string, string>> fields =
        [
            new("_handler", "enter"), Hidden(page, "__RequestVerificationToken"), Hidden(page, "Input.ClientId"), new("Input.On", "2024-09-01"),
            new("Input.Summary", "点了两次"), new("Input.Lines[0].Account", "101"), new("Input.Lines[0].Debit", "7"),
            new("Input.Lines[1].Account", "504"), new("Input.Lines[1].Credit", "7"),
        ];
        var first = await PostAsync(client, fields);
        Assert.Equal(first, await PostAsync(client, fields));
        Assert.Contains("共 1 条", await client.GetStringAsync("/vouchers?book=PH30&q=点了两次", Cancellation));
    }

    [Fact]
    public async Task Voucher_form_names_every_bad_line()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/vouchers/new?book=PH30");
        await page.GetByLabel("第 1 行科目").FillAsync("999");
        await page.GetByLabel("第 1 行借方").FillAsync("1.005");
        await page.GetByLabel("第 2 行科目").FillAsync("322");
        await page.GetByLabel("第 2 行借方").FillAsync("1");
        await page.GetByLabel("第 2 行贷方").FillAsync("1");
        await page.GetByLabel("第 3 行借方").FillAsync("92233720368547758.08");
        await page.GetByRole(AriaRole.Button, new() { Name = "记账" }).ClickAsync();
        var errors = await page.Locator(".error-summary").InnerTextAsync();
        foreach (var expected in new[] { "请填写摘要", "没有科目“999”", "第 1 行：", "下面还有明细科目", "只能填一个", "第 3 行请填写科目" })
            Assert.Contains(expected, errors);
    }

    [Fact]
    public async Task Voucher_of_a_distribution_is_not_reversed_here()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        var voucher = await OfSource("distribution");
        await page.GotoAsync($"/vouchers/{voucher.Id}");
        Assert.Contains("不在这里冲销", await page.Locator("main").InnerTextAsync());
        Assert.Equal($"/distributions/{voucher.SourceId}", await page.Locator(".note a").First.GetAttributeAsync("href"));
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "冲销" }).CountAsync());
    }

    [Theory]
    [InlineData("/vouchers?book=PH06&period=2024", 37)]
    [InlineData("/vouchers?book=PH06&period=2024-03", 3)]
    [InlineData("/vouchers?book=PH06&q=土地补偿", 1)]
    [InlineData("/vouchers?book=PH06&amount=88,000.00", 1)]
    [InlineData("/vouchers?book=PH06&period=2024&source=import", 37)]
    [InlineData("/vouchers?book=PH06&period=2024&source=distribution", 0)]
    [InlineData("/vouchers?book=PH06&period=2024&class=收", 0)]
    public async Task Voucher_list_is_narrowed_and_its_download_agrees(string address, int expected)
    {
        using var client = site.Client();
        var page = await client.GetStringAsync(address, Cancellation);
        Assert.Contains(expected == 0 ? "没有符合条件的凭证" : $"共 {expected} 条", page);
        var csv = await client.GetStringAsync(address.Replace("/vouchers", "/vouchers.csv"), Cancellation);
        Assert.Equal(expected, csv.Trim().Split('\n').Length - 1);
    }

    [Fact]
    public async Task Statement_runs_from_opening_to_closing()
    {
        using var client = site.Client();
        var address = "/statement?book=PH06&account=102&from=2024-01-01&to=2024-12-31";
        var page = await client.GetStringAsync(address, Cancellation);
        var csv = (await client.GetStringAsync(address.Replace("/statement", "/statement.csv"), Cancellation)).Trim().Split("\r\n");
        Assert.Equal(37 + 3, csv.Length);
        await using var db = site.Store.Open();
        var book = (await Books.FindByOrganizationsAsync(db, [(await Organizations.ByCodeAsync(db, "PH06", Cancellation))!.Id], Cancellation)).Values.Single();
        var statement = (await Balances.StatementAsync(db, book.Id, "102", new(new(2024, 1, 1), new(2024, 12, 31)), null, null, Cancellation)).Value;
        Assert.Contains(new Baotuan.Kernel.Money(statement.ClosingFen).Format(), page);
        Assert.Contains(new Baotuan.Kernel.Money(statement.ClosingFen).ToString(), csv[^1]);
        Assert.Contains(new Baotuan.Kernel.Money(statement.OpeningFen).ToString(), csv[1]);
    }

    [Fact]
    public async Task Statement_as_known_before_anything_was_recorded_is_empty()
    {
        using var client = site.Client();
        Assert.Contains("这段时间没有发生额", await client.GetStringAsync("/statement?book=PH06&account=102&known-at=2020-01-01", Cancellation));
        Assert.Contains("请写成", await client.GetStringAsync("/statement?book=PH06&account=102&known-at=yesterday", Cancellation));
    }

    [Fact]
    public async Task Trial_balance_balances_and_leads_to_statements()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/trial-balance?book=PH06", Cancellation);
        Assert.Contains("借贷平衡", page);
        Assert.Contains("/statement?book=PH06&amp;account=102&amp;", page);
        var csv = (await client.GetStringAsync("/trial-balance.csv?book=PH06", Cancellation)).Trim().Split("\r\n");
        var sums = csv[^1].Split(',');
        Assert.Equal((sums[2], sums[4], sums[6]), (sums[3], sums[5], sums[7]));
    }

    [Theory]
    [InlineData("hledger", "commodity")]
    [InlineData("beancount", "option")]
    [InlineData("csv", "organization,voucher_no")]
    public async Task Journal_is_downloaded(string format, string expected)
    {
        using var client = site.Client();
        Assert.Contains(expected, await client.GetStringAsync($"/journal/{format}?book=PH06", Cancellation));
        using var unknown = await client.GetAsync($"/journal/{format}?book=XX", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Month_is_closed_and_opened_again_with_a_reason()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/books/QT001");
        await page.GetByRole(AriaRole.Button, new() { Name = "2018 年 1 月 结账" }).ClickAsync();
        Assert.Contains("已结账，这个月不能再记账", await page.Locator("main").InnerTextAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "反结账" }).ClickAsync();
        Assert.Contains("反结账必须写明原因", await page.Locator(".error-summary").InnerTextAsync());
        await page.GetByLabel("原因").FillAsync("补记一笔");
        await page.GetByRole(AriaRole.Button, new() { Name = "反结账" }).ClickAsync();
        Assert.Contains("已反结账", await page.Locator("main").InnerTextAsync());
        await page.GetByLabel("建到哪一年年底").FillAsync("2028");
        await page.GetByRole(AriaRole.Button, new() { Name = "延长" }).ClickAsync();
        Assert.Contains("至 2028 年 12 月", await page.Locator("main").InnerTextAsync());
    }

    private static KeyValuePair<string, string> Hidden(string page, string name) =>
        new(name, Regex.Match(page[page.IndexOf("<main", StringComparison.Ordinal)..], $"name=\"{Regex.Escape(name)}\" value=\"([^\"]+)\"").Groups[1].Value);

    private static async Task<string> PostAsync(HttpClient client, List<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync("/vouchers/new?book=PH30", form, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    private async Task<VoucherInfo> OfSource(string kind)
    {
        await using var db = site.Store.Open();
        return (await Vouchers.ListAsync(db, new VoucherQuery(null, Take: 1, Source: kind), Cancellation)).Vouchers[0];
    }
}
