using System.IO.Compression;
using System.Text;
using Baotuan.Kernel;
using Baotuan.Platform.Sheets;

namespace Baotuan.Tests.Modules.Sheets;

public sealed class Sheets_CsvReading : IDisposable
{
    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Good_row_gives_typed_values()
    {
        string path = _samples.Csv("持有人,金额,到账日期,出资方式,备注\r\nV001,\"4,277,777.78\",2018/1/5,指标,第一批\r\n");
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(path);
        Assert.Empty(problems);
        SheetRow row = Assert.Single(rows);
        Assert.Equal(2, row.Row);
        Assert.False(row.HasErrors);
        Assert.Equal("V001", row.Text("holder"));
        Assert.Equal(new Money(427777778), row.Amount("amount"));
        Assert.Equal(new DateOnly(2018, 1, 5), row.DateOrNull("paid_on"));
        Assert.Equal("quota", row.ChoiceOrNull("kind"));
        Assert.Equal("第一批", row.TextOrNull("note"));
    }

    [Theory]
    [InlineData("ＰＨ０６", "PH06")]
    [InlineData(" ０００１２　", "00012")]
    [InlineData("Ａ－１", "A-1")]
    public void Code_typed_by_a_chinese_input_method_is_read_in_half_width(string typed, string code)
    {
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv($"持有人,金额,备注\n{typed},1.00,备注（１）\n"));
        Assert.Empty(problems);
        Assert.Equal(code, Assert.Single(rows).Text("holder"));
        Assert.Equal("备注（１）", rows[0].TextOrNull("note"));
    }

    [Theory]
    [InlineData("出资-错误.csv")]
    [InlineData("出资-错误-错误 (1).csv")]
    [InlineData("01-出资-模板（2）.csv")]
    [InlineData("contributions - 副本.csv")]
    public void File_that_was_downloaded_or_copied_is_still_of_its_sheet(string name)
    {
        string path = _samples.Csv("持有人,金额,错误信息\nV001,1.00,“金额”没有填\n", name);
        using SheetFolder folder = SheetSamples.Open(path, [SheetSamples.Contributions, SheetSamples.Everything]);
        Assert.Equal("V001", Assert.Single(folder.Read(SheetSamples.Contributions)).Text("holder"));
        Assert.Empty(folder.Problems);
    }

    [Fact]
    public void Formula_in_full_width_is_no_code()
    {
        (_, List<string> problems) = SheetSamples.Read(_samples.Csv("持有人,金额\n＝A1,1.00\n"));
        Assert.Contains("公式", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gb18030", false)]
    public void Encodings_and_byte_order_marks_are_recognised(string encoding, bool mark)
    {
        string text = "持有人,金额,备注\nV001,1.00,浙江㙍村𠮷\n";
        Encoding bytes = encoding == "utf-8" ? new UTF8Encoding(false) : SheetSamples.Gb18030;
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv((mark ? "\uFEFF" : "") + text, encoding: bytes));
        Assert.Empty(problems);
        Assert.Equal("浙江㙍村𠮷", Assert.Single(rows).TextOrNull("note"));
    }

    [Fact]
    public void Nul_far_behind_a_gb18030_name_is_no_text()
    {
        string text = "持有人,金额,备注\n" + string.Concat(Enumerable.Repeat("V001,1.00,钟埭\n", 20_000)) + "V001,1.00,a\0b\n";
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv(text, encoding: SheetSamples.Gb18030));
        Assert.Empty(rows);
        Assert.NotEmpty(problems);
    }

    [Fact]
    public void Gb18030_is_recognised_by_one_name_far_behind()
    {
        var text = new StringBuilder("holder,amount,note\n");
        for (int i = 0; i < 50_000; i++) text.Append("V001,1.00,x\n");
        text.Append("V001,1.00,钟埭\n");
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv(text.ToString(), encoding: SheetSamples.Gb18030));
        Assert.Empty(problems);
        Assert.Equal("钟埭", rows[^1].TextOrNull("note"));
        Assert.Equal(50_002, rows[^1].Row);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Row_numbers_are_those_of_Excel(string newLine)
    {
        string[] lines = ["holder,amount,note", "V001,1,\"one\ntwo\n\nfour\"", "", ",,", "V002,x,", "V003,3,"];
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv(string.Join(newLine, lines)));
        Assert.Equal([2, 5, 6], rows.Select(row => row.Row));
        Assert.Equal(["5 amount 金额不是数字，请按“1234.56”或“1,234.56”的样子填写"], problems);
        Assert.True(rows[1].HasErrors);
        Assert.Equal("one\ntwo\n\nfour", rows[0].TextOrNull("note"));
    }

    [Fact]
    public void Headers_match_in_any_order_case_and_language()
    {
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv("备注,AMOUNT,持有人*,多余,错误信息\n甲,5,V001,?,旧错误\n"));
        Assert.Equal(["提示 1 多余 不认识“多余”这一列，没有读"], problems);
        Assert.Equal("甲", rows[0].TextOrNull("note"));
        Assert.Equal(new Money(500), rows[0].Amount("amount"));
    }

    [Fact]
    public void Unit_behind_a_header_is_passed_over()
    {
        (List<SheetRow> rows, _) = SheetSamples.Read(_samples.Csv("持有人,金额（元）\nV001,5\n"));
        Assert.Equal(new Money(500), rows[0].Amount("amount"));
    }

    [Fact]
    public void Tab_separated_text_is_read()
    {
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv("持有人\t金额\nV001\t\"1,234.50\"\n"));
        Assert.Empty(problems);
        Assert.Equal(new Money(123450), rows[0].Amount("amount"));
    }

    [Theory]
    [InlineData("01-contributions.csv")]
    [InlineData("2.出资.CSV")]
    [InlineData("Contributions.csv")]
    public void File_names_match_by_either_name(string name)
    {
        _samples.Csv("holder,amount\nV001,5\n", name);
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Folder);
        Assert.Empty(problems);
        Assert.Single(rows);
    }

    [Fact]
    public void Unknown_files_of_a_folder_are_named_with_what_is_known()
    {
        _samples.Csv("holder,amount\nV001,5\n");
        _samples.Csv("a,b\n", "villages.csv");
        _samples.Csv("", "old.xlsx");
        _samples.Csv("read me", "README.md");
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Folder);
        Assert.Single(rows);
        Assert.Equal([
            "提示 0  文件夹里的“old.xlsx”没有读：一次导入一个 .xlsx，或一个放 CSV 的文件夹",
            "提示 0  不认识“villages”，没有读；认识的表：出资（contributions）"], problems);
    }

    [Fact]
    public void Same_sheet_twice_is_refused()
    {
        _samples.Csv("holder,amount\nV001,5\n");
        _samples.Csv("holder,amount\nV001,5\n", "出资.csv");
        (_, List<string> problems) = SheetSamples.Read(_samples.Folder);
        Assert.Equal(["0  “出资”也是出资表，请只留一个"], problems);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Zip_of_csv_is_read_whatever_wrote_its_names(bool gb18030)
    {
        string path = Path.Combine(_samples.Folder, "up.zip");
        using (ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create, false, gb18030 ? SheetSamples.Gb18030 : null))
        {
            SheetSamples.Part(zip, "导入/出资.csv", "持有人,金额\nV001,5\n");
            SheetSamples.Part(zip, "__MACOSX/._出资.csv", "x");
        }
        if (gb18030) ClearUtf8Flags(path);
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(path);
        Assert.Empty(problems);
        Assert.Equal("出资.csv", Assert.Single(rows).File);
    }

    [Fact]
    public async Task Upload_is_read_from_a_stream_that_cannot_seek()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("holder,amount\nV001,5\n");
        await using var upload = new GZipStream(new MemoryStream(Zipped(bytes)), CompressionMode.Decompress);
        using SheetFolder folder = await SheetFolder.OpenAsync(upload, "C:\\x\\名单.csv".Replace('\\', '/'), [SheetSamples.Contributions], cancellation: TestContext.Current.CancellationToken);
        SheetRow row = Assert.Single(folder.Read(SheetSamples.Contributions));
        Assert.Equal("名单.csv", row.File);
    }

    [Fact]
    public void Rows_can_be_read_twice_and_remember_their_errors()
    {
        using SheetFolder folder = SheetSamples.Open(_samples.Csv("holder,amount\nV001,5\nV002,x\nV003,7\n"));
        foreach (SheetRow row in folder.Read(SheetSamples.Contributions))
        {
            if (row.Text("holder") == "V003") row.Refuse("holder", "没有编码为 V003 的组织");
        }
        Assert.Equal(["V001"], folder.Read(SheetSamples.Contributions).Where(row => !row.HasErrors).Select(row => row.Text("holder")));
        Assert.Equal(2, folder.Problems.ErrorCount);
        Assert.Equal(2, folder.Problems.BadRows("contributions.csv", "contributions"));
        Assert.Equal("contributions.csv 第 4 行“holder”：没有编码为 V003 的组织", folder.Problems.Last().ToString());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public void Records_across_read_buffers_agree_with_a_naive_reader(string encoding)
    {
        var random = new Random(20180105);
        var expected = new List<(int Row, string Note)>();
        var text = new StringBuilder("holder,amount,note\n");
        for (int row = 2; text.Length < 600_000; row++)
        {
            if (random.Next(20) == 0)
            {
                text.Append('\n');
                continue;
            }
            string note = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => "村a,\"\n１"[random.Next(6)])) + "末";
            expected.Add((row, note.Trim()));
            text.Append("V001,5,\"").Append(note.Replace("\"", "\"\"")).Append(random.Next(2) == 0 ? "\"\n" : "\"\r\n");
        }
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv(text.ToString(), encoding: encoding == "utf-8" ? new UTF8Encoding(false) : SheetSamples.Gb18030));
        Assert.Empty(problems);
        Assert.Equal(expected, rows.Select(row => (row.Row, row.TextOrNull("note")!)));
    }

    [Fact]
    public void Every_row_with_a_stray_quote_is_told()
    {
        var text = new StringBuilder("holder,amount\n");
        for (int row = 2; row <= 30_000; row++) text.Append(row % 3 == 0 ? "\"V\"x,5\n" : "V001,5\n");
        (_, List<string> problems) = SheetSamples.Read(_samples.Csv(text.ToString()));
        Assert.Equal(Enumerable.Range(2, 29_999).Where(row => row % 3 == 0).Select(row => $"{row}  双引号没有成对，请检查这一行的引号"), problems);
    }

    [Fact]
    public void Upload_may_lie_under_another_name()
    {
        string path = _samples.Csv("holder,amount\nV001,x\n", "upload-7.tmp");
        using SheetFolder folder = SheetFolder.Open(path, [SheetSamples.Contributions], null, TestContext.Current.CancellationToken, "名单.csv");
        Assert.Single(folder.Read(SheetSamples.Contributions));
        using var marked = new MemoryStream();
        ErrorWorkbook.Write(path, folder.Problems, marked, onlyBadRows: true, "名单.csv", TestContext.Current.CancellationToken);
        Assert.Contains("原第 2 行", Encoding.UTF8.GetString(marked.ToArray()));
    }

    [Fact]
    public void All_problems_are_counted_and_the_first_kept()
    {
        var text = new StringBuilder("holder,amount\n");
        for (int i = 0; i < 100; i++) text.Append("V001,x\n");
        var limits = new SheetLimits { KeptProblems = 10 };
        using SheetFolder folder = SheetSamples.Open(_samples.Csv(text.ToString()), limits: limits);
        Assert.All(folder.Read(SheetSamples.Contributions), row => Assert.True(row.HasErrors));
        Assert.Equal((10, 100L, true), (folder.Problems.Count, folder.Problems.ErrorCount, folder.Problems.Truncated));
    }

    [Fact]
    public void Misused_getters_throw_at_once()
    {
        (List<SheetRow> rows, _) = SheetSamples.Read(_samples.Csv("holder,amount,note\nV001,5,n\n"));
        Assert.Throws<InvalidOperationException>(() => rows[0].Text("note"));
        Assert.Throws<InvalidOperationException>(() => rows[0].Text("amount"));
        Assert.Throws<ArgumentException>(() => rows[0].Text("nope"));
    }

    private static byte[] Zipped(byte[] bytes)
    {
        var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress)) gzip.Write(bytes);
        return zipped.ToArray();
    }

    // bit 11 of the general purpose flags, in local and central headers
    private static void ClearUtf8Flags(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        for (int i = 0; i < bytes.Length - 10; i++)
        {
            if (bytes.AsSpan(i, 4).SequenceEqual("PK\x03\x04"u8)) bytes[i + 7] &= 0xF7;
            if (bytes.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8)) bytes[i + 9] &= 0xF7;
        }
        File.WriteAllBytes(path, bytes);
    }
}
