using System.Numerics;
using System.Security.Cryptography;
using Baotuan.Transparency.Hashing;

namespace Baotuan.Transparency.Tree;

/// <summary>
/// The Merkle tree hash of RFC 6962 §2.1 over SHA-256: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right), split at the largest
/// power of two below the number of leaves. Hashes are 32 bytes; packed hashes follow one another without anything between.
/// </summary>
public static class MerkleTree
{
    /// <summary>Bytes of one hash.</summary>
    public const int HashLength = 32;

    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot() => SHA256.HashData([]);

    /// <summary>H(0x00 ‖ <paramref name="data"/>).</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> data)
    {
        var hash = new byte[HashLength];
        LeafHash(data, hash);
        return hash;
    }

    /// <summary>Writes H(0x00 ‖ <paramref name="data"/>) into 32 bytes.</summary>
    public static void LeafHash(ReadOnlySpan<byte> data, Span<byte> to)
    {
        const int OnStack = 1024;
        var message = data.Length < OnStack ? stackalloc byte[OnStack] : new byte[data.Length + 1];
        message[0] = 0;
        data.CopyTo(message[1..]);
        SHA256.HashData(message[..(data.Length + 1)], to);
    }

    /// <summary>H(0x01 ‖ <paramref name="left"/> ‖ <paramref name="right"/>).</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> message = stackalloc byte[1 + (2 * HashLength)];
        message[0] = 1;
        left.CopyTo(message[1..]);
        right.CopyTo(message[(1 + HashLength)..]);
        return SHA256.HashData(message);
    }

    /// <summary>Root over packed hashes of equally deep complete subtrees; the last may be an incomplete one.</summary>
    /// <exception cref="ArgumentException">Not a whole number of hashes.</exception>
    public static byte[] Root(ReadOnlySpan<byte> packed)
    {
        var (count, rest) = Math.DivRem(packed.Length, HashLength);
        if (rest != 0)
        {
            throw new ArgumentException("packed hashes are a whole number of 32 bytes", nameof(packed));
        }

        return count == 0 ? EmptyRoot() : LaneTree.Root(packed);
    }

    /// <summary>The largest power of two below <paramref name="count"/> (two or more).</summary>
    public static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));
}
