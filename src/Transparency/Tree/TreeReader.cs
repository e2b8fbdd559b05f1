namespace Baotuan.Transparency.Tree;

/// <summary>Reads the packed hashes of one tile; the width is that of the tree that is read.</summary>
public delegate Task<byte[]> ReadTile(TileAt tile, CancellationToken cancel);

/// <summary>
/// Roots and proofs of a tree of <paramref name="size"/> leaves out of its tiles (RFC 6962 §2.1.1, §2.1.2). Each tile is read once.
/// </summary>
public sealed class TreeReader(long size, ReadTile read)
{
    private readonly Dictionary<TileAt, byte[]> _tiles = [];

    /// <summary>Root of the tree.</summary>
    public Task<byte[]> RootAsync(CancellationToken cancel) => size == 0 ? Task.FromResult(MerkleTree.EmptyRoot()) : HashAsync(0, size, cancel);

    /// <summary>Root that the tree had when it was smaller.</summary>
    public Task<byte[]> RootAtAsync(long earlier, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        return earlier == 0 ? Task.FromResult(MerkleTree.EmptyRoot()) : HashAsync(0, earlier, cancel);
    }

    /// <summary>Audit path of a leaf, sibling first.</summary>
    public async Task<IReadOnlyList<byte[]>> InclusionAsync(long index, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        var (start, end) = (0L, size);
        while (end - start > 1)
        {
            var middle = start + MerkleTree.Split(end - start);
            var right = index >= middle;
            path.Add(await (right ? HashAsync(start, middle, cancel) : HashAsync(middle, end, cancel)));
            (start, end) = right ? (middle, end) : (start, middle);
        }

        path.Reverse();
        return path;
    }

    /// <summary>Proof that the tree begins with its earlier self of <paramref name="earlier"/> leaves.</summary>
    public async Task<IReadOnlyList<byte[]>> ConsistencyAsync(long earlier, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(earlier);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, size);
        if (earlier == 0 || earlier == size)
        {
            return [];
        }

        var path = new List<byte[]>();
        var (start, end, whole) = (0L, size, true);
        while (end != earlier)
        {
            var middle = start + MerkleTree.Split(end - start);
            var right = earlier > middle;
            path.Add(await (right ? HashAsync(start, middle, cancel) : HashAsync(middle, end, cancel)));
            (start, end, whole) = right ? (middle, end, false) : (start, middle, whole);
        }

        if (!whole)
        {
            path.Add(await HashAsync(start, end, cancel));
        }

        path.Reverse();
        return path;
    }

    /// <summary>Hash over leaves [start, end), where start is a multiple of the power of two that holds the range.</summary>
    private async Task<byte[]> HashAsync(long start, long end, CancellationToken cancel)
    {
        var count = end - start;
        if (long.IsPow2(count))
        {
            return await NodeAsync((int)long.Log2(count), start / count, cancel);
        }

        var middle = start + MerkleTree.Split(count);
        var left = await HashAsync(start, middle, cancel);
        var right = await HashAsync(middle, end, cancel);
        return MerkleTree.NodeHash(left, right);
    }

    /// <summary>Hash of the <paramref name="number"/>-th complete subtree of 2^<paramref name="depth"/> leaves.</summary>
    private async Task<byte[]> NodeAsync(int depth, long number, CancellationToken cancel)
    {
        var (level, below) = Math.DivRem(depth, 8);
        var first = number << below; // in hashes of the tile's level
        var tile = await TileAsync(level, first / TileAt.Full, cancel);
        var bytes = MerkleTree.HashLength << below;
        var place = (int)(first % TileAt.Full) * MerkleTree.HashLength;
        return MerkleTree.Root(tile.AsSpan(place, bytes));
    }

    private async Task<byte[]> TileAsync(int level, long index, CancellationToken cancel)
    {
        var have = size >> (8 * level);
        var at = new TileAt(level, index, (int)Math.Min(TileAt.Full, have - (index * TileAt.Full)));
        if (!_tiles.TryGetValue(at, out var hashes))
        {
            hashes = await read(at, cancel);
            if (hashes.Length != at.Width * MerkleTree.HashLength)
            {
                throw new InvalidDataException($"{at.Path} has {hashes.Length} bytes, not {at.Width * MerkleTree.HashLength}");
            }

            _tiles[at] = hashes;
        }

        return hashes;
    }
}
