namespace Baotuan.Platform.Sheets;

/// <summary>Every sentence that the kit tells a user, in one place: each says what to do, and each has a test.</summary>
internal static class Wording
{
    public const string Missing = "没有填，请填写";
    public const string FormulaInText = "公式不能导入，请改成文字或数值";
    public const string Uncalculated = "公式没有保存计算结果，请用 Excel 打开、保存后再导入";
    public const string TurnedIntoDate = "Excel 把它变成了日期，请把这一列设为文本格式后重新填写";
    public const string BeyondFifteenDigits = "数字超过 15 位，Excel 已经改动了末尾几位，请把这一列设为文本格式后重新填写";
    public const string NotADate = "不是日期，请按“2018-01-05”的样子填写";
    public const string DateWithTime = "日期后面带了时间，请只填日期";
    public const string NotARate = "不是比例，请按“10%”或“0.1”的样子填写";
    public const string RateTooFine = "比例太细，最多到百万分之一（百分数四位小数）";
    public const string RateAboveOne = "比例大于 1，请写成百分数，例如“10%”";
    public const string NotANumber = "不是数字，请按“1234.5”的样子填写";
    public const string NotAWholeNumber = "不是整数，请填写整数";
    public const string QuantityTooFine = "最多四位小数";
    public const string NumberTooLarge = "数字太大，请检查是否多写了数字";
    public const string Negative = "不能是负数";
    public const string NotYesNo = "请填“是”或“否”";
    public const string NotAPeriod = "期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30";
    public const string UnpairedQuote = "双引号没有成对，请检查这一行的引号";
    public const string EmptyFile = "文件是空的，请先下载模板填写";
    public const string NoHeader = "第 1 行没有表头，请把表头放在第 1 行";
    public const string NoRows = "没有数据行";
    public const string NotCsv = "不是文本文件，请另存为 CSV 或 .xlsx 再导入";
    public const string Utf16 = "文件是 UTF-16 编码（Unicode 文本），请另存为“CSV UTF-8”再导入";
    public const string UnknownEncoding = "文字编码既不是 UTF-8 也不是 GB18030，请另存为“CSV UTF-8”再导入";
    public const string OldExcel = "是旧版 .xls 或加了密码的文件，请另存为不带密码的 .xlsx 再导入";
    public const string OpenDocument = "是 .ods 文件，请另存为 .xlsx 再导入";
    public const string BinaryExcel = "是 .xlsb 文件，请另存为 .xlsx 再导入";
    public const string Damaged = "文件损坏，打不开，请用 Excel 重新保存后再导入";
    public const string NothingToRead = "没有找到可以导入的表";
    public const string NoSuchPath = "没有这个文件或文件夹，请检查路径";
    public const string ErrorColumn = "错误信息";
    public const string NotKept = "这一行有错误；问题太多，清单里没有逐条列出";

    public static string TooLong(int most) => $"太长，最多 {most} 个字";

    public static string CellTooLong(int most) => $"一格超过 {most} 个字，请缩短";

    public static string ErrorValue(string value) => $"单元格是错误值 {value}，请改正公式或填写数值";

    public static string NotAChoice(IEnumerable<SheetChoice> choices) => $"请填其中之一：{string.Join("、", choices.Select(choice => choice.ChineseName))}";

    public static string MissingColumn(SheetColumn column) => $"缺少“{column.ChineseName}”（{column.Name}）这一列，请按模板补上";

    public static string UnknownColumn(string header) => $"不认识“{header}”这一列，没有读";

    public static string ColumnTwice(string header) => $"“{header}”这一列出现了两次，请只留一列";

    public static string ColumnWithoutHeader(string letter) => $"{letter} 列没有表头，没有读";

    public static string TooManyCells(int header, int actual) => $"这一行有 {actual} 格，表头只有 {header} 列；含逗号的内容请用双引号括起来";

    public static string Merged(string range) => $"{range} 是合并单元格，请取消合并并逐格填写后再导入";

    public static string UnknownSheet(string name, IEnumerable<SheetDefinition> known) =>
        $"不认识“{name}”，没有读；认识的表：{string.Join("、", known.Select(one => $"{one.ChineseName}（{one.Name}）"))}";

    public static string SheetTwice(SheetDefinition definition, string other) => $"“{other}”也是{definition.ChineseName}表，请只留一个";

    public static string NotRead(string name) => $"文件夹里的“{name}”没有读：一次导入一个 .xlsx，或一个放 CSV 的文件夹";

    public static string TooManyColumns(int most) => $"超过 {most} 列，请删去多余的列";

    public static string TooManyRows(int most) => $"超过 {most} 行，后面的没有读，请分成几个文件导入";

    public static string RecordTooLong(int row) => $"从第 {row} 行起有一行太长，可能是双引号没有成对，后面的没有读";

    public static string DamagedFrom(int row) => $"从第 {row} 行起文件损坏，后面的没有读，请用 Excel 重新保存后再导入";

    public static string FileTooLarge(long most) => $"文件超过 {Size(most)}，请分成几个文件导入";

    public static string UnpacksTooLarge(long most) => $"解开后超过 {Size(most)}，请分成几个文件导入";

    public static string ZipBomb(string part, int ratio) => $"其中的 {part} 解开后是原来的 {ratio} 倍以上，不像正常的表格，没有读";

    public static string OriginalRow(int row, string message) => $"原第 {row} 行：{message}";

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes >> 30} GB" : bytes >= 1L << 20 ? $"{bytes >> 20} MB" : $"{bytes} 字节";
}
