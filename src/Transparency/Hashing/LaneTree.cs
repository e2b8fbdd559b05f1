namespace Baotuan.Transparency.Hashing;

/// <summary>
/// The root of RFC 6962 §2.1 over many packed hashes, level by level: neighbours become parents, a last one without a neighbour goes up as it is,
/// which is the same tree as splitting at the largest power of two.
/// </summary>
public static class LaneTree
{
    private const int Hash = Sha256Lanes.DigestLength;
    private const int Chunk = 4096; // hashes whose subtree fits into the processor's caches

    /// <summary>Root over one or more packed hashes of equally deep complete subtrees; the last may be an incomplete one.</summary>
    /// <exception cref="ArgumentException">None, or not a whole number of hashes.</exception>
    public static byte[] Root(ReadOnlySpan<byte> packed, LaneWidth? width = null)
    {
        if (packed.Length == 0 || packed.Length % Hash != 0)
        {
            throw new ArgumentException("packed hashes are a whole number of 32 bytes", nameof(packed));
        }

        var scratch = new byte[Math.Min(Chunk * Hash, packed.Length) / (2 * Hash) * Hash + Hash];
        while (packed.Length > Chunk * Hash)
        {
            packed = ChunkRoots(packed, scratch, width);
        }

        return Reduce(packed, scratch, width).ToArray();
    }

    private static byte[] ChunkRoots(ReadOnlySpan<byte> packed, Span<byte> scratch, LaneWidth? width)
    {
        var roots = new byte[(packed.Length + (Chunk * Hash) - 1) / (Chunk * Hash) * Hash];
        for (var i = 0; packed.Length > 0; i += Hash)
        {
            var taken = Math.Min(Chunk * Hash, packed.Length);
            Reduce(packed[..taken], scratch, width).CopyTo(roots.AsSpan(i));
            packed = packed[taken..];
        }

        return roots;
    }

    private static ReadOnlySpan<byte> Reduce(ReadOnlySpan<byte> level, Span<byte> scratch, LaneWidth? width)
    {
        while (level.Length > Hash)
        {
            var pairs = level.Length / (2 * Hash);
            var last = level[(pairs * 2 * Hash)..];
            Sha256Lanes.HashNodes(level[..(pairs * 2 * Hash)], scratch, width);
            last.CopyTo(scratch[(pairs * Hash)..]);
            level = scratch[..((pairs * Hash) + last.Length)];
        }

        return level;
    }
}
