using System.Net;
using System.Text.Json;
using Baotuan.App.Shell;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Tests.Web.Programs;

/// <summary>What stands before every address for programs: methods, tokens, how often, and a disk that fails.</summary>
public sealed class ProgramDoorTests(SiteFixture site)
{
    private const string Cases = ProgramRoutes.Root + "/cases";
    private const string Kinds = ProgramRoutes.Root + "/case-kinds";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Wrong_method_is_answered_with_those_that_are_right_and_only_to_a_token(string method)
    {
        using var client = await ClientAsync();
        using var nobody = site.Client(null);
        using var person = site.Client();
        foreach (var (address, status) in new[] { (Cases, 405), (Cases + "/1", 405), (ProgramRoutes.Root + "/no-such-address", 404), ("/api/v2/cases", 404) })
        {
            foreach (var asker in new[] { client, person })
            {
                using var answer = await asker.SendAsync(new(new(method), address), Cancel);
                await ProblemAsync(answer, status, status == 405 ? "请用 GET 或 HEAD" : "没有这个地址");
                Assert.Equal(status == 405 ? ["GET", "HEAD"] : [], answer.Content.Headers.Allow.Order());
            }

            using var outside = await nobody.SendAsync(new(new(method), address), Cancel);
            await ProblemAsync(outside, 401, "接口令牌");
            Assert.Empty(outside.Content.Headers.Allow);
        }
    }

    [Fact]
    public async Task Addresses_are_told_to_nobody_without_a_token()
    {
        using var nobody = site.Client(null);
        foreach (var address in (string[])[Cases, Cases + "/1", Cases + "/x", ProgramRoutes.Root, ProgramRoutes.Root + "/no-such-address", "/api/v2", "/api/openapi.json", "/API/V1/CASES"])
        {
            using var answer = await nobody.GetAsync(address, Cancel);
            await ProblemAsync(answer, 401, "接口令牌");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().ToString());
        }
    }

    [Fact]
    public async Task Head_is_get_without_the_body()
    {
        using var client = await ClientAsync();
        foreach (var (address, status) in new[] { (Kinds, 200), (Cases + "?take=1", 200), (Cases + "?take=0", 400), (Cases + "/999999", 404) })
        {
            using var answer = await client.SendAsync(new(HttpMethod.Head, address), Cancel);
            Assert.Equal((address, status), (address, (int)answer.StatusCode));
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task Channels_are_told_where_they_are_asked_for()
    {
        using var client = await ClientAsync();
        var document = await client.GetStringAsync("/api/openapi.json", Cancel);
        Assert.Contains($"来源代码：{string.Join('、', Baotuan.Cases.Contracts.CaseChannels.All.Select(c => c.Code))}", document, StringComparison.Ordinal);
        Assert.Contains("一个令牌一分钟最多", document, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer {0}", 200)]
    [InlineData("bearer   {0} ", 200)]
    [InlineData("Bearer {0}, Bearer {0}", 401)]
    [InlineData("Bearer {0} {0}", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer 令牌", 401)]
    [InlineData("Basic {0}", 401)]
    public async Task Header_has_one_token_as_it_was_given(string header, int status)
    {
        using var client = await ClientAsync();
        var token = client.DefaultRequestHeaders.Authorization!.Parameter!;
        client.DefaultRequestHeaders.Authorization = null;
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8, UseCookies = false };
        using var plain = new HttpClient(handler) { BaseAddress = client.BaseAddress };
        plain.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", string.Format(System.Globalization.CultureInfo.InvariantCulture, header, token));
        using var answer = await plain.GetAsync(Kinds, Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_too_large_is_told_as_a_problem()
    {
        using var client = await ClientAsync();
        using var answer = await client.SendAsync(new(HttpMethod.Get, Kinds) { Content = new ByteArrayContent(new byte[3_000_000]) }, Cancel);
        await ProblemAsync(answer, 413, "请求不用带内容");
    }

    [Fact]
    public async Task Parameter_that_an_address_does_not_have_is_refused_and_named()
    {
        using var client = await ClientAsync();
        foreach (var (address, name) in new[] { (Cases + "?stat=closed", "stat"), (Cases + "?kind=dispute&种类=x", "种类"), (Kinds + "?take=1", "take"), (Cases + "/1?scope=x", "scope"), (Cases + "?=x", "") })
        {
            using var answer = await client.GetAsync(address, Cancel);
            await ProblemAsync(answer, 400, $"没有参数 {name}");
        }

        using var other = await client.GetAsync(Cases + "?KIND=dispute&Take=1", Cancel);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task One_token_asks_so_often_in_a_minute_and_no_other_one_pays_for_it()
    {
        await using var limited = SiteHost.Build(SiteWiring.For(site.Store, site.Importer, port: 0) with { TokenRequestsPerMinute = 3 });
        var address = await SiteHost.StartAsync(limited, Cancel);
        using var busy = await ClientAsync(address);
        using var quiet = await ClientAsync(address);
        var statuses = new List<int>();
        foreach (var asked in (string[])[Kinds, ProgramRoutes.Root + "/no-such-address", "/cases.csv?kind=no-such", Kinds])
        {
            using var answer = await busy.GetAsync(asked, Cancel);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([200, 404, statuses[2], 429], statuses); // whatever it asks for counts
        Assert.NotEqual(429, statuses[2]);
        using var over = await busy.GetAsync(Kinds, Cancel);
        await ProblemAsync(over, 429, "请过一分钟再试");
        Assert.Equal("60", over.Headers.GetValues("Retry-After").Single());
        using var other = await quiet.GetAsync(Kinds, Cancel);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Stopped_disk_is_told_as_a_problem_and_what_only_reads_goes_on()
    {
        var stopped = Databases.OpenStore(site.Store.Location, TimeProvider.System);
        await using var broken = SiteHost.Build(SiteWiring.For(stopped, new Importer(stopped, InstalledModules.All), port: 0));
        using var there = await ClientAsync(await SiteHost.StartAsync(broken, Cancel));
        stopped.Note(new("disk_full", "磁盘已满，已停止写入。", StopsWriting: true));
        using var read = await there.GetAsync(Kinds, Cancel);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        foreach (var asked in new HttpRequestMessage[] { new(HttpMethod.Get, Cases), new(HttpMethod.Post, Cases) }) // a list is a line of the log
        {
            using var answer = await there.SendAsync(asked, Cancel);
            Assert.Equal("disk_full", (await ProblemAsync(answer, 503, "磁盘已满，已停止写入")).GetProperty("codes")[0].GetString());
            Assert.Equal("300", answer.Headers.GetValues("Retry-After").Single());
        }
    }

    [Fact]
    public async Task Person_sees_when_his_token_was_used()
    {
        const string Login = "county-office.above";
        var name = $"用过的 {Guid.NewGuid():N}";
        using var client = await ClientAsync(name: name);
        await using var context = await site.Browse(login: Login);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account");
        var row = page.Locator("#tokens tr", new() { HasText = name });
        Assert.Contains("没有用过", await row.InnerTextAsync());
        using var answer = await client.GetAsync(Kinds, Cancel);
        await page.ReloadAsync();
        Assert.Contains(ChinaTime.Text(site.Store.Time.GetUtcNow().ToUnixTimeMilliseconds())[..10], await row.InnerTextAsync());
        Assert.DoesNotContain("没有用过", await row.InnerTextAsync());
    }

    [Theory]
    [InlineData(320)]
    [InlineData(1280)]
    public async Task Guide_says_what_there_is_and_how_often_and_fits(int width)
    {
        await using var context = await site.Browse(width);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/api");
        await Screenshots.Save(page, $"/api-guide-{width}");
        var text = await page.Locator("main").InnerTextAsync();
        string[] mapped = [.. site.GuardedEndpoints().Where(e => e.Contains(ProgramRoutes.Root + "/", StringComparison.Ordinal)).Select(e => e[4..].Replace(":long", "", StringComparison.Ordinal))];
        Assert.All([.. mapped, "最多 120 次", "Retry-After", "codes", "retention 保管类别代码", "take 给几条，最多 200", "known 按当时所知"], m => Assert.Contains(m, text, StringComparison.Ordinal));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status, string word)
    {
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == (int)answer.StatusCode, $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {(int)answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Contains(word, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        return problem;
    }

    private async Task<HttpClient> ClientAsync(Uri? address = null, string name = "接口测试")
    {
        var caller = await TestPeople.CallerAsync(site.Store, "county-office.above");
        var token = (await site.Store.WriteAsync(
            caller, (db, c) => Accounts.MakeTokenAsync(db, name, ["cases:case:read", "cases:case:export"], site.Store.Time.Today().AddDays(1), c), Cancel)).Value;
        var client = site.Client(null);
        client.BaseAddress = address ?? client.BaseAddress;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }
}
