using System.Collections.Concurrent;
using AngleSharp.Html.Parser;
using Baotuan.App.Shell;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>What holds for every page, found from the site's own routes.</summary>
public sealed class EveryPageTests(SiteFixture site)
{
    private static readonly string[] AxeRules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    public static TheoryData<string> MenuAddresses => [.. SiteMenu.Items.Select(i => i.Href)];

    [Theory, MemberData(nameof(MenuAddresses))]
    public async Task Menu_link_answers(string address)
    {
        Assert.SkipUnless(site.PagePatterns().Contains(address), $"No page is built for {address} yet.");
        using var client = site.Client();
        using var response = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public void Route_with_parameters_has_a_sample() =>
        Assert.DoesNotContain(site.PagePatterns(), p => p.Contains('{') && !SiteFixture.Samples.ContainsKey(p));

    /// <summary>One visit for everything that a wide screen and paper show: a visit is what costs time.</summary>
    [Fact]
    public async Task Desktop_and_paper_are_without_errors_and_accessible()
    {
        await using var context = await site.Browse();
        using var plain = site.Client();
        await VisitEachAsync(context, async (page, address) =>
        {
            List<string> complaints = [];
            // Refusals of the content policy arrive as console errors.
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    complaints.Add($"{address}: console {message.Text}");
            };
            page.PageError += (_, error) => complaints.Add($"{address}: script {error}");
            var response = await page.GotoAsync(address);
            if (response!.Status != 200)
                complaints.Add($"{address}: status {response.Status}");
            complaints.AddRange(await HeadComplaints(page, plain, address));
            complaints.AddRange(await AxeComplaints(page, address, ""));
            await Screenshots.Save(page, address + "-1280");
            complaints.AddRange(await PrintComplaints(page, address));
            return complaints;
        });
    }

    [Fact]
    public async Task Phone_fits_320_px()
    {
        await using var context = await site.Browse(320, 640);
        await VisitEachAsync(context, async (page, address) =>
        {
            List<string> complaints = [];
            await page.GotoAsync(address);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 320)
                complaints.Add($"{address}: {width} px wide; {await Widest(page)}");
            var small = await page.EvaluateAsync<string[]>(SmallTargets);
            complaints.AddRange(small.Select(s => $"{address}: target below 44 px: {s}"));
            complaints.AddRange(await AxeComplaints(page, address, " (320 px)"));
            await Screenshots.Save(page, address + "-320");
            return complaints;
        });
    }

    /// <summary>Visits every address, as many at a time as there are processors, and fails with all complaints at once.</summary>
    private async Task VisitEachAsync(IBrowserContext context, Func<IPage, string, Task<List<string>>> visit)
    {
        ConcurrentBag<string> found = [];
        await Parallel.ForEachAsync(
            site.PageAddresses(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken },
            async (address, _) =>
            {
                var page = await context.NewPageAsync();
                foreach (var complaint in await visit(page, address))
                    found.Add(complaint);
                await page.CloseAsync();
            });
        Assert.True(found.IsEmpty, string.Join("\n", found.Order(StringComparer.Ordinal))); // Assert.Empty cuts what it shows
    }

    [Fact]
    public async Task What_is_wrong_is_found()
    {
        await using var context = await site.Browse();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<html><body><main><h1>标题</h1><img src='a.png'><input></main></body></html>");
        var found = (await Axe.FindAsync(page, AxeRules)).Select(v => v.Id);
        Assert.Superset(new HashSet<string> { "document-title", "html-has-lang", "image-alt", "label" }, found.ToHashSet());
    }

    [Fact]
    public async Task Menu_opens_on_a_phone_without_script()
    {
        await using var context = await site.Browse(320, 640, script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/help");
        var link = page.Locator(".fold a[href='/vouchers']");
        Assert.False(await link.IsVisibleAsync());
        await page.Locator(".fold summary").ClickAsync();
        Assert.True(await link.IsVisibleAsync());
    }

    [Fact]
    public async Task Skip_link_is_the_first_stop()
    {
        await using var context = await site.Browse();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/help");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("跳到正文", await page.Locator(":focus").InnerTextAsync());
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("content", await page.EvaluateAsync<string>("document.activeElement.id"));
    }

    private const string SmallTargets = """
        [...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea, summary')]
          .filter(e => e.checkVisibility() && !e.closest('p, li, dd, td') && e.getBoundingClientRect().height > 0
            && e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().bottom > 0)
          .map(e => e.outerHTML.slice(0, 120))
        """;

    private static async Task<string> Widest(IPage page) => await page.EvaluateAsync<string>(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.table-frame')).map(e => e.tagName + '.' + e.className).slice(0, 3).join(', ')");

    /// <summary>One heading and the language; and the heading that stands in the page as it comes, before any script.</summary>
    private static async Task<IEnumerable<string>> HeadComplaints(IPage page, HttpClient plain, string address)
    {
        var headings = await page.Locator("h1").AllInnerTextsAsync();
        using var sent = await plain.GetAsync(address, TestContext.Current.CancellationToken);
        var document = await new HtmlParser().ParseDocumentAsync(await sent.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        List<string> complaints = [];
        if (headings.Count != 1)
            complaints.Add($"{address}: not exactly one h1");
        else if (Words(headings[0]) != Words(document.QuerySelector("h1")?.TextContent ?? ""))
            complaints.Add($"{address}: without script it reads “{document.QuerySelector("h1")?.TextContent}”");
        if (await page.Locator("html").GetAttributeAsync("lang") != "zh-CN")
            complaints.Add($"{address}: lang");
        return complaints;
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private async Task<IEnumerable<string>> PrintComplaints(IPage page, string address)
    {
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        List<string> complaints = [];
        foreach (var part in new[] { ".site-head", ".side", ".fold", ".site-foot", ".crumbs" })
        {
            if (await page.Locator(part).First.IsVisibleAsync())
                complaints.Add($"{address}: {part} is printed");
        }
        if (site.OpenToAll(address))
            complaints.AddRange(await AxeComplaints(page, address, " (print)"));
        await Screenshots.SavePdf(page, address + "-print");
        return complaints;
    }

    /// <summary>What axe finds; on pages for everybody the least of it too.</summary>
    private async Task<IEnumerable<string>> AxeComplaints(IPage page, string address, string where) =>
        from violation in await Axe.FindAsync(page, AxeRules)
        where violation.Impact is "serious" or "critical" or "moderate" || site.OpenToAll(address)
        select $"{address}{where}: {violation}";
}
