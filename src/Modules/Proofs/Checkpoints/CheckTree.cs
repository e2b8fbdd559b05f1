using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Proofs.Entries;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Checkpoints;

/// <summary>Grows the tree once more out of the entries and holds tiles, edges and checkpoints against it.</summary>
internal sealed class CheckTree(BaotuanDb db, IReadOnlyList<VerifierKey> keys, List<(string, string, string)> problems)
{
    private const int EntriesAtOnce = 2_000;
    private readonly GrowingTree _tree = new();
    private readonly List<FullTile> _full = [];

    public static Task RunAsync(BaotuanDb db, IReadOnlyList<VerifierKey> keys, List<(string, string, string)> problems, CancellationToken cancel) =>
        new CheckTree(db, keys, problems).RunAsync(cancel);

    private async Task RunAsync(CancellationToken cancel)
    {
        var checkpoints = new Queue<CheckpointRow>(await db.Set<CheckpointRow>().AsNoTracking().OrderBy(c => c.Size).ToListAsync(cancel));
        while (await NextAsync(cancel) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                if (row.FirstIndex != _tree.Size)
                {
                    problems.Add(("log_has_a_gap", $"日志第 {_tree.Size} 条", $"日志从第 {_tree.Size} 条起缺到第 {row.FirstIndex} 条。"));
                    return;
                }

                if (!Grow(row))
                {
                    return;
                }

                while (checkpoints.TryPeek(out var next) && next.Size <= _tree.Size)
                {
                    Check(checkpoints.Dequeue());
                }
            }

            await CheckTilesAsync(cancel);
        }

        foreach (var beyond in checkpoints)
        {
            problems.Add(("log_lost_its_end", $"检查点 {beyond.Size}", $"检查点写着 {beyond.Size} 条，日志里只有 {_tree.Size} 条。"));
        }

        await CheckEdgesAsync(cancel);
        await CheckSignaturesAsync(cancel);
    }

    private Task<List<EntryRow>> NextAsync(CancellationToken cancel)
    {
        var from = _tree.Size;
        return db.Set<EntryRow>().AsNoTracking().Where(e => e.FirstIndex >= from).OrderBy(e => e.FirstIndex).Take(EntriesAtOnce).ToListAsync(cancel);
    }

    private bool Grow(EntryRow row)
    {
        try
        {
            var hashes = LeafBlock.HashesOf(row.Data);
            if (hashes.Length == row.LeafCount * MerkleTree.HashLength)
            {
                _tree.Append(hashes, _full.Add);
                return true;
            }
        }
        catch (InvalidDataException)
        {
            // said below
        }

        problems.Add(("log_entry_is_damaged", $"日志第 {row.FirstIndex} 条", $"日志第 {row.FirstIndex} 条起的一组（{row.Type}）已损坏，长度或条数不对。"));
        return false;
    }

    private void Check(CheckpointRow row)
    {
        if (row.Size != _tree.Size || !row.Root.AsSpan().SequenceEqual(_tree.Root()))
        {
            problems.Add(("checkpoint_differs", $"检查点 {row.Size}", $"日志前 {row.Size} 条重算出的根与当时签发的不同：其中有条目被改过。"));
        }
    }

    private async Task CheckTilesAsync(CancellationToken cancel)
    {
        foreach (var level in _full.GroupBy(t => t.Level))
        {
            var (first, last) = (level.Min(t => t.Index), level.Max(t => t.Index));
            var stored = await db.Set<TileRow>().AsNoTracking().Where(t => t.Level == level.Key && t.TileIndex >= first && t.TileIndex <= last)
                .ToDictionaryAsync(t => t.TileIndex, t => t.Hashes, cancel);
            foreach (var tile in level.Where(t => !stored.TryGetValue(t.Index, out var hashes) || !hashes.AsSpan().SequenceEqual(t.Hashes)))
            {
                problems.Add(("log_tile_differs", $"日志第 {tile.Index << (8 * (tile.Level + 1))} 条起", $"散列块（层 {tile.Level}，第 {tile.Index} 块）与日志条目不符或缺失。"));
            }
        }

        _full.Clear();
    }

    private async Task CheckEdgesAsync(CancellationToken cancel)
    {
        var edges = await db.Set<EdgeRow>().AsNoTracking().OrderBy(e => e.Level).ToListAsync(cancel);
        var size = edges.Count == 0 ? 0 : edges[0].Size;
        if (size != _tree.Size)
        {
            problems.Add(("log_lost_its_end", "日志末尾", $"日志记着有 {size} 条，实有 {_tree.Size} 条。"));
        }
        else if (edges.Count != _tree.Levels || edges.Any(e => !_tree.Edge((int)e.Level).SequenceEqual(e.Hashes)))
        {
            problems.Add(("log_edge_differs", "日志末尾", "日志末尾的散列与条目不符。"));
        }
    }

    private async Task CheckSignaturesAsync(CancellationToken cancel)
    {
        var signed = db.Set<SignatureRow>().AsNoTracking()
            .Join(db.Set<CheckpointRow>(), s => s.Size, c => c.Size, (s, c) => new { s.Size, s.Line, c.Root }).AsAsyncEnumerable();
        await foreach (var row in signed.WithCancellation(cancel))
        {
            var text = new Checkpoint(keys[0].Name, row.Size, row.Root).Text;
            if (NoteSignature.Parse(row.Line) is not { } line || (keys.FirstOrDefault(k => k.Made(line)) is { } key && !key.Verifies(text, line)))
            {
                problems.Add(("checkpoint_differs", $"检查点 {row.Size}", $"检查点 {row.Size} 的签名不成立：检查点或签名被改过。"));
            }
        }
    }
}
