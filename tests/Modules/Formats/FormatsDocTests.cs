using System.Text;
using Baotuan.Migrations;
using Baotuan.Platform.Sheets;
using Baotuan.Tests.Modules.Imports;

namespace Baotuan.Tests.Modules.Formats;

/// <summary>docs/formats/README.md says what the definitions say; BAOTUAN_WRITE_DOCS=1 writes it anew.</summary>
public sealed class FormatsDocTests
{
    [Fact]
    public void Formats_page_says_what_the_definitions_say()
    {
        var path = Path.Combine(Repository.Root, "docs", "formats", "README.md");
        var written = Page();
        if (Environment.GetEnvironmentVariable("BAOTUAN_WRITE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, written);
        }

        Assert.True(File.Exists(path), "docs/formats/README.md is missing; run the tests with BAOTUAN_WRITE_DOCS=1");
        Assert.Equal(written, File.ReadAllText(path));
    }

    private static string Page()
    {
        var page = new StringBuilder(Head);
        foreach (var definition in InstalledModules.All.SelectMany(m => m.Imports).Select(s => s.Definition))
        {
            page.Append($"\n## {definition.ChineseName} `{definition.Name}`\n\n");
            page.Append("| 列 | column | 内容 | 必填 | 说明 | 例 |\n|---|---|---|---|---|---|\n");
            foreach (var column in definition.Columns)
            {
                page.Append($"| {column.ChineseName} | `{column.Name}` | {Kind(column)} | {(column.Required ? "是" : "")} | {Cell(column.Help)} | {Cell(column.Example)} |\n");
            }

            Example(page, definition.Name);
            Refusals(page, definition.Name);
        }

        return page.ToString();
    }

    private static void Example(StringBuilder page, string sheet)
    {
        if (Samples.County.FirstOrDefault(s => s.Item1 == sheet).Item2 is { } csv)
        {
            page.Append("\n```csv\n").AppendJoin('\n', csv.TrimEnd().Split('\n').Take(4)).Append("\n```\n");
        }
    }

    private static void Refusals(StringBuilder page, string sheet)
    {
        var cases = RefusalCases.All.Where(c => c.Sheet == sheet).Select(c => $"| `{c.Column}` | {Cell(c.Message)} |").Distinct().ToList();
        if (cases.Count > 0)
        {
            page.Append("\n不收的行会得到这样的话：\n\n| column | 错误信息 |\n|---|---|\n").AppendJoin('\n', cases).Append('\n');
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static string Kind(SheetColumn column) => column.Kind switch
    {
        SheetColumnKind.Text => $"文字，不超过 {column.MaxLength} 字",
        SheetColumnKind.Code => "编码",
        SheetColumnKind.Amount => column.AllowNegative ? "金额（元，两位小数，可为负）" : "金额（元，两位小数）",
        SheetColumnKind.Area => "面积（亩，四位小数）",
        SheetColumnKind.Ppm => "比例（10% 或 0.1，精确到百万分之一）",
        SheetColumnKind.Date => "日期",
        SheetColumnKind.Quantity => "数量（四位小数）",
        SheetColumnKind.Integer => "整数",
        SheetColumnKind.Choice => string.Join("、", column.Choices.Select(c => $"{c.ChineseName} `{c.Code}`")),
        SheetColumnKind.YesNo => "是、否",
        SheetColumnKind.CreditCode => "统一社会信用代码（18 位，校验）",
        SheetColumnKind.CitizenId => "公民身份号码（18 位，校验）",
        SheetColumnKind.DivisionCode => "区划代码（6、9 或 12 位）",
        SheetColumnKind.Period => "期间（2018、2018-H1、2018-Q3、2018-05、2018-01-01..2018-06-30）",
        _ => throw new InvalidOperationException($"no words for {column.Kind}"),
    };

    private const string Head = """
        # 导入和导出的表 / Files in and out

        `baotuan import PATH` takes a folder of CSV files, one CSV, one `.xlsx`, or a `.zip` of CSV files; `baotuan template` and the page 导入 give
        workbooks with drop-downs. Export gives the same columns.

        - 文件名或工作表名用中文名或英文名都行（可带 `01-` 这样的序号，末尾的“-错误”“-模板”“-副本”“(1)”不算）；表头也是，列的次序随意。
        - CSV 用 UTF-8（有没有 BOM 都行）或 GB18030；空行跳过；金额可写 1,234.56。
        - 日期写 2018-01-01、2018/1/1、2018年1月1日、20180101，或 Excel 的日期格式。
        - 以 `=`、`@` 开头的文字不收（公式）；导出时这样的文字前面加一个撇号，导入时去掉。
        - 合并单元格、出错的公式、位数不对的金额都会指出文件、表、行、列；行号就是 Excel 里的行号。
        - 默认有一处错误就什么也不保存；也可以只保存正确的行。有错误时可以拿回自己的文件，最后一列是错误信息。
        - 同样的行再导一次算“相同”，不会重复；名册、份额换了内容的行算“变更”，从所填的起始日期起有效，旧的留在历史里。
        - 组织、项目、期、用地指标按编码更改；条款、资金来源、规则、公开数字登记后不改，内容不同要先撤销当时的导入。
        - 出资和股权变动没有编号：完全一样的两行是两笔；已经登记了几笔，就有几行算“相同”。
        - 分红、付款、逐级分配的行按登记的内容入账，日期照所填的，各方的凭证一并生成。
        - 一次导入是一批，没有业务建立在上面时可以整批撤销：业务按原日期冲销，凭证红字注销，名册回到以前，历史仍可查。
        - 身份证号、电话、银行账号加密保存，导出时是掩码（`999999********0015`）；留空或把掩码原样导回表示不变。
        - 表按下面的次序导入，后面的可以引用前面的。

        """;
}
