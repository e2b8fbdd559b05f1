using System.Text;
using Baotuan.Transparency.Hashing;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

public sealed class LeafTests
{
    [Fact]
    public void Leaf_IsWrittenAndReadBack()
    {
        var leaf = new Leaf("payout-line", [("cascade", "12"), ("line", "345")], [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        Assert.Equal("payout-line/v1\ncascade 12\nline 345\ncommit AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n", Encoding.UTF8.GetString(leaf.ToBytes()));
        var read = Leaf.Parse(leaf.ToBytes())!;
        Assert.Equal(leaf.ToString(), read.ToString());
        Assert.Equal(leaf.Commit, read.Commit);
        Assert.Equal("345", read.Field("line"));
        Assert.Throws<InvalidOperationException>(() => new Leaf("x", [("a", "b\nc")], null).ToBytes());
        Assert.Throws<InvalidOperationException>(() => new Leaf("x", [("commit", "b")], null).ToBytes());
        Assert.Throws<InvalidOperationException>(() => new Leaf("x", [("a", new string('é', 40_000))], null).ToBytes());
        Assert.All((string[])["", "x", "x\n", "x/v1", "x/v1\na\n", "x/v1\ncommit short\n"], t => Assert.Null(Leaf.Parse(Encoding.UTF8.GetBytes(t))));
    }

    /// <summary>Figures by openssl: dgst -sha256 -mac HMAC over eight bytes, then dgst -sha256 over tag, salt and record.</summary>
    [Fact]
    public void Commitment_IsWhatOtherToolsCompute()
    {
        var salt = Commitment.Salt(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"), 7);
        Assert.Equal("2cef49879a2e1d0ab517167de08e904bc5a4d1958daea17bebf7c9e3d6f67f40", Convert.ToHexStringLower(salt));
        Assert.Equal("e72ecee8764cc049b3515705e206898df04be9cb5b54348daf573e6b5209ce7a", Convert.ToHexStringLower(Commitment.Of("payout-line/v1\n"u8, salt, "{\"amountFen\":1}"u8)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(700)]
    public void ManyCommitments_AreThoseMadeOneByOne(int count)
    {
        var records = Enumerable.Range(0, count).Select(i => Encoding.UTF8.GetBytes(new string('r', i % 150) + i)).ToList();
        var secrets = Enumerable.Range(0, count).SelectMany(i => MerkleTree.LeafHash(BitConverter.GetBytes(i))).ToArray();
        var ends = records.Select((r, i) => records.Take(i).Sum(x => x.Length)).ToList();
        Slice[] slices = [.. records.Select((r, i) => new Slice(ends[i], r.Length))];
        var (salts, commits) = (new byte[count * 32], new byte[count * 32]);
        Commitment.Salts(secrets, 1L << 40, salts);
        Commitment.Of("payout-line/v1\n"u8, salts, records.SelectMany(r => r).ToArray(), slices, commits);
        for (var i = 0; i < count; i++)
        {
            var salt = Commitment.Salt(secrets.AsSpan(i * 32, 32), (1L << 40) + i);
            Assert.Equal(salt, salts[(i * 32)..((i * 32) + 32)]);
            Assert.Equal(Commitment.Of("payout-line/v1\n"u8, salt, records[i]), commits[(i * 32)..((i * 32) + 32)]);
        }
    }

    [Fact]
    public async Task TlogProof_IsReadAsWritten_AndAnyChangeIsNoticed()
    {
        var log = SignerKey.Make("log.example", KeyKind.Ed25519);
        var leaves = Enumerable.Range(0, 11).Select(i => Encoding.UTF8.GetBytes($"leaf {i}")).ToList();
        var packed = leaves.SelectMany(l => MerkleTree.LeafHash(l)).ToArray();
        var text = new Checkpoint("log.example", 11, MerkleTree.Root(packed)).Text;
        var path = await new TreeReader(11, (_, _) => Task.FromResult(packed)).InclusionAsync(6, TestContext.Current.CancellationToken);
        var proof = new TlogProof([1, 2, 3], 6, path, new(text, [log.Sign(text)]));
        var policy = Baotuan.Transparency.Witnessing.WitnessPolicy.Of(log.Verifier);
        bool Good(TlogProof? p) => p is not null && p.Proves(leaves[6]) && policy.Accepts(p.Note);

        var file = Encoding.UTF8.GetBytes(proof.ToString());
        Assert.Equal(proof.ToString(), TlogProof.Parse(proof.ToString())!.ToString());
        Assert.True(Good(TlogProof.Parse(proof.ToString())));
        Assert.True(Good(TlogProof.Parse((proof with { Extra = null }).ToString())));
        var extra = Encoding.UTF8.GetString(file).IndexOf("index", StringComparison.Ordinal);
        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 4;
            Assert.True(!Good(TlogProof.Parse(Encoding.UTF8.GetString(file))) || (i >= TlogProof.Header.Length + 7 && i < extra), $"byte {i}");
            file[i] ^= 4;
        }
    }
}
