using System.Security.Cryptography;
using System.Text;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Baotuan.Transparency.Leaves;

namespace Baotuan.Ventures.Leaves;

/// <summary>Makes the leaves of one collective's lines, a block of at most <see cref="LinesPerBlock"/> at a time.</summary>
internal sealed class PayoutBlocks(long collectiveId, string collective, long cascadeId)
{
    public const int LinesPerBlock = 4096;
    private static readonly byte[] Tag = Encoding.UTF8.GetBytes(new Leaf(PayoutLeaves.LeafType, [], null).Tag);

    /// <param name="firstIndex">Of the first line in the log.</param>
    /// <param name="count">Number of lines.</param>
    /// <param name="member">Member number of a line in UTF-8.</param>
    /// <param name="figures">Weight, amount, withholding of a line.</param>
    /// <param name="stored">When verifying: what stands in the log, for lines whose secret was erased.</param>
    public IEnumerable<LeafBlock> Make(
        long firstIndex, Secrets secrets, int count, Func<int, byte[]> member, Func<int, (long Weight, long AmountFen, long WithheldFen)> figures, Func<int, byte[]?>? stored)
    {
        var seed = secrets.SeedOf(collectiveId);
        for (var start = 0; start < count; start += LinesPerBlock)
        {
            var leaves = new List<byte[]>(LinesPerBlock);
            for (var i = start; i < Math.Min(start + LinesPerBlock, count); i++)
            {
                var no = member(i);
                var secret = seed is null ? secrets.Of(new(collectiveId, Encoding.UTF8.GetString(no))) : HMACSHA256.HashData(seed, no);
                leaves.Add(secret is null ? stored?.Invoke(i) ?? [] : LeafOf(firstIndex + i, i + 1, no, figures(i), secret));
            }

            yield return LeafBlock.Of(PayoutLeaves.LeafType, cascadeId, firstIndex + start, leaves);
        }
    }

    private byte[] LeafOf(long index, long line, byte[] member, (long Weight, long AmountFen, long WithheldFen) figures, byte[] secret)
    {
        var record = CanonicalJson.Write(PayoutLeaves.Record(cascadeId, collective, line, Encoding.UTF8.GetString(member), figures.Weight, figures.AmountFen, figures.WithheldFen));
        var commit = Commitment.Of(Tag, Commitment.Salt(secret, index), record);
        return new Leaf(PayoutLeaves.LeafType, [("cascade", VentureLeaves.Text(cascadeId)), ("line", VentureLeaves.Text(line))], commit).ToBytes();
    }
}
