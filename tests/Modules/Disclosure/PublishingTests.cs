using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Disclosure;

/// <summary>What is made public, by whom, from when to when; on both databases. The clock of the store begins at 2024-01-01.</summary>
public sealed class PublishingTests(PostgresCluster cluster)
{
    private static readonly Caller Clerk = Person(201, "clerk");
    private static readonly Caller Board = Person(202, "board");
    private static readonly Caller Stranger = Person(203, "stranger") with { View = Only(V2), Capture = Only(V2) };

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static OrganizationSet Only(long id) => new(false, new HashSet<long> { id });

    private static Caller Person(long id, string login) => new()
    {
        UserId = id, Login = login, Name = login, View = Only(V1), Capture = Only(V1), Address = "test",
        Permissions = DisclosurePermissions.All.Append(PartiesPermissions.OrganizationRead).Select(p => p.Code).ToHashSet(),
    };

    private static Task<Outcome<long>> As(World world, Caller caller, Func<BaotuanDb, Task<Outcome<long>>> act) =>
        world.Store.Store.WriteAsync(caller, (db, _) => act(db), Cancel);

    private static async Task<string> CodeAsync(Task<Outcome<long>> act)
    {
        var outcome = await act;
        return outcome.Ok ? "ok" : outcome.Refusals[0].Code;
    }

    private static NoticeDraft Draft(string id, string from, string to) => new("V1", NoticeKinds.Notice, "停水通知", "周三上午停水。", "村口公告栏", Day(from), Day(to), id);

    private static Task<Outcome<long>> DraftAsync(World world, Caller caller, NoticeDraft draft) => As(world, caller, db => NoticeActs.DraftAsync(db, draft, Cancel));

    /// <summary>Titles that everybody sees today.</summary>
    private static async Task<IReadOnlyList<string>> SeenAsync(World world)
    {
        var desk = new PublicDesk(world.Store.Store);
        await using var db = await desk.OpenAsync(Cancel);
        return [.. (await NoticeActs.ShownAsync(db, null, null, desk.Today, Cancel)).Select(n => n.Title)];
    }

    private static async Task<NoticeState> StateAsync(World world, long id)
    {
        await using var db = world.Store.Store.Open(Board);
        return (await NoticeActs.ShowAsync(db, id, new PublicDesk(world.Store.Store).Today, Cancel))!.State;
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Notice_is_reviewed_by_another_shown_from_day_to_day_and_gone_by_itself(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        world.Store.Clock.Advance(TimeSpan.FromDays(486)); // 2025-05-01, the day from which collectives are shown
        var id = (await DraftAsync(world, Clerk, Draft("a", "2025-05-03", "2025-05-05"))).Value;
        Assert.Equal(id, (await DraftAsync(world, Clerk, Draft("a", "2025-05-03", "2025-05-05"))).Value);
        Assert.Equal("reviewer_drafted_it", await CodeAsync(As(world, Clerk, db => NoticeActs.PublishAsync(db, id, Cancel))));
        Assert.Equal(NoticeState.Draft, await StateAsync(world, id));
        Assert.Equal("ok", await CodeAsync(As(world, Board, db => NoticeActs.PublishAsync(db, id, Cancel))));
        Assert.Equal("notice_has_moved_on", await CodeAsync(As(world, Board, db => NoticeActs.PublishAsync(db, id, Cancel))));
        Assert.Equal(NoticeState.Coming, await StateAsync(world, id));
        Assert.Empty(await SeenAsync(world));
        world.Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["停水通知"], await SeenAsync(world));
        world.Store.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["停水通知"], await SeenAsync(world));
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(NoticeState.Expired, await StateAsync(world, id));
        Assert.Empty(await SeenAsync(world));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("UPDATE disclosure_notice SET title = 'x'"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM disclosure_notice_event"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Notice_that_is_taken_down_says_why_and_is_not_shown(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        world.Store.Clock.Advance(TimeSpan.FromDays(486));
        var id = (await DraftAsync(world, Clerk, Draft("a", "2025-05-01", "2025-05-05"))).Value;
        Assert.Equal("notice_has_moved_on", await CodeAsync(As(world, Board, db => NoticeActs.TakeDownAsync(db, id, "写错了", Cancel))));
        _ = (await As(world, Board, db => NoticeActs.PublishAsync(db, id, Cancel))).Value;
        Assert.Equal("reason_missing", await CodeAsync(As(world, Board, db => NoticeActs.TakeDownAsync(db, id, " ", Cancel))));
        _ = (await As(world, Board, db => NoticeActs.TakeDownAsync(db, id, "写错了", Cancel))).Value;
        Assert.Equal(NoticeState.TakenDown, await StateAsync(world, id));
        Assert.Empty(await SeenAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Notice_that_may_not_hang_is_refused_with_a_reason(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        var good = Draft("a", "2024-01-02", "2024-01-31");
        foreach (var (code, draft) in ((string, NoticeDraft)[])
            [
                ("organization_not_found", good with { OrganizationCode = "NO" }),
                ("kind_unknown", good with { Kind = "x" }),
                ("title_missing", good with { Body = " " }),
                ("text_too_long", good with { Title = new string('长', 101) }),
                ("days_reversed", good with { ValidTo = Day("2024-01-01") }),
                ("stands_too_long", good with { ValidTo = Day("2026-01-02") }), // 2024-01-02 + 731 days
                ("stands_too_long", good with { HealthEmergency = true, ValidTo = Day("2024-04-01") }), // + 90 days
                ("honour_incomplete", good with { Kind = NoticeKinds.Honour }),
                ("photo_without_credit", good with { Photo = "广场" }),
                ("photo_without_consent", good with { Photo = "广场", PhotoCredit = "村办" }),
                ("personal_number", good with { Body = "找我 13900001111" }),
                ("personal_number", good with { Body = "找我１３９ ０００ ０１１１１" }),
                ("personal_number", good with { Title = "99999919900101001X" }),
            ])
        {
            Assert.Equal(code, await CodeAsync(DraftAsync(world, Clerk, draft)));
        }

        Assert.Equal("ok", await CodeAsync(DraftAsync(world, Clerk, good with { ValidTo = Day("2026-01-01") })));
        Assert.Equal("client_id_reused", await CodeAsync(DraftAsync(world, Clerk, good with { Title = "别的" })));
        Assert.Equal("program_may_not_publish", await CodeAsync(DraftAsync(world, Caller.Program("cli"), good with { ClientId = "b" })));
        await Assert.ThrowsAsync<AccessDeniedException>(() => DraftAsync(world, Stranger, good with { ClientId = "c" }));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Collectives_are_shown_from_the_day_of_the_law_unless_they_decide_otherwise(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        async Task<string> ShownAsync()
        {
            await using var db = world.Store.Store.Open();
            var caller = await PublicDesk.CallerAsync(db, new PublicDesk(world.Store.Store).Today, Cancel);
            return string.Join(' ', caller.View.Ids.Order());
        }

        Task<Outcome<long>> DecideAsync(Caller caller, SettingDecision decision) => As(world, caller, db => DisclosureSettings.DecideAsync(db, decision, Cancel));
        world.Store.Clock.Advance(TimeSpan.FromDays(485));
        Assert.Equal("", await ShownAsync());
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal($"{V1} {V2} {V3}", await ShownAsync());

        var hide = new SettingDecision("V1", "shown", false, Day("2025-05-02"), "成员大会 2025-05-01", null, "s1");
        Assert.Equal("setting_in_the_past", await CodeAsync(DecideAsync(Clerk, hide with { ValidFrom = Day("2025-04-30") })));
        Assert.Equal("basis_missing", await CodeAsync(DecideAsync(Clerk, hide with { Basis = "" })));
        Assert.Equal("setting_unknown", await CodeAsync(DecideAsync(Clerk, hide with { Name = "x" })));
        Assert.Equal("program_may_not_decide", await CodeAsync(DecideAsync(Caller.Program("cli"), hide)));
        Assert.Equal("resolution_missing", await CodeAsync(DecideAsync(Clerk, hide with { Name = "household_amounts", Value = true, ProposalId = 7 })));
        await Assert.ThrowsAsync<AccessDeniedException>(() => DecideAsync(Stranger, hide));
        Assert.Equal("ok", await CodeAsync(DecideAsync(Clerk, hide)));
        Assert.Equal($"{V1} {V2} {V3}", await ShownAsync());
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal($"{V2} {V3}", await ShownAsync());
        Assert.Equal("client_id_reused", await CodeAsync(DecideAsync(Clerk, hide with { Value = true, ValidFrom = Day("2025-05-02") })));
        Assert.Equal("ok", await CodeAsync(DecideAsync(Clerk, hide with { Value = true, ValidFrom = Day("2025-05-02"), ClientId = "s2" })));
        Assert.Equal($"{V1} {V2} {V3}", await ShownAsync());
    }

    // On 2025-05-01 four quarters of general affairs have ended within a year, each due at the end of the next one: 2024-09-30, 2024-12-31 and
    // 2025-03-31 are over, 2025-06-30 is not. Accounts become a duty on that day, and no quarter has ended since.
    [Theory, MemberData(nameof(Engines))]
    public async Task Clock_counts_what_is_overdue_until_it_is_recorded(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        world.Store.Clock.Advance(TimeSpan.FromDays(486));
        async Task<string> ClockAsync()
        {
            await using var db = world.Store.Store.Open(Clerk);
            var village = (await Organizations.ByCodeAsync(db, "V1", Cancel))!;
            return string.Join(' ', (await DisclosureClock.OfAsync(db, village, new PublicDesk(world.Store.Store).Today, Cancel)).Select(l => $"{l.DutyCode}/{l.Period.Start:yyMM}:{l.State}"));
        }

        Task<Outcome<long>> RecordAsync(Caller caller, PublishingAct act) => As(world, caller, db => DisclosureClock.RecordAsync(db, act, Cancel));
        Assert.Equal("affairs/2501:Due affairs/2410:Overdue affairs/2407:Overdue affairs/2404:Overdue", await ClockAsync());
        var late = new PublishingAct("V1", "affairs", new(Day("2024-10-01"), Day("2024-12-31")), "", Day("2025-04-10"), "村务公开栏", "", "c1");
        Assert.Equal("day_in_the_future", await CodeAsync(RecordAsync(Clerk, late with { PublishedOn = Day("2025-05-02") })));
        Assert.Equal("published_before_period_ended", await CodeAsync(RecordAsync(Clerk, late with { PublishedOn = Day("2024-12-30") })));
        Assert.Equal("places_missing", await CodeAsync(RecordAsync(Clerk, late with { Places = " " })));
        Assert.Equal("duty_unknown", await CodeAsync(RecordAsync(Clerk, late with { DutyCode = "accounts" })));
        Assert.Equal("program_may_not_publish", await CodeAsync(RecordAsync(Caller.Program("cli"), late)));
        Assert.Equal("ok", await CodeAsync(RecordAsync(Clerk, late)));
        Assert.Equal("ok", await CodeAsync(RecordAsync(Clerk, late)));
        Assert.Equal("already_recorded", await CodeAsync(RecordAsync(Clerk, late with { ClientId = "c2" })));
        Assert.Equal("ok", await CodeAsync(RecordAsync(Clerk, late with { Period = new(Day("2025-01-01"), Day("2025-03-31")), PublishedOn = Day("2025-04-20"), ClientId = "c3" })));
        Assert.Equal("affairs/2501:Done affairs/2410:DoneLate affairs/2407:Overdue affairs/2404:Overdue", await ClockAsync());
        await using var seen = world.Store.Store.Open(Clerk);
        Assert.Equal(2, await DisclosureClock.OverdueCountAsync(seen, new PublicDesk(world.Store.Store).Today, Cancel));
    }

    /// <summary>The public may read and never write, and reads nobody's lines.</summary>
    [Theory, MemberData(nameof(Engines))]
    public async Task Public_reads_organisations_and_no_persons_lines(DatabaseEngine engine)
    {
        await using var world = await World.CreateAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000);
        _ = (await world.PostAsync(new("P", Year2018))).Value;
        var cascade = (await world.PassOnAsync("V1")).Value;
        world.Store.Clock.Advance(TimeSpan.FromDays(486));
        await using var db = await new PublicDesk(world.Store.Store).OpenAsync(Cancel);
        Assert.Equal(cascade.Pool, (await Baotuan.Ventures.Contracts.CascadeActs.ShowAsync(db, cascade.Id, Cancel))!.Pool);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Baotuan.Ventures.Contracts.CascadeActs.LinesAsync(db, cascade, Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Baotuan.Ventures.Contracts.ReceiptActs.OfMemberAsync(db, cascade.Id, "001", Cancel));
        Assert.DoesNotContain(DisclosurePermissions.All.Where(p => p.Writes), p => db.Caller.Holds(p));
    }
}
