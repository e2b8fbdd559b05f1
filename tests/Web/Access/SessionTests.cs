using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Accounts;
using Baotuan.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web.Access;

/// <summary>How long a sign-in lasts, and what the next one or the end of it leaves behind.</summary>
public sealed class SessionTests(SiteFixture site)
{
    private const string Cookie = "baotuan.session";
    private static int _made;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_again_makes_a_new_key_and_ends_the_old_one()
    {
        var (first, second) = (await MakeAsync(), await MakeAsync());
        var jar = new CookieContainer();
        using var client = Client(jar);
        await SignInAsync(client, first);
        var old = jar.GetCookies(site.Address)[Cookie]!.Value;
        await SignInAsync(client, second);
        Assert.NotEqual(old, jar.GetCookies(site.Address)[Cookie]!.Value);
        Assert.Contains(second, await client.GetStringAsync("/account", Cancel));

        var kept = new CookieContainer();
        kept.Add(site.Address, new Cookie(Cookie, old));
        using var stale = Client(kept);
        Assert.Equal(HttpStatusCode.Redirect, (await stale.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(1, await EndedOrNotAsync(first, ended: true));
        Assert.Equal(1, await EndedOrNotAsync(second, ended: false));
    }

    [Fact]
    public async Task Session_of_yesterday_is_refused_however_busy_it_was()
    {
        var login = await MakeAsync();
        using var client = Client(new());
        await SignInAsync(client, login);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);
        await AgeAsync(login, s => s.CreatedAtMs -= SessionStore.LongestMs);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Session_that_nobody_used_for_half_a_day_is_refused()
    {
        var login = await MakeAsync();
        using var client = Client(new());
        await SignInAsync(client, login);
        await AgeAsync(login, s => s.ExpiresAtMs -= 12 * 3_600_000L);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_clears_what_the_browser_kept()
    {
        var login = await MakeAsync();
        var jar = new CookieContainer();
        using var client = Client(jar);
        await SignInAsync(client, login);
        var key = jar.GetCookies(site.Address)[Cookie]!.Value;
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/account", Cancel));
        var token = page.QuerySelector("form[action='/sign-out'] input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        using var answer = await client.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Cancel);
        Assert.Equal("\"cache\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));

        var kept = new CookieContainer();
        kept.Add(site.Address, new Cookie(Cookie, key));
        using var stale = Client(kept);
        Assert.Equal(HttpStatusCode.Redirect, (await stale.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Key_in_the_cookie_stands_nowhere_in_the_table()
    {
        var login = await MakeAsync();
        var jar = new CookieContainer();
        using var client = Client(jar);
        await SignInAsync(client, login);
        await using var db = site.Store.Open();
        var id = await IdAsync(login);
        var session = await db.Set<UserSession>().SingleAsync(s => s.UserId == id, Cancel);
        Assert.Equal(64, session.Id.Length); // SHA-256 of 256 random bits
        Assert.DoesNotContain(session.Id, jar.GetCookies(site.Address)[Cookie]!.Value);
    }

    private HttpClient Client(CookieContainer jar) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = site.Address };

    private static async Task SignInAsync(HttpClient client, string login)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/sign-in", Cancel));
        var fields = page.QuerySelectorAll("main form.entry input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (fields["Input.Login"], fields["Input.Password"]) = (login, TestPeople.Password);
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields), Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private async Task<string> MakeAsync()
    {
        var login = $"s{Interlocked.Increment(ref _made)}.session";
        await TestPeople.MakeOneAsync(site.Store, login, "member", password: true, realHash: false);
        return login;
    }

    private async Task<long> IdAsync(string login)
    {
        await using var db = site.Store.Open();
        return await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).SingleAsync(Cancel);
    }

    private async Task<int> EndedOrNotAsync(string login, bool ended)
    {
        var id = await IdAsync(login);
        await using var db = site.Store.Open();
        return await db.Set<UserSession>().CountAsync(s => s.UserId == id && s.EndedAtMs != null == ended, Cancel);
    }

    private async Task AgeAsync(string login, Action<UserSession> age)
    {
        var id = await IdAsync(login);
        var aged = await site.Store.WriteAsync<bool>(
            "test",
            async (db, cancel) =>
            {
                age(await db.Set<UserSession>().AsTracking().SingleAsync(s => s.UserId == id, cancel));
                return true;
            },
            Cancel);
        Assert.True(aged.Ok);
    }
}
