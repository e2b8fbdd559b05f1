using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web.Imports;

/// <summary>From a file to a batch and back, as a person without script goes.</summary>
public sealed partial class ImportPageTests(SiteFixture site)
{
    private const string GoodVouchers = "组织,凭证号,日期,摘要,科目,借方,贷方\nPH30,{0},2024-08-01,卖树苗,101,12.00,\nPH30,{0},2024-08-01,卖树苗,504,,12.00\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_file_is_checked_imported_and_undone()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        var before = await BatchesAsync();
        await UploadAsync(page, "凭证.csv", string.Format(GoodVouchers, 501));
        Assert.Contains("没有发现错误，还没有保存", await page.Locator("main").InnerTextAsync());
        Assert.Contains("新增 2 行", await page.Locator("main").InnerTextAsync());
        Assert.Equal(before, await BatchesAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "全部导入" }).ClickAsync();
        Assert.Contains("已全部保存", await page.Locator("main").InnerTextAsync());
        Assert.Equal(before + 1, await BatchesAsync());
        Assert.False(File.Exists(Path.Combine(Folder(page.Url), "content")));
        await Screenshots.Save(page, "imports-result-good");

        await page.Locator("main a", new() { HasTextRegex = BatchLink() }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "撤销这一批" }).ClickAsync();
        Assert.Contains("已撤销", await page.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task Bad_rows_come_back_and_the_good_ones_are_saved_on_request()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        // Into a book whose vouchers no other test counts: the good row stays, and tests run in any order.
        var rows = SampleData.BadVouchers.Replace("PH06", "PH30", StringComparison.Ordinal);
        await UploadAsync(page, "凭证.csv", rows);
        var text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("还没有保存", text);
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "全部导入" }).CountAsync());

        using var client = site.Client();
        var errors = await client.GetStringAsync(new Uri(page.Url).AbsolutePath + "/errors", Cancellation);
        Assert.Equal(rows.Trim().Split('\n').Length, errors.Trim().Split('\n').Length);
        Assert.Contains("错误信息", errors.Split('\n')[0]);
        var bad = await client.GetStringAsync(new Uri(page.Url).AbsolutePath + "/errors?only=bad", Cancellation);
        Assert.DoesNotContain("卖废纸", bad);

        await page.Locator("button[value=good]").ClickAsync();
        text = await page.Locator("main").InnerTextAsync();
        Assert.Contains("只保存了正确的行", text);
        Assert.Contains("有错，没有保存", text);
        await Screenshots.Save(page, "imports-result-partly");
        var kept = await client.GetStringAsync(new Uri(page.Url).AbsolutePath + "/bad-rows", Cancellation);
        Assert.Equal(bad, kept);
    }

    [Fact]
    public async Task Problems_are_listed_from_the_top_of_the_sheet_to_its_end()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        // the date of row 4 is judged while reading, the household of row 2 only afterwards
        await UploadAsync(page, "成员.csv", "组织,成员号,姓名,户号,起始日期\nPH06,09001,李四,H9999,2026-01-05\nPH06,09002,张三,H0001,2026-01-05\nPH06,09003,王五,H0001,2026-13-45\n");
        Assert.Equal(["2", "4"], await page.Locator("td[data-label='行']").AllInnerTextsAsync());
    }

    [Fact]
    public async Task Decision_posted_twice_imports_once()
    {
        const string id = "00000000000000000000000000000077";
        await SampleData.UploadAsync(site.Store, id, "凭证.csv", string.Format(GoodVouchers, 577));
        var before = await BatchesAsync();
        using var client = site.Client();
        var token = Token().Match(await client.GetStringAsync($"/imports/new/{id}", Cancellation)).Groups[1].Value;
        for (var i = 0; i < 3; i++)
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("mode", "all")]);
            using var answer = await client.PostAsync($"/imports/new/{id}/import", form, Cancellation);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            Assert.Equal($"/imports/new/{id}", answer.Headers.Location!.OriginalString);
        }

        Assert.Contains("已全部保存", await client.GetStringAsync($"/imports/new/{id}", Cancellation));
        Assert.Equal(before + 1, await BatchesAsync());
    }

    [Fact]
    public async Task Same_content_again_is_pointed_out()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await UploadAsync(page, "凭证.csv", string.Format(GoodVouchers, 555));
        await page.GetByRole(AriaRole.Button, new() { Name = "全部导入" }).ClickAsync();
        await UploadAsync(page, "又一次.csv", string.Format(GoodVouchers, 555), "凭证.csv");
        Assert.Contains("同样内容的文件已经导入过", await page.Locator("main").InnerTextAsync());
    }

    [Fact]
    public async Task No_file_chosen_says_so()
    {
        await using var context = await site.Browse(script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/imports/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "上传并检查" }).ClickAsync();
        Assert.Contains("请先选择文件", await page.Locator(".error-summary").InnerTextAsync());
    }

    [Fact]
    public async Task Upload_without_token_is_refused_and_leaves_nothing()
    {
        using var client = site.Client();
        var folders = Uploads().Length;
        using var form = new MultipartFormDataContent { { new ByteArrayContent("a,b\n1,2\n"u8.ToArray()), "File", "凭证.csv" } };
        using var answer = await client.PostAsync("/imports/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(folders, Uploads().Length);
    }

    [Fact]
    public async Task Upload_above_200_MB_gets_a_polite_page()
    {
        using var client = site.Client();
        // A browser announces the length.
        using var body = new StreamContent(new Zeros(230L << 20)) { Headers = { ContentLength = 230L << 20 } };
        using var answer = await client.PostAsync("/imports/upload", body, Cancellation);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("文件太大", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Upload_of_many_megabytes_streams()
    {
        var page = await (await site.Browse(script: false)).NewPageAsync();
        await page.GotoAsync("/imports/new");
        var token = await page.Locator("main input[name=__RequestVerificationToken]").GetAttributeAsync("value");
        var cookies = await page.Context.CookiesAsync();
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}")));
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(token!), "__RequestVerificationToken");
        form.Add(new StreamContent(new Zeros(60L << 20)), "File", "很大.csv");
        using var answer = await client.PostAsync("/imports/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var checkedPage = await client.GetStringAsync(answer.Headers.Location!, Cancellation);
        Assert.Contains("还没有保存", checkedPage);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Unknown_upload_and_batch_are_not_found()
    {
        using var client = site.Client();
        foreach (var address in new[] { "/imports/new/ffffffffffffffffffffffffffffffff", "/imports/new/..%2f..", "/imports/99999", "/imports/new/x/errors", "/imports/template?sheet=x" })
        {
            using var answer = await client.GetAsync(address, Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, address);
        }
    }

    [Fact]
    public async Task Template_and_export_are_workbooks_that_check_clean()
    {
        using var client = site.Client();
        foreach (var address in new[] { "/imports/template", "/imports/export" })
        {
            await using var stream = await client.GetStreamAsync(address, Cancellation);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Cancellation);
            using var book = new ZipArchive(copy);
            Assert.NotNull(book.GetEntry("xl/workbook.xml"));
        }

        using var answer = await client.GetAsync("/imports/export?format=csv", Cancellation);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Cancellation));
        using var vouchers = new StreamReader(zip.GetEntry("凭证.csv")!.Open(), Encoding.UTF8);
        Assert.StartsWith("组织,凭证号", await vouchers.ReadLineAsync(Cancellation));
    }

    private static async Task UploadAsync(IPage page, string fileName, string content, string? sheetName = null)
    {
        await page.GotoAsync("/imports/new");
        await page.Locator("input[type=file]").SetInputFilesAsync(
            new FilePayload { Name = sheetName ?? fileName, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("\uFEFF" + content) });
        await page.GetByRole(AriaRole.Button, new() { Name = "上传并检查" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("/imports/new/[0-9a-f]{32}$"));
    }

    private async Task<int> BatchesAsync()
    {
        await using var db = site.Store.Open();
        return await db.Set<ImportBatch>().CountAsync(Cancellation);
    }

    private string[] Uploads() => Directory.GetDirectories(Path.Combine(site.Store.Location.DataDirectory, "uploads"));

    private string Folder(string url) => Path.Combine(site.Store.Location.DataDirectory, "uploads", url[(url.LastIndexOf('/') + 1)..]);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("^第 \\d+ 批导入$")]
    private static partial Regex BatchLink();

    /// <summary>A long stream of zero bytes that nobody has to hold.</summary>
    private sealed class Zeros(long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            Array.Clear(buffer, offset, read);
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
