using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>Go's note and tlog packages read the log of a real store, and refuse whatever of it was changed; our own checks say the same.</summary>
public sealed class GoInteropTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    /// <summary>A log of two checkpoints: the older ends inside the first tile, the newer in the second, signed with SM2 and by a witness as well.</summary>
    private sealed record Log(VerifierKey Key, SignedNote Older, SignedNote Newer, List<byte[]> Leaves, List<IReadOnlyList<byte[]>> Paths, IReadOnlyList<byte[]> Consistency)
    {
        public Claim Place(long index) => new(Key.ToString(), Newer.ToString(), Index: index, Leaf: Leaves[(int)index], Proof: Paths[(int)index]);

        public Claim Continues => new(Key.ToString(), Newer.ToString(), Older.ToString(), Proof: Consistency);
    }

    private async Task<Log> LogAsync(DatabaseEngine engine)
    {
        Assert.SkipUnless(GoVerifier.Available, GoVerifier.Reason);
        await using var world = await CreateAsync(cluster, engine);
        var store = world.Store.Store;
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        var older = (await LogCheckpoints.AdvanceAsync(store, Cancel)).Value!;
        await LogCheckpoints.AddSm2Async(store, Cancel);
        await world.Write<bool>(async db =>
        {
            await ProofLog.AppendAsync(db, [.. Enumerable.Range(1, 300).Select(i => new OneLeaf("test", i, [("n", $"第{i}条")], LeafOwner.House, null))], Cancel);
            return true;
        });
        var newer = (await LogCheckpoints.AdvanceAsync(store, Cancel)).Value!;
        newer = newer with { Signatures = [.. newer.Signatures, SignerKey.Make("witness.example/w", KeyKind.Cosignature).Sign(newer.Text, 1_700_000_000)] };
        Assert.Equal(3, newer.Signatures.Count);

        var size = Checkpoint.Parse(newer.Text)!.Size;
        await using var db = store.Open();
        var tree = ProofLog.Tree(db, size);
        var (leaves, paths) = (new List<byte[]>(), new List<IReadOnlyList<byte[]>>());
        for (var i = 0L; i < size; i++)
        {
            leaves.Add((await ProofLog.LeafAsync(db, i, Cancel))!);
            paths.Add(await tree.InclusionAsync(i, Cancel));
        }

        return new((await LogCheckpoints.KeysAsync(store, Cancel))[0], older, newer, leaves, paths, await tree.ConsistencyAsync(Checkpoint.Parse(older.Text)!.Size, Cancel));
    }

    private static bool Ours(Claim claim)
    {
        Checkpoint? Open(string note) => SignedNote.Parse(note) is { } read && VerifierKey.Parse(claim.Key) is { } key && read.HeldBy([key]) is { Count: > 0 } ? Checkpoint.Parse(read.Text) : null;
        return Open(claim.Note) is { } now && (claim.Leaf, claim.OldNote) switch
        {
            ({ } leaf, _) => ProofCheck.Inclusion(claim.Index, now.Size, MerkleTree.LeafHash(leaf), claim.Proof!, now.Root),
            (null, "") => true,
            _ => Open(claim.OldNote) is { } old && ProofCheck.Consistency(old.Size, now.Size, old.Root, now.Root, claim.Proof!),
        };
    }

    private static void AssertBoth(bool accept, IReadOnlyList<Claim> claims)
    {
        foreach (var (claim, answer) in claims.Zip(GoVerifier.Judge(claims)))
        {
            Assert.True(answer.Length == 0 == accept, $"Go says '{answer}' of {claim}");
            Assert.True(Ours(claim) == accept, $"we do not agree with Go's '{answer}' on {claim}");
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Go_accepts_our_checkpoints_every_leaf_and_the_way_from_one_to_the_other(DatabaseEngine engine)
    {
        var log = await LogAsync(engine);
        Assert.True(log.Leaves.Count > 300, $"{log.Leaves.Count} leaves");
        AssertBoth(true, [new(log.Key.ToString(), log.Older.ToString()), new(log.Key.ToString(), log.Newer.ToString()), log.Continues]);
        AssertBoth(true, [.. Enumerable.Range(0, log.Leaves.Count).Select(i => log.Place(i))]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Go_refuses_what_was_changed_at_any_byte(DatabaseEngine engine)
    {
        var log = await LogAsync(engine);
        var key = log.Key.ToString();
        var stranger = SignerKey.Make(log.Key.Name, KeyKind.Ed25519).Verifier.ToString();
        var place = log.Place(7);
        AssertBoth(false,
        [
            .. Flips(System.Text.Encoding.UTF8.GetBytes(log.Older.Text)).Select(t => new Claim(key, log.Older.ToString().Replace(log.Older.Text, System.Text.Encoding.Latin1.GetString(t), StringComparison.Ordinal))),
            .. Flips(log.Older.Signatures[0].Signature).Select(s => new Claim(key, (log.Older with { Signatures = [log.Older.Signatures[0] with { Signature = s }] }).ToString())),
            new(stranger, log.Older.ToString()), new(key, log.Older.ToString().TrimEnd('\n')), new(key, log.Older.Text),
            .. Flips(place.Leaf!).Select(l => place with { Leaf = l }),
            .. Proofs(place.Proof!).Select(p => place with { Proof = p }),
            place with { Index = 6 }, place with { Index = 8 }, place with { Index = log.Leaves.Count }, place with { Index = -1 }, place with { Note = log.Older.ToString() },
            .. Proofs(log.Continues.Proof!).Select(p => log.Continues with { Proof = p }),
            log.Continues with { OldNote = log.Newer.ToString(), Note = log.Older.ToString() }, log.Continues with { OldNote = log.Newer.ToString() },
        ]);
    }

    private static IEnumerable<byte[]> Flips(byte[] bytes) => bytes.Select((b, i) =>
    {
        var changed = (byte[])bytes.Clone();
        changed[i] = (byte)(b ^ 1);
        return changed;
    });

    private static IEnumerable<IReadOnlyList<byte[]>> Proofs(IReadOnlyList<byte[]> proof) =>
    [
        .. proof.SelectMany((hash, i) => Flips(hash).Select(h => (byte[][])[.. proof.Take(i), h, .. proof.Skip(i + 1)])),
        [.. proof.Skip(1)], [.. proof.SkipLast(1)], [.. proof, proof[0]], [.. proof.Reverse()], [],
    ];
}
