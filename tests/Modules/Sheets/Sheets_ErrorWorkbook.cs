using System.IO.Compression;
using System.Text;
using Baotuan.Platform.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using static Baotuan.Tests.Modules.Sheets.SheetSamples;

namespace Baotuan.Tests.Modules.Sheets;

public sealed class Sheets_ErrorWorkbook : IDisposable
{
    private const string Text = "持有人,金额,备注\r\nV001,5,\"a\r\nb\"\r\n\r\nV002,x\r\nV003,7,\r\n";

    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Csv_comes_back_with_errors_behind_its_rows()
    {
        string path = _samples.Csv(Text);
        Assert.Equal(
            "持有人,金额,备注,错误信息\r\nV001,5,\"a\r\nb\",\r\n\r\nV002,x,,\"“金额”金额不是数字，请按“1234.56”或“1,234.56”的样子填写\"\r\nV003,7,,\r\n",
            Encoding.UTF8.GetString(Marked(path, onlyBadRows: false)));
        Assert.Equal("contributions-错误.csv", ErrorWorkbook.NameFor(path));
    }

    [Fact]
    public void Csv_of_bad_rows_closes_up_and_names_the_former_row() => Assert.Equal(
        "持有人,金额,备注,错误信息\r\nV002,x,,\"原第 4 行：“金额”金额不是数字，请按“1234.56”或“1,234.56”的样子填写\"\r\n",
        Encoding.UTF8.GetString(Marked(_samples.Csv(Text), onlyBadRows: true)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Csv_keeps_its_encoding(bool gb18030)
    {
        Encoding encoding = gb18030 ? Gb18030 : new UTF8Encoding(false);
        string path = _samples.Csv((gb18030 ? "" : "\uFEFF") + Text, encoding: encoding);
        byte[] marked = Marked(path, onlyBadRows: false);
        Assert.StartsWith((gb18030 ? "" : "\uFEFF") + "持有人,金额,备注,错误信息", encoding.GetString(marked));
    }

    [Fact]
    public void Errors_of_errors_stand_in_one_column()
    {
        string path = _samples.Csv(Text);
        byte[] once = Marked(path, onlyBadRows: false);
        File.WriteAllBytes(path, once);
        Assert.Equal(Encoding.UTF8.GetString(once), Encoding.UTF8.GetString(Marked(path, onlyBadRows: false)));
    }

    [Fact]
    public void Problems_of_the_sheet_stand_in_the_header()
    {
        string path = _samples.Csv("持有人\nV001\n");
        Assert.Equal("持有人,错误信息：“金额”缺少“金额”（amount）这一列，请按模板补上\nV001,\n", Encoding.UTF8.GetString(Marked(path, onlyBadRows: false)));
    }

    [Fact]
    public void Folder_comes_back_as_a_zip()
    {
        _samples.Csv(Text);
        using var zip = new ZipArchive(new MemoryStream(Marked(_samples.Folder, onlyBadRows: true)));
        using var reader = new StreamReader(Assert.Single(zip.Entries).Open());
        Assert.Contains("原第 4 行", reader.ReadToEnd());
    }

    [Fact]
    public void Workbook_comes_back_with_coloured_cells_at_their_rows()
    {
        string path = Book();
        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(Marked(path, onlyBadRows: false)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => error.Description));
        Worksheet sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Equal([1u, 2u, 4u, 5u], sheet.Descendants<Row>().Select(row => row.RowIndex!.Value));
        Assert.Equal("错误信息", CellAt(sheet, "D1").InnerText);
        Assert.Equal("“金额”金额不是数字，请按“1234.56”或“1,234.56”的样子填写", CellAt(sheet, "D4").InnerText);
        Assert.Equal("FFFFC7CE", FillOf(book, CellAt(sheet, "B4")));
        Assert.Null(FillOf(book, CellAt(sheet, "A4")));
        Assert.Equal("427777.77999999997", CellAt(sheet, "B2").CellValue!.Text);
        Assert.Equal("1+1", CellAt(sheet, "B5").CellFormula!.Text);
        Assert.DoesNotContain(sheet.Descendants<Cell>(), cell => cell.CellReference == "D2");
    }

    [Fact]
    public void Workbook_of_bad_rows_closes_up()
    {
        string path = Book();
        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(Marked(path, onlyBadRows: true)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => error.Description));
        Worksheet sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Equal(["A1", "B1", "C1", "D1", "A2", "B2", "D2"], sheet.Descendants<Cell>().Select(cell => cell.CellReference!.Value));
        Assert.StartsWith("原第 4 行：", CellAt(sheet, "D2").InnerText);
    }

    [Fact]
    public void Marked_workbook_is_read_again_with_the_same_rows_and_problems()
    {
        string path = Book();
        (List<SheetRow> rows, List<string> problems) = Read(path);
        string marked = Path.Combine(_samples.Folder, "marked.xlsx");
        File.WriteAllBytes(marked, Marked(path, onlyBadRows: false));
        (List<SheetRow> again, List<string> same) = Read(marked);
        Assert.Equal(problems, same);
        Assert.Equal(rows.Select(row => row.Row), again.Select(row => row.Row));
    }

    [Fact]
    public void Our_own_export_can_be_marked()
    {
        string path = Path.Combine(_samples.Folder, "own.xlsx");
        object?[][] rows = [["V001", new Kernel.Money(5), null, "cash", null], ["V002", null, new DateOnly(2018, 1, 5), null, "x"]];
        using (FileStream file = File.Create(path)) SheetWriter.WriteXlsx([new SheetRows(Contributions, rows)], file);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(new MemoryStream(Marked(path, onlyBadRows: false)), false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(error => error.Description));
        Worksheet sheet = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.Equal("“金额”没有填，请填写", CellAt(sheet, "F3").InnerText);
        Assert.Equal("FFFFC7CE", FillOf(book, CellAt(sheet, "B3")));
    }

    private string Book() => _samples.XlsxRows(
        Row(2, S("A2", "V001"), N("B2", "427777.77999999997")) + Row(4, S("A4", "V002"), S("B4", "x"))
        + Row(5, S("A5", "V003"), """<c r="B5"><f>1+1</f><v>2</v></c>"""));

    private static byte[] Marked(string path, bool onlyBadRows)
    {
        using SheetFolder folder = SheetSamples.Open(path);
        foreach (SheetRow _ in folder.Read(Contributions)) { }
        using var stream = new MemoryStream();
        ErrorWorkbook.Write(path, folder.Problems, stream, onlyBadRows);
        return stream.ToArray();
    }

    private static Cell CellAt(Worksheet sheet, string reference) => sheet.Descendants<Cell>().Single(cell => cell.CellReference == reference);

    private static string? FillOf(SpreadsheetDocument book, Cell cell)
    {
        Stylesheet styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        CellFormat format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)(cell.StyleIndex?.Value ?? 0));
        return styles.Fills!.Elements<Fill>().ElementAt((int)format.FillId!.Value).PatternFill?.ForegroundColor?.Rgb?.Value;
    }
}
