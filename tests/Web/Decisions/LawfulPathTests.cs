using System.Text;
using Baotuan.Decisions.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Decisions;

/// <summary>
/// A village's year from the draft to the money, only by the hands of the people whom the law names, each step in a browser
/// without script: freeze, publish, object and answer, wait fifteen days, vote, approve twice, post, release twice, pay.
/// </summary>
public sealed class LawfulPathTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_villages_year_goes_from_draft_to_paid_by_the_hands_of_those_whom_the_law_names()
    {
        await using var lawful = await LawfulSite.StartAsync();

        // 1. The accountant freezes the plan; he cannot post it.
        var (accountant, book) = await OpenAsync(lawful, "accountant.own");
        await book.GotoAsync("/villages/PH06/cascade?period=2018");
        await ClickAsync(book, "核对无误，下一步");
        await ClickAsync(book, "编制方案");
        var proposal = new Uri(book.Url).AbsolutePath;

        // 2. It is published; a member objects; the board answers in writing.
        await book.GetByLabel("张贴地点").FillAsync("村务公开栏");
        await book.GetByLabel("异议受理").FillAsync("监事会，村部二楼");
        await ClickAsync(book, "登记公示");
        var (member, home) = await OpenAsync(lawful, "member.own");
        await home.GotoAsync(proposal);
        await home.GetByLabel("异议内容").FillAsync("提留太多");
        await ClickAsync(home, "提出异议");
        var (board, office) = await OpenAsync(lawful, "board.own");
        await office.GotoAsync(proposal);
        await office.GetByLabel("答复内容").FillAsync("按章程提取百分之三十");
        await ClickAsync(office, "答复");
        Assert.Equal(0, await office.GetByRole(AriaRole.Button, new() { Name = "登记大会" }).CountAsync());
        await Task.WhenAll(accountant.CloseAsync(), member.CloseAsync(), board.CloseAsync());

        // 3. Sixteen days later, not before, the assembly votes; the register says who may.
        lawful.Clock.Later(TimeSpan.FromDays(16));
        (board, office) = await OpenAsync(lawful, "board.own");
        await office.GotoAsync(proposal);
        var today = DateOnly.FromDateTime(lawful.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);
        await office.GetByLabel("通知日期").FillAsync(today.AddDays(-11).ToString("yyyy-MM-dd"));
        await office.GetByLabel("开会日期").FillAsync(today.ToString("yyyy-MM-dd"));
        await office.Locator("[name='Held.Place']").FillAsync("村文化礼堂");
        await office.Locator("[name='Held.Roll']").FillAsync(await RollAsync(lawful.Store, today));
        await office.Locator("[name='Held.Minutes']").FillAsync("主持人宣读方案，成员提问，逐户表决。");
        await ClickAsync(office, "登记大会");
        Assert.Contains("大会已登记", await office.Locator("main").InnerTextAsync());

        // 4. Two others approve; the accountant who prepared it never sees the button.
        await ClickAsync(office, "同意");
        var (supervisors, watch) = await OpenAsync(lawful, "supervisors.own");
        await watch.GotoAsync("/");
        Assert.Equal(1, await watch.GetByRole(AriaRole.Link, new() { Name = "等我办的方案" }).CountAsync());
        Assert.Contains("1个", (await watch.Locator(".stat", new() { HasText = "等我办的方案" }).InnerTextAsync()).Replace("\n", "").Replace(" ", ""));
        await watch.GotoAsync(proposal);
        await ClickAsync(watch, "同意");
        Assert.Contains("可以按方案执行", await watch.Locator("main").InnerTextAsync());
        (accountant, book) = await OpenAsync(lawful, "accountant.own");
        await book.GotoAsync(proposal);
        Assert.Equal(0, await book.GetByRole(AriaRole.Button, new() { Name = "同意" }).CountAsync());

        // 5. It is posted exactly as decided, frozen for the bank, released by two others, and paid.
        await book.GotoAsync("/villages/PH06/cascade?period=2018");
        await ClickAsync(book, "核对无误，下一步");
        await ClickAsync(book, "确认入账");
        Assert.Matches("/cascades/[0-9]+\\?posted=1$", book.Url);
        var cascade = long.Parse(new Uri(book.Url).Segments[^1]);
        await book.GotoAsync($"/cascades/{cascade}/bank");
        await ClickAsync(book, "冻结");
        var batch = new Uri(book.Url).AbsolutePath;
        foreach (var login in new[] { "cashier.own", "board.own" })
        {
            var (other, page) = await OpenAsync(lawful, login);
            await page.GotoAsync(batch);
            await ClickAsync(page, "放行");
            await other.CloseAsync();
        }

        await PayAsync(lawful, book, batch, cascade);
        Assert.Contains("已执行", await TextAsync(book, proposal));

        // 6. Whoever looked stands in the log, and everything recomputes.
        await using var db = lawful.Store.Open();
        Assert.Empty(await VenturesVerify.CheckAsync(db, null, Cancel));
        Assert.Empty(await OversightVerify.CheckAsync(db, Cancel));
        await Task.WhenAll(accountant.CloseAsync(), supervisors.CloseAsync(), board.CloseAsync());

        // 7. The next day the auditor finds in two clicks who looked at a household's bank account.
        var (curious, desk) = await OpenAsync(lawful, "auditor.above");
        await desk.GotoAsync($"/members/PH06/{await WithAccountAsync(lawful.Store, today)}/reveal?field=bank_account");
        await desk.Locator("[name='Input.Note']").FillAsync("核对回单上的账号");
        await ClickAsync(desk, "查看一次");
        Assert.Matches("^[0-9]{8,}$", (await desk.Locator("#revealed").InnerTextAsync()).Trim());
        await curious.CloseAsync();
        lawful.Clock.Later(TimeSpan.FromDays(1));
        var (auditor, log) = await OpenAsync(lawful, "inspector.above");
        await log.GotoAsync("/");
        await log.GetByRole(AriaRole.Link, new() { Name = "昨天谁看过成员信息" }).ClickAsync();
        await log.GetByRole(AriaRole.Link, new() { Name = "昨天看过银行账号的" }).ClickAsync();
        var rows = await log.Locator("tbody").InnerTextAsync();
        Assert.Contains("auditor above", rows);
        Assert.Contains("核对回单上的账号", rows);
        await auditor.CloseAsync();
    }

    private async Task<(IBrowserContext Context, IPage Page)> OpenAsync(LawfulSite lawful, string login)
    {
        var context = await site.BrowseElsewhere(lawful.Address, await lawful.SignInAsync(login));
        return (context, await context.NewPageAsync());
    }

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task<string> TextAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        return await page.Locator("main").InnerTextAsync();
    }

    /// <summary>Every grown member of the village on that day, in favour.</summary>
    private static async Task<string> RollAsync(Store store, DateOnly on)
    {
        await using var db = store.Open();
        var village = (await Organizations.ByCodeAsync(db, "PH06", Cancel))!;
        var fields = FieldProtector.Open(store.Location.DataDirectory);
        var grown = (await Members.AsOfAsync(db, village.Id, on, long.MaxValue, Cancel)).Where(m => m.CitizenId is not null && Born(fields, m).AddYears(18) <= on);
        return string.Join('\n', grown.Select(m => $"{m.MemberNo},,赞成"));
    }

    private static async Task<string> WithAccountAsync(Store store, DateOnly on)
    {
        await using var db = store.Open();
        var village = (await Organizations.ByCodeAsync(db, "PH06", Cancel))!;
        return (await Members.AsOfAsync(db, village.Id, on, long.MaxValue, Cancel)).First(m => m.BankAccount is not null).MemberNo;
    }

    private static DateOnly Born(FieldProtector fields, MemberInfo member)
    {
        var id = fields.Reveal(member.CitizenId!, Members.FieldRecord(member.CollectiveId, member.MemberNo, "citizen_id"));
        return DateOnly.ParseExact(id.AsSpan(6, 8), "yyyyMMdd");
    }

    /// <summary>The bank pays all but one, whose account is closed.</summary>
    private static async Task PayAsync(LawfulSite lawful, IPage page, string batch, long cascade)
    {
        await using (var db = lawful.Store.Open())
        {
            var id = long.Parse(batch.Split('/')[^1]);
            var lines = await BankFileActs.LinesAsync(db, id, Cancel);
            var answer = "成员号,结果,原因\n" + string.Join('\n', lines.Select((l, i) => i == 0 ? $"{l.MemberNo},失败,账户已销户" : $"{l.MemberNo},成功,"));
            await page.GotoAsync(batch);
            await page.Locator("[name='Answer.File']").SetInputFilesAsync(new FilePayload { Name = "回盘.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(answer) });
        }

        await ClickAsync(page, "登记结果");
        await using var after = lawful.Store.Open();
        var told = Assert.Single(await BankFileActs.ListAsync(after, cascade, Cancel));
        Assert.Equal((told.LineCount - 1, 1, 0), (told.Paid.Count, told.Failed.Count, told.Open.Count));
        // the failed one goes out again in a new batch, and only that one
        await page.GotoAsync($"/cascades/{cascade}/bank");
        await ClickAsync(page, "冻结");
        var again = (await BankFileActs.ListAsync(after, cascade, Cancel))[^1];
        Assert.Equal((2, 1), (again.BatchNo, again.LineCount));
    }
}
