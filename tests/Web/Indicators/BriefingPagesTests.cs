using System.Net;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Indicators;

/// <summary>A briefing from the empty form to the comparison, as people without script use it.</summary>
public sealed class BriefingPagesTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task PressAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    [Fact]
    public async Task Briefing_is_written_previewed_published_by_another_and_withdrawn()
    {
        await using var writing = await site.Browse(script: false, login: "county-office.foreign");
        var page = await writing.NewPageAsync();
        await page.GotoAsync("/briefings/new");
        await page.GetByLabel("编号").FillAsync("PH01-T1");
        await page.GetByLabel("单位（编码）").FillAsync("PH01");
        await page.GetByLabel("正文").FillAsync("# 一村 <b>简报</b>\n\n应得 {{reading return_due organization:PH01 2022}}，{{reading nothing * 2022}}\n");
        await PressAsync(page, "预览，不保存");
        Assert.Contains("第 3 行：没有编码为 nothing 的指标", await page.Locator("main").InnerTextAsync());
        Assert.Equal("PH01-T1", await page.GetByLabel("编号").InputValueAsync());
        await Screenshots.Save(page, "briefings-new-problems");
        await page.GetByLabel("正文").FillAsync("# 一村 <b>简报</b>\n\n应得 {{reading return_due organization:PH01 2022}}。\n");
        await PressAsync(page, "预览，不保存");
        Assert.Contains("应得 427,777.78 元。", await page.Locator(".briefing").InnerTextAsync());
        await Screenshots.Save(page, "briefings-new-preview");
        await PressAsync(page, "保存");
        Assert.EndsWith("/briefings/PH01-T1?draft=1", page.Url);
        Assert.Contains("一村 <b>简报</b>", await page.Locator("h1").InnerTextAsync());
        await page.GotoAsync("/briefings/PH01-T1/publish");
        Assert.Contains("谁写的谁不能发布", await page.Locator("main").InnerTextAsync());

        await using var publishing = await site.Browse(script: false, login: "board.foreign");
        var other = await publishing.NewPageAsync();
        await other.GotoAsync("/briefings/PH01-T1/publish");
        await Screenshots.Save(other, "briefings-publish");
        await PressAsync(other, "核对无误，发布");
        Assert.Matches(@"/briefings/PH01-T1\?publication=\d+$", other.Url);
        Assert.Contains("应得 427,777.78 元。", await other.Locator(".briefing").InnerTextAsync());
        var number = await other.Locator(".briefing a").First.GetAttributeAsync("href");
        await other.GotoAsync(number!);
        Assert.Equal("427,777.78 元", await other.Locator(".certificate-value").InnerTextAsync());
        await other.GotoAsync("/briefings/PH01-T1/compare");
        Assert.Contains("没有变。", await other.Locator("tbody").InnerTextAsync());
        await Screenshots.Save(other, "briefings-compare");

        await other.GotoAsync("/briefings/PH01-T1");
        await other.GetByLabel("撤回的原因").FillAsync("写早了");
        await PressAsync(other, "撤回");
        Assert.Contains("写早了", await other.Locator("main").InnerTextAsync());
        await other.GotoAsync("/briefings?state=withdrawn");
        Assert.Contains("PH01-T1", await other.Locator("tbody").InnerTextAsync());
    }

    [Fact]
    public async Task Two_who_edit_are_told_and_neither_loses_a_word()
    {
        await using var one = await site.Browse(script: false, login: "accountant.foreign");
        var first = await one.NewPageAsync();
        await first.GotoAsync("/briefings/new");
        await first.GetByLabel("编号").FillAsync("PH01-T2");
        await first.GetByLabel("单位（编码）").FillAsync("PH01");
        await first.GetByLabel("正文").FillAsync("# 两人同写\n\n开头。\n");
        await PressAsync(first, "保存");
        await using var two = await site.Browse(script: false, login: "project-manager.foreign");
        var second = await two.NewPageAsync();
        await first.GotoAsync("/briefings/PH01-T2/edit");
        await second.GotoAsync("/briefings/PH01-T2/edit");
        await second.GetByLabel("正文").FillAsync("# 两人同写\n\n开头。乙写的。\n");
        await second.GetByLabel("为什么修改").FillAsync("乙补充");
        await PressAsync(second, "保存");
        await first.GetByLabel("正文").FillAsync("# 两人同写\n\n开头。甲写的。\n");
        await first.GetByLabel("为什么修改").FillAsync("甲补充");
        await PressAsync(first, "保存");
        Assert.Contains("您的文字还在下面", await first.Locator(".error-summary").InnerTextAsync());
        Assert.Contains("甲写的", await first.GetByLabel("正文").InputValueAsync());
        Assert.Contains("乙写的", await first.Locator(".document").InnerTextAsync());
        await Screenshots.Save(first, "briefings-edit-moved");
        await first.GetByLabel("正文").FillAsync("# 两人同写\n\n开头。乙写的。甲写的。\n");
        await PressAsync(first, "保存");
        Assert.EndsWith("/briefings/PH01-T2?draft=1", first.Url);
        Assert.Contains("开头。乙写的。甲写的。", await first.Locator(".briefing").InnerTextAsync());
        Assert.Equal(3, await first.GetByText("甲补充").CountAsync() + await first.GetByText("乙补充").CountAsync() + 1);
    }

    [Fact]
    public async Task Long_text_is_taken_and_a_longer_one_refused_in_words()
    {
        using var client = site.Client("accountant.foreign");
        using var refused = await SendAsync(client, "# 长\n" + new string('长', 200_000));
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("简报太长，最多 200000 字。", page, StringComparison.Ordinal);
        Assert.Contains(new string('长', 200_000), page, StringComparison.Ordinal); // what was written is still there
        using var taken = await SendAsync(client, "# 长\r\n" + new string('长', 199_996));
        Assert.Equal((HttpStatusCode.SeeOther, "/briefings/PH01-T3?draft=1"), (taken.StatusCode, taken.Headers.Location!.ToString().Replace(site.Address.ToString().TrimEnd('/'), "", StringComparison.Ordinal)));
        Assert.Contains(new string('长', 199_996), await client.GetStringAsync("/briefings/PH01-T3", Cancel), StringComparison.Ordinal);
    }

    // as a browser sends the form
    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string text)
    {
        var form = (await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/briefings/new", Cancel))).QuerySelector("form.entry")!;
        using var content = new MultipartFormDataContent();
        foreach (var hidden in form.QuerySelectorAll("input[type=hidden]"))
        {
            content.Add(new StringContent(hidden.GetAttribute("value") ?? ""), hidden.GetAttribute("name")!);
        }

        foreach (var (name, value) in new[] { ("Input.Code", "PH01-T3"), ("Input.Organization", "PH01"), ("Input.Text", text), ("Input.Act", "save") })
        {
            content.Add(new StringContent(value), name);
        }

        return await client.PostAsync("/briefings/new", content, Cancel);
    }

    [Fact]
    public async Task Files_hold_what_was_published_and_other_addresses_are_not_found()
    {
        using var client = site.Client();
        var markdown = await client.GetStringAsync("/briefings/PH06-2022/files/md", Cancel);
        Assert.StartsWith("# 示例六村 2022 年\n\n应得分红 ", markdown, StringComparison.Ordinal);
        Assert.Contains("| 1 | ", markdown, StringComparison.Ordinal);
        Assert.Contains("<h1>示例六村 2022 年</h1>", await client.GetStringAsync("/briefings/PH06-2022/files/html", Cancel), StringComparison.Ordinal);
        Assert.Equal("PK", Encoding.ASCII.GetString((await client.GetByteArrayAsync("/briefings/PH06-2022/files/docx", Cancel))[..2]));
        foreach (var address in new[]
        {
            "/briefings/NO", "/briefings/NO/edit", "/briefings/NO/publish", "/briefings/PINGHU/compare", "/briefings/PINGHU/files/md", "/briefings/PH06-2022/files/exe",
            "/briefings/PH06-2022?publication=99", "/briefings/PH06-2022/files/md?publication=x", "/briefings/PH06-2022/compare?publication=-1",
        })
        {
            using var answer = await client.GetAsync(address, Cancel);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, answer.StatusCode));
        }
    }
}
