using System.Runtime.CompilerServices;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Tree;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Entries;

/// <summary>
/// The growing end of the log inside one write transaction. There is one writer at a time, so the next index is known; edges are tracked rows that
/// are saved with the transaction.
/// </summary>
internal sealed class LogTail
{
    private static readonly ConditionalWeakTable<BaotuanDb, LogTail> OfContext = [];
    private readonly BaotuanDb _db;
    private readonly GrowingTree _tree;
    private readonly List<EdgeRow> _edges;

    private LogTail(BaotuanDb db, List<EdgeRow> edges)
    {
        (_db, _edges) = (db, edges);
        _tree = new(edges.Count == 0 ? 0 : edges[0].Size, [.. edges.Select(e => e.Hashes)]);
    }

    /// <summary>Leaves so far; the index of the next.</summary>
    public long Size => _tree.Size;

    public byte[] Root() => _tree.Root();

    public static async Task<LogTail> OfAsync(BaotuanDb db, CancellationToken cancel)
    {
        if (!OfContext.TryGetValue(db, out var tail))
        {
            if (db.RecordedAtMs == 0)
            {
                throw new InvalidOperationException("the log grows inside a write transaction");
            }

            tail = new(db, await db.Set<EdgeRow>().AsTracking().OrderBy(e => e.Level).ToListAsync(cancel));
            OfContext.Add(db, tail);
        }

        return tail;
    }

    /// <summary>Writes blocks whose leaves were made for exactly the indexes that come next.</summary>
    public void Append(IReadOnlyList<LeafBlock> blocks)
    {
        var (entries, tiles) = (new List<EntryRow>(blocks.Count), new List<TileRow>());
        foreach (var block in blocks)
        {
            if (block.FirstIndex != Size)
            {
                throw new InvalidOperationException($"leaves made for index {block.FirstIndex} cannot stand at {Size}");
            }

            entries.Add(new() { FirstIndex = block.FirstIndex, LeafCount = block.Count, Type = block.Type, SubjectId = block.SubjectId, Data = block.Data });
            _tree.Append(block.LeafHashes, t => tiles.Add(new() { Level = t.Level, TileIndex = t.Index, Hashes = t.Hashes }));
        }

        Facts.WriteAll(_db, entries);
        if (tiles.Count > 0)
        {
            Facts.WriteAll(_db, tiles);
        }

        KeepEdges();
    }

    private void KeepEdges()
    {
        for (var level = 0; level < _tree.Levels; level++)
        {
            if (level == _edges.Count)
            {
                _edges.Add(new() { Level = level });
                _db.Add(_edges[level]);
            }

            _edges[level].Hashes = _tree.Edge(level).ToArray();
        }

        if (_edges.Count > 0)
        {
            _edges[0].Size = Size;
        }
    }
}
