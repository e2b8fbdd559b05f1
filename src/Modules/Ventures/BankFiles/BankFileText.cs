using System.Text;
using Baotuan.Kernel;

namespace Baotuan.Ventures.BankFiles;

/// <summary>One payee as the file has it.</summary>
internal sealed record BankFileRow(string MemberNo, string Name, string Account, Money Amount, string Purpose);

/// <summary>
/// The text of a payment file: 序号,户名,账号,金额,摘要, lines ending in CRLF, amounts with two decimals, and a last row with the
/// count and the total. Encodings are strict: a character that they cannot hold is an error, never a question mark.
/// </summary>
internal static class BankFileText
{
    private const string Header = "序号,户名,账号,金额,摘要";
    private const string Total = "合计";

    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The bytes of the file, or the payee whose name the encoding cannot hold.</summary>
    public static Outcome<byte[]> Write(IReadOnlyList<BankFileRow> rows, Encoding encoding)
    {
        using var bytes = new MemoryStream();
        bytes.Write(encoding.GetPreamble());
        Line(bytes, encoding, Header);
        var total = Money.Zero;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            try
            {
                Line(bytes, encoding, $"{i + 1},{Quoted(row.Name)},{row.Account},{row.Amount},{Quoted(row.Purpose)}");
            }
            catch (EncoderFallbackException)
            {
                return new Refusal(
                    "name_cannot_be_encoded", $"成员 {row.MemberNo} 的户名里有这种编码写不出的字，文件没有生成。请更正户名，或改用 UTF-8。");
            }

            total += row.Amount;
        }

        Line(bytes, encoding, $"{Total},{rows.Count},,{total},");
        return bytes.ToArray();
    }

    /// <summary>Reads the bytes back and ties every row, the count and the total; null when all agree.</summary>
    public static Refusal? Check(byte[] bytes, Encoding encoding, IReadOnlyList<BankFileRow> rows, long sumFen)
    {
        List<string[]> lines;
        try
        {
            lines = Parse(encoding.GetString(bytes.AsSpan(encoding.GetPreamble().Length)));
        }
        catch (Exception unread) when (unread is DecoderFallbackException or FormatException)
        {
            return Differs("读不回来");
        }

        if (lines.Count != rows.Count + 2 || string.Join(',', lines[0]) != Header)
        {
            return Differs($"应有 {rows.Count} 行，读回 {lines.Count - 2} 行");
        }

        var total = Money.Zero;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var line = lines[i + 1];
            if (!line.SequenceEqual([$"{i + 1}", row.Name, row.Account, row.Amount.ToString(), row.Purpose]) || !Money.TryParse(line[3], out var amount, out _))
            {
                return Differs($"第 {i + 2} 行（成员 {row.MemberNo}）读回后与明细不同");
            }

            total += amount;
        }

        return total.Fen == sumFen && lines[^1].SequenceEqual([Total, $"{rows.Count}", "", total.ToString(), ""])
            ? null
            : Differs($"合计应为 {new Money(sumFen).Format()} 元，读回 {total.Format()} 元");
    }

    /// <summary>
    /// Whether a name has characters beyond GBK, which many bank systems do not accept although GB18030 writes them
    /// (four bytes each).
    /// </summary>
    public static bool HasRareCharacter(string name) =>
        name.EnumerateRunes().Any(r => Gb18030.GetByteCount(r.ToString()) > 2);

    private static Refusal Differs(string how) =>
        new("bank_file_does_not_read_back", $"代发文件写出后核对不符：{how}。文件没有放行，请换一种编码再试。");

    private static void Line(MemoryStream bytes, Encoding encoding, string text) => bytes.Write(encoding.GetBytes(text + "\r\n"));

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";

    /// <exception cref="FormatException">Not what <see cref="Write"/> writes.</exception>
    private static List<string[]> Parse(string text)
    {
        var lines = new List<string[]>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[i++]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == '\n')
                {
                    lines.Add([.. cells]);
                    cells.Clear();
                }
            }
            else
            {
                cell.Append(c);
            }
        }

        return quoted || cell.Length > 0 || cells.Count > 0 ? throw new FormatException("the text ends inside a line") : lines;
    }
}
