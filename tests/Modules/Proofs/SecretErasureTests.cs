using System.Security.Cryptography;
using System.Text;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using Microsoft.Data.Sqlite;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>An erased secret is gone from every table and file; the log, the others' receipts and later distributions hold.</summary>
public sealed class SecretErasureTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private async Task<World> VillageAsync(DatabaseEngine engine)
    {
        var world = await PassedOnAsync(cluster, engine);
        _ = (await LogCheckpoints.AdvanceAsync(world.Store.Store, Cancel)).Value;
        return world;
    }

    private static Task<Outcome<string>> EraseAsync(World world, string member, string reason = "本人申请", string village = "V1") =>
        world.Write(db => MemberOpenings.EraseAsync(db, village, member, reason, Cancel));

    private static Task<Outcome<Receipt>> ReceiptAsync(World world, string member, long cascade = 1) => world.Read(db => ReceiptActs.OfMemberAsync(db, cascade, member, Cancel));

    private static async Task<List<string>> ProblemsAsync(World world) =>
        [.. (await world.Store.ProblemsAsync()).Where(p => !p.StartsWith("leaf_missing", StringComparison.Ordinal))]; // rows that the test world writes past the program

    private static async Task<SlipAddress?> SlipAsync(World world, string household) =>
        (await world.Read(db => ReceiptActs.SlipAddressesAsync(db, 1, [household], Cancel))).GetValueOrDefault(household);

    private static async Task<byte[]> BytesAsync(World world, string sql) => (byte[])(await world.Store.ScalarAsync(sql))!;

    private static async Task<List<byte[]>> BlobsAsync(World world, string sql)
    {
        var blobs = new List<byte[]>();
        for (var i = 0; await world.Store.ScalarAsync($"SELECT * FROM ({sql}) all_of_them LIMIT 1 OFFSET {i}") is byte[] blob; i++)
        {
            blobs.Add(blob);
        }

        return blobs;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Erased_member_opens_nothing_and_everybody_else_as_before(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var policy = WitnessPolicy.Of((await LogCheckpoints.KeysAsync(world.Store.Store, Cancel))[0]);
        var (before, slip) = ((await ReceiptAsync(world, "001")).Value.ToString(), await SlipAsync(world, "H001"));
        Assert.True((await ReceiptAsync(world, "002")).Ok);
        var root = (await LogCheckpoints.AdvanceAsync(world.Store.Store, Cancel)).Value!.Text;

        Assert.True((await EraseAsync(world, "002")).Ok);

        Assert.Equal("receipt_was_erased", (await ReceiptAsync(world, "002")).Refusals[0].Code);
        Assert.Null(await SlipAsync(world, "H002"));
        Assert.Equal(before, (await ReceiptAsync(world, "001")).Value.ToString());
        Assert.Equal(slip, await SlipAsync(world, "H001"));
        Assert.True(ReceiptCheck.Verify((await ReceiptAsync(world, "003")).Value.ToString(), policy).Ok);
        Assert.Empty(await ProblemsAsync(world));
        Assert.Equal(1, await world.Read(db => SecretActs.ErasedAsync(db, Cancel)));
        Assert.Equal("本人申请", await world.Store.ScalarAsync("SELECT details FROM platform_operation WHERE action = 'proofs.erase'"));
        Assert.Equal(root, (await LogCheckpoints.AdvanceAsync(world.Store.Store, Cancel)).Value!.Text); // not one leaf differs

        // the others are still held to the log
        await world.Store.TamperAsync("UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE member_no = '003'");
        Assert.Equal("leaf_differs 成员分红明细 1 第 3 行", Assert.Single(await ProblemsAsync(world)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_was_erased_and_who_comes_new_get_leaves_that_open(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        Assert.True((await EraseAsync(world, "002")).Ok);
        await world.MemberAsync(V1, "004", 10_000, from: "2019-01-01");
        _ = (await world.PostAsync(new("P", Period.Year(2019)))).Value;
        var second = (await world.PassOnAsync("V1", 2019)).Value;
        Assert.Null(await ReceiptActs.CoverAsync(world.Store.Store, second.Id, Cancel));
        var policy = WitnessPolicy.Of((await LogCheckpoints.KeysAsync(world.Store.Store, Cancel))[0]);
        foreach (var member in (string[])["001", "002", "003", "004"])
        {
            Assert.True(ReceiptCheck.Verify((await ReceiptAsync(world, member, second.Id)).Value.ToString(), policy).Ok, member);
        }

        Assert.Equal("receipt_was_erased", (await ReceiptAsync(world, "002")).Refusals[0].Code);
        Assert.Empty(await ProblemsAsync(world));

        // and once more: what came since goes as well
        Assert.True((await EraseAsync(world, "002", "再次申请")).Ok);
        Assert.Equal("receipt_was_erased", (await ReceiptAsync(world, "002", second.Id)).Refusals[0].Code);
        Assert.True((await ReceiptAsync(world, "004", second.Id)).Ok);
        Assert.Equal(1, await world.Read(db => SecretActs.ErasedAsync(db, Cancel)));
        Assert.Empty(await ProblemsAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nothing_in_the_database_gives_the_secret_back(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        var seed = await BytesAsync(world, $"SELECT seed FROM proofs_seed WHERE organization_id = {V1}");
        var (erased, kept) = (HMACSHA256.HashData(seed, "002"u8), HMACSHA256.HashData(seed, "003"u8));
        var leaf = await world.Read(async db => Leaf.Parse((await ProofLog.LeafAsync(db, (await ProofLog.PlaceOfAsync(db, "payout-line", 1, Cancel))!.Value.First + 1, Cancel))!)!);
        var index = (await world.Read(db => ProofLog.PlaceOfAsync(db, "payout-line", 1, Cancel)))!.Value.First + 1;
        var record = "{\"amount_fen\":2333,\"cascade\":1,\"collective\":\"V1\",\"line\":2,\"member\":\"002\",\"weight\":20000,\"withheld_fen\":0}"u8.ToArray();
        Assert.Equal(leaf.Commit, Commitment.Of(Encoding.UTF8.GetBytes(leaf.Tag), Commitment.Salt(erased, index), record)); // what an attacker would try

        Assert.True((await EraseAsync(world, "002")).Ok);
        Assert.True(await SecretActs.PurgeAsync(world.Store.Store, Cancel));

        // every 32 bytes that a table still holds, as the secret itself and as a seed
        var left = await BlobsAsync(world, "SELECT seed FROM proofs_seed WHERE seed IS NOT NULL UNION ALL SELECT secret FROM proofs_secret WHERE secret IS NOT NULL");
        Assert.Contains(left, b => b.SequenceEqual(kept));
        foreach (var bytes in left.SelectMany(b => (byte[][])[b, HMACSHA256.HashData(b, "002"u8)]))
        {
            Assert.NotEqual(leaf.Commit, Commitment.Of(Encoding.UTF8.GetBytes(leaf.Tag), Commitment.Salt(bytes, index), record));
        }

        if (engine == DatabaseEngine.Sqlite)
        {
            AssertNotInFiles(world.Store.Store.Location.DataDirectory, kept, seed, erased);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Wrong_wishes_are_refused_and_a_secret_taken_away_is_named(DatabaseEngine engine)
    {
        await using var world = await VillageAsync(engine);
        Assert.Equal("reason_needed", (await EraseAsync(world, "002", " ")).Refusals[0].Code);
        Assert.Equal("member_not_found", (await EraseAsync(world, "099")).Refusals[0].Code);
        Assert.Equal("collective_not_found", (await EraseAsync(world, "001", village: "OP")).Refusals[0].Code);
        Assert.Equal(0L, Convert.ToInt64(await world.Store.ScalarAsync("SELECT COUNT(*) FROM proofs_secret"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.True((await EraseAsync(world, "002")).Ok);
        Assert.Equal("secret_is_erased", (await EraseAsync(world, "002")).Refusals[0].Code);

        await world.Store.TamperAsync("UPDATE proofs_secret SET secret = NULL WHERE member_no = '003'");
        Assert.Equal($"secret_erased_without_act 组织 {V1} 成员 003", Assert.Single(await ProblemsAsync(world)));
        await world.Store.TamperAsync("DELETE FROM proofs_secret WHERE member_no = '003'");
        Assert.Contains(await ProblemsAsync(world), p => p == "leaf_differs 成员分红明细 1 第 3 行");

        await using var other = await VillageAsync(engine);
        await other.Store.TamperAsync($"UPDATE proofs_seed SET seed = NULL WHERE organization_id = {V1}");
        Assert.Contains($"secret_erased_without_act 组织 {V1}", await ProblemsAsync(other));
    }

    /// <summary>The kept secret shows that the search finds what is there.</summary>
    private static void AssertNotInFiles(string folder, byte[] there, params byte[][] gone)
    {
        SqliteConnection.ClearAllPools();
        var files = Directory.GetFiles(folder, "baotuan.db*").Select(File.ReadAllBytes).ToList();
        Assert.Contains(files, f => f.AsSpan().IndexOf(there) >= 0);
        Assert.All(gone, secret => Assert.DoesNotContain(files, f => f.AsSpan().IndexOf(secret) >= 0));
    }
}
