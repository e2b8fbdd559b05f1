using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>A receipt proves a line by itself; one that was changed, or made of a changed table, proves nothing.</summary>
public sealed class ReceiptTests(PostgresCluster cluster)
{
    private const long First = 1;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<WitnessPolicy> PolicyAsync(World world) => WitnessPolicy.Of((await LogCheckpoints.KeysAsync(world.Store.Store, Cancel))[0]);

    private static async Task<Receipt> ReceiptAsync(World world, string member)
    {
        Assert.Null(await ReceiptActs.CoverAsync(world.Store.Store, First, Cancel));
        return (await world.Read(db => ReceiptActs.OfMemberAsync(db, First, member, Cancel))).Value;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Receipt_proves_its_lines_and_the_total_by_the_public_key_alone(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var policy = await PolicyAsync(world);
        foreach (var (line, fen) in ((long, long)[])[(1, 11_67), (2, 23_33), (3, 35_00)])
        {
            var proof = ReceiptCheck.Verify((await ReceiptAsync(world, $"{line:000}")).ToString(), policy).Value;
            Assert.Equal(new ReceiptLine("V1", $"{line:000}", line, fen, 0), Assert.Single(proof.Lines));
            Assert.Equal(("2018", 3, 70_00), (proof.Period, proof.LineCount, proof.SumFen));
        }

        var stranger = WitnessPolicy.Of(SignerKey.Make(policy.Logs[0].Name, KeyKind.Ed25519).Verifier);
        Assert.Equal("checkpoint_not_trusted", ReceiptCheck.Verify((await ReceiptAsync(world, "001")).ToString(), stranger).Refusals[0].Code);
    }

    /// <summary>Leaves are written many at once when posted, and one by one for a receipt: both must say the same.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Receipt_of_an_odd_member_number_and_a_huge_share_opens_what_was_committed(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        string[] numbers = ["\"a\"", "0\\1", "1\u0001", "乙７", "🏠9"];
        foreach (var number in numbers)
        {
            await world.MemberAsync(V1, number, (1L << 53) + 1);
        }

        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.PassOnAsync("V1")).Value;
        var policy = await PolicyAsync(world);
        foreach (var number in numbers)
        {
            var line = Assert.Single(ReceiptCheck.Verify((await ReceiptAsync(world, number)).ToString(), policy).Value.Lines);
            Assert.Equal((number, 14_00), (line.Member, line.AmountFen));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Receipt_waits_for_the_checkpoint_and_names_who_is_not_in_it(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        async Task<string> CodeAsync(long cascade, string member) => (await world.Read(db => ReceiptActs.OfMemberAsync(db, cascade, member, Cancel))).Refusals[0].Code;
        Assert.Equal("receipt_waits_for_checkpoint", await CodeAsync(First, "001"));
        Assert.Equal("member_not_in_distribution", await CodeAsync(First, "009"));
        Assert.Equal("cascade_not_found", await CodeAsync(99, "001"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Changed_receipt_says_what_is_wrong(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var policy = await PolicyAsync(world);
        var (one, two) = (await ReceiptAsync(world, "001"), await ReceiptAsync(world, "002"));
        string Code(Receipt receipt) => ReceiptCheck.Verify(receipt.ToString(), policy).Refusals[0].Code;

        var richer = one.Lines[0] with { Record = (System.Text.Json.Nodes.JsonObject)one.Lines[0].Record.DeepClone() };
        richer.Record["amount_fen"] = 11_68;
        Assert.Equal("receipt_content_changed", Code(one with { Lines = [richer] }));
        Assert.Equal("receipt_content_changed", Code(one with { Lines = [one.Lines[0] with { Salt = two.Lines[0].Salt }] }));
        Assert.Equal("receipt_not_in_log", Code(one with { Lines = [one.Lines[0] with { Leaf = one.Lines[0].Leaf with { Path = two.Lines[0].Leaf.Path } }] }));
        Assert.Equal("receipt_not_in_log", Code(one with { Header = one.Header with { Index = one.Header.Index + 1 } }));
        Assert.Equal("receipt_parts_differ", Code(one with { Header = one.Lines[0].Leaf }));
        Assert.Equal("receipt_is_damaged", ReceiptCheck.Verify(one.ToString()[..^40], policy).Refusals[0].Code);
        Assert.Equal("receipt_is_damaged", ReceiptCheck.Verify(one.ToString().Replace("index ", "index 9", StringComparison.Ordinal), policy).Refusals[0].Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_fen_changed_in_the_table_gives_no_receipt_and_leaves_the_old_one_standing(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var before = (await ReceiptAsync(world, "002")).ToString();
        await world.Store.ExecuteAsync(engine == DatabaseEngine.Postgres ? "ALTER TABLE ventures_payout DISABLE TRIGGER USER" : "DROP TRIGGER keep_ventures_payout_update");
        await world.Store.ExecuteAsync("UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE member_no = '002'");
        Assert.Equal("line_differs_from_log", (await world.Read(db => ReceiptActs.OfMemberAsync(db, First, "002", Cancel))).Refusals[0].Code);
        Assert.True((await world.Read(db => ReceiptActs.OfMemberAsync(db, First, "001", Cancel))).Ok);
        Assert.Equal(23_33, ReceiptCheck.Verify(before, await PolicyAsync(world)).Value.Lines[0].AmountFen);
    }
}
