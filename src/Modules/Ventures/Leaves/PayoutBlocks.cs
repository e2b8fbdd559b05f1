using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Tree;

namespace Baotuan.Ventures.Leaves;

/// <summary>Makes the leaves of one collective's lines, a block of at most <see cref="LinesPerBlock"/> at a time.</summary>
internal sealed class PayoutBlocks(long collectiveId, string collective, long cascadeId)
{
    public const int LinesPerBlock = 4096;
    private static readonly byte[] Tag = Encoding.UTF8.GetBytes(new Leaf(PayoutLeaves.LeafType, [], null).Tag);
    private readonly byte[] _head = Encoding.UTF8.GetBytes($"{new Leaf(PayoutLeaves.LeafType, [], null).Tag}cascade {cascadeId}\nline ");
    private readonly byte[] _middle = Encoding.UTF8.GetBytes($",\"cascade\":{RowRecord.Number(cascadeId).ToJsonString()},\"collective\":{Encoding.UTF8.GetString(CanonicalJson.Write(JsonValue.Create(collective)))},\"line\":");

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
            var lines = Math.Min(LinesPerBlock, count - start);
            var data = new List<byte>(lines * 96);
            var hashes = new byte[lines * MerkleTree.HashLength];
            for (var i = start; i < start + lines; i++)
            {
                var no = member(i);
                var secret = seed is null ? secrets.Of(new(collectiveId, Encoding.UTF8.GetString(no))) : HMACSHA256.HashData(seed, no);
                var leaf = secret is null ? stored?.Invoke(i) ?? [] : Leaf(firstIndex + i, i + 1, no, figures(i), secret);
                var length = new byte[sizeof(ushort)];
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)leaf.Length);
                data.AddRange(length);
                data.AddRange(leaf);
                MerkleTree.LeafHash(leaf, hashes.AsSpan((i - start) * MerkleTree.HashLength, MerkleTree.HashLength));
            }

            yield return new(PayoutLeaves.LeafType, cascadeId, firstIndex + start, lines, [.. data], hashes);
        }
    }

    private byte[] Leaf(long index, long line, byte[] member, (long Weight, long AmountFen, long WithheldFen) figures, byte[] secret)
    {
        var record = CanonicalJson.Write(PayoutLeaves.Record(cascadeId, collective, line, Encoding.UTF8.GetString(member), figures.Weight, figures.AmountFen, figures.WithheldFen));
        var commit = Commitment.Of(Tag, Commitment.Salt(secret, index), record);
        return Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(_head)}{line}\ncommit {Convert.ToBase64String(commit)}\n");
    }
}
