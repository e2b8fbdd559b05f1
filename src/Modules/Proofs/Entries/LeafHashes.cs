using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Tree;

namespace Baotuan.Proofs.Entries;

/// <summary>Leaf hashes of packed entries.</summary>
internal static class LeafHashes
{
    public static byte[] Of(byte[] data)
    {
        var leaves = LeafBlock.LeavesOf(data).ToList();
        var hashes = new byte[leaves.Count * MerkleTree.HashLength];
        for (var i = 0; i < leaves.Count; i++)
        {
            MerkleTree.LeafHash(data.AsSpan(leaves[i]), hashes.AsSpan(i * MerkleTree.HashLength, MerkleTree.HashLength));
        }

        return hashes;
    }
}
