using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Decisions.DecisionWorld;

namespace Baotuan.Tests.Modules.Decisions;

/// <summary>Which path holds, which figures hold, and the paths that are not the full one.</summary>
public sealed class PathsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task The_narrowest_and_latest_record_holds_and_nothing_recorded_means_full(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        async Task<string> PathAsync(string key, string on)
        {
            await using var db = world.Base.Store.Store.Open();
            return (await DecisionPaths.InForceAsync(db, V1, DecisionKinds.Investment, key, World.Day(on), Cancel)).Path.Code;
        }

        Assert.Equal("full", await PathAsync("A/1", "2024-01-01"));
        await world.Base.PathAsync(V1, DecisionKinds.Investment, "approvals", "2020-01-01");
        await world.Base.PathAsync(V1, DecisionKinds.Investment, "full", "2023-01-01");
        await world.Base.PathAsync(V1, DecisionKinds.Investment, "contract", "2022-01-01", "A");
        Assert.Equal(["full", "approvals", "full", "contract", "approvals"],
            [await PathAsync("B/1", "2019-12-31"), await PathAsync("B/1", "2022-12-31"), await PathAsync("B/1", "2023-01-01"), await PathAsync("A/1", "2024-01-01"), await PathAsync("A/1", "2021-12-31")]);
        // a program too does what an agreement says
        var pass = await world.As(Platform.Access.Caller.Program("cli"), db => DecisionGate.CheckAsync(db, DecisionKinds.Investment, "A/1", V1, "x", world.Today, Cancel));
        Assert.Equal(("contract", "测试", (long?)null), (pass.Value.PathCode, pass.Value.Basis, pass.Value.ProposalId));
        Assert.Equal("contract_needs_no_proposal", (await world.TryFreezeAsync(key: "A/1")).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_path_needs_a_basis_and_a_name(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        Task<Outcome<int>> RecordAsync(string path, string basis) =>
            world.As(world.Clerk, db => DecisionPaths.RecordAsync(db, [new(V1, DecisionKinds.Investment, "", path, world.Today, basis)], Cancel));

        Assert.Equal("path_needs_a_basis", (await RecordAsync("approvals", " ")).Code());
        Assert.Equal("path_not_known", (await RecordAsync("short", "依据")).Code());
        Assert.Equal(1, (await RecordAsync("approvals", "成员大会2023年3号决议")).Value);
        var id = await world.FreezeAsync();
        Assert.Equal("path_has_no_publication", (await world.PublishAsync(id)).Code());
        Assert.True((await world.ApproveAsync(id, Person(2, "supervisors"))).Ok);
        Assert.True((await world.ApproveAsync(id, Person(3, "board"))).Ok);
        Assert.Equal("成员大会2023年3号决议", (await world.GateAsync()).Value.Basis);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Five_deliberations_go_in_their_order(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        await world.Base.PathAsync(V1, DecisionKinds.Investment, "five-deliberations", "2020-01-01");
        var id = await world.FreezeAsync();
        Task<Outcome<long>> StepAsync(string step, string on) => world.As(world.Clerk, db => Steps.RecordAsync(db, id, step, World.Day(on), "村部", "同意", Cancel));

        Assert.Equal("step_out_of_order", (await StepAsync("committees", "2024-01-01")).Code());
        Assert.Equal("step_out_of_order", (await world.PublishAsync(id)).Code());
        Assert.Equal("step_not_in_path", (await StepAsync("no_such", "2024-01-01")).Code());
        Assert.True((await StepAsync("party_proposal", "2023-12-20")).Ok);
        Assert.Equal("step_already_recorded", (await StepAsync("party_proposal", "2023-12-21")).Code());
        Assert.Equal("day_before_previous_step", (await StepAsync("committees", "2023-12-19")).Code());
        Assert.True((await StepAsync("committees", "2023-12-22")).Ok);
        Assert.True((await StepAsync("party_meeting", "2023-12-28")).Ok);
        Assert.True((await world.PublishAsync(id)).Ok);
        world.PassDays(16);
        Assert.True((await world.HoldAsync(id, Roll(5))).Ok);
        Assert.Equal("step_out_of_order", (await world.ApproveAsync(id, Person(2, "board"))).Code());
        Assert.Equal("not_executed_yet", (await StepAsync("result_publication", "2024-01-17")).Code());
        Assert.True((await StepAsync("resolution_publication", "2024-01-17")).Ok);
        _ = (await world.ApproveAsync(id, Person(2, "board"))).Value;
        _ = (await world.ApproveAsync(id, Person(3, "supervisors"))).Value;
        _ = (await world.ExecuteAsync((await world.GateAsync()).Value)).Value;
        Assert.Equal(["执行之后还要登记“实施结果公开”。", "执行之后还要登记“群众公开评议”。"], (await world.ShowAsync(id)).Missing.Select(m => m.Text));
        Assert.True((await StepAsync("result_publication", "2024-01-17")).Ok);
        Assert.Equal("村党组织提议 村两委商议 党员大会审议 公示 成员大会 决议公开 审批同意 审批同意 执行 实施结果公开", string.Join(' ', (await world.ShowAsync(id)).History.Skip(1).Select(h => h.What)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Figures_are_regional_and_dated_and_a_frozen_proposal_keeps_its_own(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        Assert.Equal(15, (await world.ShowAsync(id)).Rules.PublicationDays); // Zhejiang
        await world.FigureAsync(DecisionFigures.PublicationDays, "20", "2023-01-01");
        await world.FigureAsync(DecisionFigures.PublicationDays, "30", "2024-06-01");
        await world.FigureAsync(DecisionFigures.ApprovalUnitsDiffer, "yes");
        Assert.Equal(15, (await world.ShowAsync(id)).Rules.PublicationDays);
        var later = await world.FreezeAsync(key: "V1/well", clientId: "c2");
        var rules = (await world.ShowAsync(later)).Rules;
        Assert.Equal((20, true, new Rational(2, 3)), (rules.PublicationDays, rules.UnitsDiffer, rules.Threshold));
        await using var db = world.Base.Store.Store.Open();
        var elsewhere = (await Parties.Contracts.Organizations.ByCodeAsync(db, "V2", Cancel))!; // no region on record: the law of the land
        Assert.Equal("10", (await DecisionFigures.FindAsync(db, DecisionFigures.PublicationDays, elsewhere, DecisionKinds.Investment, world.Today, Cancel))!.Value);
        Assert.Null(await DecisionFigures.FindAsync(db, DecisionFigures.ShareCap, elsewhere, DecisionKinds.Investment, world.Today, Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_approvers_of_one_unit_do_not_count_where_the_rule_says_so(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        await world.FigureAsync(DecisionFigures.ApprovalUnitsDiffer, "yes");
        await world.Base.PathAsync(V1, DecisionKinds.Investment, "approvals", "2020-01-01");
        var id = await world.FreezeAsync();
        Assert.True((await world.ApproveAsync(id, Person(2, "board") with { UnitId = 7 })).Ok);
        Assert.Equal("unit_already_approved", (await world.ApproveAsync(id, Person(3, "supervisors") with { UnitId = 7 })).Code());
        Assert.True((await world.ApproveAsync(id, Person(4, "supervisors") with { UnitId = 8 })).Ok);
    }
}
