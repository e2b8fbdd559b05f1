using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Baotuan.Tests.Web.Industry;

/// <summary>The printed totals of the zone on their page; who may not see single firms sees no line of two.</summary>
public sealed class IndustryPageTests(SiteFixture site)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<string[]>> LinesAsync(HttpClient client, string address)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Cancel), Cancel);
        return [.. page.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent.Trim()).ToArray())];
    }

    [Fact]
    public async Task PrintedTotals_StandOnThePage_AndOpenTheirCertificate()
    {
        using var client = site.Client();
        var lines = await LinesAsync(client, "/industry?month=2022-11");
        // 593.02 over 553.14 of the same firms; the automotive chain 176.81 over 145.77: 7.21 and 21.29 per cent
        Assert.Equal(("全部规上企业", "254 / 254", "59,302,000,000.00", "7.2%"), (lines[0][0], lines[0][1], lines[0][3], lines[0][4]));
        var auto = lines.Single(l => l[0] == "汽车及零部件");
        Assert.Equal(("17,681,000,000.00", "21.3%", "29.8%"), (auto[3], auto[4], auto[6]));
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/industry?month=2022-11", Cancel), Cancel);
        var certificate = page.QuerySelectorAll("tbody a").First().GetAttribute("href")!;
        Assert.Contains("59,302,000,000.00 元", await client.GetStringAsync(certificate, Cancel), StringComparison.Ordinal);
        Assert.Contains("从上年的数到今年的数", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(client, "/industry?series=dispatch"));
        Assert.Contains("月份请写成", await client.GetStringAsync("/industry?month=2022", Cancel), StringComparison.Ordinal);
        using var odd = await client.GetAsync("/industry?month=%3Cscript%3E&series=x", Cancel);
        Assert.Equal(HttpStatusCode.OK, odd.StatusCode);
    }

    [Fact]
    public async Task Firms_AreFound_AndTheirCardAndTheirPartOfTheGrowthSayTheSame()
    {
        using var client = site.Client();
        var found = await LinesAsync(client, "/industry/firms?q=QY001&month=2022-11");
        var sum = Assert.Single(found)[4];
        var card = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/industry/firms/QY001", Cancel), Cancel);
        Assert.Contains(card.QuerySelectorAll("tbody tr"), r => r.TextContent.Contains("2022-11", StringComparison.Ordinal) && r.TextContent.Contains(sum, StringComparison.Ordinal));
        var csv = (await client.GetStringAsync("/industry/firms.csv?chain=QC&list=on&month=2022-11", Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/industry/firms?chain=QC&list=on&month=2022-11", Cancel), Cancel);
        Assert.Contains($"共 {csv.Length - 1} 条", page.QuerySelector(".pager-total")!.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(sum.Replace(",", "", StringComparison.Ordinal), (await client.GetStringAsync("/industry/firms/QY001/outputs.csv", Cancel)).Split("\r\n")[1].Split(',')[4], StringComparison.Ordinal);
        // the steps add up to what the page of totals says
        var bridge = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/industry/bridge?month=2022-11", Cancel), Cancel);
        Assert.Contains("59,302,000,000.00", bridge.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
        var entrants = await LinesAsync(client, "/industry/scopes?month=2022-11");
        Assert.Equal(["2022-11", "254"], entrants[0].Take(2));
        Assert.Equal(14, (await LinesAsync(client, "/industry/scopes?month=2022-11")).Take(12).Sum(l => int.Parse(l[2])));
    }

    [Fact]
    public async Task WhatWasReleased_IsListed_PrintedAndFiled()
    {
        using var client = site.Client("deputy.own"); // sees totals and no single firm
        Assert.Contains("59,302,000,000.00 元（254 家）", await client.GetStringAsync("/industry/releases?month=2022-11", Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain("59,302,000,000.00", await client.GetStringAsync("/industry/releases?month=2022-10", Cancel), StringComparison.Ordinal);
        Assert.Contains("第 1 次公布", await client.GetStringAsync("/industry/releases/1/sheet", Cancel), StringComparison.Ordinal);
        Assert.Contains("59302000000.00", await client.GetStringAsync("/industry/releases.csv", Cancel), StringComparison.Ordinal);
        foreach (var (address, status) in new[]
        {
            ("/industry/releases/99/sheet", HttpStatusCode.NotFound), ("/industry/firms", HttpStatusCode.Forbidden), ("/industry/firms/QY001", HttpStatusCode.Forbidden), ("/industry/scopes.csv", HttpStatusCode.Forbidden),
            ("/industry/bridge", HttpStatusCode.Forbidden),
        })
        {
            using var answer = await client.GetAsync(address, Cancel);
            Assert.Equal((address, status), (address, answer.StatusCode));
        }

        using var all = site.Client();
        foreach (var (address, status) in new[] { ("/industry/firms/NO", HttpStatusCode.NotFound), ("/industry/firms/PH01", HttpStatusCode.NotFound), ("/industry/firms.csv?month=abc", HttpStatusCode.BadRequest), ("/industry/firms/%3Cscript%3E", HttpStatusCode.NotFound) })
        {
            using var answer = await all.GetAsync(address, Cancel);
            Assert.Equal((address, status), (address, answer.StatusCode));
        }
    }
}
