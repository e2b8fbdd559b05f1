namespace Baotuan.Transparency.Tree;

/// <summary>
/// A tree that only grows, with memory for its right edge: of each level the hashes of the last, not yet full tile.
/// </summary>
public sealed class GrowingTree
{
    private const int TileBytes = TileAt.Full * MerkleTree.HashLength;
    private readonly List<byte[]> _edges = [];
    private readonly List<int> _used = [];
    private readonly List<long> _full = [];

    /// <summary>An empty tree.</summary>
    public GrowingTree()
    {
    }

    /// <summary>A tree of <paramref name="size"/> leaves, from the packed hashes of each level's last tile.</summary>
    /// <exception cref="ArgumentException">The edges are not those of a tree of this size.</exception>
    public GrowingTree(long size, IReadOnlyList<byte[]> edges)
    {
        Size = size;
        var count = size;
        for (var level = 0; count > 0; level++, count /= TileAt.Full)
        {
            var edge = level < edges.Count ? edges[level] : [];
            if (edge.Length != (int)(count % TileAt.Full) * MerkleTree.HashLength)
            {
                throw new ArgumentException($"level {level} of a tree of {size} leaves has {count % TileAt.Full} hashes at its edge, not {edge.Length / MerkleTree.HashLength}", nameof(edges));
            }

            Level(level);
            edge.CopyTo(_edges[level], 0);
            (_used[level], _full[level]) = (edge.Length, count / TileAt.Full);
        }
    }

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Levels that have a tile.</summary>
    public int Levels => _edges.Count;

    /// <summary>Packed hashes of the last tile of a level; empty when that level ends with a full tile.</summary>
    public ReadOnlySpan<byte> Edge(int level) => _edges[level].AsSpan(0, _used[level]);

    /// <summary>Appends packed leaf hashes; <paramref name="filled"/> takes the tiles that became full, lower levels first.</summary>
    public void Append(ReadOnlySpan<byte> leafHashes, Action<FullTile> filled)
    {
        Size += leafHashes.Length / MerkleTree.HashLength;
        Append(0, leafHashes, filled);
    }

    /// <summary>Root of the whole tree.</summary>
    public byte[] Root()
    {
        byte[]? right = null;
        for (var level = 0; level < Levels; level++)
        {
            right = Edge(level).Length == 0 ? right : MerkleTree.Root([.. Edge(level), .. right ?? []]);
        }

        return right ?? MerkleTree.EmptyRoot();
    }

    private void Append(int level, ReadOnlySpan<byte> hashes, Action<FullTile> filled)
    {
        Level(level);
        while (hashes.Length > 0)
        {
            var edge = _edges[level];
            var taken = Math.Min(TileBytes - _used[level], hashes.Length);
            hashes[..taken].CopyTo(edge.AsSpan(_used[level]));
            hashes = hashes[taken..];
            _used[level] += taken;
            if (_used[level] == TileBytes)
            {
                filled(new(level, _full[level]++, edge));
                (_edges[level], _used[level]) = (new byte[TileBytes], 0);
                Append(level + 1, MerkleTree.Root(edge), filled);
            }
        }
    }

    private void Level(int level)
    {
        while (_edges.Count <= level)
        {
            _edges.Add(new byte[TileBytes]);
            _used.Add(0);
            _full.Add(0);
        }
    }
}
