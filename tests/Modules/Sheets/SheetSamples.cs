using System.IO.Compression;
using System.Text;
using Baotuan.Platform.Sheets;

namespace Baotuan.Tests.Modules.Sheets;

/// <summary>A definition with every kind of column, files in a folder of their own, and workbooks written by hand as odd programs write them.</summary>
public sealed class SheetSamples : IDisposable
{
    public static readonly SheetDefinition Contributions = new("contributions", "出资",
        new SheetColumn("holder", "持有人", SheetColumnKind.Code) { Required = true, MaxLength = 20, Help = "谁出资", Example = "V001" },
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { Required = true, Example = "4277777.78" },
        new SheetColumn("paid_on", "到账日期", SheetColumnKind.Date),
        new SheetColumn("kind", "出资方式", SheetColumnKind.Choice) { Choices = [new("cash", "现金"), new("quota", "指标")] },
        new SheetColumn("note", "备注", SheetColumnKind.Text) { MaxLength = 50 });

    public static readonly SheetDefinition Everything = new("everything", "各种列",
        new SheetColumn("text", "文字", SheetColumnKind.Text) { MaxLength = 1000 },
        new SheetColumn("code", "编码", SheetColumnKind.Code) { Required = true },
        new SheetColumn("amount", "金额", SheetColumnKind.Amount) { AllowNegative = true },
        new SheetColumn("area", "面积", SheetColumnKind.Area) { AllowNegative = true },
        new SheetColumn("ppm", "比例", SheetColumnKind.Ppm),
        new SheetColumn("date", "日期", SheetColumnKind.Date),
        new SheetColumn("quantity", "数量", SheetColumnKind.Quantity) { AllowNegative = true },
        new SheetColumn("integer", "整数", SheetColumnKind.Integer) { AllowNegative = true },
        new SheetColumn("choice", "选择", SheetColumnKind.Choice) { Choices = [new("cash", "现金"), new("quota", "指标")] },
        new SheetColumn("yes_no", "是否", SheetColumnKind.YesNo),
        new SheetColumn("credit_code", "信用代码", SheetColumnKind.CreditCode),
        new SheetColumn("citizen_id", "身份证号", SheetColumnKind.CitizenId),
        new SheetColumn("division", "区划", SheetColumnKind.DivisionCode),
        new SheetColumn("period", "期间", SheetColumnKind.Period));

    private int _files;

    public string Folder { get; } = Directory.CreateTempSubdirectory("baotuan-sheets-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Csv(string text, string name = "contributions.csv", Encoding? encoding = null)
    {
        string path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, (encoding ?? new UTF8Encoding(false)).GetBytes(text));
        return path;
    }

    public static Encoding Gb18030 => CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>A workbook whose first sheet "出资" has exactly this XML inside the worksheet element.</summary>
    public string Xlsx(string worksheet, string name = "出资", string? sharedStrings = null, string workbookProperties = "")
    {
        string path = Path.Combine(Folder, $"book{++_files}.xlsx");
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Part(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>""");
        Part(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part(zip, "xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>""");
        Part(zip, "xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{workbookProperties}<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        Part(zip, "xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>""");
        Part(zip, "xl/sharedStrings.xml", $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sharedStrings}</sst>""");
        Part(zip, "xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{worksheet}</worksheet>""");
        return path;
    }

    /// <summary>The header 持有人, 金额, 到账日期 in row 1 and these rows behind it.</summary>
    public string XlsxRows(string rows, string after = "", string? sharedStrings = null, string workbookProperties = "") => Xlsx(
        $"<sheetData>{Row(1, S("A1", "持有人"), S("B1", "金额"), S("C1", "到账日期"))}{rows}</sheetData>{after}", sharedStrings: sharedStrings, workbookProperties: workbookProperties);

    public static string Row(int number, params string[] cells) => $"""<row r="{number}">{string.Concat(cells)}</row>""";

    public static string S(string reference, string text) => $"""<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>""";

    public static string N(string reference, string raw, int style = 0) => $"""<c r="{reference}" s="{style}"><v>{raw}</v></c>""";

    public static void Part(ZipArchive zip, string name, string text)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads every row; the problems as lines "row column message".</summary>
    public static (List<SheetRow> Rows, List<string> Problems) Read(string path, SheetDefinition? definition = null, SheetLimits? limits = null)
    {
        definition ??= Contributions;
        using SheetFolder folder = Open(path, [definition], limits);
        List<SheetRow> rows = [.. folder.Read(definition)];
        return (rows, [.. folder.Problems.Select(Line)]);
    }

    public static SheetFolder Open(string path, IReadOnlyList<SheetDefinition>? definitions = null, SheetLimits? limits = null) =>
        SheetFolder.Open(path, definitions ?? [Contributions], limits, TestContext.Current.CancellationToken);

    public static string Line(SheetProblem problem) =>
        $"{(problem.Severity == SheetSeverity.Warning ? "提示 " : "")}{problem.Row} {problem.Column} {problem.Message}";
}
