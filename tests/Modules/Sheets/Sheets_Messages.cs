using Baotuan.Platform.Sheets;

namespace Baotuan.Tests.Modules.Sheets;

/// <summary>One sample and one message for each thing that can be wrong in a cell or a file.</summary>
public sealed class Sheets_Messages : IDisposable
{
    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Theory]
    [InlineData("code", "", "没有填，请填写")]
    [InlineData("code", "=1+2", "公式不能导入，请改成文字或数值")]
    [InlineData("code", "@SUM(A1)", "公式不能导入，请改成文字或数值")]
    [InlineData("code", "+cmd", "公式不能导入，请改成文字或数值")]
    [InlineData("code", "-cmd", "公式不能导入，请改成文字或数值")]
    [InlineData("amount", "=1+2", "公式不能导入，请改成文字或数值")]
    [InlineData("amount", "1.234", "金额最多两位小数，请填到分为止")]
    [InlineData("amount", "12,34", "金额不是数字，请按“1234.56”或“1,234.56”的样子填写")]
    [InlineData("amount", "92233720368547758.08", "金额太大，请检查是否多写了数字")]
    [InlineData("area", "1.23456", "面积最多四位小数，请填到万分之一亩为止")]
    [InlineData("ppm", "一成", "不是比例，请按“10%”或“0.1”的样子填写")]
    [InlineData("ppm", "10", "比例大于 1，请写成百分数，例如“10%”")]
    [InlineData("ppm", "10.00001%", "比例太细，最多到百万分之一（百分数四位小数）")]
    [InlineData("ppm", "0.1234567", "比例太细，最多到百万分之一（百分数四位小数）")]
    [InlineData("ppm", "-5%", "不能是负数")]
    [InlineData("date", "2018-02-30", "不是日期，请按“2018-01-05”的样子填写")]
    [InlineData("date", "0218-01-05", "不是日期，请按“2018-01-05”的样子填写")]
    [InlineData("date", "43105", "不是日期，请按“2018-01-05”的样子填写")]
    [InlineData("quantity", "一", "不是数字，请按“1234.5”的样子填写")]
    [InlineData("quantity", "1.23456", "最多四位小数")]
    [InlineData("quantity", "9223372036854775807", "数字太大，请检查是否多写了数字")]
    [InlineData("integer", "1.5", "不是整数，请填写整数")]
    [InlineData("choice", "支票", "请填其中之一：现金、指标")]
    [InlineData("yes_no", "可能", "请填“是”或“否”")]
    [InlineData("credit_code", "91330482MA28A00000", "第18位校验码不对，请对照证件核对")]
    [InlineData("citizen_id", "11010519491231002A", "含有不该有的字符（信用代码没有字母 I、O、S、V、Z），请对照证件核对")]
    [InlineData("division", "33", "位数不对（统一社会信用代码和身份证号18位，区划代码6、9或12位），请检查是否多写或漏写")]
    [InlineData("period", "2018-13", "期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30")]
    public void Bad_cell_says_what_to_do(string column, string value, string message)
    {
        string header = column == "code" ? "code,text" : $"code,{column}";
        string row = column == "code" ? $"\"{value}\",x" : $"C1,\"{value}\"";
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv($"{header}\n{row}\n", "everything.csv"), SheetSamples.Everything);
        Assert.Equal([$"2 {column} {message}"], problems);
        Assert.True(Assert.Single(rows).HasErrors);
        Assert.False(rows[0].Has(column));
    }

    [Theory]
    [InlineData("holder,amount\nV001,-5\n", "2 amount 不能是负数")]
    [InlineData("holder,amount,note\nV001,5,甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲\n", "2 note 太长，最多 50 个字")]
    [InlineData("holder,amount\nV001,4,277.78\n", "2  这一行有 3 格，表头只有 2 列；含逗号的内容请用双引号括起来")]
    [InlineData("holder,amount\n\"V001\"x,5\n", "2  双引号没有成对，请检查这一行的引号")]
    [InlineData("holder,amount\nV\"1,5\n", "2  双引号没有成对，请检查这一行的引号")]
    [InlineData("holder\nV001\n", "1 金额 缺少“金额”（amount）这一列，请按模板补上")]
    [InlineData("holder,amount,金额\nV001,5,5\n", "1 金额 “金额”这一列出现了两次，请只留一列")]
    [InlineData("\n\nholder,amount\n", "1  第 1 行没有表头，请把表头放在第 1 行")]
    [InlineData("", "0  文件是空的，请先下载模板填写")]
    [InlineData("holder,amount\n", "提示 0  没有数据行")]
    [InlineData("holder,amount\n\0,5\n", "0  不是文本文件，请另存为 CSV 或 .xlsx 再导入")]
    public void Bad_file_says_what_to_do(string text, string expected)
    {
        (_, List<string> problems) = SheetSamples.Read(_samples.Csv(text));
        Assert.Equal([expected], problems);
    }

    [Fact]
    public void Bytes_of_no_encoding_are_refused()
    {
        string path = _samples.Csv("holder,amount\n");
        File.AppendAllText(path, "V");
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path), 0xFF, 0xFF, 0x20, 0x0A]);
        Assert.Equal(["0  文字编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”再导入"], SheetSamples.Read(path).Problems);
    }

    [Fact]
    public void Utf16_is_refused() =>
        Assert.Equal(["0  文件是 UTF-16 编码（Unicode 文本），请另存为“CSV UTF-8”再导入"],
            SheetSamples.Read(_samples.Csv("\uFEFFholder,amount\n", encoding: System.Text.Encoding.Unicode)).Problems);

    [Fact]
    public void Missing_path_is_refused() =>
        Assert.Equal(["0  没有这个文件或文件夹，请检查路径"], SheetSamples.Read(Path.Combine(_samples.Folder, "nowhere.csv")).Problems);

    [Fact]
    public void Folder_without_any_known_file_is_refused() =>
        Assert.Equal(["0  没有找到可以导入的表"], SheetSamples.Read(_samples.Folder).Problems);

    [Fact]
    public void Unclosed_quote_does_not_swallow_the_file()
    {
        string text = "holder,amount\nV001,5\n\"V002,5\n" + string.Concat(Enumerable.Repeat("V003,5\n", 500_000));
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv(text));
        Assert.Equal(["3  从第 3 行起有一行太长，可能是双引号没有成对，后面的没有读"], problems);
        Assert.Single(rows);
    }

    [Fact]
    public void Limits_are_refused_politely()
    {
        string path = _samples.Csv("holder,amount,note\nV001,5,abcdefgh\nV002,5,\nV003,5,\n");
        Assert.Equal(["0  文件超过 10 字节，请分成几个文件导入"], Problems(path, new() { CsvBytes = 10 }));
        Assert.Equal(["1  超过 2 列，请删去多余的列"], Problems(path, new() { Columns = 2 }));
        Assert.Equal(["4  超过 3 行，后面的没有读，请分成几个文件导入"], Problems(path, new() { Rows = 3 }));
        Assert.Equal(["2 note 一格超过 5 个字，请缩短"], Problems(path, new() { CellChars = 5 }));
    }

    [Fact]
    public async Task Upload_above_the_limit_is_cut_off()
    {
        var upload = new MemoryStream(new byte[5000]);
        var limits = new SheetLimits { CsvBytes = 1000, PackedBytes = 1000 };
        using SheetFolder folder = await SheetFolder.OpenAsync(upload, "出资.csv", [SheetSamples.Contributions], limits, TestContext.Current.CancellationToken);
        Assert.Equal("出资.csv：文件超过 1000 字节，请分成几个文件导入", Assert.Single(folder.Problems).ToString());
    }

    [Fact]
    public void Personal_numbers_are_never_repeated_in_messages()
    {
        (_, List<string> problems) = SheetSamples.Read(_samples.Csv("code,citizen_id\nC1,330482199001011239\n", "everything.csv"), SheetSamples.Everything);
        Assert.DoesNotContain("330482", Assert.Single(problems));
    }

    [Theory]
    [InlineData("text", "-5")]
    [InlineData("text", "+86 573-8500 0000")]
    [InlineData("text", "-")]
    [InlineData("text", "a=b")]
    [InlineData("ppm", "10%")]
    [InlineData("ppm", "１０％")]
    [InlineData("ppm", "0.1")]
    [InlineData("ppm", "150%")]
    [InlineData("date", "2018-01-05")]
    [InlineData("date", "2018/1/5")]
    [InlineData("date", "2018年1月5日")]
    [InlineData("date", "20180105")]
    [InlineData("date", "2018/1/5 0:00")]
    [InlineData("quantity", "-1,234.5")]
    [InlineData("integer", "12")]
    [InlineData("integer", "12.00")]
    [InlineData("choice", "cash")]
    [InlineData("choice", "现金")]
    [InlineData("yes_no", "是")]
    [InlineData("yes_no", "no")]
    [InlineData("division", "330482002000")]
    [InlineData("period", "2018-h1")]
    [InlineData("amount", "-1，234.50")]
    public void Good_cells_in_their_many_forms_are_taken(string column, string value)
    {
        (List<SheetRow> rows, List<string> problems) = SheetSamples.Read(_samples.Csv($"code,{column}\nC1,\"{value}\"\n", "everything.csv"), SheetSamples.Everything);
        Assert.Empty(problems);
        Assert.True(rows[0].Has(column));
    }

    [Theory]
    [InlineData("10%", 100_000)]
    [InlineData("0.1", 100_000)]
    [InlineData("4.2777%", 42_777)]
    [InlineData("0.000001", 1)]
    [InlineData("150%", 1_500_000)]
    [InlineData("1", 1_000_000)]
    public void Rates_are_exact_to_one_ppm(string value, long ppm)
    {
        (List<SheetRow> rows, _) = SheetSamples.Read(_samples.Csv($"code,ppm\nC1,{value}\n", "everything.csv"), SheetSamples.Everything);
        Assert.Equal(ppm, rows[0].PpmOrNull("ppm"));
    }

    private static List<string> Problems(string path, SheetLimits limits) => SheetSamples.Read(path, limits: limits).Problems;
}
