using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Shell;
using Baotuan.Platform.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web;

/// <summary>The site as a reverse proxy on the same machine serves it by https under a public name.</summary>
public sealed class PublicHostTests(SiteFixture site) : IAsyncLifetime
{
    private const string Host = "baotuan.example";
    private static int _made;
    private WebApplication _public = null!;
    private Uri _address = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _public = SiteHost.Build(SiteWiring.For(site.Store, site.Importer, port: 0, Host) with { SignInsPerMinute = 1_000, SecurityContact = "mailto:safe@baotuan.example" });
        _address = await SiteHost.StartAsync(_public, Cancel);
    }

    public async ValueTask DisposeAsync() => await _public.DisposeAsync();

    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/account", 302)]
    [InlineData("/nowhere", 404)]
    public async Task Https_is_demanded_for_a_year_with_every_answer(string address, int status)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await client.SendAsync(Request(HttpMethod.Get, address), Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Cookies_are_bound_to_the_host_and_to_https_and_closed_to_scripts()
    {
        var cookies = await SignInAsync(await MakeAsync(), "203.0.113.7");
        Assert.Equal(["__Host-baotuan.form", "__Host-baotuan.session"], cookies.Select(c => c.Split('=')[0]).Order(StringComparer.Ordinal));
        Assert.All(cookies, c =>
        {
            Assert.Contains("; path=/", c);
            Assert.Contains("; secure", c);
            Assert.Contains("; httponly", c);
            Assert.DoesNotContain("domain=", c);
            Assert.Contains(c.StartsWith("__Host-baotuan.form", StringComparison.Ordinal) ? "samesite=strict" : "samesite=lax", c);
        });
    }

    [Fact]
    public async Task Address_is_what_the_proxy_added_and_not_what_the_client_wrote()
    {
        var login = await MakeAsync();
        await SignInAsync(login, "198.51.100.66, 203.0.113.7");
        await using var db = site.Store.Open();
        var id = await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).SingleAsync(Cancel);
        Assert.Equal("203.0.113.7", await db.Set<UserSession>().Where(s => s.UserId == id).Select(s => s.Address).SingleAsync(Cancel));
    }

    [Fact]
    public async Task Form_is_not_served_in_clear()
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var request = Request(HttpMethod.Get, "/sign-in");
        request.Headers.Remove("X-Forwarded-Proto");
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Unused_method_is_refused(string method)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await client.SendAsync(Request(new(method), "/sign-in"), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode); // the gate stands in front of the bare 405
        Assert.DoesNotContain("X-Forwarded", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Whom_to_tell_about_a_hole_is_open_to_everybody()
    {
        using var client = new HttpClient();
        using var answer = await client.SendAsync(Request(HttpMethod.Get, SecurityContact.Address), Cancel);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var lines = (await answer.Content.ReadAsStringAsync(Cancel)).Split('\n');
        Assert.Equal("Contact: mailto:safe@baotuan.example", lines[0]);
        Assert.InRange(DateTimeOffset.Parse(lines[1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) - site.Store.Time.GetUtcNow(), TimeSpan.FromDays(170), TimeSpan.FromDays(181));
        Assert.Equal("Canonical: https://baotuan.example/.well-known/security.txt", lines[3]);

        using var nobody = site.Client(null);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.GetAsync(SecurityContact.Address, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("mailto:safe@baotuan.example", true)]
    [InlineData("https://baotuan.example/safe", true)]
    [InlineData("http://baotuan.example/safe", false)]
    [InlineData("safe@baotuan.example", false)]
    [InlineData("mailto:a@b.c\nEvil: yes", false)]
    public void Contact_is_mail_or_a_page_by_https(string contact, bool good) => Assert.Equal(good, SecurityContact.IsGood(contact));

    private HttpRequestMessage Request(HttpMethod method, string address, string clientAddress = "203.0.113.7")
    {
        var request = new HttpRequestMessage(method, new Uri(_address, address));
        request.Headers.Host = Host;
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", clientAddress);
        return request;
    }

    // Set-Cookie lines of the sign-in page and of the answer to its form
    private async Task<IReadOnlyList<string>> SignInAsync(string login, string clientAddress)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var shown = await client.SendAsync(Request(HttpMethod.Get, "/sign-in", clientAddress), Cancel);
        var form = Assert.Single(shown.Headers.GetValues("Set-Cookie"));
        var page = await new HtmlParser().ParseDocumentAsync(await shown.Content.ReadAsStringAsync(Cancel));
        var fields = page.QuerySelectorAll("main form.entry input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (fields["Input.Login"], fields["Input.Password"]) = (login, TestPeople.Password);
        var request = Request(HttpMethod.Post, "/sign-in", clientAddress);
        request.Headers.Add("Cookie", form.Split(';')[0]);
        request.Content = new FormUrlEncodedContent(fields);
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return [form, .. answer.Headers.GetValues("Set-Cookie").Where(c => !c.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))];
    }

    private async Task<string> MakeAsync()
    {
        var login = $"p{Interlocked.Increment(ref _made)}.public";
        await TestPeople.MakeOneAsync(site.Store, login, "member", password: true, realHash: false);
        return login;
    }
}
