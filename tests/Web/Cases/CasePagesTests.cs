using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.Cases.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>The pages of cases: what they show to whom, and a need that goes from the door to its answer and back in a browser.</summary>
public sealed class CasePagesTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_of_a_mediation_stand_on_no_page_but_its_mediators()
    {
        foreach (var login in (string[])["case-handler.own", "case-office.own", "community-worker.own", "inspector.above", "deputy.above", SiteFixture.Everything])
        {
            using var outside = site.Client(login);
            foreach (var address in (string[])["/cases/1", "/cases", "/cases?q=" + Uri.EscapeDataString(CaseSample.Secret[..4]), "/cases?q=甲某"])
            {
                var page = await outside.GetStringAsync(address, Cancel);
                Assert.DoesNotContain(CaseSample.Secret, page);
                Assert.DoesNotContain("甲某（", page);
            }
        }

        using var mediator = site.Client("mediator.own");
        Assert.Contains(CaseSample.Secret, await mediator.GetStringAsync("/cases/1", Cancel));
        using var exporting = site.Client("case-office.own");
        var file = await exporting.GetStringAsync("/cases.csv", Cancel);
        Assert.Contains("JF-", file);
        Assert.DoesNotContain(CaseSample.Secret, file);
    }

    [Fact]
    public async Task Supervisor_opens_a_mediation_against_a_reason()
    {
        await using var context = await site.Browse(script: false, login: "inspector.above");
        var page = await context.NewPageAsync();
        await page.GotoAsync("/cases/1");
        await page.GetByRole(AriaRole.Link, new() { Name = "说明理由查看" }).ClickAsync();
        await page.GetByLabel("为什么要看").FillAsync("看");
        await page.GetByRole(AriaRole.Button, new() { Name = "查看一次" }).ClickAsync();
        Assert.Contains("4 至 200 个字", await page.InnerTextAsync("main"));
        await page.GetByLabel("为什么要看").FillAsync("抽查办结质量");
        await page.GetByRole(AriaRole.Button, new() { Name = "查看一次" }).ClickAsync();
        Assert.Contains(CaseSample.Secret, await page.InnerTextAsync("main"));
    }

    [Fact]
    public async Task What_concerns_somebody_stands_on_one_page_until_it_is_seen()
    {
        await using var unit = await site.Browse(script: false, login: "case-handler.above", width: 320);
        var page = await unit.NewPageAsync();
        await page.GotoAsync("/mine");
        var said = await page.InnerTextAsync("main");
        Assert.Contains("交办给", said);
        Assert.DoesNotContain(CaseSample.Secret, said);
        await Screenshots.Save(page, "mine-320-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "全部标为看过", Exact = true }).ClickAsync();
        Assert.EndsWith("/mine?done=1", page.Url);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "全部标为看过", Exact = true }).CountAsync());
        await page.GotoAsync("/mine?topic=recused");
        Assert.Contains("没有符合条件的", await page.InnerTextAsync("main"));
    }

    [Fact]
    public async Task Code_of_a_slip_opens_state_and_days_and_nothing_else()
    {
        var fields = FieldProtector.Open(site.Store.Location.DataDirectory);
        await using var db = site.Store.Open(await TestPeople.CallerAsync(site.Store, "community-worker.own"));
        var slip = (await CaseActs.SlipAsync(db, fields, 1, Cancel))!;
        using var nobody = site.Client(null);
        using var answer = await nobody.GetAsync("/case?code=" + slip.Code, Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        Assert.Contains(slip.Number, page);
        Assert.Contains("调解中", page);
        Assert.DoesNotContain(CaseSample.Secret, page);
        Assert.DoesNotContain("甲某", page);
        Assert.Contains("没有这个查询码", await nobody.GetStringAsync("/case?code=aaaa-bbbb-cccc-dddd", Cancel));
        Assert.Contains("没有这个查询码", await nobody.GetStringAsync("/case?code=" + new string('x', 2000), Cancel));
    }

    [Fact]
    public async Task Late_case_stands_first_and_says_how_late()
    {
        using var client = site.Client("case-office.own");
        var list = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/cases?size=50", Cancel));
        var first = list.QuerySelector("tbody tr")!.TextContent;
        Assert.Contains("GZ-", first);
        Assert.Contains("已逾期", first);
        var none = await client.GetStringAsync("/cases?late=overdue&kind=household_need", Cancel);
        Assert.Contains("没有符合条件的办件", none);
        var unread = WebUtility.HtmlDecode(await client.GetStringAsync("/cases?lead=NO", Cancel));
        Assert.Contains("没有编码为 NO 的单位；这个条件没有用上", unread);
    }

    /// <summary>A photograph comes in from a phone: it can be looked at, and no longer says where it was taken; what only calls itself one is refused.</summary>
    [Fact]
    public async Task Photograph_is_kept_without_its_place()
    {
        await using var phone = await site.Browse(320, 640, script: false, login: "community-worker.own");
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/cases/3/files");
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        Assert.Contains("请先选择文件", await page.InnerTextAsync("main"));
        await page.Locator("[name='Input.File']").SetInputFilesAsync(new FilePayload { Name = "现场.jpg", MimeType = "image/jpeg", Buffer = [.. "MZ"u8, 0x90, 0, 3] });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        Assert.Contains("只收 JPG、PNG 照片和 PDF", await page.InnerTextAsync("main"));

        var photo = await page.ScreenshotAsync(new() { Type = ScreenshotType.Jpeg });
        byte[] place = [0xFF, 0xE1, 0, 40, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 0, .. "GPS30.70N121.02E-2026"u8, 0];
        await page.Locator("[name='Input.File']").SetInputFilesAsync(new FilePayload { Name = "现场.jpg", MimeType = "image/jpeg", Buffer = [.. photo[..2], .. place, .. photo[2..]] });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传" }).ClickAsync();
        Assert.Contains("拍摄地点、时间和设备已经去掉", await page.InnerTextAsync("main"));
        await Screenshots.Save(page, "case-files-320");

        using var handler = site.Client("case-handler.own");
        var list = await new HtmlParser().ParseDocumentAsync(await handler.GetStringAsync("/cases/3/files", Cancel));
        var address = list.QuerySelectorAll("tbody a[download]").Last().GetAttribute("href")!;
        using var answer = await handler.GetAsync(address, Cancel);
        Assert.Equal(("image/jpeg", "attachment"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType));
        var kept = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.DoesNotContain("GPS", System.Text.Encoding.Latin1.GetString(kept));
        await using var viewing = await site.Browse();
        var viewer = await viewing.NewPageAsync();
        Assert.Equal(320, await viewer.EvaluateAsync<int>("async data => (await createImageBitmap(await new Response(Uint8Array.from(atob(data), c => c.charCodeAt(0))).blob())).width", Convert.ToBase64String(kept)));

        await page.GotoAsync(address[..address.LastIndexOf('/')] + "?out=" + address.Split('/')[^1] + "#out");
        await page.GetByLabel("为什么撤下").FillAsync("拍错了");
        await page.GetByRole(AriaRole.Button, new() { Name = "撤下", Exact = true }).ClickAsync();
        Assert.Contains("已撤下：拍错了", await page.InnerTextAsync("main"));
        Assert.Equal(HttpStatusCode.NotFound, (await handler.GetAsync(address, Cancel)).StatusCode);

        await using var above = await site.Browse(login: "inspector.above");
        var supervising = await above.NewPageAsync();
        await supervising.GotoAsync("/cases/3/open");
        await supervising.GetByLabel("为什么要看").FillAsync("抽查办结质量");
        await supervising.GetByRole(AriaRole.Button, new() { Name = "查看一次" }).ClickAsync();
        var download = await supervising.RunAndWaitForDownloadAsync(() => supervising.GetByRole(AriaRole.Button, new() { Name = "下载 申请表.pdf" }).ClickAsync());
        Assert.Equal("申请表.pdf", download.SuggestedFilename);
        Assert.Equal("%PDF-1.4", await File.ReadAllTextAsync(await download.PathAsync(), Cancel));
    }

    /// <summary>A need said at the door, routed, answered, carried back and confirmed with the code of the slip; the second click of the same form changes nothing.</summary>
    [Fact]
    public async Task Need_from_the_door_is_answered_and_confirmed()
    {
        await using var grid = await site.Browse(script: false, login: "grid-officer.own");
        var page = await grid.NewPageAsync();
        await page.GotoAsync("/cases/new");
        await page.GetByRole(AriaRole.Link, new() { Name = "登记农户需求" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        Assert.Contains("请选择类别", await page.InnerTextAsync("main"));
        await FillNeedAsync(page, "想学大棚种植");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Screenshots.Save(page, "case-received-1280");
        var address = new Uri(page.Url).AbsolutePath;
        var id = address.Split('/')[^1];
        Assert.Contains("已登记为 XQ-", await page.InnerTextAsync("main"));

        await page.GotoAsync($"/cases/{id}/slip");
        var code = (await page.Locator("article td.nowrap b").InnerTextAsync()).Trim();
        await Screenshots.Save(page, "case-slip-1280");

        // the same household once more: it is shown before anything is saved
        await page.GotoAsync("/cases/new?kind=household_need");
        await FillNeedAsync(page, "还想学电商");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        await Screenshots.Save(page, "case-duplicate-1280");
        Assert.Contains("可能已经登记过", await page.InnerTextAsync("main"));

        await CaseForms.DoAsync(page, id, "assign", ("单位编码", "PH06"), ("说明", "请村里办。"));
        await using var unit = await site.Browse(320, 640, script: false, login: "case-handler.own");
        var phone = await unit.NewPageAsync();
        await CaseForms.DoAsync(phone, id, "accept");
        await phone.GotoAsync($"/cases/{id}?act=answer");
        await Screenshots.Save(phone, "case-act-320");
        await CaseForms.DoAsync(phone, id, "answer", ("说明", "下周三有一期培训，已留名额。"));
        await CaseForms.DoAsync(page, id, "carry", ("说明", "当面告诉了户主。"));
        await CaseForms.DoAsync(page, id, "confirm", ("回执上的查询码", "aaaa-aaaa-aaaa-aaaa"));
        Assert.Contains("替当事人登记要填当事人回执上的查询码", await page.InnerTextAsync("main"));
        await CaseForms.DoAsync(page, id, "confirm", ("回执上的查询码", code));
        Assert.Contains("农户已确认", await page.InnerTextAsync("h1"));
        await Screenshots.Save(page, "case-confirmed-1280");

        await page.GotoAsync("/case?code=" + code);
        Assert.Contains("农户已确认", await page.InnerTextAsync("main"));
        await Screenshots.Save(page, "case-followed-1280");
    }

    /// <summary>A dispute from the window to its end, with one refusal on the way, two units, a written agreement, judicial confirmation and a follow-up; each by who has to.</summary>
    [Fact]
    public async Task Dispute_goes_from_the_window_to_its_end()
    {
        await using var window = await site.Browse(script: false, login: "community-worker.own");
        await using var centre = await site.Browse(script: false, login: "case-office.own");
        await using var other = await site.Browse(script: false, login: "case-handler.foreign");
        await using var unit = await site.Browse(script: false, login: "case-handler.own");
        await using var mediator = await site.Browse(script: false, login: "mediator.own");
        var (takes, screens, refuses, leads, mediates) = (await window.NewPageAsync(), await centre.NewPageAsync(), await other.NewPageAsync(), await unit.NewPageAsync(), await mediator.NewPageAsync());
        const string words = "欠了三年的货款";
        await takes.GotoAsync("/cases/new?kind=dispute");
        await takes.Locator("#f-Input-Category").SelectOptionAsync("contract");
        await takes.Locator("#f-Input-Channel").SelectOptionAsync("window");
        // a window of one village need not type where it stands
        Assert.Equal("PH06", await takes.Locator("#f-Input-Subject").InputValueAsync());
        Assert.Equal("PH06", await takes.Locator("#f-Input-Owner").InputValueAsync());
        Assert.Contains("PHJKQ", await ProposedAsync(takes, "f-Input-Owner"));
        await takes.Locator("#f-Input-Statement").FillAsync(words);
        await takes.Locator("[name='Input.Parties[0].Name']").FillAsync("申某");
        await takes.Locator("[name='Input.Parties[1].Name']").FillAsync("mediator own"); // has the name of who is to mediate
        await takes.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        var id = new Uri(takes.Url).AbsolutePath.Split('/')[^1];

        await CaseForms.DoAsync(screens, id, "assign", ("单位编码", "PH01"), ("说明", "先请示例一村看。"));
        await CaseForms.DoAsync(refuses, id, "refuse", ("单位编码", "PH06"), ("说明", "双方都是示例六村的。"));
        Assert.Equal("/cases", new Uri(refuses.Url).AbsolutePath);
        Assert.Equal(404, (await refuses.GotoAsync($"/cases/{id}"))!.Status); // whoever gave it back sees it no more
        await CaseForms.DoAsync(screens, id, "assign", ("单位编码", "PH06"), ("说明", "归示例六村，示例一村协办。"));
        await CaseForms.DoAsync(leads, id, "accept");
        Assert.Contains(words, await leads.InnerTextAsync("main"));
        await leads.GotoAsync($"/cases/{id}?act=appoint");
        var mediators = await ProposedAsync(leads, "f-Input-Person");
        Assert.Contains("mediator.own", mediators);
        Assert.DoesNotContain("community-worker.own", mediators);
        await leads.GotoAsync($"/cases/{id}?act=invite");
        Assert.Contains("PH06", await ProposedAsync(leads, "f-Input-Unit"));
        await CaseForms.DoAsync(leads, id, "invite", ("单位编码", "PH01"));
        await CaseForms.DoAsync(refuses, id, "join");
        await CaseForms.DoAsync(leads, id, "appoint", ("调解员的登录名", "mediator.own"));
        Assert.Contains("还没有登记", await leads.InnerTextAsync("main")); // no mediation without consent
        foreach (var party in (string[])["1", "2"])
        {
            await leads.GotoAsync($"/cases/{id}?act=consent");
            await leads.Locator("#f-Input-Party").SelectOptionAsync(party);
            await leads.Locator("#do button[type=submit]").ClickAsync();
        }

        await CaseForms.DoAsync(leads, id, "appoint", ("调解员的登录名", "mediator.own"));
        await Screenshots.Save(leads, "case-namesake");
        await leads.GetByLabel("不是同一人的依据").FillAsync("对过身份证。");
        await leads.Locator("#do button[type=submit]").ClickAsync();
        Assert.DoesNotContain(words, await leads.InnerTextAsync("main")); // from here on it is the mediator's
        await CaseForms.DoAsync(mediates, id, "session", ("说明", "十五日下午，双方到场。"));
        await mediates.GotoAsync($"/cases/{id}?act=agree");
        await mediates.GetByLabel("书面协议").CheckAsync();
        await mediates.Locator("#f-Input-Text").FillAsync("酉某分两次付清。");
        await mediates.Locator("#do button[type=submit]").ClickAsync();
        Assert.Contains("书面协议要写明纠纷的主要事实", await mediates.InnerTextAsync("main"));
        await mediates.Locator("#f-Input-Facts").FillAsync(words);
        await mediates.Locator("#f-Input-Performance").FillAsync("两个月内，转账。");
        await mediates.Locator("#do button[type=submit]").ClickAsync();
        await mediates.GotoAsync($"/cases/{id}/agreement");
        var paper = await mediates.InnerTextAsync("article");
        Assert.All((string[])["申某", "酉某", words, "酉某分两次付清。", "两个月内，转账。", "（盖章处）", "三十日内共同向人民法院申请司法确认"], text => Assert.Contains(text, paper));
        Assert.Equal(404, (await leads.GotoAsync($"/cases/{id}/agreement"))!.Status);

        await CaseForms.DoAsync(mediates, id, "apply_confirmation", ("说明", "向本地法院申请。"));
        await CaseForms.DoAsync(mediates, id, "confirm", ("说明", "裁定有效。"));
        await CaseForms.DoAsync(mediates, id, "follow_up", ("说明", "付了第一笔。"));
        await CaseForms.DoAsync(mediates, id, "perform", ("说明", "看了转账记录。"));
        Assert.Contains("已履行", await mediates.InnerTextAsync("h1"));
        await Screenshots.Save(mediates, "case-dispute-performed-1280");
        await mediates.GotoAsync($"/cases/{id}/file");
        Assert.Contains("调解协议书：1 份", await mediates.InnerTextAsync("article"));
    }

    private static Task<string[]> ProposedAsync(IPage page, string field) =>
        page.Locator($"#{field}-choices option").EvaluateAllAsync<string[]>("options => options.map(o => o.value)");

    private static async Task FillNeedAsync(IPage page, string title)
    {
        await page.Locator("#f-Input-Category").SelectOptionAsync("training");
        await page.GetByLabel("怎样来的").SelectOptionAsync("visit");
        await page.GetByLabel("事发村（社区）（编码）").FillAsync("PH06");
        await page.GetByLabel("由谁研判（编码）").FillAsync("PH06");
        await page.Locator("#f-Input-Title").FillAsync(title);
        await page.Locator("#f-Input-Statement").FillAsync("家里两亩地空着。");
        await page.GetByLabel("第 1 位姓名或名称").FillAsync("丁某");
    }

    /// <summary>A joint meeting goes through what waits on a phone: one case gets its unit, the other waits on, a mistake loses nothing.</summary>
    [Fact]
    public async Task Joint_meeting_gives_out_what_it_decided()
    {
        var fields = FieldProtector.Open(site.Store.Location.DataDirectory);
        var received = new List<CaseReceipt>();
        foreach (var title in (string[])["想学修农机", "想学做月嫂"])
        {
            received.Add((await site.Store.WriteAsync(
                await TestPeople.CallerAsync(site.Store, "community-worker.own"),
                (db, cancel) => CaseActs.ReceiveAsync(db, fields, new(
                    "household_need", "training", title, "visit", "PH06", "PH06", "PH06", site.Store.Time.Today(), title, [new("household", title[^2..] + "某")], $"meeting-{title}"), cancel), Cancel)).Value);
        }

        await using var centre = await site.Browse(320, 640, script: false, login: "case-office.own");
        var page = await centre.NewPageAsync();
        await page.GotoAsync("/cases/meetings");
        await page.GetByRole(AriaRole.Link, new() { Name = "记一次会议" }).ClickAsync();
        await page.Locator("#f-Input-Attending").FillAsync("PHJKQ");
        var decided = page.Locator("fieldset", new() { HasText = received[0].Number });
        await decided.GetByLabel("牵头单位").FillAsync("NO");
        await decided.GetByLabel("研判意见").FillAsync("村里办。");
        await page.GetByLabel("会议记录").FillAsync("议了两件，一件下次再议。");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并交办" }).ClickAsync();
        Assert.Contains($"{received[0].Number}：没有编码为 NO 的单位", await page.InnerTextAsync("main"));
        await Screenshots.Save(page, "case-meeting-320");
        Assert.Equal("村里办。", await decided.GetByLabel("研判意见").InputValueAsync());
        await decided.GetByLabel("牵头单位").FillAsync("PH06");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并交办" }).ClickAsync();
        Assert.Contains("1 件已交办", await page.InnerTextAsync("main"));
        var minutes = await page.InnerTextAsync("article");
        Assert.Contains(received[0].Number, minutes);
        Assert.DoesNotContain(received[1].Number, minutes);
        await page.SetViewportSizeAsync(1280, 900);
        await Screenshots.Save(page, "case-meeting-minutes-1280");
        using var handler = site.Client("case-handler.own");
        Assert.Contains("待签收", await handler.GetStringAsync($"/cases/{received[0].Id}", Cancel));
    }

    /// <summary>
    /// A firm meets an obstacle: the unit that it is given to says nothing for nine days, which stands before the discipline inspection, late and climbed; then it answers in
    /// public without the firm's name, the firm is not content, and in the end says that it is gone.
    /// </summary>
    [Fact]
    public async Task Obstacle_goes_overdue_and_reaches_the_discipline_inspection()
    {
        await using var firm = await site.Browse(script: false, login: "enterprise.own");
        await using var centre = await site.Browse(script: false, login: "case-office.above");
        await using var unit = await site.Browse(script: false, login: "case-handler.foreign");
        await using var above = await site.Browse(script: false, login: "inspector.above");
        var (raises, screens, answers, inspects) = (await firm.NewPageAsync(), await centre.NewPageAsync(), await unit.NewPageAsync(), await above.NewPageAsync());
        string Back(int days) => $"{site.Store.Time.Today().AddDays(-days):yyyy-MM-dd}";
        await raises.GotoAsync("/cases/new?kind=bottleneck");
        await raises.Locator("#f-Input-Category").SelectOptionAsync("procedure");
        await raises.Locator("#f-Input-ReceivedOn").FillAsync(Back(12));
        await raises.Locator("#f-Input-Subject").FillAsync("PH01");
        await raises.Locator("#f-Input-Owner").FillAsync("PH07");
        await raises.Locator("#f-Input-Title").FillAsync("盖章要跑三趟");
        await raises.Locator("#f-Input-Statement").FillAsync("每次都说缺一样。");
        await raises.Locator("[name='Input.Parties[0].Organization']").FillAsync("PH06");
        await raises.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).ClickAsync();
        var id = new Uri(raises.Url).AbsolutePath.Split('/')[^1];
        var number = (await raises.InnerTextAsync("h1")).Split(' ', '\n')[0].Trim();
        await raises.GotoAsync($"/cases/{id}/slip");
        var code = (await raises.Locator("article td.nowrap b").InnerTextAsync()).Trim();

        await CaseForms.DoAsync(screens, id, "assign", ("日期", Back(11)), ("单位编码", "PH01"), ("期限", $"{site.Store.Time.Today().AddDays(9):yyyy-MM-dd}"), ("说明", "请示例一村答复。"));
        await inspects.GotoAsync("/");
        Assert.Contains("逾期的逐级上升", await inspects.InnerTextAsync("main"));
        await inspects.GetByRole(AriaRole.Link, new() { Name = "逾期的办件" }).ClickAsync();
        await inspects.GotoAsync("/cases?late=overdue&kind=bottleneck&size=50");
        var row = inspects.Locator("tbody tr", new() { HasText = number });
        Assert.Contains("已逾期", await row.InnerTextAsync());
        await Screenshots.Save(inspects, "case-overdue-inspector-1280");
        await inspects.GetByRole(AriaRole.Link, new() { Name = "打印登记簿" }).ClickAsync();
        var paper = await inspects.InnerTextAsync("article");
        Assert.Contains("种类：营商环境中梗阻", paper);
        Assert.Contains(number, paper);
        await Screenshots.Save(inspects, "case-register-1280");
        await inspects.GoBackAsync();
        await row.GetByRole(AriaRole.Link).First.ClickAsync();
        Assert.Contains("签收", await inspects.InnerTextAsync("main"));

        await CaseForms.DoAsync(answers, id, "accept");
        await CaseForms.DoAsync(answers, id, "answer", ("说明", "以后在网上办，不用再跑。"));
        await CaseForms.DoAsync(raises, id, "reopen", ("说明", "网上还是打不开。"));
        await CaseForms.DoAsync(answers, id, "answer", ("说明", "网页修好了，盖章一次办成。"));
        await raises.GotoAsync("/case?code=" + code);
        var followed = await raises.InnerTextAsync("main");
        Assert.Contains("盖章一次办成", followed);
        Assert.DoesNotContain("示例六村", followed);
        await CaseForms.DoAsync(raises, id, "confirm");
        Assert.Contains("企业确认解决", await raises.InnerTextAsync("h1"));
        await inspects.GotoAsync("/cases?late=overdue&kind=bottleneck&size=50");
        Assert.Equal(0, await inspects.Locator("tbody tr", new() { HasText = number }).CountAsync());
    }
}
