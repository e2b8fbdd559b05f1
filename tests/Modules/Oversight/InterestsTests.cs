using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>Whoever has a declared interest stands back from the matter; the clock stands on 2024-01-01.</summary>
public sealed class InterestsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static readonly Caller Recorder = County.CountyInspector with { Permissions = new HashSet<string> { OversightPermissions.InterestRecord.Code } };

    private static readonly Caller Board = County.Accountant with
    {
        Roles = new HashSet<string> { "board" }, Permissions = new HashSet<string> { DecisionsPermissions.ApprovalGive.Code, DecisionsPermissions.ProposalRead.Code },
    };

    private static readonly Caller Clerk = County.OtherInspector with
    {
        Permissions = new HashSet<string> { DecisionsPermissions.ProposalPrepare.Code }, Capture = OrganizationSet.All,
    };

    private static InterestDraft Draft(string clientId, string code = "V1", bool venture = false, string? login = null, string from = "2024-01-01", string? to = null) =>
        new(login, venture, code, "配偶是承包人", Day(from), to is null ? null : Day(to), clientId);

    private static Task<Outcome<long>> DeclareAsync(World world, Caller caller, InterestDraft draft) => world.As(caller, db => Interests.DeclareAsync(db, draft, Cancel));

    private static Task<Outcome<long>> EndAsync(World world, Caller caller, long id, string on = "2023-12-31", string reason = "合同到期") =>
        world.As(caller, db => Interests.EndAsync(db, id, Day(on), reason, Cancel));

    private static string Code<T>(Outcome<T> outcome) => outcome.Ok ? "ok" : outcome.Refusals[0].Code;

    private static async Task<long> ProposalAsync(World world, string key, long[]? concerned = null, string kind = DecisionKinds.Investment)
    {
        await world.PathAsync(V1, kind, "approvals", "2020-01-01");
        return (await world.As(Clerk, db => ProposalActs.FreezeAsync(
            db, new(kind, key, V1, "修路", "内容 " + key, "hash " + key, $"p-{key}", "", concerned), Cancel))).Value;
    }

    private static async Task<string> ApproveAsync(World world, long id) => Code(await world.As(Board, db => Approvals.ApproveAsync(db, id, Cancel)));

    [Theory, MemberData(nameof(Engines))]
    public async Task Declared_interest_keeps_away_until_somebody_else_ends_it(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var proposal = await ProposalAsync(world, "road");
        var id = (await DeclareAsync(world, Board, Draft("c1"))).Value;
        var refused = await world.As(Board, db => Approvals.ApproveAsync(db, proposal, Cancel));
        Assert.Equal("conflict_of_interest", refused.Refusals[0].Code);
        Assert.Contains("配偶是承包人，2024-01-01 起登记", refused.Refusals[0].Message, StringComparison.Ordinal);
        Assert.Equal("conflict_of_interest", Code(await world.As(Board, db => Approvals.RejectAsync(db, proposal, "不同意", Cancel))));

        await Assert.ThrowsAsync<AccessDeniedException>(() => EndAsync(world, Board, id));
        Assert.Equal("own_interest", Code(await EndAsync(world, Recorder with { UserId = Board.UserId }, id)));
        Assert.Equal("reason_missing", Code(await EndAsync(world, Recorder, id, "2024-01-01", " ")));
        Assert.Equal("dates_reversed", Code(await EndAsync(world, Recorder, id)));
        Assert.Equal("ok", Code(await EndAsync(world, Recorder, id, "2024-01-01")));
        Assert.Equal("interest_not_found", Code(await EndAsync(world, Recorder, id, "2024-01-01")));
        Assert.Equal("conflict_of_interest", await ApproveAsync(world, proposal)); // the last day counts
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("ok", await ApproveAsync(world, proposal));
        Assert.Equal(["interest.declare", "interest.end"], await world.LoggedAsync($"interest/{id}"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Interest_in_a_concerned_organization_or_in_the_project_counts_and_another_does_not(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var plain = await ProposalAsync(world, "road");
        var concerned = await ProposalAsync(world, "well", [V2]);
        var project = await ProposalAsync(world, "P/2018");
        Assert.Equal("ok", Code(await DeclareAsync(world, Recorder, Draft("c1", "V2", login: "KJ"))));
        Assert.Equal("ok", Code(await DeclareAsync(world, Recorder, Draft("c2", "P", venture: true, login: "kj"))));
        Assert.Equal("conflict_of_interest", await ApproveAsync(world, concerned));
        Assert.Equal("conflict_of_interest", await ApproveAsync(world, project));
        Assert.Equal("ok", await ApproveAsync(world, plain));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Interest_of_other_days_or_other_people_does_not_keep_away(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        var proposal = await ProposalAsync(world, "road");
        Assert.Equal("ok", Code(await DeclareAsync(world, Board, Draft("c1", from: "2024-01-02"))));
        Assert.Equal("ok", Code(await DeclareAsync(world, Board, Draft("c2", from: "2022-01-01", to: "2023-12-31"))));
        Assert.Equal("ok", Code(await DeclareAsync(world, Recorder, Draft("c3"))));
        Assert.Equal("ok", await ApproveAsync(world, proposal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Wrong_declarations_are_refused_and_one_sent_twice_stands_once(DatabaseEngine engine)
    {
        await using var world = await County.CreateAsync(cluster, engine);
        Assert.Equal("subject_not_found", Code(await DeclareAsync(world, Board, Draft("c", "NO"))));
        Assert.Equal("subject_not_found", Code(await DeclareAsync(world, Board, Draft("c", "V1", venture: true))));
        Assert.Equal("ground_missing", Code(await DeclareAsync(world, Board, Draft("c") with { Ground = "  " })));
        Assert.Equal("ground_missing", Code(await DeclareAsync(world, Board, Draft("c") with { Ground = new string('长', 501) })));
        Assert.Equal("dates_reversed", Code(await DeclareAsync(world, Board, Draft("c", to: "2023-12-31"))));
        Assert.Equal("client_id_missing", Code(await DeclareAsync(world, Board, Draft(""))));
        Assert.Equal("person_not_found", Code(await DeclareAsync(world, Recorder, Draft("c", login: "nobody"))));
        Assert.Equal("interest_needs_a_person", Code(await DeclareAsync(world, Caller.Program("cli"), Draft("c", login: "kj"))));
        await Assert.ThrowsAsync<AccessDeniedException>(() => DeclareAsync(world, Board, Draft("c", login: "jc1")));
        var id = (await DeclareAsync(world, Board, Draft("c1"))).Value;
        Assert.Equal(id, (await DeclareAsync(world, Board, Draft("c1"))).Value);
        Assert.Equal("client_id_reused", Code(await DeclareAsync(world, Board, Draft("c1", "V2"))));
        Assert.Equal("interest_stands", Code(await DeclareAsync(world, Board, Draft("c2", from: "2025-01-01"))));
        Assert.Single(await world.Seen(Board, db => Interests.ListAsync(db, Cancel)));
        Assert.Empty(await world.Seen(County.Inspector, db => Interests.ListAsync(db, Cancel)));
        Assert.Equal("会计", Assert.Single(await world.Seen(Recorder, db => Interests.ListAsync(db, Cancel))).Person);
        await using var check = world.Store.Store.Open();
        Assert.DoesNotContain(await ProofsVerify.CheckAsync(check, world.Store.Store, [], Cancel), p => p.Subject.Contains("利害", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Alerts_are_counted_once_for_a_state_of_the_records_and_anew_after_a_change(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        await world.VentureAsync(1, "P", Op, Gu);
        await world.PhaseAsync(1, 1, "1");
        await world.TermAsync(1, "fixed", 100_000, "whole-year", "2018-01-01", null, dueDay: "03-31");
        await world.PayInAsync(1, V1, "2017-06-30", 1_000_00);
        var counts = new AlertCounts();
        Task<int?> CountAsync(Caller caller, string today = "2019-04-01") => world.Seen(caller, db => counts.OfAsync(db, Day(today), Cancel));
        Task<int?> NaiveAsync(Caller caller) => world.Seen(caller, db => Alerts.CountAsync(db, Day("2019-04-01"), Cancel));

        var before = await CountAsync(County.CountyInspector);
        Assert.Equal(await NaiveAsync(County.CountyInspector), before);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(before, await CountAsync(County.CountyInspector));
        }

        Assert.Equal(1, counts.Runs);
        // looking is no change
        _ = await world.As<bool>(County.CountyInspector, async db => { await db.LogAsync("member.view", "member/1/1", "", Cancel, kind: "view"); db.Access.Everybody(); return true; });
        await CountAsync(County.CountyInspector);
        Assert.Equal(1, counts.Runs);

        _ = (await world.PostAsync(new("P", Year2018))).Value;
        _ = (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new Money(100_00), Day("2019-02-01"), Received: true), Cancel))).Value;
        var after = await CountAsync(County.CountyInspector);
        Assert.Equal(await NaiveAsync(County.CountyInspector), after);
        Assert.NotEqual(before, after);
        Assert.Equal(2, counts.Runs);
        // another reach and another day are counted for themselves
        Assert.Equal(await NaiveAsync(County.Inspector), await CountAsync(County.Inspector));
        await CountAsync(County.CountyInspector, "2019-04-02");
        Assert.Equal(4, counts.Runs);
        // who may not read alerts is told nothing; the page that asks is for everybody
        Assert.Null(await world.Seen(County.Member, db =>
        {
            db.Access.Everybody();
            return counts.OfAsync(db, Day("2019-04-01"), Cancel);
        }));
    }
}
