using System.Security.Cryptography;
using Baotuan.Transparency.Tree;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

/// <summary>The tree against the published roots of RFC 6962's test data and against a naive recursion over leaf data.</summary>
public sealed class MerkleTreeTests
{
    private static readonly byte[][] Data =
        [.. ((string[])["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]).Select(Convert.FromHexString)];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_AreThoseOfTheStandard(int leaves, string root)
    {
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root(Packed(Data.Take(leaves)))));
        var tree = new GrowingTree();
        tree.Append(Packed(Data.Take(leaves)), _ => { });
        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Theory]
    [InlineData(1), InlineData(255), InlineData(256), InlineData(257), InlineData(511), InlineData(512), InlineData(65_535), InlineData(65_536), InlineData(70_000), InlineData(131_329)]
    public async Task GrowingTree_HasTheRootOfTheNaiveRecursion_AndEveryTile(int size)
    {
        var leaves = Enumerable.Range(0, size).Select(i => BitConverter.GetBytes(i)).ToList();
        var tiles = new Dictionary<(int, long), byte[]>();
        var tree = Grown(leaves, tiles, new Random(size));
        Assert.Equal(Naive(leaves, 0, size), tree.Root());
        Assert.Equal(size, tree.Size);
        Assert.Equal(TileAt.Of(size).Count(t => t.Width == TileAt.Full), tiles.Count);

        var reader = new TreeReader(size, Reading(tree, tiles));
        Assert.Equal(tree.Root(), await reader.RootAsync(TestContext.Current.CancellationToken));
        var again = new GrowingTree(size, [.. Enumerable.Range(0, tree.Levels).Select(l => tree.Edge(l).ToArray())]);
        Assert.Equal(tree.Root(), again.Root());
    }

    [Fact]
    public async Task Proofs_OfEveryLeafAndEveryEarlierSize_Hold()
    {
        const int Size = 270;
        var cancel = TestContext.Current.CancellationToken;
        var leaves = Enumerable.Range(0, Size).Select(i => BitConverter.GetBytes(i)).ToList();
        var tiles = new Dictionary<(int, long), byte[]>();
        var reader = new TreeReader(Size, Reading(Grown(leaves, tiles, new Random(1)), tiles));
        var root = Naive(leaves, 0, Size);
        for (var i = 0; i < Size; i++)
        {
            var path = await reader.InclusionAsync(i, cancel);
            Assert.True(ProofCheck.Inclusion(i, Size, MerkleTree.LeafHash(leaves[i]), path, root));
            Assert.False(ProofCheck.Inclusion(i ^ 1, Size, MerkleTree.LeafHash(leaves[i]), path, root));
            var earlier = Naive(leaves, 0, i + 1);
            Assert.Equal(earlier, await reader.RootAtAsync(i + 1, cancel));
            var consistency = await reader.ConsistencyAsync(i + 1, cancel);
            Assert.True(ProofCheck.Consistency(i + 1, Size, earlier, root, consistency));
        }
    }

    [Fact]
    public async Task ChangedProofs_Fail_AtEveryBit()
    {
        const int Size = 77;
        var cancel = TestContext.Current.CancellationToken;
        var leaves = Enumerable.Range(0, Size).Select(i => BitConverter.GetBytes(i)).ToList();
        var tiles = new Dictionary<(int, long), byte[]>();
        var reader = new TreeReader(Size, Reading(Grown(leaves, tiles, new Random(2)), tiles));
        var root = await reader.RootAsync(cancel);
        var path = await reader.InclusionAsync(50, cancel);
        var consistency = await reader.ConsistencyAsync(50, cancel);
        var old = await reader.RootAtAsync(50, cancel);
        var leaf = MerkleTree.LeafHash(leaves[50]);
        foreach (var (hash, proof) in path.Select(h => (h, path)).Concat(consistency.Select(h => (h, consistency))))
        {
            for (var bit = 0; bit < 256; bit++)
            {
                hash[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(ReferenceEquals(proof, path)
                    ? ProofCheck.Inclusion(50, Size, leaf, path, root)
                    : ProofCheck.Consistency(50, Size, old, root, consistency));
                hash[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        for (var index = -1; index <= Size; index++)
        {
            Assert.Equal(index == 50, ProofCheck.Inclusion(index, Size, leaf, path, root));
        }

        Assert.False(ProofCheck.Inclusion(50, Size, leaf, [.. path, root], root));
        Assert.False(ProofCheck.Inclusion(50, Size, leaf, [.. path.Skip(1)], root));
        Assert.False(ProofCheck.Inclusion(50, Size, leaf, [.. path.SkipLast(1)], root));
    }

    [Fact]
    public void TilePaths_AreThoseOfTheSpecification()
    {
        Assert.Equal("tile/0/000", new TileAt(0, 0, 256).Path);
        Assert.Equal("tile/0/999", new TileAt(0, 999, 256).Path);
        Assert.Equal("tile/0/x001/000", new TileAt(0, 1000, 256).Path);
        Assert.Equal("tile/0/x001/x234/067", new TileAt(0, 1_234_067, 256).Path);
        Assert.Equal("tile/entries/x001/x234/067.p/8", TileAt.EntriesPath(1_234_067, 8));
        Assert.Equal(["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"], TileAt.Of(70_000).Where(t => t.Width < 256).Select(t => t.Path));
        Assert.Equal(273, TileAt.Of(70_000).Count(t => t is { Level: 0, Width: 256 }));
    }

    [Fact]
    public void TileNumbers_AreReadOneWayOnly()
    {
        Gen.Select(Gen.Long[0, 9_999_999_999], Gen.Int[1, 256]).Sample((index, width) =>
        {
            var text = TileAt.EntriesPath(index, width)["tile/entries/".Length..];
            return TileAt.TryNumber(text, out var i, out var w) && i == index && w == width;
        });
        Assert.All(
            (string[])["", "1", "01", "0000", "x000/001", "001/002", "x001", "x01/002", "001.p/0", "001.p/257", "001.p/256", "001.p/01", "001.p/", "-01", "001.p/8.p/8", "x999/x999/x999/x999/x999/x999/x999/999", "../001"],
            text => Assert.False(TileAt.TryNumber(text, out _, out _)));
    }

    private static GrowingTree Grown(List<byte[]> leaves, Dictionary<(int, long), byte[]> tiles, Random random)
    {
        var tree = new GrowingTree();
        for (var at = 0; at < leaves.Count;)
        {
            var lot = leaves.Skip(at).Take(random.Next(1, 600)).ToList();
            tree.Append(Packed(lot), tile => tiles.Add((tile.Level, tile.Index), tile.Hashes));
            at += lot.Count;
        }

        return tree;
    }

    private static ReadTile Reading(GrowingTree tree, Dictionary<(int, long), byte[]> tiles) => (tile, _) =>
        Task.FromResult((tiles.GetValueOrDefault((tile.Level, tile.Index)) ?? tree.Edge(tile.Level).ToArray())[..(tile.Width * 32)]);

    private static byte[] Packed(IEnumerable<byte[]> leaves) => [.. leaves.SelectMany(l => MerkleTree.LeafHash(l))];

    // RFC 6962 §2.1 as it is written, over the data
    private static byte[] Naive(List<byte[]> data, int start, int end)
    {
        if (end - start == 1)
        {
            return SHA256.HashData([0, .. data[start]]);
        }

        var k = 1;
        while (k * 2 < end - start)
        {
            k *= 2;
        }

        return SHA256.HashData([1, .. Naive(data, start, start + k), .. Naive(data, start + k, end)]);
    }
}
