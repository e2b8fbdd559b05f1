using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>What moves money moves only what was decided.</summary>
public sealed class DecidedTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    // the payer of P decides by two approvals from 2020 on
    private async Task<World> ApprovedByTwoAsync(DatabaseEngine engine)
    {
        var world = await CreateAsync(cluster, engine);
        await world.PathAsync(Op, DecisionKinds.VentureDistribution, DecisionPaths.Approvals, "2020-01-01");
        return world;
    }

    private static async Task ApproveAsync(World world, long proposal)
    {
        _ = (await world.WriteAs(Person(801, "board"), db => Approvals.ApproveAsync(db, proposal, Cancel))).Value;
        _ = (await world.WriteAs(Person(802, "supervisors"), db => Approvals.ApproveAsync(db, proposal, Cancel))).Value;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_distribution_posts_exactly_as_decided(DatabaseEngine engine)
    {
        await using var world = await ApprovedByTwoAsync(engine);
        var request = new DistributionRequest("P", Year2018);
        var refused = await world.PostAsync(request);
        Assert.Equal("decision_missing", refused.Code());
        Assert.StartsWith("还没有方案。OP名的项目分红要走“审批”", refused.Refusals[0].Message);

        var proposal = (await world.WriteAs(Person(800), db => DistributionActs.ProposeAsync(db, request, "d1", Cancel))).Value;
        Assert.Equal("decision_missing", (await world.PostAsync(request)).Code());
        await ApproveAsync(world, proposal);

        // something changed since: the plan is another one
        await world.PayInAsync(1, V1, "2017-12-31", 500_00);
        Assert.StartsWith("现在的结果和 1 号方案不同", (await world.PostAsync(request)).Refusals[0].Message);
        Assert.Equal(0, await world.CountAsync("ventures_distribution"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_document_says_what_is_posted_and_the_execution_is_recorded(DatabaseEngine engine)
    {
        await using var world = await ApprovedByTwoAsync(engine);
        var request = new DistributionRequest("P", Year2018);
        var proposal = (await world.WriteAs(Person(800), db => DistributionActs.ProposeAsync(db, request, "d1", Cancel))).Value;
        await ApproveAsync(world, proposal);
        var posted = (await world.PostAsync(request)).Value;

        await using var db = world.Store.Store.Open(Person(5) with { View = new(false, new HashSet<long> { V2 }) }); // a holder reads it too
        var shown = (await ProposalActs.ShowAsync(db, proposal, new(2024, 1, 2), Cancel))!;
        Assert.Equal((DecisionState.Executed, $"distribution/{posted.Id}", posted.PlanHash), (shown.State, shown.ExecutedBy, shown.PlanHash));
        Assert.Contains("陆佰元整", shown.Document);
        Assert.Contains("1. V1 V1名：100.00 元\n2. V2 V2名：200.00 元\n3. V3 V3名：300.00 元\n", shown.Document);
        Assert.Equal($"/distributions/new?venture=P&period=2018&plan={posted.PlanHash}", shown.Page);
        Assert.Equal(["approvals"], (await world.RowsAsync("SELECT path_code FROM decisions_execution")).Select(r => r[0]));

        // taken back and posted again: it needs a decision of its own
        Assert.True((await world.Write(w => DistributionActs.ReverseAsync(w, posted.Id, Day("2018-12-31"), "错了", Cancel))).Ok);
        Assert.Equal("decision_missing", (await world.PostAsync(request)).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task By_contract_it_posts_and_the_basis_is_recorded(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var posted = (await world.PostAsync(new("P", Year2018))).Value;
        Assert.Equal([$"contract 测试 distribution/{posted.Id}"], (await world.RowsAsync("SELECT path_code, basis, done_by FROM decisions_execution")).Select(r => string.Join(' ', r)));
        Assert.Equal("contract_needs_no_proposal", (await world.WriteAs(Person(800), db => DistributionActs.ProposeAsync(db, new("P", Period.Year(2019)), "x", Cancel))).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_village_passes_on_only_what_its_assembly_decided(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.PathAsync(V1, DecisionKinds.MemberDistribution, DecisionPaths.Full, "2020-01-01");
        foreach (var no in (string[])["001", "002", "003"])
        {
            await world.MemberAsync(V1, no, 10_000);
        }

        Assert.Equal("decision_missing", (await world.PassOnAsync("V1")).Code());
        var request = new CascadeRequest("V1", Year2018);
        var proposal = (await world.WriteAs(Person(800), db => CascadeActs.ProposeAsync(db, request, "x", Cancel))).Value;
        var today = new DateOnly(2024, 1, 1);
        _ = (await world.WriteAs(Person(800), db => Publications.RecordAsync(db, proposal, today, "公示栏", "监事会", "p", Cancel))).Value;
        Assert.Equal(3, (await world.PassOnAsync("V1")).Refusals.Count);
        world.Store.Clock.Advance(TimeSpan.FromDays(11)); // no region on record: ten days
        var held = new AssemblyRecord(
            "members", today, today.AddDays(11), "礼堂", false, [new("001", "", "for"), new("002", "", "for")], null, null, null, "通过", "", "a");
        _ = (await world.WriteAs(Person(800), db => Assemblies.RecordAsync(db, world.Fields, proposal, held, Cancel))).Value;
        await ApproveAsync(world, proposal);
        var posted = (await world.PassOnAsync("V1")).Value;
        var page = await world.Read(db => ProposalActs.ShowAsync(db, proposal, today.AddDays(12), Cancel));
        Assert.Equal(($"cascade/{posted.Id}", posted.PlanHash), (page!.ExecutedBy, page.PlanHash));
        Assert.Contains("1. 001 张001 H001 户 1", page.Document);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Many_at_once_go_only_by_contract(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000);
        await world.MemberAsync(V2, "001", 10_000);
        var pools = new Dictionary<long, Money> { [V1] = new(100), [V2] = new(200) };
        await world.PathAsync(V2, DecisionKinds.MemberDistribution, DecisionPaths.Full, "2020-01-01");
        Assert.Equal("decision_missing", (await MemberDividends.PostAsync(world.Store.Store, "测试", Year2018, Day("2018-12-31"), pools, Cancel)).Code());
        await world.PathAsync(V2, DecisionKinds.MemberDistribution, DecisionPaths.Contract, "2021-01-01");
        Assert.True((await MemberDividends.PostAsync(world.Store.Store, "测试", Year2018, Day("2018-12-31"), pools, Cancel)).Ok);
        Assert.Equal(["V1/2018", "V2/2018"], (await world.RowsAsync("SELECT subject_key FROM decisions_execution ORDER BY subject_key")).Select(r => r[0]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_bank_file_is_released_by_two_who_did_not_prepare_it(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        await world.MemberAsync(V1, "001", 10_000, "张三", "6228480402564890018");
        _ = (await world.PassOnAsync("V1")).Value;
        var batch = (await world.WriteAs(
            Person(900), async db =>
            {
                db.Access.Everybody();
                return await BankFileActs.IssueAsync(db, world.Fields, "V1", Year2018, Cancel);
            })).Value.Batch;
        var hash = (await world.Read(db => BankFileActs.ReleasesAsync(db, world.Fields, batch.Id, Cancel))).Value.ContentHash;
        Task<Outcome<BankReleases>> ReleaseAsync(Caller by, string over) => world.WriteAs(by, db => BankFileActs.ReleaseAsync(db, world.Fields, batch.Id, over, Cancel));
        async Task<string> WriteAsync()
        {
            using var output = new MemoryStream();
            var file = await world.Write(db => BankFileActs.WriteAsync(db, world.Fields, batch.Id, BankFileEncoding.Utf8, output, Cancel));
            Assert.Equal(file.Ok, output.Length > 0);
            return file.Ok ? "written" : file.Code();
        }

        Assert.Equal("bank_file_not_released", await WriteAsync());
        Assert.Equal("program_may_not_release", (await ReleaseAsync(Caller.Program("cli"), hash)).Code());
        Assert.Equal("releaser_prepared_it", (await ReleaseAsync(Person(900), hash)).Code());
        Assert.Equal("batch_differs_from_release", (await ReleaseAsync(Person(901), "abc")).Code());
        Assert.Equal(1, (await ReleaseAsync(Person(901), hash)).Value.Needed);
        Assert.Equal("already_released", (await ReleaseAsync(Person(901), hash)).Code());
        Assert.Equal("bank_file_not_released", await WriteAsync());
        await Assert.ThrowsAsync<AccessDeniedException>(() => ReleaseAsync(Person(903) with { Permissions = new HashSet<string>() }, hash));
        Assert.Equal(0, (await ReleaseAsync(Person(902), hash)).Value.Needed);
        Assert.Equal("written", await WriteAsync());
        var forged = await Assert.ThrowsAnyAsync<Exception>(() => world.InsertAsync(
            "ventures_bank_release", ("batch_id", batch.Id), ("user_id", 900L), ("user_name", "x"), ("content_hash", hash), ("recorded_at_ms", 1L)));
        Assert.Contains("nobody releases what he prepared", forged.ToString());

        // somebody with the file in hand puts another account behind the releases
        await world.PersonAsync(V1, "001", "张三", "6228480402564899999", "2018-06-01", 3);
        Assert.Equal("batch_differs_from_release", await WriteAsync());
    }
}
