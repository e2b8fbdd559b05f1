using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Tree;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>What is posted is in the log; what is changed afterwards, in a table, in the log or at its end, is noticed and named.</summary>
public sealed class ProofLogTests(PostgresCluster cluster)
{
    // rows that the test world writes past the program have no leaf
    private static readonly HashSet<string> PlantedBySql = ["股权变动", "出资", "收益约定", "资金来源", "分配规则", "户登记", "成员信息", "成员资格", "股份类别", "份额"];

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private async Task<World> VillageAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        for (var i = 1; i <= 5; i++)
        {
            await world.MemberAsync(V1, $"{i:000}", 10_000 * i);
        }

        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.PassOnAsync("V1")).Value;
        return world;
    }

    private static async Task<List<string>> ProblemsAsync(World world, params SignedNote[] others) =>
        [.. (await world.Store.ProblemsAsync(others)).Where(p => !PlantedBySql.Any(n => p.StartsWith($"leaf_missing {n} ", StringComparison.Ordinal)))];

    private static async Task<SignedNote> CheckpointAsync(World world) => (await LogCheckpoints.AdvanceAsync(world.Store.Store, Cancel)).Value!;

    private static Task TamperAsync(World world, string sql) => world.Store.TamperAsync(sql);

    [Theory, MemberData(nameof(Engines))]
    public async Task What_is_posted_is_in_the_log_and_agrees(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        Assert.Empty(await ProblemsAsync(world));
        var types = (await world.RowsAsync("SELECT type, SUM(leaf_count) FROM proofs_entry GROUP BY type ORDER BY type")).ConvertAll(r => $"{r[0]} {r[1]}");
        // P to three holders: one voucher each for OP, V1, V2; V1 to five members in one voucher
        Assert.Equal(["cascade 1", "cascade-step 3", "distribution 1", "distribution-line 3", "execution 2", "payout-line 5", "voucher 4"], types);

        var note = await CheckpointAsync(world);
        Assert.Empty(await ProblemsAsync(world, note));
        var key = Assert.Single(await LogCheckpoints.KeysAsync(world.Store.Store, Cancel));
        Assert.True(WitnessPolicy.Of(key).Accepts(note));
        Assert.Equal(note.ToString(), (await CheckpointAsync(world)).ToString());
        Assert.Equal(20, Checkpoint.Parse(note.Text)!.Size); // 19 and the end of the operation log
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_line_is_proved_to_the_checkpoint_and_opens_to_its_amount(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var checkpoint = Checkpoint.Parse((await CheckpointAsync(world)).Text)!;
        await using var db = world.Store.Store.Open();
        var (first, count) = (await ProofLog.PlaceOfAsync(db, "payout-line", 1, Cancel))!.Value;
        Assert.Equal(5, count);
        var secrets = await Secrets.OfAsync(db, [V1], Cancel);
        // 70.00 over 15 shares: 4.666…, 9.333…, 14.00, 18.666…, 23.333… by largest remainder
        foreach (var (line, fen) in ((long, long)[])[(1, 467), (2, 933), (3, 1400), (4, 1867), (5, 2333)])
        {
            var leaf = (await ProofLog.LeafAsync(db, first + line - 1, Cancel))!;
            var path = await ProofLog.Tree(db, checkpoint.Size).InclusionAsync(first + line - 1, Cancel);
            Assert.True(ProofCheck.Inclusion(first + line - 1, checkpoint.Size, MerkleTree.LeafHash(leaf), path, checkpoint.Root));
            var record = $"{{\"amount_fen\":{fen},\"cascade\":1,\"collective\":\"V1\",\"line\":{line},\"member\":\"{line:000}\",\"weight\":{10_000 * line},\"withheld_fen\":0}}";
            var salt = Commitment.Salt(secrets.Of(new(V1, $"{line:000}"), first + line - 1)!, first + line - 1);
            Assert.Equal(Commitment.Of("payout-line/v1\n"u8, salt, System.Text.Encoding.UTF8.GetBytes(record)), Leaf.Parse(leaf)!.Commit);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_changed_row_is_found_and_named(DatabaseEngine engine)
    {
        foreach (var (sql, problem) in ((string, string)[])
            [
                ("UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE member_no = '002'", "leaf_differs 成员分红明细 1 第 2 行"),
                ("UPDATE ventures_cascade SET pool_fen = pool_fen + 1", "leaf_differs 逐级分配 1"),
                ("UPDATE ledger_posting SET amount_fen = amount_fen + 1 WHERE voucher_id = 2 AND line_no = 1", "leaf_differs 凭证 2"),
                ("UPDATE ledger_voucher SET summary = 'x' WHERE id = 3", "leaf_differs 凭证 3"),
                ("UPDATE ventures_distribution_line SET exact = '1/2' WHERE holder_id = 12", "leaf_differs 分红明细 1"),
                ("UPDATE decisions_execution SET basis = 'x' WHERE id = 1", "leaf_differs 执行记录 1"),
                ("DELETE FROM ledger_voucher WHERE id = 4", "record_missing 凭证 4"),
                ("UPDATE platform_operation SET hash = 'x' WHERE id = (SELECT MAX(id) FROM platform_operation)", "leaf_differs 操作日志 1"),
            ])
        {
            await using var world = await VillageAsync(engine);
            await CheckpointAsync(world);
            await TamperAsync(world, sql);
            Assert.Equal(problem, Assert.Single(await ProblemsAsync(world)));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_changed_log_is_found_even_when_it_agrees_with_the_tables(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        await CheckpointAsync(world);
        await TamperAsync(world, "UPDATE proofs_entry SET type = 'vouched' WHERE type = 'voucher' AND subject_id = 1");
        Assert.Equal("leaf_missing 凭证 1", Assert.Single(await ProblemsAsync(world)));

        await using var other = await VillageAsync(engine);
        await CheckpointAsync(other);
        var data = await other.RowsAsync("SELECT first_index FROM proofs_entry WHERE type = 'execution' ORDER BY first_index");
        var (a, b) = (data[0][0], data[1][0]);
        await TamperAsync(other, $"UPDATE proofs_entry SET data = (SELECT e.data FROM proofs_entry e WHERE e.first_index = {b}) WHERE first_index = {a}");
        Assert.Contains("checkpoint_differs 检查点 20", await ProblemsAsync(other));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_lost_end_older_than_the_published_checkpoint_is_found_and_nothing_more_is_signed(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var note = await CheckpointAsync(world);
        var size = Checkpoint.Parse(note.Text)!.Size;
        // as if the last transactions had never been: the table agrees with itself
        await TamperAsync(world, $"DELETE FROM proofs_entry WHERE first_index >= {size - 2}; DELETE FROM proofs_checkpoint; DELETE FROM proofs_signature; DELETE FROM proofs_operation_anchor; " +
            $"UPDATE proofs_edge SET size = {size - 2}, hashes = substr(hashes, 1, {(size - 2) * 32})");
        var problems = await ProblemsAsync(world);
        Assert.Contains("log_lost_its_end 检查点", problems);

        // the file beside the database is gone as well; a receipt kept at home still says it
        File.Delete(Path.Combine(world.Store.Store.Location.DataDirectory, "log", "checkpoint"));
        Assert.DoesNotContain("log_lost_its_end 检查点", await ProblemsAsync(world));
        Assert.Contains("log_lost_its_end 检查点", await ProblemsAsync(world, note));

        // with the file there, the program refuses to sign another history
        Directory.CreateDirectory(Path.Combine(world.Store.Store.Location.DataDirectory, "log"));
        await File.WriteAllTextAsync(Path.Combine(world.Store.Store.Location.DataDirectory, "log", "checkpoint"), note.ToString(), Cancel);
        await world.MemberAsync(V2, "001", 10_000);
        Assert.Equal("log_lost_its_end", (await LogCheckpoints.AdvanceAsync(world.Store.Store, Cancel)).Refusals.Select(r => r.Code).FirstOrDefault());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_processes_never_sign_two_histories(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var other = world.Store.Another();
        var origin = await LogCheckpoints.OriginAsync(world.Store.Store, Cancel);
        var notes = new System.Collections.Concurrent.ConcurrentBag<SignedNote>();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            var store = i % 2 == 0 ? world.Store.Store : other;
            _ = (await store.WriteAsync<bool>("测试", async (db, token) =>
            {
                await ProofLog.AppendAsync(db, [new OneLeaf("test", i + 1, [("n", $"{i}")], LeafOwner.House, null)], token);
                return true;
            }, Cancel)).Value;
            notes.Add((await LogCheckpoints.AdvanceAsync(store, Cancel)).Value!);
        }, Cancel)));
        var checkpoints = notes.Select(n => Checkpoint.Parse(n.Text)!).OrderBy(c => c.Size).ToList();
        Assert.All(checkpoints.GroupBy(c => c.Size), g => Assert.Single(g.Select(c => c.Text).Distinct()));
        await using var db = other.Open();
        foreach (var (older, newer) in checkpoints.Zip(checkpoints.Skip(1)))
        {
            var proof = await ProofLog.Tree(db, newer.Size).ConsistencyAsync(older.Size, Cancel);
            Assert.True(ProofCheck.Consistency(older.Size, newer.Size, older.Root, newer.Root, proof));
        }

        Assert.Equal(origin, checkpoints[0].Origin);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Long_logs_fill_tiles_and_serve_bundles(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        var random = new Random(7);
        var leaves = new List<byte[]>();
        while (leaves.Count < 1_000)
        {
            var lot = Enumerable.Range(leaves.Count, random.Next(1, 90)).Select(i => new OneLeaf("test", i + 1, [("n", $"{i}")], LeafOwner.House, null)).ToList();
            leaves.AddRange(lot.Select(l => System.Text.Encoding.UTF8.GetBytes($"test/v1\nn {l.SubjectId - 1}\n")));
            _ = (await world.Write<bool>(async db =>
            {
                await ProofLog.AppendAsync(db, lot, Cancel);
                return true;
            })).Value;
        }

        await using var db = world.Store.Store.Open();
        var size = await ProofLog.SizeAsync(db, Cancel);
        Assert.Equal(leaves.Count, size);
        var root = MerkleTree.Root([.. leaves.SelectMany(l => MerkleTree.LeafHash(l))]);
        Assert.Equal(root, await ProofLog.Tree(db, size).RootAsync(Cancel));
        for (var bundle = 0; bundle <= size / 256; bundle++)
        {
            var width = (int)Math.Min(256, size - (bundle * 256));
            var data = await ProofLog.ReadBundleAsync(db, bundle, width, Cancel);
            Assert.Equal(leaves.Skip(bundle * 256).Take(width), LeafBlock.LeavesOf(data).Select(r => data[r]));
        }
    }
}
