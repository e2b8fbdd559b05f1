namespace Baotuan.Platform.Sheets;

/// <summary>
/// Empty sheets to fill in: bold header that stays in view (required columns in orange), drop-downs, text format for codes
/// so that leading zeros and 18-digit numbers survive, dates as dates, and one short sheet 填写说明. The template itself
/// is a valid, empty import.
/// </summary>
public static class TemplateWriter
{
    internal const string GuideSheet = "填写说明";
    internal const string ChoicesSheet = "选项";

    // Excel's limit for a list written into the rule itself
    private const int MostListChars = 255;

    private static readonly string[] YesNo = ["是", "否"];

    /// <summary>One workbook with one sheet per definition. The stream need not seek and stays open.</summary>
    public static void Write(IReadOnlyList<SheetDefinition> definitions, Stream stream, bool chineseHeaders = true)
    {
        using var book = new XlsxBookWriter(stream);
        var longLists = new List<string[]>();
        foreach (SheetDefinition definition in definitions)
        {
            SheetWriter.StartSheet(book, definition, chineseHeaders);
            book.EndSheet(DropDowns(definition, longLists));
        }
        WriteGuide(book, definitions, chineseHeaders);
        if (longLists.Count > 0) WriteChoices(book, longLists);
        book.Finish();
    }

    /// <summary>One CSV with nothing but the header. The stream stays open.</summary>
    public static void WriteCsv(SheetDefinition definition, Stream stream, SheetEncoding encoding = SheetEncoding.Utf8Bom, bool chineseHeaders = true) =>
        SheetWriter.WriteCsv(definition, [], stream, encoding, chineseHeaders);

    private static List<DropDown> DropDowns(SheetDefinition definition, List<string[]> longLists)
    {
        var dropDowns = new List<DropDown>();
        for (int i = 0; i < definition.Columns.Count; i++)
        {
            string[] values = ValuesOf(definition.Columns[i]);
            if (values.Length > 0) dropDowns.Add(new DropDown(i + 1, Formula(values, longLists)));
        }
        return dropDowns;
    }

    private static string[] ValuesOf(SheetColumn column) => column.Kind switch
    {
        SheetColumnKind.YesNo => YesNo,
        SheetColumnKind.Choice => [.. column.Choices.Select(choice => choice.ChineseName)],
        _ => [],
    };

    // a list in the rule knows no escape for its comma, and ends at 255 characters; others stand in columns of a sheet
    private static string Formula(string[] values, List<string[]> longLists)
    {
        string list = string.Join(',', values);
        bool fits = list.Length <= MostListChars && values.All(value => value.AsSpan().IndexOfAny(',', '"') < 0);
        if (fits) return $"\"{list}\"";
        longLists.Add(values);
        string letters = CellReference.Letters(longLists.Count);
        return $"'{ChoicesSheet}'!${letters}$2:${letters}${values.Length + 1}";
    }

    private static void WriteGuide(XlsxBookWriter book, IReadOnlyList<SheetDefinition> definitions, bool chineseHeaders)
    {
        book.StartSheet(GuideSheet, [(14, XlsxFormat.Wrapped), (18, XlsxFormat.Wrapped), (8, XlsxFormat.Wrapped), (60, XlsxFormat.Wrapped), (26, XlsxFormat.Wrapped)]);
        WriteTexts(book, XlsxFormat.Header, "表", "列", "必填", "怎么填", "例");
        foreach (SheetDefinition definition in definitions)
        {
            foreach (SheetColumn column in definition.Columns) WriteGuideLine(book, definition, column, chineseHeaders);
        }
        book.EndSheet([]);
    }

    private static void WriteGuideLine(XlsxBookWriter book, SheetDefinition definition, SheetColumn column, bool chineseHeaders)
    {
        string how = column.Help.Length > 0 ? $"{column.Help}（{HowTo(column)}）" : HowTo(column);
        WriteTexts(book, XlsxFormat.Wrapped,
            chineseHeaders ? definition.ChineseName : definition.Name,
            chineseHeaders ? column.ChineseName : column.Name,
            column.Required ? "是" : "", how, column.Example);
    }

    private static string HowTo(SheetColumn column) => column.Kind switch
    {
        SheetColumnKind.Text or SheetColumnKind.Code => $"文字，最多 {column.MaxLength} 字",
        SheetColumnKind.Amount => "元，最多两位小数",
        SheetColumnKind.Area => "亩，最多四位小数",
        SheetColumnKind.Ppm => "比例，如 10% 或 0.1",
        SheetColumnKind.Date => "日期，如 2018-01-05",
        SheetColumnKind.Quantity => "数字，最多四位小数",
        SheetColumnKind.Integer => "整数",
        SheetColumnKind.Choice => "从下拉列表中选",
        SheetColumnKind.YesNo => "是或否",
        SheetColumnKind.CreditCode => "18 位统一社会信用代码",
        SheetColumnKind.CitizenId => "18 位身份证号",
        SheetColumnKind.DivisionCode => "6、9 或 12 位区划代码",
        SheetColumnKind.Period => "如 2018、2018-H1、2018-05",
        _ => throw new InvalidOperationException($"No guide for {column.Kind}."),
    };

    private static void WriteChoices(XlsxBookWriter book, List<string[]> lists)
    {
        book.StartSheet(ChoicesSheet, [.. lists.Select(_ => (30, XlsxFormat.Text))]);
        WriteTexts(book, XlsxFormat.Header, [.. lists.Select((_, i) => $"{ChoicesSheet}{i + 1}")]);
        for (int row = 0; row < lists.Max(list => list.Length); row++)
        {
            WriteTexts(book, XlsxFormat.Text, [.. lists.Select(list => row < list.Length ? list[row] : "")]);
        }
        book.EndSheet([]);
    }

    private static void WriteTexts(XlsxBookWriter book, XlsxFormat format, params string[] texts)
    {
        book.StartRow();
        foreach (string text in texts) book.Text(text, format);
        book.EndRow();
    }
}
