using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ledger;
using Baotuan.Tests.Modules.Oversight;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Disclosure;

/// <summary>What a household has against its slip, and who answers.</summary>
public sealed class SlipObjectionsTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static Caller Person(long id, params Permission[] permissions) => new()
    {
        UserId = id, Login = $"p{id}", Name = $"人{id}", View = new(false, new HashSet<long> { V1 }), Capture = new(false, new HashSet<long> { V1 }),
        Permissions = permissions.Select(p => p.Code).ToHashSet(),
    };

    private static Caller Household(string memberNo) => Person(0, VenturesPermissions.CascadeRead, VenturesPermissions.PayoutOwn) with { Login = "slip", Own = new(V1, memberNo, $"H{memberNo}") };

    private static readonly Caller Clerk = Person(
        1, VenturesPermissions.CascadeRead, VenturesPermissions.PayoutRead, DisclosurePermissions.ObjectionRead, DisclosurePermissions.ObjectionRecord, DisclosurePermissions.ObjectionAnswer);

    private static readonly Caller Supervisor = Person(2, VenturesPermissions.CascadeRead, VenturesPermissions.PayoutRead, DisclosurePermissions.ObjectionRead, DisclosurePermissions.ObjectionAnswer);

    private static Task<Outcome<long>> RaiseAsync(World world, Caller caller, string household, string text, string client) =>
        world.As(caller, db => SlipObjections.RaiseAsync(db, 1, household, text, client, Cancel));

    [Theory, MemberData(nameof(Engines))]
    public async Task Household_raises_and_the_supervisors_answer(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        var id = (await RaiseAsync(world, Household("001"), "H001", " 少算了一口人。 ", "a")).Value;

        Assert.Equal(id, (await RaiseAsync(world, Household("001"), "H001", "少算了一口人。", "a")).Value); // sent twice
        var open = Assert.Single(await world.Seen(Supervisor, db => SlipObjections.ListAsync(db, new(Open: true), Cancel)));
        Assert.Equal(("少算了一口人。", "H001", "V1", false, (string?)null), (open.Text, open.HouseholdNo, open.Village.Code, open.OnPaper, open.Answer));
        Assert.Equal(id, (await world.As(Supervisor, db => SlipObjections.AnswerAsync(db, id, "核对过，人数没有错。", Cancel))).Value);
        Assert.Equal("objection_is_answered", (await world.As(Supervisor, db => SlipObjections.AnswerAsync(db, id, "再答", Cancel))).Code());
        var own = Assert.Single(await world.Seen(Household("001"), db => SlipObjections.OfHouseholdAsync(db, 1, "H001", Cancel)));
        Assert.Equal(("核对过，人数没有错。", "人2"), (own.Answer, own.AnsweredBy));
        Assert.Empty(await world.Seen(Supervisor, db => SlipObjections.ListAsync(db, new(Open: true), Cancel)));
        Assert.Equal(["slip.object", "slip.answer"], await world.LoggedAsync("slip/1/H001"));
        Assert.Equal(1, await world.CountAsync("proofs_entry WHERE type = 'slip-objection'"));
        Assert.Equal(1, await world.CountAsync("proofs_entry WHERE type = 'slip-answer'"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_raises_or_reads_for_another_household(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        await Assert.ThrowsAsync<AccessDeniedException>(() => RaiseAsync(world, Household("001"), "H002", "别人的", "a"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Seen(Household("001"), db => SlipObjections.OfHouseholdAsync(db, 1, "H002", Cancel)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.Seen(Household("001"), db => SlipObjections.ListAsync(db, new(), Cancel)));
        await Assert.ThrowsAsync<AccessDeniedException>(() => RaiseAsync(world, Supervisor, "H001", "没有代登记的权限", "b"));
        Assert.Equal(0, await world.CountAsync("disclosure_slip_objection"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Who_wrote_it_down_does_not_answer_and_bad_words_are_refused(DatabaseEngine engine)
    {
        await using var world = await PassedOnAsync(cluster, engine);
        Assert.Equal("slip_not_found", (await RaiseAsync(world, Clerk, "H009", "没有这户", "a")).Code());
        Assert.Equal("text_missing", (await RaiseAsync(world, Clerk, "H001", "  ", "a")).Code());
        Assert.Equal("text_too_long", (await RaiseAsync(world, Clerk, "H001", new string('长', SlipObjections.Longest + 1), "a")).Code());
        Assert.Equal("text_unreadable", (await RaiseAsync(world, Clerk, "H001", "有\0字符", "a")).Code());
        Assert.Equal("client_id_missing", (await RaiseAsync(world, Clerk, "H001", "话", "")).Code());
        var id = (await RaiseAsync(world, Clerk, "H001", "来村里说的", "a")).Value;
        Assert.Equal("client_id_reused", (await RaiseAsync(world, Clerk, "H002", "来村里说的", "a")).Code());
        Assert.Equal("answerer_recorded_it", (await world.As(Clerk, db => SlipObjections.AnswerAsync(db, id, "自己答", Cancel))).Code());
        Assert.Equal("program_may_not_answer", (await world.Write(db => SlipObjections.AnswerAsync(db, id, "程序答", Cancel))).Code());
        Assert.True((await world.Seen(Clerk, db => SlipObjections.ShowAsync(db, id, Cancel)))!.OnPaper);

        _ = (await RaiseAsync(world, Household("001"), "H001", "第二条", "b")).Value;
        _ = (await RaiseAsync(world, Household("001"), "H001", "第三条", "c")).Value;
        Assert.Equal("too_many_open", (await RaiseAsync(world, Household("001"), "H001", "第四条", "d")).Code());
        _ = (await world.As(Supervisor, db => SlipObjections.AnswerAsync(db, id, "答复", Cancel))).Value;
        Assert.True((await RaiseAsync(world, Household("001"), "H001", "第四条", "d")).Ok);
        Assert.Equal(3, (await world.Seen(Supervisor, db => SlipObjections.ListAsync(db, new(Open: true, Village: "V1"), Cancel))).Count);
        Assert.Empty(await world.Seen(Supervisor, db => SlipObjections.ListAsync(db, new(Village: "没有"), Cancel)));
    }
}
