using Baotuan.Platform.Storage;
using Baotuan.Proofs.Entries;
using Baotuan.Transparency.Tree;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// The log of everything that counts: append-only leaves in a Merkle tree. Who makes a record appends its leaf in the same transaction;
/// there is one writer at a time, so the index is known at once.
/// </summary>
public static class ProofLog
{
    /// <summary>Appends the leaves of some records in their order.</summary>
    public static async Task AppendAsync(BaotuanDb db, IReadOnlyList<LeafDraft> drafts, CancellationToken cancel)
    {
        if (drafts.Count == 0)
        {
            return;
        }

        var tail = await LogTail.OfAsync(db, cancel);
        var secrets = await Secrets.OfAsync(db, drafts.Select(d => d.OrganizationId), cancel);
        var blocks = new List<LeafBlock>(drafts.Count);
        var next = tail.Size;
        foreach (var block in drafts.SelectMany(d => d.Build(next, secrets, null)))
        {
            blocks.Add(block);
            next += block.Count;
        }

        tail.Append(blocks);
    }

    /// <summary>Index of the next leaf, for who makes blocks himself.</summary>
    public static async Task<long> NextIndexAsync(BaotuanDb db, CancellationToken cancel) => (await LogTail.OfAsync(db, cancel)).Size;

    /// <summary>Appends blocks that were made for the indexes that come next. No other command may be running on the context.</summary>
    public static async Task AppendBlocksAsync(BaotuanDb db, IReadOnlyList<LeafBlock> blocks, CancellationToken cancel) =>
        (await LogTail.OfAsync(db, cancel)).Append(blocks);

    /// <summary>Index of the first leaf of a type about a subject, and how many there are; null when there is none.</summary>
    public static async Task<(long First, long Count)?> PlaceOfAsync(BaotuanDb db, string type, long subjectId, CancellationToken cancel)
    {
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.Type == type && e.SubjectId == subjectId)
            .OrderBy(e => e.FirstIndex).Select(e => new { e.FirstIndex, e.LeafCount }).ToListAsync(cancel);
        return rows.Count == 0 ? null : (rows[0].FirstIndex, rows.Sum(r => r.LeafCount));
    }

    /// <summary>The leaf at an index; null when the log is shorter.</summary>
    public static async Task<byte[]?> LeafAsync(BaotuanDb db, long index, CancellationToken cancel)
    {
        var row = await db.Set<EntryRow>().AsNoTracking().Where(e => e.FirstIndex <= index).OrderByDescending(e => e.FirstIndex).FirstOrDefaultAsync(cancel);
        return row is not null && row.Holds(index) ? row.LeafAt(index) : null;
    }

    /// <summary>Leaves that follow one another, as many of them as the log has.</summary>
    public static async Task<IReadOnlyList<byte[]>> LeavesAsync(BaotuanDb db, long first, long count, CancellationToken cancel)
    {
        var end = first + count;
        var leaves = new List<byte[]>();
        var start = await db.Set<EntryRow>().Where(e => e.FirstIndex <= first).OrderByDescending(e => e.FirstIndex).Select(e => (long?)e.FirstIndex).FirstOrDefaultAsync(cancel) ?? 0;
        foreach (var row in await db.Set<EntryRow>().AsNoTracking().Where(e => e.FirstIndex >= start && e.FirstIndex < end).OrderBy(e => e.FirstIndex).ToListAsync(cancel))
        {
            leaves.AddRange(LeafBlock.LeavesOf(row.Data).Select(range => row.Data[range]).Skip((int)Math.Max(0, first - row.FirstIndex)));
        }

        return leaves.Count > count ? leaves[..(int)count] : leaves;
    }

    /// <summary>Number of leaves.</summary>
    public static async Task<long> SizeAsync(BaotuanDb db, CancellationToken cancel) =>
        await db.Set<EdgeRow>().Where(e => e.Level == 0).Select(e => (long?)e.Size).FirstOrDefaultAsync(cancel) ?? 0;

    /// <summary>Roots and proofs of the tree of <paramref name="size"/> leaves, which the log must have.</summary>
    public static TreeReader Tree(BaotuanDb db, long size) => new(size, (tile, cancel) => ReadTileAsync(db, tile, cancel));

    /// <summary>Packed hashes of a tile, as many as the tile is wide or the log has.</summary>
    public static async Task<byte[]> ReadTileAsync(BaotuanDb db, TileAt tile, CancellationToken cancel)
    {
        var full = await db.Set<TileRow>().AsNoTracking().Where(t => t.Level == tile.Level && t.TileIndex == tile.Index).Select(t => t.Hashes).FirstOrDefaultAsync(cancel);
        var hashes = full ?? await db.Set<EdgeRow>().AsNoTracking().Where(e => e.Level == tile.Level).Select(e => e.Hashes).FirstOrDefaultAsync(cancel) ?? [];
        return hashes[..Math.Min(hashes.Length, tile.Width * MerkleTree.HashLength)];
    }

    /// <summary>An entry bundle: the leaves of a tile of level 0, each after its length in two bytes.</summary>
    public static async Task<byte[]> ReadBundleAsync(BaotuanDb db, long index, int width, CancellationToken cancel)
    {
        var (start, end) = (index * TileAt.Full, (index * TileAt.Full) + width);
        var before = await db.Set<EntryRow>().Where(e => e.FirstIndex <= start).OrderByDescending(e => e.FirstIndex).Select(e => (long?)e.FirstIndex).FirstOrDefaultAsync(cancel) ?? 0;
        var rows = await db.Set<EntryRow>().AsNoTracking().Where(e => e.FirstIndex >= before && e.FirstIndex < end).OrderBy(e => e.FirstIndex).ToListAsync(cancel);
        using var bundle = new MemoryStream();
        foreach (var row in rows)
        {
            var at = row.FirstIndex;
            foreach (var range in LeafBlock.LeavesOf(row.Data))
            {
                if (at >= start && at < end)
                {
                    bundle.Write(row.Data.AsSpan((range.Start.Value - sizeof(ushort))..range.End.Value));
                }

                at++;
            }
        }

        return bundle.ToArray();
    }
}
