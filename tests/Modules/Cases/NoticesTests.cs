using Baotuan.Cases.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>Everybody finds what concerns him, and nobody what concerns others.</summary>
public sealed class NoticesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<string> Told(CasesWorld world, char who) =>
        string.Join(" | ", (await world.Read(who, db => CaseNotices.ListAsync(db, world.Today, CasesWorld.Cancel))).Select(n => $"{n.Topic} {n.Number} {n.Words}"));

    [Theory, MemberData(nameof(Engines))]
    public async Task Everybody_is_told_what_is_his_and_nobody_else(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var need = (await world.Receive('c', world.Need())).Value.Id;
        Assert.Equal("", await Told(world, 's'));
        await world.Do('z', need, "assign", unit: "PC");
        Assert.Equal("soon XQ-2024-0001 签收还有 2 天 | handed XQ-2024-0001 交办给PC名", await Told(world, 'p'));
        Assert.All("csuqmo", other => Assert.Equal("", Told(world, other).Result));
        await world.Do('p', need, "refuse", "秘密的原因", unit: "SF");
        Assert.Equal("", await Told(world, 'p')); // gone with the case
        Assert.Equal("returned XQ-2024-0001 PC名退回，认为该由SF名办；原因见办件", await Told(world, 'z'));
        await world.Do('z', need, "assign", unit: "SF");
        await world.Do('s', need, "accept");
        await world.Do('s', need, "recuse", text: "");
        Assert.Equal("", await Told(world, 's')); // who recused himself is told nothing more
        Assert.Contains("recused XQ-2024-0001 人s回避，请由别人办理", await Told(world, 't'));
        world.Pass(30);
        Assert.StartsWith("late XQ-2024-0001 答复已逾期", await Told(world, 't'), StringComparison.Ordinal);
        Assert.DoesNotContain("late", await Told(world, 'z'), StringComparison.Ordinal); // it is the unit's to do
        await world.Do('t', need, "answer");
        world.Pass(100);
        Assert.DoesNotContain("handed", await Told(world, 't'), StringComparison.Ordinal); // long ago
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Mediators_and_firms_are_told_theirs_and_the_confidential_stays_so(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        var dispute = (await world.Receive('c', world.Dispute())).Value.Id;
        await world.Do('z', dispute, "assign", unit: "SF");
        await world.Do('s', dispute, "accept");
        await world.Do('s', dispute, "consent", party: 1);
        await world.Do('s', dispute, "consent", party: 2);
        await world.Do('s', dispute, "appoint", person: "m");
        Assert.Equal("mediator JF-2024-0001 确定由您调解", await Told(world, 'm'));
        await world.Do('m', dispute, "ask_extension", party: 1);
        Assert.Contains("extension JF-2024-0001 第 1 位当事人要求延期", await Told(world, 's'));
        Assert.DoesNotContain("JF", await Told(world, 'n'), StringComparison.Ordinal);

        var obstacle = (await world.Receive('q', world.Obstacle())).Value.Id;
        await world.Do('z', obstacle, "assign", unit: "PC", due: world.Today.AddDays(5));
        await world.Do('p', obstacle, "accept");
        await world.Do('p', obstacle, "answer");
        Assert.Equal("answered GZ-2024-0001 PC名已答复，请看是否解决", await Told(world, 'q'));
        Assert.DoesNotContain("GZ", await Told(world, 'u'), StringComparison.Ordinal);
        var hidden = (await world.Receive('j', world.Obstacle("confidential", "JW", "JW"))).Value.Id;
        await world.Do('j', hidden, "assign", unit: "SF", due: world.Today.AddDays(5));
        Assert.All("zuqp", other => Assert.DoesNotContain("GZ-2024-0002", Told(world, other).Result, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_seen_is_each_ones_own_and_never_goes_back(DatabaseEngine engine)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        Task<Kernel.Outcome<long>> See(char who, long through) => world.Store.Store.WriteAsync(CasesWorld.People[who], (db, cancel) => CaseNotices.SeeAsync(db, through, cancel), CasesWorld.Cancel);
        Task<long> Seen(char who) => world.Read(who, db => CaseNotices.SeenAtMsAsync(db, CasesWorld.Cancel));
        Assert.Equal(0, await Seen('s'));
        Assert.Equal(500, (await See('s', 500)).Value);
        Assert.Equal(500, (await See('s', 300)).Value);
        Assert.True((await See('s', long.MaxValue)).Value < long.MaxValue); // not what is still to come
        Assert.Equal(0, await Seen('t'));
        var program = await world.Store.Store.WriteAsync(Caller.Program("cli"), (db, cancel) => CaseNotices.SeeAsync(db, 1, cancel), CasesWorld.Cancel);
        Assert.Equal("case_needs_a_person", program.Refusals[0].Code);
    }
}
