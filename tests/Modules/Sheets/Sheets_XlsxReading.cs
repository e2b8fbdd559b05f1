using System.IO.Compression;
using Baotuan.Kernel;
using Baotuan.Platform.Sheets;
using static Baotuan.Tests.Modules.Sheets.SheetSamples;

namespace Baotuan.Tests.Modules.Sheets;

public sealed class Sheets_XlsxReading : IDisposable
{
    private readonly SheetSamples _samples = new();

    public void Dispose() => _samples.Dispose();

    [Theory]
    [InlineData("427777.78", 42777778)]
    [InlineData("427777.77999999997", 42777778)]
    [InlineData("0.30000000000000004", 30)]
    [InlineData("1.1000000000000001", 110)]
    [InlineData("154000000.00000003", 15400000000)]
    [InlineData("1.54E8", 15400000000)]
    [InlineData("4.2777777999999998E5", 42777778)]
    [InlineData("12345678901.230001", 1234567890123)]
    [InlineData("9.9999999999999995E-3", 1)]
    [InlineData("5", 500)]
    [InlineData("0", 0)]
    public void Amounts_are_read_from_the_digits_not_through_floating_point(string raw, long fen)
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(Row(2, S("A2", "V001"), N("B2", raw))));
        Assert.Empty(problems);
        Assert.Equal(new Money(fen), rows[0].Amount("amount"));
    }

    [Theory]
    [InlineData("427777.784", "2 金额 金额最多两位小数，请填到分为止")]
    [InlineData("427777.77799999999", "2 金额 金额最多两位小数，请填到分为止")]
    [InlineData("1E-3", "2 金额 金额最多两位小数，请填到分为止")]
    [InlineData("1234567890123456.8", "2 金额 数字超过 15 位，Excel 已经改动了末尾几位，请把这一列设为文本格式后重新填写")]
    [InlineData("1E+20", "2 金额 数字超过 15 位，Excel 已经改动了末尾几位，请把这一列设为文本格式后重新填写")]
    [InlineData("-5", "2 金额 不能是负数")]
    public void Hidden_decimals_and_lost_digits_are_refused(string raw, string problem)
    {
        (_, List<string> problems) = Read(_samples.XlsxRows(Row(2, S("A2", "V001"), N("B2", raw))));
        Assert.Equal([problem], problems);
    }

    [Fact]
    public void Codes_typed_as_numbers_are_taken_while_no_digit_is_lost()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(2, N("A2", "330482002201"), N("B2", "1")) + Row(3, N("A3", "3.3048219900101101E17"), N("B3", "1"))));
        Assert.Equal("330482002201", rows[0].Text("holder"));
        Assert.Equal(["3 持有人 数字超过 15 位，Excel 已经改动了末尾几位，请把这一列设为文本格式后重新填写"], problems);
    }

    [Fact]
    public void Date_cells_are_read_by_their_format()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(2, S("A2", "V001"), N("B2", "1"), N("C2", "43105", 1)) + Row(3, S("A3", "V002"), N("B3", "1"), N("C3", "43105", 2))
            + Row(4, S("A4", "V003"), N("B4", "1"), N("C4", "20180105")) + Row(5, S("A5", "V004"), N("B5", "1"), S("C5", "2018年1月5日"))
            + Row(6, S("A6", "V005"), N("B6", "1"), N("C6", "43105"))
            + Row(7, S("A7", "V006"), N("B7", "1"), N("C7", "43105.5", 1)) + Row(8, N("A8", "43105", 1), N("B8", "1"))
            + Row(9, S("A9", "V007"), N("B9", "1"), N("C9", "60", 1))));
        Assert.All(rows.Take(4), row => Assert.Equal(new DateOnly(2018, 1, 5), row.DateOrNull("paid_on")));
        Assert.Equal([
            "6 到账日期 不是日期，请按“2018-01-05”的样子填写",
            "7 到账日期 日期后面带了时间，请只填日期",
            "8 持有人 Excel 把它变成了日期，请把这一列设为文本格式后重新填写",
            "9 到账日期 不是日期，请按“2018-01-05”的样子填写"], problems);
    }

    [Fact]
    public void Dates_of_the_1904_system_are_read()
    {
        (List<SheetRow> rows, _) = Read(_samples.XlsxRows(Row(2, S("A2", "V001"), N("B2", "1"), N("C2", "41643", 1)), workbookProperties: """<workbookPr date1904="1"/>"""));
        Assert.Equal(new DateOnly(2018, 1, 5), rows[0].DateOrNull("paid_on"));
    }

    [Fact]
    public void Trailing_formatted_rows_are_no_data_and_row_numbers_stay()
    {
        string formatted = string.Concat(Enumerable.Range(6, 5000).Select(i => Row(i, $"""<c r="A{i}" s="1"/><c r="B{i}" s="1"/><c r="C{i}" t="str"><f>""</f><v></v></c>""")));
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(3, S("A3", "V001"), N("B3", "1")) + Row(4, """<c r="A4" s="1"/>""") + Row(5, S("A5", "V002"), S("B5", "x")) + formatted));
        Assert.Equal([3, 5], rows.Select(row => row.Row));
        Assert.Equal(["5 金额 金额不是数字，请按“1234.56”或“1,234.56”的样子填写"], problems);
    }

    [Fact]
    public void Merged_cells_in_the_data_are_refused_by_their_range()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(2, S("A2", "V001"), N("B2", "1")) + Row(3, N("B3", "2")) + Row(4, S("A4", "V003"), N("B4", "3")),
            """<mergeCells count="3"><mergeCell ref="A2:A3"/><mergeCell ref="H1:J4"/><mergeCell ref="A20:C20"/></mergeCells>"""));
        Assert.Equal([
            "2  A2:A3 是合并单元格，请取消合并并逐格填写后再导入",
            "3  A2:A3 是合并单元格，请取消合并并逐格填写后再导入",
            "3 持有人 没有填，请填写"], problems);
        Assert.Equal([true, true, false], rows.Select(row => row.HasErrors));
    }

    [Fact]
    public void Overlapping_and_nested_merges_are_all_told()
    {
        (_, List<string> problems) = Read(_samples.XlsxRows(
            string.Concat(Enumerable.Range(2, 5).Select(i => Row(i, S($"A{i}", "V001"), N($"B{i}", "1")))),
            """<mergeCells><mergeCell ref="A2:A5"/><mergeCell ref="B3:C3"/><mergeCell ref="C6:D6"/></mergeCells>"""));
        Assert.Equal(["2  A2:A5", "3  B3:C3", "3  A2:A5", "4  A2:A5", "5  A2:A5", "6  C6:D6"], problems.Select(problem => problem.Split(" 是")[0]));
    }

    [Fact]
    public void Merged_title_above_the_table_is_refused()
    {
        string path = _samples.Xlsx($"<sheetData>{Row(1, S("A1", "2018年出资表"))}{Row(2, S("A2", "持有人"), S("B2", "金额"))}</sheetData><mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>");
        (List<SheetRow> rows, List<string> problems) = Read(path);
        Assert.Empty(rows);
        Assert.Equal("1  A1:C1 是合并单元格，请取消合并并逐格填写后再导入", problems[0]);
        Assert.Contains("1 金额 缺少“金额”（amount）这一列，请按模板补上", problems);
    }

    [Theory]
    [InlineData("#REF!")]
    [InlineData("#N/A")]
    [InlineData("#DIV/0!")]
    public void Error_values_are_refused(string value)
    {
        (_, List<string> problems) = Read(_samples.XlsxRows(Row(2, S("A2", "V001"), $"""<c r="B2" t="e"><f>X!A1</f><v>{value}</v></c>""")));
        Assert.Equal([$"2 金额 单元格是错误值 {value}，请改正公式或填写数值"], problems);
    }

    [Fact]
    public void Formulas_give_their_saved_value()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(2, """<c r="A2" t="str"><f>"V"&amp;1</f><v>V1</v></c><c r="B2"><f>1+1</f><v>2</v></c>""") + Row(3, S("A3", "V2"), """<c r="B3"><f>1+1</f></c>""")));
        Assert.Equal(("V1", new Money(200)), (rows[0].Text("holder"), rows[0].Amount("amount")));
        Assert.Equal(["3 金额 公式没有保存计算结果，请用 Excel 打开、保存后再导入"], problems);
    }

    [Fact]
    public void Shared_and_rich_strings_are_read_without_phonetics()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(
            Row(2, """<c r="A2" t="s"><v>1</v></c>""", N("B2", "1")) + Row(3, """<c r="A3" t="s"><v>0</v></c>""", N("B3", "1")),
            sharedStrings: "<si><t>V1_x0041_</t></si><si><r><t>V</t></r><r><t>002</t></r><rPh><t>wu</t></rPh></si>"));
        Assert.Empty(problems);
        Assert.Equal(["V002", "V1A"], rows.Select(row => row.Text("holder")));
    }

    [Fact]
    public void Shared_strings_beyond_memory_are_read_from_the_file()
    {
        string strings = string.Concat(Enumerable.Range(0, 400_000).Select(i => $"<si><t>村{i}</t></si>"));
        int[] asked = [399_999, 0, 390_001, 200_000];
        string data = string.Concat(asked.Select((i, n) => Row(n + 2, $"""<c r="A{n + 2}" t="s"><v>{i}</v></c>""", N($"B{n + 2}", "1"))));
        (List<SheetRow> rows, _) = Read(_samples.XlsxRows(data, sharedStrings: strings), limits: new() { UnpackRatio = 1000 });
        Assert.Equal(asked.Select(i => $"村{i}"), rows.Select(row => row.Text("holder")));
    }

    [Fact]
    public void Cells_and_rows_without_references_are_counted()
    {
        string path = _samples.Xlsx("""<sheetData><row><c t="inlineStr"><is><t>持有人</t></is></c><c t="inlineStr"><is><t>金额</t></is></c></row><row><c t="inlineStr"><is><t>V001</t></is></c><c><v>7</v></c></row></sheetData>""");
        (List<SheetRow> rows, List<string> problems) = Read(path);
        Assert.Empty(problems);
        Assert.Equal((2, new Money(700)), (rows[0].Row, rows[0].Amount("amount")));
    }

    [Fact]
    public void Notes_beside_the_table_are_passed_over_with_a_word()
    {
        (List<SheetRow> rows, List<string> problems) = Read(_samples.XlsxRows(Row(2, S("A2", "V001"), N("B2", "1"), S("F2", "note")) + Row(9, S("F9", "note"))));
        Assert.Single(rows);
        Assert.Equal(["提示 1  F 列没有表头，没有读"], problems);
    }

    [Fact]
    public void Unknown_sheets_are_named_with_what_is_known()
    {
        string path = _samples.Xlsx("<sheetData/>", name: "村名单");
        using SheetFolder folder = SheetSamples.Open(path, [Contributions, Everything]);
        Assert.Equal("不认识“村名单”，没有读；认识的表：出资（contributions）、各种列（everything）", folder.Problems.First().Message);
    }

    [Fact]
    public void Zip_bomb_is_refused_before_it_unpacks()
    {
        string path = Path.Combine(_samples.Folder, "bomb.xlsx");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Part(zip, "[Content_Types].xml", "<Types/>");
            using Stream part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) part.Write(zeros);
        }
        Assert.True(new FileInfo(path).Length < 100_000);
        Assert.Equal(["0  其中的 xl/worksheets/sheet1.xml 解开后是原来的 200 倍以上，不像正常的表格，没有读"], Read(path).Problems);
        Assert.Equal(["0  解开后超过 32 MB，请分成几个文件导入"], Read(path, limits: new() { UnpackRatio = 100_000, UnpackedBytes = 32 << 20 }).Problems);
        Assert.Equal(["0  文件超过 1000 字节，请分成几个文件导入"], Read(path, limits: new() { PackedBytes = 1000 }).Problems);
    }

    [Fact]
    public void Zip_whose_directory_lies_about_its_size_unpacks_no_further()
    {
        string rows = string.Concat(Enumerable.Range(2, 200_000).Select(i => Row(i, S($"A{i}", "V001"), N($"B{i}", "1"))));
        string path = _samples.XlsxRows(rows);
        UnderstateLength(path, "xl/worksheets/sheet1.xml", 1000);
        (List<SheetRow> read, List<string> problems) = Read(path, limits: new() { UnpackRatio = 1000 });
        Assert.True(read.Count < 100, $"{read.Count} rows");
        Assert.NotEmpty(problems);
    }

    [Theory]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0 }, "0  是旧版 .xls 或加了密码的文件，请另存为不带密码的 .xlsx 再导入")]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 9, 9, 9, 9, 9, 9 }, "0  文件损坏，打不开，请用 Excel 重新保存后再导入")]
    [InlineData(new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, "0  文件损坏，打不开，请用 Excel 重新保存后再导入")]
    public void Files_that_are_no_workbook_are_refused(byte[] bytes, string problem)
    {
        string path = Path.Combine(_samples.Folder, "出资.xlsx");
        File.WriteAllBytes(path, bytes);
        Assert.Equal([problem], Read(path).Problems);
    }

    [Theory]
    [InlineData("content.xml", "0  是 .ods 文件，请另存为 .xlsx 再导入")]
    [InlineData("xl/workbook.bin", "0  是 .xlsb 文件，请另存为 .xlsx 再导入")]
    public void Other_spreadsheets_are_refused_by_name(string part, string problem)
    {
        string path = Path.Combine(_samples.Folder, "x.xlsx");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Part(zip, "mimetype", "x");
            Part(zip, part, "x");
        }
        Assert.Equal([problem], Read(path).Problems);
    }

    [Fact]
    public void Damage_in_the_middle_is_told_with_its_row()
    {
        string path = _samples.Xlsx($"<sheetData>{Row(1, S("A1", "持有人"), S("B1", "金额"))}{Row(2, S("A2", "V001"), N("B2", "1"))}<row r=\"3\"><c r=\"A3\"></row></sheetData>");
        (List<SheetRow> rows, List<string> problems) = Read(path);
        Assert.Single(rows);
        Assert.Equal(["3  从第 3 行起文件损坏，后面的没有读，请用 Excel 重新保存后再导入"], problems);
    }

    [Fact]
    public void Document_types_are_not_resolved()
    {
        string path = _samples.Xlsx("<sheetData/>");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            Part(zip, "xl/worksheets/sheet1.xml", """<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>""");
        }
        Assert.Equal(["1  从第 1 行起文件损坏，后面的没有读，请用 Excel 重新保存后再导入"], Read(path).Problems);
    }

    private static void UnderstateLength(string path, string part, uint length)
    {
        byte[] bytes = File.ReadAllBytes(path);
        byte[] name = System.Text.Encoding.UTF8.GetBytes(part);
        for (int i = 0; i < bytes.Length - 46 - name.Length; i++)
        {
            bool central = bytes.AsSpan(i, 4).SequenceEqual("PK\x01\x02"u8) && bytes.AsSpan(i + 46).StartsWith(name);
            if (central) BitConverter.TryWriteBytes(bytes.AsSpan(i + 24), length);
        }
        File.WriteAllBytes(path, bytes);
    }
}
