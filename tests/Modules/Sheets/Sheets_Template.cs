using System.Text;
using Baotuan.Platform.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Baotuan.Tests.Modules.Sheets;

public sealed class Sheets_Template : IDisposable
{
    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Template_is_a_sound_workbook_with_drop_downs_and_text_formats()
    {
        using SpreadsheetDocument book = SpreadsheetDocument.Open(Template([SheetSamples.Contributions, SheetSamples.Everything]), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => error.Description));
        Assert.Equal(["出资", "各种列", "填写说明"], book.WorkbookPart!.Workbook!.Descendants<Sheet>().Select(sheet => sheet.Name!.Value));
        Worksheet sheet = SheetOf(book, "出资");
        DataValidation rule = Assert.Single(sheet.Descendants<DataValidation>());
        Assert.Equal(("\"现金,指标\"", "D2:D1048576"), (rule.Formula1!.Text, rule.SequenceOfReferences!.InnerText));
        Assert.Equal("frozen", sheet.Descendants<Pane>().Single().State!.InnerText);
        Assert.Equal(["持有人", "金额", "到账日期", "出资方式", "备注"], sheet.Descendants<Cell>().Select(cell => cell.InnerText));
        Assert.Equal("@", FormatOf(book, sheet, 1));
        Assert.Equal("yyyy\\-mm\\-dd", FormatOf(book, sheet, 3));
    }

    [Fact]
    public void Long_lists_stand_on_a_sheet_of_their_own()
    {
        SheetChoice[] choices = [.. Enumerable.Range(1, 60).Select(i => new SheetChoice($"c{i}", $"第{i}种出资方式"))];
        var definition = new SheetDefinition("long", "长", new SheetColumn("kind", "方式", SheetColumnKind.Choice) { Choices = choices });
        using SpreadsheetDocument book = SpreadsheetDocument.Open(Template([definition]), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken));
        Assert.Equal("'选项'!$A$2:$A$61", SheetOf(book, "长").Descendants<DataValidation>().Single().Formula1!.Text);
        Assert.Equal("第60种出资方式", SheetOf(book, "选项").Descendants<Cell>().Last().InnerText);
    }

    [Fact]
    public void Template_is_itself_an_empty_import()
    {
        string path = Path.Combine(_samples.Folder, "t.xlsx");
        using (FileStream file = File.Create(path)) Template([SheetSamples.Contributions, SheetSamples.Everything]).CopyTo(file);
        using SheetFolder folder = SheetSamples.Open(path, [SheetSamples.Contributions, SheetSamples.Everything]);
        Assert.Empty(folder.Read(SheetSamples.Contributions));
        Assert.Empty(folder.Read(SheetSamples.Everything));
        Assert.All(folder.Problems, problem => Assert.Equal("没有数据行", problem.Message));
        Assert.False(folder.Problems.HasErrors);
    }

    [Fact]
    public void Guide_says_why_each_column_is_asked()
    {
        using SpreadsheetDocument book = SpreadsheetDocument.Open(Template([SheetSamples.Contributions]), false);
        string[] cells = [.. SheetOf(book, "填写说明").Descendants<Row>().ElementAt(1).Descendants<Cell>().Select(cell => cell.InnerText)];
        Assert.Equal(["出资", "持有人", "是", "谁出资（文字，最多 20 字）", "V001"], cells);
    }

    [Fact]
    public void Csv_template_is_the_header()
    {
        using var stream = new MemoryStream();
        TemplateWriter.WriteCsv(SheetSamples.Contributions, stream, chineseHeaders: false);
        Assert.Equal("\uFEFFholder,amount,paid_on,kind,note\r\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Same_template_gives_the_same_bytes() =>
        Assert.Equal(Template([SheetSamples.Contributions]).ToArray(), Template([SheetSamples.Contributions]).ToArray());

    [Fact]
    public void Contradictory_definitions_throw()
    {
        var column = new SheetColumn("a", "甲", SheetColumnKind.Text);
        Assert.Throws<ArgumentException>(() => new SheetDefinition("x", "表", column, column));
        Assert.Throws<ArgumentException>(() => new SheetDefinition("x", "表", column with { Kind = SheetColumnKind.Choice }));
        Assert.Throws<ArgumentException>(() => new SheetDefinition("x/y", "表", column));
    }

    private static MemoryStream Template(IReadOnlyList<SheetDefinition> definitions)
    {
        var stream = new MemoryStream();
        TemplateWriter.Write(definitions, stream);
        stream.Position = 0;
        return stream;
    }

    private static Worksheet SheetOf(SpreadsheetDocument book, string name)
    {
        string id = book.WorkbookPart!.Workbook!.Descendants<Sheet>().Single(sheet => sheet.Name == name).Id!.Value!;
        return ((WorksheetPart)book.WorkbookPart.GetPartById(id)).Worksheet!;
    }

    private static string FormatOf(SpreadsheetDocument book, Worksheet sheet, uint column)
    {
        uint style = sheet.Descendants<Column>().Single(one => one.Min! <= column && column <= one.Max!).Style!.Value;
        Stylesheet styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        uint id = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)style).NumberFormatId!.Value;
        return id == 49 ? "@" : styles.NumberingFormats!.Elements<NumberingFormat>().Single(format => format.NumberFormatId! == id).FormatCode!.Value!;
    }
}
