using System.Net;
using Baotuan.App.Shell;

namespace Baotuan.Tests.Web;

/// <summary>How the site answers over HTTP, without a browser.</summary>
public sealed class RequestTests(SiteFixture site)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/help", 200)]
    [InlineData("/nowhere", 404)]
    [InlineData("/test-failure", 500)]
    public async Task Answer_carries_the_security_headers(string address, int status)
    {
        using var client = site.Client();
        using var response = await client.GetAsync(address, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(SecurityHeaders.ContentPolicy, policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("no-store", response.Headers.GetValues("Cache-Control").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/help", "text/html; charset=utf-8")]
    [InlineData("/nowhere", "text/html; charset=utf-8")]
    [InlineData("/ventures.csv", "text/csv; charset=utf-8")]
    [InlineData("/imports/template", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Answer_says_what_it_is_and_in_which_letters(string address, string type)
    {
        using var client = site.Client();
        using var response = await client.GetAsync(address, Cancellation);
        Assert.Equal(type, response.Content.Headers.ContentType!.ToString());
        Assert.Equal(type.StartsWith("text/html", StringComparison.Ordinal), response.Content.Headers.ContentDisposition is null);
    }

    [Fact]
    public async Task Typed_markup_comes_back_as_text()
    {
        using var client = site.Client();
        var text = await client.GetStringAsync("/users?q=" + Uri.EscapeDataString("\"><script>alert(1)</script>"), Cancellation);
        Assert.Contains("alert(1)", text);
        Assert.DoesNotContain("<script>alert", text);
        Assert.DoesNotContain("\"><script", text);
    }

    [Fact]
    public async Task Unknown_address_gets_a_page_in_Chinese()
    {
        using var client = site.Client();
        using var response = await client.GetAsync("/nowhere", Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("没有找到这个页面", text);
        Assert.Single(text.Split("<h1"), part => part.StartsWith('>'));
    }

    [Fact]
    public async Task Who_has_no_account_is_shown_to_what_is_open()
    {
        using var nobody = site.Client(null);
        foreach (var address in (string[])["/public/nowhere", "/public/villages/NOBODY", "/sign-in"])
        {
            var text = await (await nobody.GetAsync(address, Cancellation)).Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("href=\"/public\"", text);
            Assert.Contains("href=\"/r\"", text);
            Assert.DoesNotContain("href=\"/help\"", text);
            Assert.DoesNotContain("回到工作台", text);
        }

        using var client = site.Client();
        Assert.Contains("回到工作台", await (await client.GetAsync("/nowhere", Cancellation)).Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Failure_says_what_to_do_and_not_what_broke()
    {
        using var client = site.Client();
        var text = await (await client.GetAsync("/test-failure", Cancellation)).Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("系统出错了", text);
        Assert.DoesNotContain("secret detail", text);
    }

    [Fact]
    public async Task Post_without_token_is_refused_with_a_page()
    {
        using var client = site.Client();
        using var response = await client.PostAsync("/test-parts/form", new FormUrlEncodedContent([new("_handler", "contribute")]), Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("提交的内容不完整或已经过期", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Body_above_the_limit_is_refused_with_a_page()
    {
        using var client = site.Client();
        using var response = await client.PostAsync("/test-parts/form", new ByteArrayContent(new byte[3_000_000]), Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("文件太大", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Foreign_host_name_is_refused()
    {
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/help");
        request.Headers.Host = "evil.example";
        using var response = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Page_loads_nothing_from_elsewhere_and_stays_light()
    {
        using var client = site.Client();
        var text = await client.GetStringAsync("/help", Cancellation);
        var assets = System.Text.RegularExpressions.Regex.Matches(text, "(?:href|src)=\"(/assets/[^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Equal(3, assets.Count);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var total = 0;
        foreach (var asset in assets)
        {
            using var response = await client.GetAsync(asset, Cancellation);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString());
            total += (await response.Content.ReadAsByteArrayAsync(Cancellation)).Length;
        }
        Assert.True(total < 40_000, $"{total} bytes");
    }
}
