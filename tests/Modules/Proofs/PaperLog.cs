using System.Text;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Transparency.Witnessing;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>A log of somebody else, who may lie: its leaves are <c>branch 0</c>, <c>branch 1</c> … from where it left the common trunk on. Hashed plainly, by RFC 6962 §2.1.</summary>
internal sealed class PaperLog(string origin = "village.example/log")
{
    private readonly SignerKey _key = SignerKey.Make(origin, KeyKind.Ed25519);

    public string Vkey => _key.Verifier.ToString();

    /// <summary>The checkpoint of a branch that left the trunk at <paramref name="fork"/>.</summary>
    public SignedNote Note(int size, string branch = "trunk", int fork = 0, SignerKey? by = null)
    {
        var text = new Checkpoint(origin, size, Root(Leaves(size, branch, fork))).Text;
        return new(text, [(by ?? _key).Sign(text)]);
    }

    /// <summary>A request to continue from an older size, with the proof of its own branch.</summary>
    public string Request(int old, int size, string branch = "trunk", int fork = 0)
    {
        var leaves = Leaves(size, branch, fork);
        return new AddCheckpoint(old, old == 0 || old >= size ? [] : Continues(old, leaves, whole: true), Note(size, branch, fork)).ToString();
    }

    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => MerkleTree.EmptyRoot(),
        1 => MerkleTree.LeafHash(leaves[0]),
        var n => MerkleTree.NodeHash(Root(leaves[..Half(n)]), Root(leaves[Half(n)..])),
    };

    private static byte[][] Leaves(int size, string branch, int fork) => [.. Enumerable.Range(0, size).Select(i => Encoding.UTF8.GetBytes(i < fork ? $"trunk {i}" : $"{branch} {i}"))];

    // RFC 6962 §2.1.2, SUBPROOF
    private static List<byte[]> Continues(int old, byte[][] leaves, bool whole)
    {
        var n = leaves.Length;
        if (old == n)
        {
            return whole ? [] : [Root(leaves)];
        }

        var k = Half(n);
        return old <= k ? [.. Continues(old, leaves[..k], whole), Root(leaves[k..])] : [.. Continues(old - k, leaves[k..], false), Root(leaves[..k])];
    }

    private static int Half(int n)
    {
        var k = 1;
        while (k * 2 < n)
        {
            k *= 2;
        }

        return k;
    }
}
