using System.Buffers;
using System.Globalization;
using System.Text;
using Baotuan.Proofs.Contracts;

namespace Baotuan.Proofs.Entries;

/// <summary>Makes the leaves of many rows about one subject, a block at a time.</summary>
internal static class RowBlocks
{
    /// <param name="firstIndex">Of the first row in the log.</param>
    /// <param name="stored">When verifying: what stands in the log, for rows whose secret was erased.</param>
    public static IEnumerable<LeafBlock> Make(
        string type, string subjectName, LeafSubject subject, IReadOnlyList<LeafRow> rows, long firstIndex, Secrets secrets, Func<int, byte[]?>? stored)
    {
        var field = Encoding.UTF8.GetBytes($"{subjectName} {subject.Id.ToString(CultureInfo.InvariantCulture)}\n");
        for (var start = 0; start < rows.Count; start += CommittedBlock.MostLeaves)
        {
            var (from, count) = (start, Math.Min(CommittedBlock.MostLeaves, rows.Count - start));
            var block = new CommittedBlock(type, subject.Id, subject.OwnerId, count);
            for (var i = from; i < from + count; i++)
            {
                block.Records.Write(rows[i].Record);
                block.End(rows[i].Member);
            }

            yield return block.Make(firstIndex + from, secrets, (to, _) => to.Write(field), stored is null ? null : i => stored(from + i));
        }
    }
}
