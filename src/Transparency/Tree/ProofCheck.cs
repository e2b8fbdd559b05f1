using System.Numerics;
using System.Security.Cryptography;

namespace Baotuan.Transparency.Tree;

/// <summary>
/// Verifies proofs of RFC 6962 §2.1.1 and §2.1.2 by the loops of RFC 9162 §2.1.3.2 and §2.1.4.2, and those of subtrees
/// (C2SP merkle-tree). Whoever hands in the proof is not trusted: any wrong length, order or bit gives false, never an exception.
/// </summary>
public static class ProofCheck
{
    /// <summary>Whether the leaf is the one at <paramref name="index"/> of the tree of <paramref name="size"/> leaves with this root.</summary>
    public static bool Inclusion(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || !Whole(leafHash, root, proof))
        {
            return false;
        }

        var (fn, sn, hash) = (index, size - 1, leafHash.ToArray());
        foreach (var sibling in proof)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                hash = MerkleTree.NodeHash(sibling, hash);
                while ((fn & 1) == 0 && fn != 0)
                {
                    (fn, sn) = (fn >> 1, sn >> 1);
                }
            }
            else
            {
                hash = MerkleTree.NodeHash(hash, sibling);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && CryptographicOperations.FixedTimeEquals(hash, root);
    }

    /// <summary>
    /// Whether the tree of <paramref name="newSize"/> leaves begins with the one of <paramref name="oldSize"/>. From the empty tree there is nothing
    /// to prove, so a larger one has no proof from there.
    /// </summary>
    public static bool Consistency(long oldSize, long newSize, ReadOnlySpan<byte> oldRoot, ReadOnlySpan<byte> newRoot, IReadOnlyList<byte[]> proof)
    {
        if (oldSize == newSize)
        {
            return oldSize >= 0 && proof.Count == 0 && oldRoot.SequenceEqual(newRoot) && (oldSize > 0 || oldRoot.SequenceEqual(MerkleTree.EmptyRoot()));
        }

        return oldSize > 0 && SubtreeConsistency(0, oldSize, newSize, oldRoot, newRoot, proof);
    }

    /// <summary>Whether the leaf is at <paramref name="index"/> of the subtree [<paramref name="start"/>, <paramref name="end"/>).</summary>
    public static bool SubtreeInclusion(long index, long start, long end, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root) =>
        IsSubtree(start, end) && index >= start && Inclusion(index - start, end - start, leafHash, proof, root);

    /// <summary>Whether [<paramref name="start"/>, <paramref name="end"/>) with this root is part of the tree of <paramref name="size"/> leaves.</summary>
    public static bool SubtreeConsistency(
        long start, long end, long size, ReadOnlySpan<byte> subtreeRoot, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (start == end)
        {
            return start >= 0 && end <= size && proof.Count == 0 && subtreeRoot.SequenceEqual(MerkleTree.EmptyRoot());
        }

        if (start == 0 && end == size)
        {
            return proof.Count == 0 && subtreeRoot.SequenceEqual(root);
        }

        if (!IsSubtree(start, end) || end > size || !Whole(subtreeRoot, root, proof))
        {
            return false;
        }

        var (fn, sn, tn) = (start, end - 1, size - 1);
        var last = sn == tn;
        while (fn != sn && (last || (sn & 1) == 1))
        {
            (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);
        }

        if (fn != sn && proof.Count == 0)
        {
            return false;
        }

        var skip = fn == sn ? 0 : 1;
        var old = skip == 0 ? subtreeRoot.ToArray() : proof[0];
        var now = old;
        foreach (var sibling in proof.Skip(skip))
        {
            if (tn == 0)
            {
                return false;
            }

            if ((sn & 1) == 1 || sn == tn)
            {
                old = fn < sn ? MerkleTree.NodeHash(sibling, old) : old;
                now = MerkleTree.NodeHash(sibling, now);
                while ((sn & 1) == 0 && sn != 0)
                {
                    (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);
                }
            }
            else
            {
                now = MerkleTree.NodeHash(now, sibling);
            }

            (fn, sn, tn) = (fn >> 1, sn >> 1, tn >> 1);
        }

        return tn == 0 && CryptographicOperations.FixedTimeEquals(old, subtreeRoot) && CryptographicOperations.FixedTimeEquals(now, root);
    }

    // a subtree starts at a multiple of the power of two that holds it
    private static bool IsSubtree(long start, long end) =>
        start >= 0 && start < end && start % (long)BitOperations.RoundUpToPowerOf2((ulong)(end - start)) == 0;

    private static bool Whole(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof) =>
        hash.Length == MerkleTree.HashLength && root.Length == MerkleTree.HashLength && proof.All(p => p.Length == MerkleTree.HashLength);
}
