using System.Text;

namespace Baotuan.Platform.Sheets;

/// <summary>Whether a problem keeps the row out.</summary>
public enum SheetSeverity
{
    /// <summary>The row (or the sheet, or the file) cannot be taken.</summary>
    Error,

    /// <summary>Something was left aside or deserves a look; the row is taken.</summary>
    Warning,
}

/// <summary>One thing wrong in a file, at the place where the user finds it.</summary>
/// <param name="File">File name without folder.</param>
/// <param name="Sheet">Name of the sheet as in the file; of a CSV its file name without extension; empty for the file as a whole.</param>
/// <param name="Row">Row number as Excel shows it (the header is row 1); 0 for the sheet as a whole.</param>
/// <param name="Column">Header of the column as in the file; empty for the row as a whole.</param>
/// <param name="Message">Chinese; says what to do.</param>
/// <param name="Severity">Error or warning.</param>
public sealed record SheetProblem(string File, string Sheet, int Row, string Column, string Message, SheetSeverity Severity)
{
    /// <summary>1 for column A; 0 for the row as a whole.</summary>
    public int ColumnNumber { get; init; }

    /// <summary>"contributions.csv 第 5 行“金额”：金额最多两位小数，请填到分为止".</summary>
    public override string ToString()
    {
        var text = new StringBuilder(File);
        bool named = Sheet.Length > 0 && !Path.GetFileNameWithoutExtension(File).Equals(Sheet, StringComparison.Ordinal);
        if (named) text.Append($" 工作表“{Sheet}”");
        if (Row > 0) text.Append($" 第 {Row} 行");
        if (Column.Length > 0) text.Append($"“{Column}”");
        return text.Append('：').Append(Message).ToString();
    }
}
