using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using AngleSharp.Html.Parser;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Access;

/// <summary>Getting in and staying out: passwords, locks, codes, sessions, tokens, invitations, passkeys.</summary>
public sealed class SignInTests(SiteFixture site)
{
    private const string Refused = "账号或口令不对";
    private static int _made;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Right_password_opens_and_wrong_one_says_the_same_as_no_account()
    {
        var login = await MakeAsync();
        var (wrong, noCookie) = await TryAsync(login, "not the password");
        var (unknown, _) = await TryAsync("nobody.here", "not the password");
        Assert.Contains(Refused, wrong);
        Assert.Equal(Words(wrong), Words(unknown));
        Assert.Null(noCookie["baotuan.session"]);
        Assert.NotNull((await TryAsync(login, TestPeople.Password)).Cookies["baotuan.session"]);
    }

    [Fact]
    public async Task Unknown_account_takes_about_as_long_as_a_wrong_password()
    {
        var login = await MakeAsync(realHash: true);
        await TryAsync("warm.up", "x");
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4; i++) // one fewer than locks
        {
            known.Add(await TimeAsync(login));
            unknown.Add(await TimeAsync($"nobody{i}"));
        }

        // a hash of 210,000 rounds is most of both; ten to one would tell them apart at a glance
        Assert.InRange(Median(unknown) / Median(known), 0.2, 5);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_and_the_answer_stays_the_same()
    {
        var login = await MakeAsync();
        string last = "";
        for (var i = 0; i < 5; i++)
        {
            (last, _) = await TryAsync(login, "not the password");
        }

        var (locked, cookies) = await TryAsync(login, TestPeople.Password);
        Assert.Null(cookies["baotuan.session"]);
        Assert.Equal(Words(last), Words(locked));
        await using var db = site.Store.Open();
        var user = await db.Set<User>().SingleAsync(u => u.Login == login, Cancel);
        Assert.NotNull(user.LockoutEndMs);
        Assert.Contains("account.locked", await ActionsAsync(db, user.Id));
        Assert.Equal(4, (await ActionsAsync(db, user.Id)).Count(a => a == "sign-in.failed")); // the fifth is the lock
    }

    [Fact]
    public async Task Session_that_was_ended_is_refused_at_the_next_request()
    {
        var login = await MakeAsync();
        using var first = await ClientAsync(login);
        using var second = await ClientAsync(login);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/account", Cancel)).StatusCode);
        await PostFormAsync(second, "/account", "form[action='/sessions/end']:not(:has(input[name=id]))");
        Assert.Equal(HttpStatusCode.Redirect, (await first.GetAsync("/account", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Right_taken_away_is_gone_at_the_next_request()
    {
        var login = await MakeAsync("accountant");
        using var client = await ClientAsync(login);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/books", Cancel)).StatusCode);
        await using (var db = site.Store.Open())
        {
            var id = await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).SingleAsync(Cancel);
            var day = await db.Set<UserRole>().Where(r => r.UserId == id).Select(r => r.ValidFrom).SingleAsync(Cancel);
            Assert.True((await site.Store.WriteAsync("test", (w, c) => Rights.TakeRoleAsync(w, id, "accountant", day, site.Store.Time.Today(), c), Cancel)).Ok);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/books", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Disabled_account_is_out_at_the_next_request()
    {
        var login = await MakeAsync();
        using var client = await ClientAsync(login);
        var id = await IdAsync(login);
        Assert.True((await site.Store.WriteAsync("test", (db, c) => Accounts.DisableAsync(db, id, true, "离职", c), Cancel)).Ok);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancel)).StatusCode);
        Assert.Contains(Refused, (await TryAsync(login, TestPeople.Password)).Page);
    }

    [Fact]
    public async Task Code_of_the_authenticator_opens_once_and_a_recovery_code_once()
    {
        var login = await MakeAsync();
        using var client = await ClientAsync(login);
        var account = await Document(await PostFormAsync(client, "/account", "form:has(button:contains('开始设置'))", follow: true));
        var key = account.QuerySelector("code.wrap")!.TextContent;
        var code = Totp(key);
        var on = await Document(await PostFormAsync(client, "/account", "form:has(input[name='Two.Code'])", follow: true, ("Two.Code", code)));
        var recovery = on.QuerySelector("pre.secret")!.TextContent.Trim().Split('\n')[0].Trim();

        using var other = await ClientAsync(login, expectSession: false);
        var again = await Document(await PostFormAsync(other, "/sign-in/code", "form.entry", follow: true, ("Input.Code", code)));
        Assert.Contains("已经用过", again.Body!.TextContent);
        await PostFormAsync(other, "/sign-in/code", "form.entry", follow: false, ("Input.Code", recovery));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/account", Cancel)).StatusCode);

        using var third = await ClientAsync(login, expectSession: false);
        var used = await Document(await PostFormAsync(third, "/sign-in/code", "form.entry", follow: true, ("Input.Code", recovery)));
        Assert.Contains("动态码不对", used.Body!.TextContent);

        // who lost the phone and the codes shows himself to the administrator, and starts again with his password
        var administrator = await TestPeople.CallerAsync(site.Store, "system-admin.own");
        var id = await IdAsync(login);
        Assert.Equal("reason_missing", (await site.Store.WriteAsync(administrator, (db, c) => Accounts.ClearSecondFactorAsync(db, id, " ", c), Cancel)).Refusals[0].Code);
        Assert.True((await site.Store.WriteAsync(administrator, (db, c) => Accounts.ClearSecondFactorAsync(db, id, "手机丢失，已当面核对", c), Cancel)).Ok);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/account", Cancel)).StatusCode);
        using var back = await ClientAsync(login);
        Assert.Equal(HttpStatusCode.OK, (await back.GetAsync("/account", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Invitation_works_once_and_refuses_a_password_that_everybody_knows()
    {
        var login = await MakeAsync(password: false);
        var token = (await site.Store.WriteAsync("test", async (db, c) => await Accounts.InviteAsync(db, await IdAsync(login), c), Cancel)).Value;
        using var client = site.Client(null);
        foreach (var known in new[] { "password1", "12345678", "iloveyou", "qwertyuiop", "短" })
        {
            var refused = await Document(await PostFormAsync(client, "/invitation", "form.entry", true, ("Input.Token", token), ("Input.Password", known), ("Input.Again", known)));
            Assert.NotNull(refused.QuerySelector(".error-summary"));
        }

        const string Good = "violet kettle mountain seven";
        await PostFormAsync(client, "/invitation", "form.entry", false, ("Input.Token", token), ("Input.Password", Good), ("Input.Again", Good));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/account", Cancel)).StatusCode);
        using var second = site.Client(null);
        var again = await Document(await PostFormAsync(second, "/invitation", "form.entry", true, ("Input.Token", token), ("Input.Password", Good), ("Input.Again", Good)));
        Assert.Contains("已用过或已过期", again.Body!.TextContent);
    }

    [Fact]
    public async Task Token_reads_what_it_is_for_until_it_is_revoked_and_posts_nothing()
    {
        var login = await MakeAsync("accountant");
        var caller = await TestPeople.CallerAsync(site.Store, login);
        var today = site.Store.Time.Today();
        var token = (await site.Store.WriteAsync(caller, (db, c) => Accounts.MakeTokenAsync(db, "对账", ["ledger:book:read", "ledger:book:export"], today.AddDays(30), c), Cancel)).Value;
        using var client = site.Client(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/trial-balance.csv?book=PH06", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/trial-balance.csv?book=PH01", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/ventures.csv", Cancel)).StatusCode); // the person may, the token may not
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsync("/sign-out", null, Cancel)).StatusCode);
        await using var read = site.Store.Open();
        var id = await read.Set<ApiToken>().Where(t => t.Hash == UserStore.Fingerprint(token)).Select(t => t.Id).SingleAsync(Cancel);
        Assert.True((await site.Store.WriteAsync(caller, (db, c) => Accounts.RevokeTokenAsync(db, id, c), Cancel)).Ok);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/trial-balance.csv?book=PH06", Cancel)).StatusCode);
        Assert.Equal("token_too_long", (await site.Store.WriteAsync(caller, (db, c) => Accounts.MakeTokenAsync(db, "x", ["ledger:book:read"], today.AddYears(2), c), Cancel)).Refusals[0].Code);
        Assert.Equal("token_beyond_own_rights", (await site.Store.WriteAsync(caller, (db, c) => Accounts.MakeTokenAsync(db, "x", ["oversight:log:read"], today, c), Cancel)).Refusals[0].Code);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Way_back_never_leads_to_another_site(string back)
    {
        var login = await MakeAsync();
        using var client = site.Client(null);
        var answer = await PostFormAsync(
            client, "/sign-in?return=" + Uri.EscapeDataString(back), "form.entry", false, ("Input.Login", login), ("Input.Password", TestPeople.Password));
        Assert.Equal("/", new Uri(site.Address, answer.Headers.Location!).PathAndQuery);
        Assert.Equal(site.Address.Authority, new Uri(site.Address, answer.Headers.Location!).Authority);
    }

    [Fact]
    public async Task Passkey_is_registered_and_signs_in()
    {
        var login = await MakeAsync();
        await using var context = await site.Browse(login: null);
        var page = await context.NewPageAsync();
        var devtools = await context.NewCDPSessionAsync(page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号").FillAsync(login);
        await page.GetByLabel("口令").FillAsync(TestPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { Name = "登记通行密钥" }).ClickAsync();
        await page.GetByText("这台设备").First.WaitForAsync();
        await page.Locator(".site-person").GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "用通行密钥登录" }).ClickAsync();
        await page.WaitForURLAsync(site.Address.ToString());
        await page.GotoAsync("/account");
        Assert.Contains(login, await page.Locator("main").InnerTextAsync());
    }

    private async Task<string> MakeAsync(string role = "member", bool password = true, bool realHash = false)
    {
        var login = $"t{Interlocked.Increment(ref _made)}.{role}";
        await TestPeople.MakeOneAsync(site.Store, login, role, password, realHash);
        return login;
    }

    private async Task<long> IdAsync(string login)
    {
        await using var db = site.Store.Open();
        return await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).SingleAsync(Cancel);
    }

    private static async Task<List<string>> ActionsAsync(BaotuanDb db, long userId)
    {
        var subject = UserStore.Subject(userId);
        return await db.Set<Operation>().Where(o => o.Subject == subject).Select(o => o.Action).ToListAsync(Cancel);
    }

    private async Task<(string Page, CookieCollection Cookies)> TryAsync(string login, string password)
    {
        var jar = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = site.Address };
        var answer = await PostFormAsync(client, "/sign-in", "form.entry", false, ("Input.Login", login), ("Input.Password", password));
        return (await answer.Content.ReadAsStringAsync(Cancel), jar.GetCookies(site.Address));
    }

    private async Task<double> TimeAsync(string login)
    {
        var clock = Stopwatch.StartNew();
        await TryAsync(login, "not the password");
        return clock.Elapsed.TotalMilliseconds;
    }

    private async Task<HttpClient> ClientAsync(string login, bool expectSession = true)
    {
        var client = site.Client(null);
        var answer = await PostFormAsync(client, "/sign-in", "form.entry", false, ("Input.Login", login), ("Input.Password", TestPeople.Password));
        Assert.Equal(expectSession ? "/" : "/sign-in/code", new Uri(site.Address, answer.Headers.Location!).AbsolutePath);
        return client;
    }

    /// <summary>Fills a form of a page in and posts it, as a browser would.</summary>
    private static async Task<HttpResponseMessage> PostFormAsync(
        HttpClient client, string address, string selector, bool follow = false, params (string Name, string Value)[] typed)
    {
        var page = await Document(await client.GetAsync(address, Cancel));
        var form = page.QuerySelectorAll("main form").First(f => f.Matches(Plain(selector)) && Contains(f, selector));
        var fields = form.QuerySelectorAll("input[name]").GroupBy(i => i.GetAttribute("name")!).ToDictionary(g => g.Key, g => g.First().GetAttribute("value") ?? "");
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        var answer = await client.PostAsync(form.GetAttribute("action") is { Length: > 0 } action ? action : address, new FormUrlEncodedContent(fields), Cancel);
        return follow && answer.Headers.Location is { } next ? await client.GetAsync(next, Cancel) : answer;
    }

    private static string Plain(string selector) => selector.Contains(":contains", StringComparison.Ordinal) ? "form" : selector;

    private static bool Contains(AngleSharp.Dom.IElement form, string selector) =>
        !selector.Contains(":contains('", StringComparison.Ordinal) || form.TextContent.Contains(selector.Split('\'')[1], StringComparison.Ordinal);

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Document(HttpResponseMessage answer) =>
        await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));

    // what a reader reads; tokens and typed values differ
    private static string Words(string page) => new HtmlParser().ParseDocument(page).QuerySelector(".error-summary")!.TextContent.Trim();

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    // RFC 6238 with the usual thirty seconds and six digits
    private static string Totp(string base32)
    {
        var bits = string.Concat(base32.Trim().ToUpperInvariant().Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30));
#pragma warning disable CA5350 // the algorithm of authenticator apps
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = ((hash[offset] & 127) << 24) | (hash[offset + 1] << 16) | (hash[offset + 2] << 8) | hash[offset + 3];
        return (number % 1_000_000).ToString("000000");
    }
}
