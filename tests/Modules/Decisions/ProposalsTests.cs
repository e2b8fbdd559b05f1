using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Decisions.DecisionWorld;

namespace Baotuan.Tests.Modules.Decisions;

/// <summary>A proposal on its way, and everything that is not allowed on it.</summary>
public sealed class ProposalsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Goes_the_whole_way_by_different_hands(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        Assert.Equal("decision_missing", (await world.GateAsync()).Code());
        var id = await world.FreezeAsync();
        Assert.Equal(DecisionState.Drafted, await world.StateAsync(id));
        Assert.Equal(
            ["还没有公示，要公示 15 天。", "还没有成员大会或成员代表大会的决议：提前 10 天通知，应到的 2/3 以上到会，全体的 2/3 以上赞成。", "还差 2 人审批（共要 2 人，不能是编制人，各是不同的人、不同的角色）。"],
            (await world.ShowAsync(id)).Missing.Select(m => m.Text));

        Assert.True((await world.PublishAsync(id)).Ok);
        Assert.Equal(DecisionState.Published, await world.StateAsync(id));
        world.PassDays(15); // the last day of the fifteen
        Assert.Equal("publication_not_run", (await world.HoldAsync(id, Roll(6))).Code());
        world.PassDays(1);
        Assert.Equal(DecisionState.PublicationComplete, await world.StateAsync(id));

        // 007 is three days short of 18: six are entitled, four must be there and four must be for it
        Assert.Equal("voter_is_a_minor", (await world.HoldAsync(id, [.. Roll(6), new("007", "", "for")])).Code());
        Assert.True((await world.HoldAsync(id, Roll(4, there: 4))).Ok);
        Assert.Equal(DecisionState.Passed, await world.StateAsync(id));
        Assert.Contains("应到 6 人，到会 4 人，至少应到会 4 人。赞成 4，反对 0，弃权 0，至少要 4 人赞成：通过。其中 1 人没有登记出生日期", (await world.ShowAsync(id)).History[^1].Details);

        Assert.Equal("approver_prepared_it", (await world.ApproveAsync(id, Person(1, "board"))).Code());
        Assert.Equal("role_not_named", (await world.ApproveAsync(id, Person(2, "accountant"))).Code());
        Assert.True((await world.ApproveAsync(id, Person(2, "board"))).Ok);
        Assert.Equal("already_approved", (await world.ApproveAsync(id, Person(2, "board", "supervisors"))).Code());
        Assert.Equal("role_already_approved", (await world.ApproveAsync(id, Person(3, "board"))).Code());
        Assert.Equal("decision_missing", (await world.GateAsync()).Code());
        Assert.True((await world.ApproveAsync(id, Person(4, "supervisors"))).Ok);
        Assert.Equal(DecisionState.Ready, await world.StateAsync(id));

        Assert.Equal("decision_missing", (await world.GateAsync(plan: "another plan")).Code());
        var pass = (await world.GateAsync()).Value;
        Assert.Equal((id, "full"), (pass.ProposalId, pass.PathCode));
        Assert.True((await world.ExecuteAsync(pass)).Ok);
        var shown = await world.ShowAsync(id);
        Assert.Equal((DecisionState.Executed, "test/1"), (shown.State, shown.ExecutedBy));
        Assert.Equal("decision_missing", (await world.GateAsync()).Code()); // once is once
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.ExecuteAsync(pass));
        Assert.Equal(
            ["proposal.freeze", "proposal.publish", "proposal.assembly", "proposal.approve", "proposal.approve", "proposal.execute"],
            (await world.Base.RowsAsync($"SELECT action FROM platform_operation WHERE subject = 'proposal/{id}' ORDER BY id")).Select(r => r[0]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_publication_cut_short_takes_the_vote_with_it(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.PassedAsync();
        Assert.True((await world.ApproveAsync(id, Person(2, "board"))).Ok);
        Assert.Equal("stopped_on_wrong_day", (await world.StopAsync(id, "2023-12-31")).Code());
        // it turns out that the sheet came down on its last day
        Assert.True((await world.StopAsync(id, "2024-01-16")).Ok);
        var shown = await world.ShowAsync(id);
        Assert.Equal(DecisionState.Drafted, shown.State);
        Assert.Equal("公示被提前中止，要重新公示 15 天。", shown.Missing[0].Text);
        Assert.Equal("publication_not_run", (await world.HoldAsync(id, Roll(6))).Code());
        Assert.Equal("publication_already_stopped", (await world.StopAsync(id, "2024-01-16")).Code());
        Assert.Equal("step_out_of_order", (await world.ApproveAsync(id, Person(4, "supervisors"))).Code());

        // posted anew, and voted and approved anew
        Assert.True((await world.PublishAsync(id, clientId: "p2")).Ok);
        world.PassDays(16);
        Assert.True((await world.HoldAsync(id, Roll(6))).Ok);
        Assert.True((await world.ApproveAsync(id, Person(2, "board"))).Ok);
        Assert.True((await world.ApproveAsync(id, Person(4, "supervisors"))).Ok);
        Assert.Equal(DecisionState.Ready, await world.StateAsync(id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_objection_holds_everything_until_it_is_answered(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        _ = (await world.PublishAsync(id)).Value;
        // a member signed in, with no scope but his own line
        var member = new Caller
        {
            UserId = 50, Login = "m", Name = "张003", Own = new(V1, "003", "H2"), Permissions = new HashSet<string> { "decisions:objection:raise", "decisions:proposal:read" },
        };
        Assert.True((await world.As(member, db => Objections.RaiseAsync(db, id, "价格太高", "o1", Cancel))).Ok);
        Assert.Equal("member_not_found", (await world.As(world.Clerk, db => Objections.RaiseOnPaperAsync(db, id, "张008", "008", "不同意", "o2", Cancel))).Code());
        Assert.True((await world.As(world.Clerk, db => Objections.RaiseOnPaperAsync(db, id, "张004", "004", "不同意", "o2", Cancel))).Ok);
        world.PassDays(16);
        Assert.Equal("objection_open", (await world.HoldAsync(id, Roll(6))).Code());

        Assert.Equal("answer_missing", (await world.As(world.Clerk, db => Objections.AnswerAsync(db, id, 1, " ", Cancel))).Code());
        Assert.True((await world.As(world.Clerk, db => Objections.AnswerAsync(db, id, 1, "已比价三家", Cancel))).Ok);
        Assert.Equal("objection_not_open", (await world.As(world.Clerk, db => Objections.AnswerAsync(db, id, 1, "再答", Cancel))).Code());
        Assert.Equal("objection_open", (await world.HoldAsync(id, Roll(6))).Code());
        Assert.True((await world.As(Person(9), db => Objections.AnswerAsync(db, id, 2, "大会上说明", Cancel))).Ok);
        Assert.True((await world.HoldAsync(id, Roll(6))).Ok);
        var objection = (await world.ShowAsync(id)).Objections[1];
        Assert.Equal(("张004", true, "人1", "大会上说明"), (objection.Objector, objection.OnPaper, objection.Clerk, objection.Answer));

        // raised after the approvals it holds the execution
        _ = (await world.ApproveAsync(id, Person(2, "board"))).Value;
        _ = (await world.ApproveAsync(id, Person(4, "supervisors"))).Value;
        Assert.True((await world.As(member, db => Objections.RaiseAsync(db, id, "没有公告结果", "o3", Cancel))).Ok);
        Assert.Contains("还有 1 条异议没有书面答复", (await world.GateAsync()).Refusals[0].Message);
        await using var reading = world.Base.Store.Store.Open(member);
        Assert.NotNull(await ProposalActs.ShowAsync(reading, id, world.Today, Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_program_freezes_and_decides_nothing(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var program = Caller.Program("cli");
        var id = await world.FreezeAsync(by: program);
        Assert.Equal("program_may_not_decide", (await world.PublishAsync(id, by: program)).Code());
        Assert.Equal("program_may_not_decide", (await world.ApproveAsync(id, program)).Code());
        Assert.Equal("program_may_not_decide", (await world.As(program, db => Approvals.RejectAsync(db, id, "不", Cancel))).Code());
        Assert.Equal("program_may_not_decide", (await world.As(program, db => Objections.RaiseAsync(db, id, "不", "o", Cancel))).Code());
        Assert.Equal("program_may_not_decide", (await world.As(program, db => Steps.RecordAsync(db, id, "x", world.Today, "a", "b", Cancel))).Code());
        Assert.Equal("program_may_not_decide", (await world.As(program, db => ProposalActs.WithdrawAsync(db, id, "不", Cancel))).Code());
        Assert.Equal(
            "program_may_not_decide",
            (await world.As(program, db => Assemblies.RecordAsync(
                db, world.Base.Fields, id, new("members", world.Today, world.Today, "a", false, Roll(6), null, null, null, "b", "c", "d"), Cancel))).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_request_sent_twice_is_done_once_and_an_id_is_not_used_for_something_else(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        Assert.Equal(id, await world.FreezeAsync());
        Assert.Equal("client_id_reused", (await world.TryFreezeAsync(document: "别的内容")).Code());
        Assert.Equal("client_id_missing", (await world.TryFreezeAsync(clientId: " ")).Code());
        Assert.Equal("proposal_stands", (await world.TryFreezeAsync(clientId: "c2")).Code());
        _ = (await world.PublishAsync(id)).Value;
        Assert.True((await world.PublishAsync(id)).Ok);
        Assert.Equal("client_id_reused", (await world.PublishAsync(id, "2024-01-01", by: Person(7))).Code());
        Assert.Equal("already_published", (await world.PublishAsync(id, clientId: "p9")).Code());
        Assert.Equal(1, await world.Base.CountAsync("decisions_publication"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_clock_moved_back_moves_no_day_back(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        world.PassDays(30);
        var id = await world.FreezeAsync();
        world.PassDays(-20); // the wall clock says 2024-01-11, the records say 2024-01-31
        Assert.Equal("posted_before_drafted", (await world.PublishAsync(id, "2024-01-11")).Code());
        Assert.True((await world.PublishAsync(id, "2024-01-31")).Ok);
        Assert.Equal("day_in_the_future", (await world.StopAsync(id, "2024-02-01")).Code().Replace("stopped_on_wrong_day", "day_in_the_future"));
        var times = (await world.Base.RowsAsync("SELECT recorded_at_ms FROM platform_operation ORDER BY id")).Select(r => long.Parse(r[0])).ToList();
        Assert.Equal(times.Order().Distinct(), times);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_refused_draft_stays_with_its_reason(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        Assert.Equal("reason_missing", (await world.As(Person(2, "board"), db => Approvals.RejectAsync(db, id, " ", Cancel))).Code());
        Assert.Equal("approver_prepared_it", (await world.As(Person(1, "board"), db => Approvals.RejectAsync(db, id, "不", Cancel))).Code());
        Assert.True((await world.As(Person(2, "board"), db => Approvals.RejectAsync(db, id, "没有比价", Cancel))).Ok);
        Assert.Equal("proposal_is_over", (await world.PublishAsync(id)).Code());
        Assert.Equal("board。原因：没有比价", (await world.ShowAsync(id)).History[^1].Details);
        var second = await world.FreezeAsync(clientId: "c2");
        Assert.True((await world.As(world.Clerk, db => ProposalActs.WithdrawAsync(db, second, "写错了", Cancel))).Ok);
        await using var db = world.Base.Store.Store.Open(world.Clerk);
        var page = await ProposalActs.ListAsync(db, new(), world.Today, Cancel);
        Assert.Equal([(second, DecisionState.Withdrawn), (id, DecisionState.Rejected)], page.Lines.Select(l => (l.Id, l.State)));
        Assert.Equal(1, (await ProposalActs.ListAsync(db, new(State: DecisionState.Rejected, Kind: DecisionKinds.Investment, OrganizationId: V1, Text: "光伏"), world.Today, Cancel)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_reads_or_writes_outside_his_scope(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        var stranger = Person(8, "board") with { View = new(false, new HashSet<long> { World.V2 }), Capture = new(false, new HashSet<long> { World.V2 }) };
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.ApproveAsync(id, stranger));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.PublishAsync(id, by: stranger));
        await using var db = world.Base.Store.Store.Open(stranger);
        await Assert.ThrowsAsync<AccessDeniedException>(() => ProposalActs.ShowAsync(db, id, world.Today, Cancel));
        Assert.Equal(0, (await ProposalActs.ListAsync(db, new(), world.Today, Cancel)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task The_database_itself_keeps_approvals_apart_and_everything_for_ever(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.PassedAsync();
        var forged = await Assert.ThrowsAnyAsync<Exception>(() => world.Base.InsertAsync(
            "decisions_approval", ("id", 99L), ("proposal_id", id), ("user_id", 1L), ("user_name", "x"), ("recorded_at_ms", 1L), ("role", "board"), ("verdict", "approve"), ("reason", "")));
        Assert.Contains("nobody approves what he prepared", forged.ToString());
        foreach (var table in (string[])["proposal", "publication", "assembly", "attendance", "path"])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => world.Base.Store.ExecuteAsync($"DELETE FROM decisions_{table}"));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => world.Base.Store.ExecuteAsync("UPDATE decisions_assembly SET for_count = 1"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Verify_finds_a_document_that_was_changed_after_it_was_frozen(DatabaseEngine engine)
    {
        await using var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync();
        Assert.Empty(await VerifyAsync());
        await world.Base.Store.ExecuteAsync("DROP TRIGGER keep_decisions_proposal_update" + (engine == DatabaseEngine.Postgres ? " ON decisions_proposal" : ""));
        await world.Base.Store.ExecuteAsync("UPDATE decisions_proposal SET document = document || ' '");
        Assert.Equal([("proposal_hash_differs", $"方案 {id}")], (await VerifyAsync()).Select(p => (p.Code, p.Subject)));

        async Task<IReadOnlyList<(string Code, string Subject, string Message)>> VerifyAsync()
        {
            await using var db = world.Base.Store.Store.Open();
            return await DecisionsVerify.CheckAsync(db, Cancel);
        }
    }
}
