using System.Net;
using System.Text.RegularExpressions;
using Baotuan.App.Accounts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>
/// A dispute in a browser from the window of a village to its last follow-up: screened, refused by the police, taken by the judicial office with the police beside it, mediated,
/// agreed, confirmed by the court; and meanwhile an inspector asks the parties his three questions, of which nobody who handles it sees anything.
/// </summary>
public sealed partial class ThreeQuestionsPagesTests(SiteFixture site)
{
    private const string Words = "三年没有还的借款";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispute_goes_its_way_while_the_inspector_asks_unknown_to_who_handles_it()
    {
        await MakeHandlersAsync();
        await using var window = await site.Browse(script: false, login: "community-worker.own");
        await using var centre = await site.Browse(script: false, login: "case-office.own");
        await using var police = await site.Browse(script: false, login: "police.sd");
        await using var judicial = await site.Browse(script: false, login: "judicial.sd");
        await using var mediator = await site.Browse(script: false, login: "mediator.own");
        await using var inspector = await site.Browse(script: false, login: "inspector.above");
        var (takes, screens, refuses, leads, mediates, asks) = (await window.NewPageAsync(), await centre.NewPageAsync(), await police.NewPageAsync(), await judicial.NewPageAsync(),
            await mediator.NewPageAsync(), await inspector.NewPageAsync());

        var id = await TakeInAsync(takes);
        var number = (await takes.InnerTextAsync("h1")).Trim().Split(' ', '\n')[0];
        await CaseForms.DoAsync(screens, id, "assign", ("单位编码", "SDPC"), ("说明", "先请派出所看。"));
        await CaseForms.DoAsync(refuses, id, "refuse", ("单位编码", "SDSF"), ("说明", "没有治安问题，是借款，该由司法所办。"));
        await CaseForms.DoAsync(screens, id, "assign", ("单位编码", "SDSF"), ("说明", "司法所牵头，派出所协办。"));
        await CaseForms.DoAsync(leads, id, "accept");
        await CaseForms.DoAsync(leads, id, "invite", ("单位编码", "SDPC"));
        await CaseForms.DoAsync(refuses, id, "join");

        // what everybody with a hand in it sees, before and after
        var nearby = new[] { takes, screens, refuses, leads };
        var before = await SightsAsync(nearby, id);
        var (review, codes) = await OpenAsync(asks, number);
        await AnswerAtHomeAsync(codes[0], number);
        await AnswerOnThePhoneAsync(asks, review);
        Assert.Equal(before, await SightsAsync(nearby, id));

        await MediateAsync(leads, mediates, id);
        await asks.GotoAsync($"/three-questions/{review}/answers");
        await asks.GetByRole(AriaRole.Button, new() { Name = "显示一次" }).ClickAsync();
        var answers = await asks.InnerTextAsync("main");
        Assert.Contains("熟悉", answers);
        Assert.Contains("电话里说、代填", answers);
        await Screenshots.Save(asks, "three-questions-answers-1280");
        await asks.GotoAsync($"/three-questions/{review}");
        await asks.Locator("#f-Input-Text").FillAsync("两位都问过，办得清楚。");
        await asks.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        Assert.Contains("已办结", await asks.InnerTextAsync("h1"));
        await Screenshots.Save(asks, "three-questions-finished-1280");
        await NothingToFindAsync(nearby.Append(mediates), id, review);
    }

    private static async Task<string> TakeInAsync(IPage takes)
    {
        await takes.GotoAsync("/cases/new?kind=dispute");
        await takes.Locator("#f-Input-Category").SelectOptionAsync("contract");
        await takes.Locator("#f-Input-Channel").SelectOptionAsync("window");
        await takes.Locator("#f-Input-Subject").FillAsync("PH30");
        await takes.Locator("#f-Input-Owner").FillAsync("PH06");
        await takes.Locator("#f-Input-Statement").FillAsync(Words);
        await takes.Locator("[name='Input.Parties[0].Name']").FillAsync("子某");
        await takes.Locator("[name='Input.Parties[1].Name']").FillAsync("丑某");
        await takes.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        return new Uri(takes.Url).AbsolutePath.Split('/')[^1];
    }

    private static async Task<(string Review, string[] Codes)> OpenAsync(IPage asks, string number)
    {
        await asks.GotoAsync("/three-questions/new");
        await asks.GetByLabel("办件编号").FillAsync(number);
        await asks.GetByLabel("为什么问这一件").FillAsync("退过一次，看看顺不顺");
        await asks.GetByRole(AriaRole.Button, new() { Name = "开始问" }).ClickAsync();
        await Screenshots.Save(asks, "three-questions-opened-1280");
        var review = new Uri(asks.Url).AbsolutePath.Split('/')[^1];
        await asks.GetByRole(AriaRole.Link, new() { Name = "答题码和联系方式" }).ClickAsync();
        Assert.DoesNotContain("子某", await asks.InnerTextAsync("main")); // not before it is in the log
        await asks.GetByRole(AriaRole.Button, new() { Name = "显示一次" }).ClickAsync();
        Assert.Contains("子某", await asks.InnerTextAsync("main"));
        await Screenshots.Save(asks, "three-questions-notes-1280");
        return (review, [.. await asks.Locator("main b.nowrap").AllInnerTextsAsync()]);
    }

    /// <summary>The first party on a phone, without an account: types its code, three taps and one to send.</summary>
    private async Task AnswerAtHomeAsync(string code, string number)
    {
        await using var home = await site.Browse(320, 640, script: false, login: null);
        var phone = await home.NewPageAsync();
        await phone.GotoAsync("/case/questions");
        await phone.GetByLabel("答题码").FillAsync("aaaa-bbbb-cccc-dddd");
        await phone.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        Assert.Contains("没有这个答题码", await phone.InnerTextAsync("main"));
        await phone.GetByLabel("答题码").FillAsync(code);
        await phone.GetByRole(AriaRole.Button, new() { Name = "打开" }).ClickAsync();
        var asked = await phone.InnerTextAsync("main");
        Assert.Contains(number, asked);
        Assert.All((string[])[Words, "子某", "丑某", "司法所"], secret => Assert.DoesNotContain(secret, asked));
        await Screenshots.Save(phone, "three-questions-asked-320");
        await phone.GetByRole(AriaRole.Button, new() { Name = "交上" }).ClickAsync();
        Assert.Contains("请至少答一个问题", await phone.InnerTextAsync("main"));
        await phone.GetByText("熟悉", new() { Exact = true }).ClickAsync();
        await phone.GetByText("解决了一部分").ClickAsync();
        await phone.GetByText("否", new() { Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "交上" }).ClickAsync();
        Assert.Contains("收到了", await phone.InnerTextAsync("main"));
        Assert.DoesNotContain(code, phone.Url);
        await Screenshots.Save(phone, "three-questions-thanks-320");
        await phone.GotoAsync("/case/questions?code=" + code);
        Assert.Contains("已经答过了", await phone.InnerTextAsync("main"));
        await phone.GetByRole(AriaRole.Link, new() { Name = "马上离开" }).ClickAsync();
        Assert.Equal("/public", new Uri(phone.Url).AbsolutePath);

        await using var desk = await site.Browse(script: false, login: null);
        var wide = await desk.NewPageAsync();
        await wide.GotoAsync("/case/questions?code=" + code);
        await Screenshots.Save(wide, "three-questions-answered-already-1280");
    }

    private static async Task AnswerOnThePhoneAsync(IPage asks, string review)
    {
        await asks.GotoAsync($"/three-questions/{review}");
        await asks.GetByRole(AriaRole.Link, new() { Name = "代第 2 位填" }).ClickAsync();
        await asks.GetByLabel("怎样说的").SelectOptionAsync("phone");
        await asks.GetByText("一般", new() { Exact = true }).ClickAsync();
        await asks.GetByLabel("写几句").FillAsync("等了两天才有人来。");
        await Screenshots.Save(asks, "three-questions-record-1280");
        await asks.GetByRole(AriaRole.Button, new() { Name = "交上" }).ClickAsync();
        Assert.Contains("电话里说、代填", await asks.InnerTextAsync("main"));
        Assert.DoesNotContain("等了两天", await asks.InnerTextAsync("main"));
    }

    private static async Task MediateAsync(IPage leads, IPage mediates, string id)
    {
        foreach (var party in (string[])["1", "2"])
        {
            await leads.GotoAsync($"/cases/{id}?act=consent");
            await leads.Locator("#f-Input-Party").SelectOptionAsync(party);
            await leads.Locator("#do button[type=submit]").ClickAsync();
        }

        await CaseForms.DoAsync(leads, id, "appoint", ("调解员的登录名", "mediator.own"));
        await CaseForms.DoAsync(mediates, id, "session", ("说明", "双方到场。"));
        await mediates.GotoAsync($"/cases/{id}?act=agree");
        await mediates.GetByLabel("书面协议").CheckAsync();
        await mediates.Locator("#f-Input-Text").FillAsync("丑某分三次还清。");
        await mediates.Locator("#f-Input-Facts").FillAsync(Words);
        await mediates.Locator("#f-Input-Performance").FillAsync("三个月内，转账。");
        await mediates.Locator("#do button[type=submit]").ClickAsync();
        await CaseForms.DoAsync(mediates, id, "apply_confirmation", ("说明", "向本地法院申请。"));
        await CaseForms.DoAsync(mediates, id, "confirm", ("说明", "裁定有效。"));
        await CaseForms.DoAsync(mediates, id, "follow_up", ("说明", "还了第一笔。"));
        await CaseForms.DoAsync(mediates, id, "perform", ("说明", "看了转账记录。"));
        Assert.Contains("已履行", await mediates.InnerTextAsync("h1"));
        await Screenshots.Save(mediates, "three-questions-dispute-performed-1280");
    }

    /// <summary>What each of them sees of the case, of the list, of a search for it, and of the first page.</summary>
    private static async Task<string> SightsAsync(IEnumerable<IPage> pages, string id)
    {
        var seen = new List<string>();
        foreach (var page in pages)
        {
            foreach (var address in (string[])[$"/cases/{id}", "/cases?kind=dispute&size=50", "/three-questions/releases", "/"])
            {
                await page.GotoAsync(address);
                seen.Add(RequestNumber().Replace(await page.InnerTextAsync("main"), ""));
            }
        }

        return string.Join("\n-----\n", seen);
    }

    private async Task NothingToFindAsync(IEnumerable<IPage> pages, string id, string review)
    {
        foreach (var page in pages)
        {
            foreach (var address in (string[])["/three-questions", $"/three-questions/{review}", $"/three-questions/{review}/answers", "/log?subject=review"])
            {
                Assert.NotEqual(200, (await page.GotoAsync(address))!.Status);
            }
        }

        // a colleague of the window with the inspector's own rights, and one who reads the log of the village
        using var colleague = site.Client("inspector.own");
        using var shown = await colleague.GetAsync($"/three-questions/{review}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, shown.StatusCode);
        var list = await colleague.GetStringAsync("/three-questions", Cancel);
        Assert.DoesNotContain($"/three-questions/{review}\"", list);
        using var auditor = site.Client("auditor.own");
        Assert.DoesNotContain("/three-questions/", await auditor.GetStringAsync($"/log?subject=case/{id}", Cancel));
        Assert.DoesNotContain($"review/{review}", await auditor.GetStringAsync("/log?subject=review", Cancel));
        using var exporting = site.Client("case-office.own");
        Assert.DoesNotContain("三问", await exporting.GetStringAsync("/cases.csv", Cancel));
    }

    /// <summary>Somebody of the police and somebody of the judicial office, who share a unit of the sample.</summary>
    private async Task MakeHandlersAsync()
    {
        var hasher = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
        _ = (await site.Store.WriteAsync<bool>("test", async (db, cancel) =>
        {
            var unit = (await Organizations.ByCodeAsync(db, "SDSF", cancel))!.UnitId!.Value;
            foreach (var login in (string[])["police.sd", "judicial.sd"])
            {
                var user = await FirstAccounts.AddAsync(db, login, login, unit, cancel);
                user.PasswordHash = hasher.HashPassword(user, TestPeople.Password);
                FirstAccounts.Give(db, user, "case-handler");
                await FirstAccounts.GiveScopeAsync(db, user, "view", unit, cancel);
                await FirstAccounts.GiveScopeAsync(db, user, "capture", unit, cancel);
            }

            return true;
        }, Cancel)).Value;
    }

    // a page that is not for somebody names the request
    [GeneratedRegex("编号 [0-9A-Z]+:[0-9A-F]+")]
    private static partial Regex RequestNumber();
}
