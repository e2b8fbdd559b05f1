using System.Text;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Leaves;

namespace Baotuan.Proofs.Entries;

/// <summary>Makes the leaves of many rows about one subject, a block at a time.</summary>
internal static class RowBlocks
{
    private const int RowsPerBlock = 4096;

    /// <param name="firstIndex">Of the first row in the log.</param>
    /// <param name="stored">When verifying: what stands in the log, for rows whose secret was erased.</param>
    public static IEnumerable<LeafBlock> Make(
        string type, string subjectName, LeafSubject subject, IReadOnlyList<LeafRow> rows, long firstIndex, Secrets secrets, Func<int, byte[]?>? stored)
    {
        var leaf = new Leaf(type, [(subjectName, subject.Id.ToString(System.Globalization.CultureInfo.InvariantCulture))], null);
        var tag = Encoding.UTF8.GetBytes(leaf.Tag);
        for (var start = 0; start < rows.Count; start += RowsPerBlock)
        {
            var leaves = new List<byte[]>(RowsPerBlock);
            for (var i = start; i < Math.Min(start + RowsPerBlock, rows.Count); i++)
            {
                if (secrets.Of(new(subject.OwnerId, rows[i].Member), firstIndex + i) is not { } secret)
                {
                    leaves.Add(stored is null ? throw new InvalidOperationException("the secret of a new leaf was erased") : stored(i) ?? []);
                    continue;
                }

                var salt = Commitment.Salt(secret, firstIndex + i);
                secrets.Open(firstIndex + i, salt, rows[i].Record);
                leaves.Add((leaf with { Commit = Commitment.Of(tag, salt, rows[i].Record) }).ToBytes());
            }

            yield return LeafBlock.Of(type, subject.Id, firstIndex + start, leaves);
        }
    }
}
