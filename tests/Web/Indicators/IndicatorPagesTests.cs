using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Baotuan.Tests.Web.Indicators;

/// <summary>From a printed figure to its certificate, to its records, to the file: every step says the same number.</summary>
public sealed class IndicatorPagesTests(SiteFixture site)
{
    private const string FiveYears = "?scope=venture:ZCY&period=2018-01-01..2022-12-31";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PrintedFigure_OpensItsCertificate_AndTheCertificateItsRecords()
    {
        using var client = site.Client();
        var claims = await PageAsync(client, "/claims?state=residual");
        var row = claims.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("F40", StringComparison.Ordinal));
        Assert.Contains("7,700.00 万元", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("26.00 万元（0.34%）", row.TextContent, StringComparison.Ordinal);
        var links = row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).ToList();
        var certificate = await PageAsync(client, links[0]);
        Assert.Equal("77,000,000.00 元", certificate.QuerySelector(".certificate-value")!.TextContent);
        Assert.Equal(links[1], certificate.QuerySelectorAll("dd a").Select(a => a.GetAttribute("href")!).First(h => h.Contains("/records", StringComparison.Ordinal)));
        var records = await PageAsync(client, links[1] + "&size=50");
        Assert.Contains("共 180 条", records.QuerySelector(".pager-total")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(50, records.QuerySelectorAll("tbody tr").Length);
        var csv = (await client.GetStringAsync(links[1].Replace("/records?", "/records.csv?", StringComparison.Ordinal), Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(181, csv.Length); // the head and the records
        using var json = JsonDocument.Parse(await client.GetStringAsync("/api/v1/indicators/return_paid/reading" + FiveYears, Cancel));
        Assert.Equal(("77000000", 180, "exact"), (json.RootElement.GetProperty("value").GetString(), json.RootElement.GetProperty("records").GetInt32(), json.RootElement.GetProperty("indicator").GetProperty("qualifier").GetString()));
    }

    [Fact]
    public async Task QuestionThatCannotBeAnswered_SaysWhatToDo()
    {
        using var client = site.Client();
        foreach (var (address, text) in new[]
        {
            ("/indicators/members?kind=unit&code=NO", "没有编码为 NO 的单位"), ("/indicators/members?scope=venture:ZCY", "不能按项目看"), ("/indicators/members?period=abc", "期间请写成"),
            ("/indicators/members?known=abc", "按当时所知"), ("/indicators/members/records?scope=unit:NO", "没有编码为 NO 的单位"), ("/village-income?place=NO", "没有编码为 NO 的单位"),
            ("/indicators/members?scope=%3Cscript%3Ealert(1)%3C/script%3E", "范围请写"),
        })
        {
            var page = await client.GetStringAsync(address, Cancel);
            Assert.Contains(text, page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        }

        foreach (var (address, status) in new[]
        {
            ("/indicators/nothing", HttpStatusCode.NotFound), ("/api/v1/indicators/nothing/reading", HttpStatusCode.NotFound), ("/api/v1/indicators/members/reading?period=abc", HttpStatusCode.BadRequest),
            ("/indicators/members/records.csv?scope=venture:ZCY", HttpStatusCode.BadRequest), ("/village-income?year=99999999999", HttpStatusCode.OK), ("/claims?page=-1&size=x", HttpStatusCode.OK),
        })
        {
            using var answer = await client.GetAsync(address, Cancel);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task VillageIncome_IsListedByCode_AndRankedOnlyWhenAsked()
    {
        using var client = site.Client();
        var plain = await PageAsync(client, "/village-income?year=2021&place=PHS");
        Assert.DoesNotContain("名次", plain.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
        var row = plain.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains("示例一村", StringComparison.Ordinal));
        Assert.Contains("427,777.78", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("薄弱村", row.TextContent, StringComparison.Ordinal);
        var link = row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).First(h => h.StartsWith("/indicators/recurring_income", StringComparison.Ordinal));
        Assert.Equal("427,777.78 元", (await PageAsync(client, link)).QuerySelector(".certificate-value")!.TextContent);
        var ranked = await PageAsync(client, "/village-income?year=2021&place=PHS&order=rank");
        Assert.Contains("名次", ranked.QuerySelector("thead")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1（上年 1）", ranked.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<IDocument> PageAsync(HttpClient client, string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Cancel), Cancel);
}
