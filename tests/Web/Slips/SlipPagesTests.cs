using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Baotuan.App.Shell;
using Baotuan.Parties.Contracts;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>What the QR code of a slip opens, and what it opens to nobody.</summary>
public sealed partial class SlipPagesTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Slip_carries_the_address_of_its_receipt_and_no_name_or_amount_in_it()
    {
        using var client = site.Client();
        var slip = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/slips/2/H0001", Cancel));
        var address = slip.QuerySelector(".qr-address")!.TextContent;
        Assert.Equal(SiteFixture.PublicRoot.TrimEnd('/') + site.SlipPath, address);
        Assert.Matches("^https://baotuan[.]example/r/2/[0-9]+/[a-z2-9]{16}$", address);
        Assert.NotNull(slip.QuerySelector(".slip svg.qr-code path"));
        Assert.Contains(SlipAddress.Parse(address)!.Typed, slip.QuerySelector(".qr figcaption")!.TextContent);
        var all = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/slips/2?size=20", Cancel));
        var addresses = all.QuerySelectorAll(".qr-address").Select(a => a.TextContent).ToList();
        Assert.Equal(all.QuerySelectorAll(".slip").Length, addresses.Distinct().Count());
        Assert.Contains(address, addresses);
    }

    [Fact]
    public async Task Page_shows_the_household_its_own_lines_and_nobody_elses()
    {
        using var nobody = site.Client(null);
        var page = await nobody.GetStringAsync(site.SlipPath, Cancel);
        var text = (await new HtmlParser().ParseDocumentAsync(page)).QuerySelector("main")!.TextContent;
        await using var db = site.Store.Open();
        var village = (await Organizations.ByCodeAsync(db, "PH01", Cancel))!;
        var members = await Members.AsOfAsync(db, village.Id, new DateOnly(2019, 12, 31), long.MaxValue, Cancel);
        var own = members.Where(m => m.HouseholdNo == "H0001").Select(m => m.Name).ToList();
        Assert.All(own, n => Assert.Contains(n, text));
        Assert.DoesNotContain(members.Select(m => m.Name).Where(n => n.Length > 2 && !own.Exists(o => o.Contains(n, StringComparison.Ordinal))).Distinct(), n => text.Contains(n, StringComparison.Ordinal));
        using var client = site.Client();
        var slip = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/slips/2/H0001", Cancel));
        var total = slip.QuerySelector(".slip-words b")!.TextContent;
        Assert.Equal(total, (await new HtmlParser().ParseDocumentAsync(page)).QuerySelector(".certificate-value")!.TextContent.Trim());
        Assert.Contains("已证明", text);
    }

    [Fact]
    public async Task Receipt_is_downloaded_and_holds()
    {
        using var nobody = site.Client(null);
        using var answer = await nobody.GetAsync(site.SlipPath + "/receipt", Cancel);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Matches("^baotuan-receipt-2-[0-9]+[.]txt$", answer.Content.Headers.ContentDisposition.FileName!);
        var proof = ReceiptCheck.Verify(await answer.Content.ReadAsStringAsync(Cancel), WitnessPolicy.Of((await LogCheckpoints.KeysAsync(site.Store, Cancel))[0])).Value;
        Assert.All(proof.Lines, l => Assert.Equal("PH01", l.Collective));
    }

    [Fact]
    public async Task Household_objects_in_two_taps_and_reads_the_answer()
    {
        await using var phone = await site.Browse(320, 640, script: false, login: null);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(site.SlipPath);
        await page.GetByText("提异议", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "交给监事会" }).ClickAsync(); // without a word
        Assert.Contains("请写明不同意见", await page.Locator(".error-summary").InnerTextAsync());
        await page.GetByLabel("哪里不对").FillAsync("我家三口人 <b>少算了</b> 一口。");
        await page.GetByRole(AriaRole.Button, new() { Name = "交给监事会" }).ClickAsync();
        Assert.EndsWith("?sent=1#objections", page.Url);
        await Assertions.Expect(page.GetByText("已经交给监事会")).ToBeInViewportAsync();
        Assert.Contains("我家三口人 <b>少算了</b> 一口。", await page.Locator("main").InnerTextAsync());
        await Screenshots.Save(page, "slip-objection-sent-320");

        await using var board = await site.Browse(script: false, login: "supervisors.foreign");
        var desk = await board.NewPageAsync();
        await desk.GotoAsync("/disclosure/objections?state=open");
        await desk.Locator("tbody tr", new() { HasText = "少算了" }).Locator("a").First.ClickAsync();
        await Screenshots.Save(desk, "slip-objection-open");
        await desk.GetByLabel("答复").FillAsync("核对了户口，登记日是三口，没有少算。");
        await desk.GetByRole(AriaRole.Button, new() { Name = "登记答复" }).ClickAsync();
        Assert.Contains("已答复", await desk.Locator("h1, .page-title, main").First.InnerTextAsync());
        await page.GotoAsync(site.SlipPath);
        Assert.Contains("核对了户口", await page.Locator("main").InnerTextAsync());
        await Screenshots.Save(page, "slip-objection-answered-320");
    }

    [Fact]
    public async Task Wrong_code_looks_like_an_unknown_slip()
    {
        using var nobody = site.Client(null);
        var parts = site.SlipPath.Split('/');
        string At(string cascade, string line, string code) => $"/r/{cascade}/{line}/{code}";
        string[] wrong =
        [
            At(parts[2], parts[3], "abcdefghijkmnpqr"), At(parts[2], "1", parts[4][..15] + (parts[4][15] == 'a' ? 'b' : 'a')), At(parts[2], "99999999", parts[4]), At("999999", parts[3], parts[4]), At("1", parts[3], parts[4]),
            At(parts[2], parts[3], parts[4].ToUpperInvariant()), At(parts[2], "-1", parts[4]), At(parts[2], parts[3], "张三"),
        ];
        var bodies = new HashSet<string>();
        foreach (var address in wrong.Concat(wrong.Select(w => w + "/receipt")))
        {
            using var answer = await nobody.GetAsync(address, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address}: {(int)answer.StatusCode}");
            // the link that skips to the content carries the page's own address
            bodies.Add(OwnAddress().Replace(await answer.Content.ReadAsStringAsync(Cancel), ""));
        }

        Assert.Contains("href=\"/r\"", Assert.Single(bodies));
        Assert.Contains("没有这张分红单", bodies.Single());
    }

    [Fact]
    public async Task Slip_is_kept_by_no_cache_and_found_by_no_search_engine()
    {
        using var nobody = site.Client(null);
        foreach (var address in (string[])[site.SlipPath, site.SlipPath + "/receipt", "/r", "/r/1/1/abcdefghijkmnpqr"])
        {
            using var answer = await nobody.GetAsync(address, Cancel);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task Codes_are_not_tried_out_one_after_the_other()
    {
        await using var limited = SiteHost.Build(SiteWiring.For(site.Store, site.Importer, port: 0) with { SlipsPerMinute = 3 });
        using var client = new HttpClient { BaseAddress = await SiteHost.StartAsync(limited, Cancel) };
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await client.GetAsync($"/r/2/1/abcdefghijkmnp{i + 2}q", Cancel);
            statuses.Add((int)answer.StatusCode);
        }

        Assert.Equal([404, 404, 404, 429, 429], statuses);
    }

    [Fact]
    public async Task Codes_of_cases_and_questions_are_not_tried_out_either()
    {
        await using var limited = SiteHost.Build(SiteWiring.For(site.Store, site.Importer, port: 0) with { SlipsPerMinute = 3 });
        using var client = new HttpClient { BaseAddress = await SiteHost.StartAsync(limited, Cancel) };
        var statuses = new List<int>();
        foreach (var address in (string[])["/case/questions?code=aaaa-bbbb-cccc-dddd", "/case?code=aaaa-bbbb-cccc-dddd", "/CASE/questions?code=aaaa-bbbb-cccc-ddde", "/case/questions?code=aaaa-bbbb-cccc-dddf", "/case"])
        {
            using var answer = await client.GetAsync(address, Cancel);
            statuses.Add((int)answer.StatusCode);
        }

        // the limit is one for all of them, and an answer that is sent is a try as well
        using var sent = await client.PostAsync("/case/questions?code=aaaa-bbbb-cccc-dddg", new FormUrlEncodedContent([new("_handler", "answer")]), Cancel);
        Assert.Equal([200, 200, 200, 429, 429, 429], [.. statuses, (int)sent.StatusCode]);
        Assert.Equal("60", sent.Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task Slip_without_a_public_address_prints_a_code_that_opens_the_page()
    {
        await using var local = SiteHost.Build(SiteWiring.For(site.Store, site.Importer, port: 0) with { SignInsPerMinute = 100 });
        var address = await SiteHost.StartAsync(local, Cancel);
        await using var context = await site.BrowseElsewhere(address, await site.SignedInAsync(SiteFixture.Everything));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/slips/2/H0001");
        Assert.Equal(0, await page.Locator(".qr").CountAsync());
        var code = await page.Locator(".slip-code b").InnerTextAsync();
        await page.GotoAsync("/r");
        await page.FillAsync("input[name=code]", code.ToUpperInvariant());
        await page.Locator("button[type=submit]").ClickAsync();
        Assert.Equal(site.SlipPath, new Uri(page.Url).AbsolutePath);
        await page.GotoAsync("/r?code=12-3");
        Assert.Contains("收据码不对", await page.Locator("main").InnerTextAsync());
    }

    [GeneratedRegex("href=\"/[^\"]*#content\"")]
    private static partial Regex OwnAddress();
}
