using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Baotuan.Proofs.Contracts;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>The code of a slip opens one household's lines of one distribution, says how they came about, and nothing else.</summary>
public sealed class SlipTests(PostgresCluster cluster)
{
    private const long First = 1;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<IReadOnlyDictionary<string, SlipAddress>> AddressesAsync(World world, params string[] households) =>
        await world.Read(db => ReceiptActs.SlipAddressesAsync(db, First, households, Cancel));

    [Theory, MemberData(nameof(Engines))]
    public async Task Slip_opens_its_household_alone_with_formula_and_proof(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        Assert.Null(await ReceiptActs.CoverAsync(world.Store.Store, First, Cancel));
        var addresses = await AddressesAsync(world, "H001", "H002", "H003", "H999");
        Assert.Equal([(1L, "H001"), (2L, "H002"), (3L, "H003")], addresses.Select(a => (a.Value.Line, a.Key)).Order());
        var desk = new SlipDesk(world.Store.Store);
        var expected = new[] { (11_67L, "补 1 分"), (23_33L, "0.3333… 分舍去"), (35_00L, "正好到分") };
        for (var i = 0; i < 3; i++)
        {
            var slip = (await desk.ReadAsync(addresses[$"H00{i + 1}"], Cancel))!;
            var line = Assert.Single(slip.Lines);
            Assert.Equal(($"H00{i + 1}", $"00{i + 1}", expected[i].Item1), (slip.HouseholdNo, line.Line.Code, slip.Net.Fen));
            Assert.StartsWith($"{i + 1} 股 × 每股 11.666666… 元 = ", line.Formula);
            Assert.Contains(expected[i].Item2, line.Rounding);
            var proof = ReceiptCheck.Verify(slip.Proof.Receipt!, WitnessPolicy.Of((await LogCheckpoints.KeysAsync(world.Store.Store, Cancel))[0])).Value;
            Assert.Equal(expected[i].Item1, Assert.Single(proof.Lines).AmountFen);
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Wrong_code_line_or_distribution_opens_nothing(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var addresses = await AddressesAsync(world, "H001", "H002");
        var desk = new SlipDesk(world.Store.Store);
        var (one, two) = (addresses["H001"], addresses["H002"]);
        foreach (var wrong in (SlipAddress[])
            [one with { Code = two.Code }, one with { Line = 2 }, one with { Line = 0 }, one with { Line = -1 }, one with { Line = long.MaxValue }, one with { CascadeId = 99 }, one with { Code = "" }, one with { Code = one.Code[..15] },
             one with { Code = one.Code.ToUpperInvariant() }])
        {
            Assert.Null(await desk.ReadAsync(wrong, Cancel));
        }

        Assert.NotNull(await desk.ReadAsync(one, Cancel));
        Assert.Equal(one, SlipAddress.Parse(one.Typed));
        Assert.Equal(one, SlipAddress.Parse($" {one.CascadeId}-{one.Line}-{one.Code.ToUpperInvariant()} "));
        Assert.Equal(one, SlipAddress.Parse($"https://baotuan.example{one.Path}"));
        Assert.Equal(one, SlipAddress.Parse($"baotuan.example:8080{one.Path}/"));
        Assert.Equal(new(12, 3, "abcdefghijkmnpq2"), SlipAddress.Parse("１２－３－ａｂｃｄ－efgh－ijkm－npq２"));
        Assert.Null(SlipAddress.Parse("https://baotuan.example/r/"));
        Assert.Null(SlipAddress.Parse("1-2-abcd"));
        Assert.Null(SlipAddress.Parse("x-2-abcdefghijkmnpqr"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Slip_waits_for_the_checkpoint_and_says_when_the_table_was_changed(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var address = (await AddressesAsync(world, "H002"))["H002"];
        var desk = new SlipDesk(world.Store.Store);
        Assert.Equal(SlipProofState.Waits, (await desk.ReadAsync(address, Cancel))!.Proof.State);
        Assert.Null(await ReceiptActs.CoverAsync(world.Store.Store, First, Cancel));
        Assert.Equal(SlipProofState.Proved, (await desk.ReadAsync(address, Cancel))!.Proof.State);
        await world.Store.ExecuteAsync(engine == DatabaseEngine.Postgres ? "ALTER TABLE ventures_payout DISABLE TRIGGER USER" : "DROP TRIGGER keep_ventures_payout_update");
        await world.Store.ExecuteAsync("UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE member_no = '002'");
        var changed = (await desk.ReadAsync(address, Cancel))!.Proof;
        Assert.Equal((SlipProofState.Differs, (string?)null), (changed.State, changed.Receipt));
        Assert.Contains("数据库被改过", changed.Problem);
    }

    /// <summary>Who holds a slip reads with the rights to his household alone, whatever is asked through his context.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Holder_of_a_slip_reads_no_other_household(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var holder = (await new SlipDesk(world.Store.Store).HolderAsync((await AddressesAsync(world, "H002"))["H002"], Cancel))!;
        await using var db = world.Store.Store.Open(holder);
        await Assert.ThrowsAsync<Baotuan.Platform.Access.AccessDeniedException>(() => ReceiptActs.OfHouseholdAsync(db, First, "H001", Cancel));
        await Assert.ThrowsAsync<Baotuan.Platform.Access.AccessDeniedException>(() => ReceiptActs.OfMemberAsync(db, First, "003", Cancel));
        await Assert.ThrowsAsync<Baotuan.Platform.Access.AccessDeniedException>(() => ReceiptActs.SlipAddressesAsync(db, First, ["H001"], Cancel));
    }
}
