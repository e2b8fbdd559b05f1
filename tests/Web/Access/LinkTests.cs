using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;

namespace Baotuan.Tests.Web;

/// <summary>No page shows its reader a link that refuses him: a refusal is logged as a try, and nobody is to be logged for following a link.</summary>
public sealed partial class LinkTests(SiteFixture site)
{
    private static readonly string[] Pages =
    [
        "/", "/mine", "/villages", "/villages?unit=PHV06", "/villages/PH06", "/ventures", "/ventures/WHARF", "/distributions", "/distributions/1", "/cascades/2", "/proposals", "/books/PH06",
        "/cockpit?year=2022", "/cockpit?year=2022&place=PHV06", "/indicators/members?scope=organization:PH06&period=2022", "/claims", "/briefings/PH06-2022", "/village-income?year=2022", "/datasets", "/alerts", "/findings",
        "/disclosure", "/cases", "/industry", "/lateness",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("county-office.above")]
    [InlineData("deputy.above")]
    [InlineData("cashier.foreign")]
    public async Task Link_shown_is_open(string login)
    {
        using var client = site.Client(login);
        var links = new Dictionary<string, string>(StringComparer.Ordinal);
        var shapes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in Pages)
        {
            using var answer = await client.GetAsync(page, Cancel);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                continue;
            }

            var document = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));
            foreach (var href in document.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!))
            {
                if (shapes.Add(Own().Replace(href, "#")))
                {
                    links.Add(href, page);
                }
            }
        }

        Assert.True(links.Count > 20, $"{links.Count} links");
        var refused = new List<string>();
        foreach (var (href, page) in links)
        {
            using var answer = await client.GetAsync(href, HttpCompletionOption.ResponseHeadersRead, Cancel);
            if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                refused.Add($"{page} shows {href}: {(int)answer.StatusCode}");
            }
        }

        Assert.True(refused.Count == 0, string.Join('\n', refused));
    }

    /// <summary>What differs between two links of one sort.</summary>
    [GeneratedRegex("[0-9]+|(?<=[/=:])[A-Z][A-Z0-9-]*")]
    private static partial Regex Own();
}
