using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;

namespace Baotuan.Ventures.Leaves;

/// <summary>The lines of one collective, in the order of member numbers.</summary>
internal interface IPayoutLines
{
    int Count { get; }

    /// <summary>Member number in UTF-8.</summary>
    ReadOnlySpan<byte> Member(int i);

    (long Weight, long AmountFen, long WithheldFen) Figures(int i);
}

/// <summary>
/// Makes the leaves of one collective's lines, a block at a time. A record is written as <see cref="PayoutLeaves.Record"/> and <see cref="CanonicalJson"/> have it,
/// without making an object of each line.
/// </summary>
internal sealed class PayoutBlocks(long collectiveId, string collective, long cascadeId)
{
    private readonly byte[] _beforeLine = Encoding.UTF8.GetBytes($"cascade {VentureLeaves.Text(cascadeId)}\nline ");
    private readonly byte[] _afterAmount = Encoding.UTF8.GetBytes($",\"cascade\":{Json(RowRecord.Number(cascadeId))},\"collective\":{Json(JsonValue.Create(collective))},\"line\":");

    /// <param name="firstIndex">Of the first line in the log.</param>
    /// <param name="stored">When verifying: what stands in the log, for lines whose secret was erased.</param>
    public IEnumerable<LeafBlock> Make(long firstIndex, Secrets secrets, IPayoutLines lines, Func<int, byte[]?>? stored)
    {
        for (var start = 0; start < lines.Count; start += CommittedBlock.MostLeaves)
        {
            var (from, count) = (start, Math.Min(CommittedBlock.MostLeaves, lines.Count - start));
            var block = new CommittedBlock(PayoutLeaves.LeafType, cascadeId, collectiveId, count);
            for (var i = from; i < from + count; i++)
            {
                WriteRecord(block.Records, i + 1, lines.Member(i), lines.Figures(i));
                block.End(lines.Member(i));
            }

            yield return block.Make(firstIndex + from, secrets, (to, i) => WriteFields(to, from + i + 1), stored is null ? null : i => stored(from + i));
        }
    }

    private void WriteFields(ArrayBufferWriter<byte> to, long line)
    {
        to.Write(_beforeLine);
        CanonicalJson.WriteNumber(to, line);
        to.Write("\n"u8);
    }

    private void WriteRecord(ArrayBufferWriter<byte> to, long line, ReadOnlySpan<byte> member, (long Weight, long AmountFen, long WithheldFen) figures)
    {
        to.Write("{\"amount_fen\":"u8);
        CanonicalJson.WriteNumber(to, figures.AmountFen);
        to.Write(_afterAmount);
        CanonicalJson.WriteNumber(to, line);
        to.Write(",\"member\":"u8);
        CanonicalJson.WriteText(to, member);
        to.Write(",\"weight\":"u8);
        CanonicalJson.WriteNumber(to, figures.Weight);
        to.Write(",\"withheld_fen\":"u8);
        CanonicalJson.WriteNumber(to, figures.WithheldFen);
        to.Write("}"u8);
    }

    private static string Json(JsonNode node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));
}
