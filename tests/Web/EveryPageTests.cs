using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Baotuan.App.Shell;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>What holds for every page, found from the site's own routes.</summary>
public sealed class EveryPageTests(SiteFixture site)
{
    private static readonly AxeRunOptions AxeRules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

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

    [Fact]
    public async Task Desktop_is_without_errors_and_accessible()
    {
        List<string> complaints = [];
        await using var context = await site.Browse();
        foreach (var address in site.PageAddresses())
        {
            var page = await context.NewPageAsync();
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
            if (await page.Locator("h1").CountAsync() != 1)
                complaints.Add($"{address}: not exactly one h1");
            if (await page.Locator("html").GetAttributeAsync("lang") != "zh-CN")
                complaints.Add($"{address}: lang");
            complaints.AddRange(await AxeComplaints(page, address));
            await Screenshots.Save(page, address + "-1280");
            await page.CloseAsync();
        }
        Assert.True(complaints.Count == 0, string.Join("\n", complaints)); // Assert.Empty cuts what it shows
    }

    [Fact]
    public async Task Phone_fits_320_px()
    {
        List<string> complaints = [];
        await using var context = await site.Browse(320, 640);
        foreach (var address in site.PageAddresses())
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(address);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 320)
                complaints.Add($"{address}: {width} px wide; {await Widest(page)}");
            var small = await page.EvaluateAsync<string[]>(SmallTargets);
            complaints.AddRange(small.Select(s => $"{address}: target below 44 px: {s}"));
            complaints.AddRange(await AxeComplaints(page, address + " (320 px)"));
            await Screenshots.Save(page, address + "-320");
            await page.CloseAsync();
        }
        Assert.True(complaints.Count == 0, string.Join("\n", complaints)); // Assert.Empty cuts what it shows
    }

    [Fact]
    public async Task Page_reads_the_same_without_script()
    {
        await using var with = await site.Browse();
        await using var without = await site.Browse(script: false);
        foreach (var address in site.PageAddresses())
        {
            var scripted = await Heading(with, address);
            Assert.Equal(scripted, await Heading(without, address));
        }
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
    public async Task Print_leaves_the_shell_out()
    {
        List<string> complaints = [];
        await using var context = await site.Browse();
        foreach (var address in site.PageAddresses())
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(address);
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            foreach (var part in new[] { ".site-head", ".side", ".fold", ".site-foot", ".crumbs" })
            {
                if (await page.Locator(part).First.IsVisibleAsync())
                    complaints.Add($"{address}: {part} is printed");
            }
            if (site.OpenToAll(address))
                complaints.AddRange(await AxeComplaints(page, address + " (print)"));
            await Screenshots.SavePdf(page, address + "-print");
            await page.CloseAsync();
        }
        Assert.True(complaints.Count == 0, string.Join("\n", complaints)); // Assert.Empty cuts what it shows
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
        [...document.querySelectorAll('a[href], button, input:not([type=hidden]):not([type=checkbox]), select, textarea, summary')]
          .filter(e => e.checkVisibility() && !e.closest('p, li, dd, td') && e.getBoundingClientRect().height > 0
            && e.getBoundingClientRect().height < 43.5 && e.getBoundingClientRect().bottom > 0)
          .map(e => e.outerHTML.slice(0, 120))
        """;

    private static async Task<string> Widest(IPage page) => await page.EvaluateAsync<string>(
        "[...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.table-frame')).map(e => e.tagName + '.' + e.className).slice(0, 3).join(', ')");

    private static async Task<string> Heading(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        var heading = await page.Locator("h1").InnerTextAsync();
        await page.CloseAsync();
        return heading;
    }

    private static async Task<IEnumerable<string>> AxeComplaints(IPage page, string address)
    {
        var result = await page.RunAxe(AxeRules);
        return result.Violations.Where(v => v.Impact is "serious" or "critical" or "moderate")
            .Select(v => $"{address}: axe {v.Id} ({v.Impact}) {v.Nodes.FirstOrDefault()?.Html}");
    }
}
