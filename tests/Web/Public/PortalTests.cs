using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baotuan.Parties.Contracts;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>What everybody may rely on at public addresses; how they look and read is in <see cref="EveryPageTests"/> with all other pages.</summary>
public sealed partial class PortalTests(SiteFixture site)
{
    private const int MostBytes = 100 * 1024;

    private static readonly string[] Tables = ["organizations", "ventures", "distributions", "flows", "appropriations", "decisions", "notices", "clock"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Downloads => [.. Tables.Select(t => $"/public/data/{t}.csv"), .. Tables.Select(t => $"/public/data/{t}.json"), "/public/data/datapackage.json"];

    /// <summary>A new anonymous endpoint is a decision: it stands here by hand.</summary>
    [Fact]
    public void Nothing_else_is_open_to_everybody() => Assert.Equal(
        """
        /public
        /public/about
        /public/data
        /public/data/datapackage.json
        /public/data/datapackage.zip
        /public/data/{name}.csv
        /public/data/{name}.json
        /public/decisions/{Id:long}
        /public/figures/{Figure}/{Scope}/{Year:int}
        /public/notices
        /public/notices/{Id:long}
        /public/places/{Code}
        /public/ventures
        /public/ventures/{Code}
        /public/villages/{Code}
        /public/villages/{Code}/years/{Year:int}
        /public/villages/{Code}/years/{Year:int}/households
        /public/villages/{Code}/years/{Year:int}/sheet
        """,
        string.Join('\n', site.OpenEndpoints().Where(e => e.StartsWith("/public", StringComparison.Ordinal))));

    [Fact]
    public async Task Page_needs_no_sign_in_sets_no_cookie_and_may_be_kept()
    {
        using var client = site.Client(null);
        Assert.NotEmpty(site.PublicAddresses());
        foreach (var address in site.PublicAddresses().Concat(Downloads))
        {
            using var response = await client.GetAsync(address, Cancel);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {(int)response.StatusCode}");
            Assert.False(response.Headers.Contains("Set-Cookie"), address);
            Assert.Equal("public, max-age=60", response.Headers.CacheControl?.ToString());
            Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using var unchanged = await client.SendAsync(again, Cancel);
            Assert.True(unchanged.StatusCode == HttpStatusCode.NotModified, $"{address}: {(int)unchanged.StatusCode}");
        }
    }

    [Fact]
    public async Task Page_is_the_same_for_who_is_signed_in()
    {
        using var nobody = site.Client(null);
        using var member = site.Client("member.own");
        foreach (var address in site.PublicAddresses())
        {
            Assert.Equal(await nobody.GetStringAsync(address, Cancel), await member.GetStringAsync(address, Cancel));
        }
    }

    [Fact]
    public async Task Page_weighs_at_most_100_KB_with_what_it_loads()
    {
        List<string> heavy = [];
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = site.Address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var largest = 0;
        foreach (var address in site.PageAddresses().Where(site.OpenToAll).Append("/verify.html"))
        {
            using var answer = await client.GetAsync(address, Cancel);
            var packed = await answer.Content.ReadAsByteArrayAsync(Cancel);
            await using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
            var html = answer.Content.Headers.ContentEncoding.Contains("br") ? await new StreamReader(brotli).ReadToEndAsync(Cancel) : Encoding.UTF8.GetString(packed);
            var bytes = packed.Length;
            foreach (Match m in Loaded().Matches(html))
            {
                bytes += (await client.GetByteArrayAsync(m.Groups["url"].Value, Cancel)).Length;
            }

            largest = Math.Max(largest, bytes);
            if (bytes > MostBytes)
                heavy.Add($"{address}: {bytes}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"largest: {largest} bytes");
        Assert.True(heavy.Count == 0, string.Join("\n", heavy));
    }

    /// <summary>The values stand in the database of the sample: identity numbers of region 999999, phones, accounts, members' names.</summary>
    [Fact]
    public async Task No_number_or_name_of_a_person_is_shown()
    {
        await using var db = site.Store.Open();
        var village = (await Organizations.ByCodeAsync(db, "PH01", Cancel))!;
        var members = await Members.AsOfAsync(db, village.Id, new DateOnly(2020, 1, 1), long.MaxValue, Cancel);
        var names = members.Select(m => m.Name).Where(n => n.Length > 2).Distinct().ToList();
        Assert.NotEmpty(names);
        List<string> leaks = [];
        using var client = site.Client(null);
        foreach (var address in site.PublicAddresses().Concat(Downloads))
        {
            var text = await client.GetStringAsync(address, Cancel);
            leaks.AddRange(PersonalNumber().Matches(Hashes().Replace(text, "")).Select(m => $"{address}: {m.Value}"));
            leaks.AddRange(names.Where(n => text.Contains(n, StringComparison.Ordinal)).Take(3).Select(n => $"{address}: {n}"));
            leaks.AddRange(new[] { "13900001111", PublicSample.DraftTitle, "999999" }.Where(n => text.Contains(n, StringComparison.Ordinal)).Select(n => $"{address}: {n}"));
        }

        Assert.True(leaks.Count == 0, string.Join("\n", leaks.Take(20)));
    }

    [Theory]
    [InlineData("/public/villages/NOSUCH")]
    [InlineData("/public/villages/PHPT")] // an enterprise: it decided nothing about being shown
    [InlineData("/public/villages/PH01/years/1800")]
    [InlineData("/public/villages/PH06/years/2019/households")] // no resolution
    [InlineData("/public/places/NOSUCH")]
    [InlineData("/public/ventures/NOSUCH")]
    [InlineData("/public/decisions/1")] // a draft
    [InlineData("/public/decisions/999999")]
    [InlineData("/public/notices/2")] // a draft
    [InlineData("/public/notices/999999")]
    [InlineData("/public/figures/received/NOSUCH/2019")]
    [InlineData("/public/figures/nosuch/PH01/2019")]
    [InlineData("/public/data/nosuch.csv")]
    [InlineData("/public/data/nosuch.json")]
    [InlineData("/public/nosuch")]
    public async Task What_is_not_public_is_not_there(string address)
    {
        using var client = site.Client(null);
        using var response = await client.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Nothing_is_posted_to_a_public_address()
    {
        using var client = site.Client(null);
        foreach (var address in site.PublicAddresses())
        {
            using var response = await client.PostAsync(address, new FormUrlEncodedContent([new("a", "b")]), Cancel);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        }
    }

    [Fact]
    public async Task Package_says_what_is_in_it()
    {
        using var client = site.Client(null);
        using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync("/public/data/datapackage.zip", Cancel)));
        using var descriptor = await JsonDocument.ParseAsync(zip.GetEntry("datapackage.json")!.Open(), cancellationToken: Cancel);
        Assert.Equal("CC-BY-4.0", descriptor.RootElement.GetProperty("licenses")[0].GetProperty("name").GetString());
        var resources = descriptor.RootElement.GetProperty("resources").EnumerateArray().ToList();
        Assert.Equal(Tables, resources.Select(r => r.GetProperty("name").GetString()!));
        foreach (var resource in resources)
        {
            await using var entry = zip.GetEntry(resource.GetProperty("path").GetString()!)!.Open();
            using var bytes = new MemoryStream();
            await entry.CopyToAsync(bytes, Cancel);
            Assert.Equal(resource.GetProperty("bytes").GetInt64(), bytes.Length);
            Assert.Equal(resource.GetProperty("hash").GetString(), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
            Assert.Equal((byte[])[0xEF, 0xBB, 0xBF], bytes.ToArray()[..3]);
            var head = Encoding.UTF8.GetString(bytes.ToArray()[3..]).Split("\r\n")[0];
            Assert.Equal(head, string.Join(',', resource.GetProperty("schema").GetProperty("fields").EnumerateArray().Select(f => f.GetProperty("name").GetString())));
        }
    }

    /// <summary>Every cell reads as the type that the descriptor gives its column, in the forms of Table Schema v1, and the descriptor has what the profile asks for.</summary>
    [Fact]
    public async Task Package_keeps_its_own_schema()
    {
        using var client = site.Client(null);
        using var zip = new ZipArchive(new MemoryStream(await client.GetByteArrayAsync("/public/data/datapackage.zip", Cancel)));
        using var descriptor = await JsonDocument.ParseAsync(zip.GetEntry("datapackage.json")!.Open(), cancellationToken: Cancel);
        Assert.Equal("tabular-data-package", descriptor.RootElement.GetProperty("profile").GetString());
        List<string> wrong = [];
        var cells = 0;
        foreach (var resource in descriptor.RootElement.GetProperty("resources").EnumerateArray())
        {
            Assert.Equal("tabular-data-resource", resource.GetProperty("profile").GetString());
            Assert.Matches("^[-a-z0-9._/]+$", resource.GetProperty("name").GetString()!);
            var fields = resource.GetProperty("schema").GetProperty("fields").EnumerateArray().Select(f => (Name: f.GetProperty("name").GetString()!, Type: f.GetProperty("type").GetString()!)).ToList();
            Assert.Equal(fields.Count, fields.Select(f => f.Name).Distinct().Count());
            await using var entry = zip.GetEntry(resource.GetProperty("path").GetString()!)!.Open();
            using var reader = new StreamReader(entry);
            foreach (var row in Rows(await reader.ReadToEndAsync(Cancel)).Skip(1))
            {
                Assert.Equal(fields.Count, row.Count);
                for (var i = 0; i < fields.Count; i++, cells++)
                {
                    if (!Reads(fields[i].Type, row[i]))
                        wrong.Add($"{resource.GetProperty("name")}.{fields[i].Name} ({fields[i].Type}): {row[i]}");
                }
            }
        }

        Assert.True(cells > 1_000, $"{cells}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)));
    }

    /// <summary>docs/formats/open-data.md names every table and every column.</summary>
    [Fact]
    public async Task Open_data_page_names_every_column()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ARCHITECTURE.md")))
        {
            folder = folder.Parent;
        }

        var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs", "formats", "open-data.md"), Cancel);
        using var client = site.Client(null);
        using var descriptor = JsonDocument.Parse(await client.GetStringAsync("/public/data/datapackage.json", Cancel));
        foreach (var resource in descriptor.RootElement.GetProperty("resources").EnumerateArray())
        {
            var columns = string.Join(", ", resource.GetProperty("schema").GetProperty("fields").EnumerateArray().Select(f => $"`{f.GetProperty("name").GetString()}`"));
            Assert.Contains($"| `{resource.GetProperty("name").GetString()}` | {columns} |", text);
        }
    }

    /// <summary>RFC 4180: cells with or without quotes, a quote inside doubled.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(string csv)
    {
        var row = new List<string>();
        foreach (Match cell in CsvCell().Matches(csv))
        {
            row.Add(cell.Groups["quoted"].Success ? cell.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : cell.Groups["plain"].Value);
            if (cell.Groups["end"].Value != ",")
            {
                yield return row;
                row = [];
            }
        }
    }

    private static bool Reads(string type, string cell) => cell.Length == 0 || type switch
    {
        "integer" => Whole().IsMatch(cell),
        "number" => Decimal().IsMatch(cell),
        "year" => cell.Length == 4 && Whole().IsMatch(cell),
        "date" => DateOnly.TryParseExact(cell, "yyyy-MM-dd", out _),
        "string" => true,
        _ => false,
    };

    [Fact]
    public async Task Json_has_the_rows_of_the_csv()
    {
        using var client = site.Client(null);
        foreach (var table in Tables)
        {
            using var rows = JsonDocument.Parse(await client.GetStringAsync($"/public/data/{table}.json", Cancel));
            var lines = (await client.GetStringAsync($"/public/data/{table}.csv", Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(lines.Length - 1, rows.RootElement.GetArrayLength());
        }
    }

    /// <summary>The picture on wide screens; on phones and paper the list in its place.</summary>
    [Fact]
    public async Task Way_of_the_money_is_a_picture_or_a_list()
    {
        await using var context = await site.Browse(login: null, script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/public/villages/PH01");
        Assert.True(await page.Locator(".figure-outlined svg").IsVisibleAsync());
        Assert.False(await page.Locator(".figure-outline").IsVisibleAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator(".figure-outlined svg").IsVisibleAsync());
        Assert.True(await page.Locator(".figure-outline").IsVisibleAsync());
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.SetViewportSizeAsync(320, 640);
        Assert.True(await page.Locator(".figure-outline").IsVisibleAsync());
    }

    /// <summary>Every number of a village's page opens what it was computed from, and that page says the same number.</summary>
    [Fact]
    public async Task Number_opens_its_certificate()
    {
        await using var context = await site.Browse(login: null, script: false);
        var page = await context.NewPageAsync();
        List<string> links = [];
        foreach (var address in new[] { "/public/villages/PH01", "/public/villages/PH01/years/2021" })
        {
            await page.GotoAsync(address);
            var found = await page.Locator("table[class~=sheet] a[href^='/public/figures/']").EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href') + ' ' + a.textContent.trim())");
            Assert.NotEmpty(found);
            links.AddRange(found.Where(l => !l.Contains("/figures/accounts/", StringComparison.Ordinal)));
        }

        // an income is the indicator's number: the page behind the sign-in says the same
        using var client = site.Client();
        var certificate = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await client.GetStringAsync("/indicators/recurring_income?scope=organization:PH01&period=2021", Cancel));
        Assert.Contains($"/public/figures/recurring_income/PH01/2021 {certificate.QuerySelector(".certificate-value")!.TextContent.Split(' ')[0]}", links);
        foreach (var link in links)
        {
            var (href, amount) = (link.Split(' ')[0], link.Split(' ')[1]);
            await page.GotoAsync(href);
            Assert.Equal(amount + " 元", await page.Locator(".certificate-value").InnerTextAsync());
        }
    }

    [GeneratedRegex("(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^,\"\\r\\n]*))(?<end>,|\\r\\n)")]
    private static partial Regex CsvCell();

    [GeneratedRegex("^-?[0-9]+$")]
    private static partial Regex Whole();

    [GeneratedRegex("^-?[0-9]+[.][0-9]{2}$")]
    private static partial Regex Decimal();

    [GeneratedRegex("(?:href|src)=\"(?<url>/assets/[^\"]+)\"")]
    private static partial Regex Loaded();

    [GeneratedRegex(@"(?<![\d.])(1[3-9]\d{9}|\d{17}[\dXx]|\d{16}|\d{19})(?![\d.])", RegexOptions.ExplicitCapture)]
    private static partial Regex PersonalNumber();

    [GeneratedRegex("[0-9a-f]{64}| d=\"[^\"]*\"|points=\"[^\"]*\"")]
    private static partial Regex Hashes();
}
