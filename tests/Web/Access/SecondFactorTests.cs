using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Accounts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web.Access;

/// <summary>Administrators have a second factor before they do anything else, and sensitive acts ask who it is once more.</summary>
public sealed class SecondFactorTests(SiteFixture site)
{
    private static int _made;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Setting_is_dated_and_on_where_nothing_is_set()
    {
        await using var db = site.Store.Open();
        var today = site.Store.Time.Today();
        Assert.True(await SecondFactor.IsDemandedAsync(db, today.AddDays(-1), Cancel)); // the tests set it off today
        Assert.False(await SecondFactor.IsDemandedAsync(db, today, Cancel));
        var later = today.AddYears(40);
        Assert.Equal("reason_missing", (await SetAsync(true, later, " ")).Refusals[0].Code);
        Assert.True((await SetAsync(true, later, "恢复")).Ok);
        Assert.False(await SecondFactor.IsDemandedAsync(db, later.AddDays(-1), Cancel));
        Assert.True(await SecondFactor.IsDemandedAsync(db, later, Cancel));
        Assert.Contains("second-factor.demand", await db.Set<Operation>().Select(o => o.Action).Distinct().ToListAsync(Cancel));
        var admin = await TestPeople.CallerAsync(site.Store, "security-admin.own");
        var refused = await site.Store.WriteAsync(admin, (w, c) => SecondFactor.SetAsync(w, false, later, "图方便", c), Cancel);
        Assert.Equal("only_at_the_machine", refused.Refusals[0].Code);
    }

    [Fact]
    public async Task Duty_is_an_administrators_alone_and_tells_what_to_do()
    {
        await using var db = site.Store.Open();
        var before = site.Store.Time.Today().AddDays(-1); // demanded then
        async Task<SecondFactorDuty> OfAsync(string login) => await SecondFactor.DutyAsync(db, await TestPeople.CallerAsync(site.Store, login), before, Cancel);
        Assert.Equal(SecondFactorDuty.SetUp, await OfAsync("security-admin.own"));
        Assert.Equal(SecondFactorDuty.SetUp, await OfAsync("audit-admin.above"));
        Assert.Equal(SecondFactorDuty.None, await OfAsync("accountant.own"));
        Assert.Equal(SecondFactorDuty.None, await SecondFactor.DutyAsync(db, await TestPeople.CallerAsync(site.Store, "system-admin.own"), site.Store.Time.Today(), Cancel));
    }

    [Fact]
    public async Task Old_session_confirms_before_a_token_and_a_new_one_need_not()
    {
        var login = await MakeAsync();
        var jar = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = site.Address };
        jar.Add(await site.SignInAsync(login, TestPeople.Password));
        var fresh = await PageAsync(client, "/account");
        Assert.DoesNotContain("确认是您本人", fresh.Body!.TextContent, StringComparison.Ordinal);

        await AgeAsync(login);
        var stale = await PageAsync(client, "/account");
        Assert.Contains("确认是您本人", stale.Body!.TextContent, StringComparison.Ordinal);
        var start = await PostAsync(client, "/account", "form:has(button:contains('开始设置'))");
        Assert.StartsWith("/account/confirm", start.Headers.Location!.ToString().Replace(site.Address.ToString().TrimEnd('/'), "", StringComparison.Ordinal), StringComparison.Ordinal);
        var wrong = await PostAsync(client, "/account/confirm?return=%2Faccount", "form.entry", ("Input.Password", "not the password"));
        Assert.Contains("口令不对", await wrong.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var right = await PostAsync(client, "/account/confirm?return=%2Faccount%23tokens", "form.entry", ("Input.Password", TestPeople.Password));
        Assert.EndsWith("/account#tokens", right.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("确认是您本人", (await PageAsync(client, "/account")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirming_leads_to_no_other_site()
    {
        var login = await MakeAsync();
        var jar = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = site.Address };
        jar.Add(await site.SignInAsync(login, TestPeople.Password));
        var answer = await PostAsync(client, "/account/confirm?return=https%3A%2F%2Fevil.example%2F", "form.entry", ("Input.Password", TestPeople.Password));
        Assert.DoesNotContain("evil", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_below_the_page_ask_too()
    {
        var caller = (await TestPeople.CallerAsync(site.Store, "security-admin.own")) with { Confirmed = false };
        var id = await IdAsync(await MakeAsync());
        var today = site.Store.Time.Today();
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => site.Store.WriteAsync(caller, (db, c) => Rights.GiveRoleAsync(db, id, "mediator", today, null, c), Cancel));
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => site.Store.WriteAsync(caller, (db, c) => Rights.GiveScopeAsync(db, id, "view", null, today, null, c), Cancel));
        Assert.True((await site.Store.WriteAsync(caller with { Confirmed = true }, (db, c) => Rights.GiveRoleAsync(db, id, "mediator", today, null, c), Cancel)).Ok);
    }

    private Task<Baotuan.Kernel.Outcome<bool>> SetAsync(bool on, DateOnly from, string reason) =>
        site.Store.WriteAsync("test", (db, c) => SecondFactor.SetAsync(db, on, from, reason, c), Cancel);

    private async Task<string> MakeAsync()
    {
        var login = $"confirm{Interlocked.Increment(ref _made)}";
        await TestPeople.MakeOneAsync(site.Store, login, "accountant", password: true, realHash: false);
        return login;
    }

    private async Task<long> IdAsync(string login)
    {
        await using var db = site.Store.Open();
        return await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).SingleAsync(Cancel);
    }

    // as if he had signed in eleven minutes ago
    private async Task AgeAsync(string login)
    {
        var id = await IdAsync(login);
        var aged = await site.Store.WriteAsync<bool>(
            "test",
            async (db, cancel) =>
            {
                await db.Set<UserSession>().AsTracking().Where(s => s.UserId == id).ForEachAsync(s => s.CreatedAtMs -= 11 * 60_000, cancel);
                return true;
            },
            Cancel);
        Assert.True(aged.Ok);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HttpClient client, string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Cancel), Cancel);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string form, params (string Name, string Value)[] fields)
    {
        var found = (await PageAsync(client, address)).QuerySelector(form)!;
        var values = found.QuerySelectorAll("input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return await client.PostAsync(address.Split('#')[0], new FormUrlEncodedContent(values), Cancel);
    }
}
