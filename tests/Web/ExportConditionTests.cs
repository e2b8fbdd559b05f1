using System.Net;
using AngleSharp.Html.Parser;

namespace Baotuan.Tests.Web;

/// <summary>A file by a condition that nobody can read would hold more than was asked for: it is refused, and the condition named.</summary>
public sealed class ExportConditionTests(SiteFixture site)
{
    /// <summary>Files, an address with a condition that cannot be read, and what the refusal names.</summary>
    private static readonly (string Pattern, string Address, string Word)[] Refused =
    [
        ("/cases.csv", "/cases.csv?kind=no-such", "没有种类 no-such"), ("/cases.csv", "/cases.csv?late=soon", "期限“soon”"), ("/cases.csv", "/cases.csv?from=2026-02-30", "受理自“2026-02-30”"),
        ("/cases.csv", "/cases.csv?q=%25%5F", "“%_”里没有字"), ("/cases.csv", "/cases.csv?to=x&lead=NO-SUCH", "没有编码为 NO-SUCH 的单位；受理至“x”"),
        ("/vouchers.csv", "/vouchers.csv?book=NO-SUCH", "没有编码为 NO-SUCH 的账套"), ("/vouchers.csv", "/vouchers.csv?book=PH06&period=last", "期间“last”"),
        ("/vouchers.csv", "/vouchers.csv?amount=viel", "金额“viel”"),
        ("/statement.csv", "/statement.csv?book=PH06&account=102&from=x", "日期“x”"), ("/statement.csv", "/statement.csv?book=PH06&account=102&known-at=yesterday", "当时所知“yesterday”"),
        ("/trial-balance.csv", "/trial-balance.csv?book=PH06&to=2024-13-01", "日期“2024-13-01”"), ("/trial-balance.csv", "/trial-balance.csv?book=PH06&from=2025-01-01&to=2024-01-01", "起始日期 2025-01-01 晚于"),
        ("/log.csv", "/log.csv?from=昨天", "“从”请写成"), ("/log.csv", "/log.csv?org=NO-SUCH", "没有编码为 NO-SUCH 的组织"),
        ("/villages.csv", "/villages.csv?year=20x4", "年度“20x4”"), ("/villages.csv", "/villages.csv?state=wating", "收益分配“wating”"),
        ("/distributions.csv", "/distributions.csv?year=２０２４", "年度“２０２４”"), ("/distributions.csv", "/distributions.csv?state=due", "状态“due”"),
        ("/ventures/{code}/register.csv", "/ventures/ZCY/register.csv?as-of=2018-1-1", "日期“2018-1-1”"), ("/ventures/{code}/register.csv", "/ventures/ZCY/register.csv?known-at=x", "当时所知“x”"),
        ("/village-income.csv", "/village-income.csv?year=20x4", "年度“20x4”"), ("/village-income.csv", "/village-income.csv?state=week", "薄弱村“week”"), ("/village-income.csv", "/village-income.csv?place=NO-SUCH", "NO-SUCH"),
        ("/datasets.csv", "/datasets.csv?period=abc", "期间请写成"),
        ("/industry/firms.csv", "/industry/firms.csv?month=abc", "月份请写成"), ("/industry/firms.csv", "/industry/firms.csv?series=offical", "没有口径 offical"),
        ("/industry/scopes.csv", "/industry/scopes.csv?series=offical", "没有口径 offical"), ("/industry/bridge.csv", "/industry/bridge.csv?month=2022", "月份请写成"),
    ];

    /// <summary>Files without a condition, or with such alone as find nothing where they cannot be read.</summary>
    private static readonly string[] NeverTooMuch =
    [
        "/members.csv", "/claims.csv", "/ventures.csv", "/cases/causes.csv", "/industry/releases.csv", "/industry/firms/{code}/outputs.csv", "/distributions/{id:long}/lines.csv", "/cascades/{id:long}/lines.csv",
        "/datasets/{code}/{period}/values.csv",
        "/indicators/{code}/records.csv", // refuses in words of its own, see IndicatorPagesTests
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_file_of_a_list_stands_in_this_test()
    {
        string[] files = [.. site.GuardedEndpoints().Where(e => e.EndsWith(".csv", StringComparison.Ordinal)).Select(e => e[4..]).Order(StringComparer.Ordinal)];
        Assert.Equal(files, Refused.Select(r => r.Pattern).Concat(NeverTooMuch).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task File_by_a_condition_that_cannot_be_read_is_refused_and_the_condition_named()
    {
        using var client = site.Client();
        foreach (var (_, address, word) in Refused)
        {
            using var answer = await client.GetAsync(address, Cancel);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address}: {(int)answer.StatusCode}");
            var page = await new HtmlParser().ParseDocumentAsync(body, Cancel);
            Assert.Equal("没有导出", page.QuerySelector("h1")?.TextContent.Trim());
            Assert.True(page.QuerySelector("main")!.TextContent.Contains(word, StringComparison.Ordinal), $"{address} does not say {word}: {page.QuerySelector("main")!.TextContent}");
        }
    }

    [Fact]
    public async Task Page_says_which_condition_it_left_out()
    {
        using var client = site.Client();
        foreach (var (address, word) in new[]
        {
            ("/cases?late=soon&kind=no-such", "期限“soon”"), ("/villages?year=20x4", "年度“20x4”"), ("/distributions?state=due", "状态“due”"), ("/village-income?state=week", "薄弱村“week”"),
            ("/ventures/ZCY?as-of=2018-1-1", "日期“2018-1-1”"),
        })
        {
            var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Cancel), Cancel);
            Assert.Contains(page.QuerySelectorAll("[role=status]"), n => n.TextContent.Contains(word, StringComparison.Ordinal) && n.TextContent.Contains("这个条件没有用上", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task First_and_last_day_that_there_is_are_days()
    {
        using var client = site.Client();
        foreach (var day in (string[])["0001-01-01", "9999-12-31"])
        {
            foreach (var address in (string[])[$"/ventures/ZCY?as-of={day}&known-at={day}", $"/ventures/ZCY/register.csv?as-of={day}&known-at={day}", $"/cases.csv?from={day}&to={day}"])
            {
                using var answer = await client.GetAsync(address, Cancel);
                Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
            }
        }
    }

    [Fact]
    public async Task Register_on_paper_is_refused_too()
    {
        using var client = site.Client();
        using var answer = await client.GetAsync("/cases/register?from=2026-02-30", Cancel);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("受理自“2026-02-30”", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("table"));
    }

    [Fact]
    public async Task Refused_file_leaves_no_line_in_the_log()
    {
        async Task<int> ExportsAsync()
        {
            await using var db = site.Store.Open();
            return db.Set<Baotuan.Platform.Storage.Operation>().Count(o => o.Action == "case.export" && o.Details.Contains("2026-02-30"));
        }

        using var client = site.Client();
        var before = await ExportsAsync();
        using var answer = await client.GetAsync("/cases.csv?from=2026-02-30", Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, before), (answer.StatusCode, await ExportsAsync()));
    }
}
