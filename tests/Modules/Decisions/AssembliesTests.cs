using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Decisions.DecisionWorld;

namespace Baotuan.Tests.Modules.Decisions;

/// <summary>Who is counted, and who is not.</summary>
public sealed class AssembliesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private async Task<(DecisionWorld World, long Id)> ReadyToVoteAsync(DatabaseEngine engine, string kind = DecisionKinds.Investment)
    {
        var world = await DecisionWorld.CreateAsync(cluster, engine);
        var id = await world.FreezeAsync(kind);
        _ = (await world.PublishAsync(id)).Value;
        world.PassDays(16);
        return (world, id);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_bad_line_of_the_roll_refuses_the_whole(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine);
        await using var _1 = world;
        async Task<string> With(params RollEntry[] more) => string.Join(' ', (await world.HoldAsync(id, [.. Roll(3, there: 3), .. more])).Refusals.Select(r => r.Code));

        Assert.Equal("voter_is_no_member", await With(new RollEntry("008", "", "for", 4))); // died
        Assert.Equal("voter_is_no_member", await With(new RollEntry("099", "", "for")));
        Assert.Equal("voter_is_a_minor", await With(new RollEntry("007", "", "for")));
        Assert.Equal("voter_named_twice", await With(new RollEntry("003", "", "for")));
        Assert.Equal("vote_not_known", await With(new RollEntry("004", "", "maybe")));
        Assert.Equal("proxy_outside_household", await With(new RollEntry("004", "001", "for")));
        Assert.Equal("proxy_not_entitled", await With(new RollEntry("004", "008", "for"))); // a dead proxy of the same household
        Assert.Equal("proxy_not_entitled", await With(new RollEntry("004", "004", "for")));
        Assert.Equal("proxy_is_absent", await With(new RollEntry("005", "006", "for")));
        Assert.Equal("roll_is_empty", (await world.HoldAsync(id, [], r => r with { For = 0, Against = 0, Abstain = 0 })).Code());
        Assert.Equal(0, await world.Base.CountAsync("decisions_attendance"));
        var message = (await world.HoldAsync(id, [new("008", "", "for", 4)])).Refusals[0].Message;
        Assert.Equal("第 4 行：开会那天没有编号为 008 的成员（去世、退出的不再是成员）。请核对。", message);

        // 004 is represented by 003 of his household, who is there himself
        Assert.Equal("", await With(new RollEntry("004", "003", "for")));
        Assert.Equal(DecisionState.Passed, await world.StateAsync(id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_turned_eighteen_may_vote_and_raises_the_count(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine);
        await using var _1 = world;
        world.PassDays(3); // 2024-01-20
        // seven entitled: five must be there, and four of seven are not two thirds
        Assert.True((await world.HoldAsync(id, [.. Roll(3, there: 4), new("007", "", "for")])).Ok);
        Assert.Equal(DecisionState.Failed, await world.StateAsync(id));
        Assert.Equal("proposal_is_over", (await world.HoldAsync(id, Roll(6))).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Too_few_are_no_assembly_and_another_may_be_held(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine);
        await using var _1 = world;
        Assert.True((await world.HoldAsync(id, Roll(3, there: 3))).Ok); // three of six
        Assert.Equal(DecisionState.PublicationComplete, await world.StateAsync(id));
        Assert.Contains("到会人数不够，不成会。", (await world.ShowAsync(id)).History[^1].Details);
        Assert.True((await world.HoldAsync(id, Roll(4, there: 4))).Ok);
        Assert.Equal(DecisionState.Passed, await world.StateAsync(id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_secret_ballot_is_counted_by_its_sums(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine);
        await using var _1 = world;
        var roll = Roll(0).Select(e => e with { Vote = "" }).ToList();
        Assert.Equal("votes_missing", (await world.HoldAsync(id, roll)).Code());
        Assert.Equal("votes_do_not_add_up", (await world.HoldAsync(id, roll, r => r with { For = 4, Against = 2, Abstain = 1 })).Code());
        Assert.Equal("votes_do_not_add_up", (await world.HoldAsync(id, Roll(4), r => r with { For = 5 })).Code());
        Assert.True((await world.HoldAsync(id, roll, r => r with { For = 4, Against = 1, Abstain = 0 })).Ok);
        Assert.Equal(DecisionState.Passed, await world.StateAsync(id));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Notice_minutes_and_risks_are_asked_for(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine);
        await using var _1 = world;
        Assert.Equal("notice_too_short", (await world.HoldAsync(id, Roll(6), r => r with { NoticedOn = world.Today.AddDays(-9) })).Code());
        Assert.Equal("minutes_missing", (await world.HoldAsync(id, Roll(6), r => r with { Minutes = "" })).Code());
        Assert.Equal("risk_statement_missing", (await world.HoldAsync(id, Roll(6), r => r with { RiskStatement = " " })).Code());
        Assert.Equal("day_in_the_future", (await world.HoldAsync(id, Roll(6), r => r with { HeldOn = world.Today.AddDays(1) })).Code());
        Assert.Equal("publication_not_run", (await world.HoldAsync(id, Roll(6), r => r with { HeldOn = world.Today.AddDays(-1) })).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Representatives_decide_what_they_may(DatabaseEngine engine)
    {
        var (world, id) = await ReadyToVoteAsync(engine, DecisionKinds.CharterRule);
        await using var _1 = world;
        AssemblyRecord OfRepresentatives(AssemblyRecord r) => r with { Kind = Assemblies.OfRepresentatives };
        Assert.Equal("representatives_may_not_decide", (await world.HoldAsync(id, Roll(6), OfRepresentatives)).Code());
        Assert.Contains("成员大会的决议", (await world.ShowAsync(id)).Missing[0].Text);

        // an investment they may decide, when there are more than twenty of them
        var second = await world.FreezeAsync(key: "V1/well", clientId: "c2");
        _ = (await world.PublishAsync(second, clientId: "p2")).Value;
        world.PassDays(16);
        for (var i = 101; i <= 121; i++)
        {
            await world.MemberAsync($"{i}", $"R{i}", "1970-01-01");
            if (i == 121)
            {
                Assert.Equal("too_few_representatives", (await world.HoldAsync(second, [new("101", "", "for")], OfRepresentatives)).Code());
            }

            await world.Base.FactAsync("decisions_representative", "2022-01-01", 1, ("collective_id", V1), ("member_no", $"{i}"), ("valid_to", new DateOnly(2026, 12, 31)));
        }

        var roll = Enumerable.Range(101, 14).Select(i => new RollEntry($"{i}", "", "for")).ToList();
        Assert.Equal("voter_is_no_representative", (await world.HoldAsync(second, [.. roll, new("001", "", "for")], OfRepresentatives)).Code());
        Assert.Equal("representative_has_no_proxy", (await world.HoldAsync(second, [.. roll, new("121", "101", "for")], OfRepresentatives)).Code());
        Assert.True((await world.HoldAsync(second, roll, OfRepresentatives)).Ok); // 14 of 21 is exactly two thirds
        Assert.Equal(DecisionState.Passed, await world.StateAsync(second));
    }

    [Fact]
    public void A_roll_is_read_as_people_write_it()
    {
        var read = RollText.Read("成员号,受托人,表决\r\n001,,赞成\n002，001，反对\n\n003\t弃权\n004\n005;006").Value;
        Assert.Equal(
            [new("001", "", "for", 2), new("002", "001", "against", 3), new("003", "", "abstain", 5), new("004", "", "", 6), new("005", "006", "", 7)], read);
        Assert.Equal("第 2 行读不懂。请写成：成员号，受托人成员号（本人到会留空），赞成、反对或弃权。", RollText.Read("001\n002,,也许").Refusals[0].Message);
        Assert.Equal("roll_line_unreadable", RollText.Read(",001,赞成").Code());
    }
}
