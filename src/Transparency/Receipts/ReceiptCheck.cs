using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Kernel;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Witnessing;

namespace Baotuan.Transparency.Receipts;

/// <summary>One line of a receipt as it was proved.</summary>
/// <param name="Member">Member number.</param>
/// <param name="Collective">Code of the collective.</param>
/// <param name="Line">Number in the distribution, from 1.</param>
/// <param name="AmountFen">Before withholding.</param>
/// <param name="WithheldFen">Tax withheld.</param>
public sealed record ReceiptLine(string Collective, string Member, long Line, long AmountFen, long WithheldFen);

/// <summary>What a receipt proves.</summary>
/// <param name="Lines">Of the household.</param>
/// <param name="Period">Of the distribution, as its leaf says.</param>
/// <param name="LineCount">Lines of the whole distribution.</param>
/// <param name="SumFen">What was distributed to all.</param>
public sealed record ReceiptProof(IReadOnlyList<ReceiptLine> Lines, string Period, long LineCount, long SumFen, Checkpoint Checkpoint);

/// <summary>
/// Verifies a receipt: (1) a trusted key signed the checkpoint; (2) each line opens to the commitment of its leaf; (3) each leaf and the header are in
/// the tree of the checkpoint; (4) lines and header are of one distribution, and no line is there twice.
/// </summary>
public static class ReceiptCheck
{
    private const string LineType = "payout-line";

    /// <summary>What it proves, or why it does not: <c>receipt_is_damaged</c>, <c>checkpoint_not_trusted</c>, <c>receipt_content_changed</c>,
    /// <c>receipt_not_in_log</c>, <c>receipt_parts_differ</c>.</summary>
    public static Outcome<ReceiptProof> Verify(string text, WitnessPolicy policy)
    {
        if (Receipt.Parse(text) is not { } receipt)
        {
            return new Refusal("receipt_is_damaged", "这不是抱团的收据，或文件不完整。请重新下载收据再核对。");
        }

        if (!policy.Accepts(receipt.Note) || Checkpoint.Parse(receipt.Note.Text) is not { } checkpoint)
        {
            return new Refusal("checkpoint_not_trusted", "检查点的签名不成立，或不是这把公钥签的。收据可能是伪造的：请向村里索取公布的公钥，再核对一次。");
        }

        var lines = new List<ReceiptLine>();
        var header = Leaf.Parse(receipt.Header.Bytes);
        foreach (var opened in receipt.Lines)
        {
            if (LineOf(opened) is not { } line)
            {
                return new Refusal("receipt_content_changed", "收据上的内容与日志里的承诺不符：金额、成员号或别的内容被改过。请以村里公布的日志为准，并向监督机构反映。");
            }

            if (!opened.Leaf.IsIn(checkpoint))
            {
                return new Refusal("receipt_not_in_log", $"第 {line.Line} 行不在检查点所指的日志里：收据拼凑而成，或日志被改过。请向监督机构反映。");
            }

            if (!SameDistribution(header, opened, line) || line.Line <= (lines.LastOrDefault()?.Line ?? 0))
            {
                return new Refusal("receipt_parts_differ", "收据的明细与分配总表不是同一次分配的。请重新下载收据再核对。");
            }

            lines.Add(line);
        }

        return !receipt.Header.IsIn(checkpoint)
            ? new Refusal("receipt_not_in_log", "分配总表不在检查点所指的日志里：收据拼凑而成，或日志被改过。请向监督机构反映。")
            : new ReceiptProof(lines, header!.Field("period") ?? "", Number(header.Field("lines")), Number(header.Field("sum_fen")), checkpoint);
    }

    private static ReceiptLine? LineOf(OpenedLine opened)
    {
        if (Leaf.Parse(opened.Leaf.Bytes) is not { Type: LineType, Commit: { } commit } leaf)
        {
            return null;
        }

        try
        {
            var made = Commitment.Of(Encoding.UTF8.GetBytes(leaf.Tag), opened.Salt, CanonicalJson.Write(opened.Record));
            var line = new ReceiptLine(
                JsonReading.Text(opened.Record["collective"]), JsonReading.Text(opened.Record["member"]), Of(opened.Record, "line"), Of(opened.Record, "amount_fen"), Of(opened.Record, "withheld_fen"));
            return CryptographicOperations.FixedTimeEquals(made, commit) && leaf.Field("line") == Text(line.Line) && leaf.Field("cascade") == Text(Of(opened.Record, "cascade")) ? line : null;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static bool SameDistribution(Leaf? header, OpenedLine opened, ReceiptLine line) =>
        header is { Type: "cascade" } && header.Field("id") == Text(Of(opened.Record, "cascade")) && line.Line >= 1 && line.Line <= Number(header.Field("lines"))
        && line.AmountFen <= Number(header.Field("sum_fen"));

    private static long Of(JsonObject record, string name) => JsonReading.Number(record[name]);

    // as a leaf writes it: no leading zero, no plus
    private static long Number(string? text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Text(number) == text ? number : -1;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
