using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Transparency.Witnessing;
using Xunit;

namespace Baotuan.Tests.Engine.Transparency;

public sealed class WitnessTests
{
    private readonly SignerKey _log = SignerKey.Make("log.example", KeyKind.Ed25519);
    private readonly Dictionary<string, Checkpoint> _seen = [];

    [Fact]
    public void Witness_AnswersByTheSpecification()
    {
        var (one, two) = (Leaves(3), Leaves(7));
        var first = Request(0, one, []);
        Assert.Equal(200, Judge(first));
        Assert.Equal(409, Judge(first)); // it knows 3 leaves by now
        var proof = Consistency(two, 3);
        Assert.Equal(422, Judge(Request(3, two, [.. proof.Reverse()])));
        Assert.Equal(200, Judge(Request(3, two, proof)));
        Assert.Equal(200, Judge(Request(7, two, [])));
        Assert.Equal(400, Judge(Request(9, two, [])));
        var fork = Leaves(7);
        fork[^1] ^= 1;
        Assert.Equal(409, Judge(Request(7, fork, [])));
        Assert.Equal(403, Witness.Judge(Request(7, two, []), [SignerKey.Make("log.example", KeyKind.Ed25519).Verifier], o => _seen.GetValueOrDefault(o)).Status);
        Assert.Equal(404, Witness.Judge(Request(7, two, []), [], o => _seen.GetValueOrDefault(o)).Status);
    }

    [Fact]
    public void Bodies_AreReadAsWritten_AndNothingElse()
    {
        var body = Request(3, Leaves(7), Consistency(Leaves(7), 3)).ToString();
        Assert.Equal(body, AddCheckpoint.Parse(body)!.ToString());
        Assert.All((string[])["", "old 3", body.Replace("old 3", "old 03", StringComparison.Ordinal), body.Replace("old", "new", StringComparison.Ordinal), body[..^2]], b => Assert.Null(AddCheckpoint.Parse(b)));
    }

    [Fact]
    public void Policy_AsksForItsQuorum()
    {
        var (w1, w2, w3) = (Signer("w1"), Signer("w2"), Signer("w3"));
        var text = $"# who must have seen it\nlog {_log.Verifier} https://log.example/\nwitness A {w1.Verifier}\nwitness B {w2.Verifier}\nwitness C {w3.Verifier} https://w.example/\n\ngroup two 2 A B C\nquorum two\n";
        var policy = WitnessPolicy.Parse(text).Policy!;
        var note = Request(0, Leaves(3), []).Note;
        SignedNote With(params SignerKey[] keys) => note with { Signatures = [.. note.Signatures, .. keys.Select(k => k.Sign(note.Text, 1_700_000_000))] };
        Assert.False(policy.Accepts(With(w1)));
        Assert.True(policy.Accepts(With(w1, w3)));
        Assert.False(policy.Accepts(With(w1, w1)));
        Assert.False(policy.Accepts(With(w1, w3) with { Text = note.Text.Replace("3", "4", StringComparison.Ordinal) }));
        Assert.True(WitnessPolicy.Of(_log.Verifier).Accepts(note));
        Assert.Equal(policy.ToString(), WitnessPolicy.Parse(policy.ToString()).Policy!.ToString());
    }

    [Theory]
    [InlineData("", 1), InlineData("quorum none\n", 2), InlineData("log x\nquorum none\n", 1), InlineData("group g any a\n", 1), InlineData("quorum x\n", 1), InlineData("nonsense\n", 1)]
    public void BadPolicies_NameTheLine(string text, int line) => Assert.Equal((null, line), WitnessPolicy.Parse(text));

    private static SignerKey Signer(string name) => SignerKey.Make(name, KeyKind.Cosignature);

    private int Judge(AddCheckpoint request)
    {
        var answer = Witness.Judge(AddCheckpoint.Parse(request.ToString())!, [_log.Verifier], o => _seen.GetValueOrDefault(o));
        if (answer.Seen is { } seen)
        {
            _seen[seen.Origin] = seen;
        }

        return answer.Status;
    }

    private AddCheckpoint Request(long old, byte[] leaves, IReadOnlyList<byte[]> proof)
    {
        var text = new Checkpoint("log.example", leaves.Length / 32, MerkleTree.Root(leaves)).Text;
        return new(old, proof, new(text, [_log.Sign(text)]));
    }

    private static byte[] Leaves(int count) => [.. Enumerable.Range(0, count).SelectMany(i => MerkleTree.LeafHash([(byte)i]))];

    private static IReadOnlyList<byte[]> Consistency(byte[] leaves, long old) =>
        new TreeReader(leaves.Length / 32, (tile, _) => Task.FromResult(leaves)).ConsistencyAsync(old, default).GetAwaiter().GetResult();
}
