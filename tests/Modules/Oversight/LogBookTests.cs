using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>Who sees which lines of the operation log, and how they are found.</summary>
public sealed class LogBookTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    // four days: the clock starts on 2024-01-01 at noon in China
    private async Task<World> FourDaysAsync(DatabaseEngine engine)
    {
        var world = await County.EmptyAsync(cluster, engine);
        await world.MemberAsync(V1, "001", 10_000, "张三");
        await Log(world, "payment.post", "payment/17", "付款", V1, "change", County.Accountant, before: "未付", after: "已付");
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        await Log(world, "member.reveal", "member/11/001/bank_account", "核对发放名单", V1, "view", County.Accountant);
        await Log(world, "member.reveal", "member/11/001/phone", "通知开会", V1, "view", County.Inspector);
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        await Log(world, "member.reveal", "member/12/001/bank_account", "核对发放名单", V2, "view", County.Inspector);
        await Log(world, "member.reveal", "member/11/0010/bank_account", "另一个人", V1, "view", County.Inspector);
        world.Store.Clock.Advance(TimeSpan.FromDays(1));
        await Log(world, "sign_in", "user/101", "", null, "access", County.Inspector);
        await Log(world, "something.new", "thing/9", "没有中文词的动作", Gu, "change", County.ForeignInspector);
        await Log(world, "denied", "voucher/3", "", V2, "denied", County.Accountant);
        return world;
    }

    private static async Task Log(
        World world, string action, string subject, string details, long? organizationId, string kind, Caller caller, string? before = null, string? after = null) =>
        _ = (await world.As<bool>(caller, async db =>
        {
            db.Access.Everybody();
            await db.LogAsync(action, subject, details, Cancel, organizationId, before, after, kind);
            return true;
        })).Value;

    private static async Task<IReadOnlyList<string>> Find(World world, Caller caller, LogQuery query) =>
        [.. (await world.Seen(caller, db => LogBook.PageAsync(db, query, 0, 100, Cancel))).Lines.Select(l => $"{l.Subject}")];

    private static (long From, long To) OnDay(string day) => (ChinaTime.EndOfDayMs(Day(day).AddDays(-1)) + 1, ChinaTime.EndOfDayMs(Day(day)));

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_are_seen_inside_the_scope_and_those_of_nobody_by_who_sees_everything(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);

        Assert.Equal(
            ["voucher/3", "member/11/0010/bank_account", "member/12/001/bank_account", "member/11/001/phone", "member/11/001/bank_account", "payment/17"],
            await Find(world, County.Inspector, new()));
        Assert.Equal(["thing/9"], await Find(world, County.ForeignInspector, new()));
        Assert.Contains("user/101", await Find(world, County.CountyInspector, new()));
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => Find(world, County.Accountant, new()));
        Assert.Equal("oversight:log:read", denied.Permission.Code);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_are_found_by_everything_that_is_asked(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        Task<IReadOnlyList<string>> By(LogQuery query) => Find(world, County.CountyInspector, query);

        Assert.Equal(["voucher/3", "member/11/001/bank_account", "payment/17"], await By(new(Who: "会计")));
        Assert.Equal(["voucher/3", "member/11/001/bank_account", "payment/17"], await By(new(Who: "kj")));
        Assert.Equal(["voucher/3"], await By(new(Kind: "denied")));
        Assert.Equal(["payment/17"], await By(new(Action: "payment")));
        Assert.Equal(["payment/17"], await By(new(Action: "payment.post")));
        Assert.Empty(await By(new(Action: "pay")));
        Assert.Equal(["member/11/001/phone", "member/11/001/bank_account"], await By(new(Subject: "member/11/001"))); // and not 0010
        Assert.Equal(["member/12/001/bank_account"], await By(new(OrganizationId: V2, Kind: "view")));
        Assert.Equal(["member/12/001/bank_account", "member/11/001/bank_account"], await By(new(Text: "核对")));
        Assert.Equal(["payment/17"], await By(new(Text: "未付")));
        Assert.Empty(await By(new(Subject: "m%")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Yesterdays_looks_at_bank_accounts_are_one_address(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        var (from, to) = OnDay("2024-01-02");
        Assert.Equal("/log?kind=view&subject=member&from=2024-01-02&to=2024-01-02&field=bank_account", LogBook.AccountsSeenHref(Day("2024-01-02")));

        var page = await world.Seen(
            County.Inspector, db => LogBook.PageAsync(db, new(FromMs: from, ToMs: to, Kind: "view", Subject: "member", Field: "bank_account"), 0, 20, Cancel));

        var line = Assert.Single(page.Lines);
        Assert.Equal(
            ("会计", "村一", "查看完整号码", "V1名 张三（001） 的银行账号", "/members/V1/001", "V1名", "核对发放名单"),
            (line.Who, line.Unit, line.ActionText, line.SubjectText, line.Href, line.Organization, line.Details));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Time_range_takes_whole_days_and_pages_count_all(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        async Task<int> Count(string from, string to) =>
            (await Find(world, County.CountyInspector, new(FromMs: OnDay(from).From, ToMs: OnDay(to).To))).Count;

        Assert.Equal(1, await Count("2024-01-01", "2024-01-01"));
        Assert.Equal(2, await Count("2024-01-02", "2024-01-02"));
        Assert.Equal(2, await Count("2024-01-03", "2024-01-03"));
        Assert.Equal(3, await Count("2024-01-04", "2024-01-04"));
        Assert.Equal(8, await Count("2023-01-01", "2025-01-01"));
        Assert.Equal(0, await Count("2023-01-01", "2023-12-31"));
        Assert.Equal(0, await Count("2024-01-05", "2024-02-01"));
        var page = await world.Seen(County.CountyInspector, db => LogBook.PageAsync(db, new(), 6, 5, Cancel));
        Assert.Equal((8, 2), (page.Count, page.Lines.Count));
        Assert.Equal(("未付", "已付"), (page.Lines[^1].Before, page.Lines[^1].After));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Unknown_actions_and_programs_are_shown_as_they_are(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        _ = (await world.Store.Store.WriteAsync<bool>("local:demo", async (db, token) => { await db.LogAsync("import", "batch/3", "x", token); return true; }, Cancel)).Value;

        var lines = (await world.Seen(County.CountyInspector, db => LogBook.PageAsync(db, new(Kind: "change"), 0, 20, Cancel))).Lines;

        Assert.Equal(["导入", "something.new", "登记付款"], lines.Select(l => l.ActionText));
        Assert.Equal(["本机程序（demo）", "外地检查", "会计"], lines.Select(l => l.Who));
        Assert.Equal(["导入批次 3", "thing/9", "分红付款 17"], lines.Select(l => l.SubjectText));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Export_is_a_line_of_the_log_itself(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);

        var exported = (await world.As(County.Inspector, db => LogBook.ExportAsync(db, new(OrganizationId: V2), "单位 V2", 100, Cancel))).Value;

        Assert.Equal(2, exported.Lines.Count);
        var line = (await world.Seen(County.OtherInspector, db => LogBook.PageAsync(db, new(Action: "log.export"), 0, 20, Cancel))).Lines.Single();
        Assert.Equal(("检查一", "view", "2 条，条件：单位 V2", "V2名"), (line.Who, line.Kind, line.Details, line.Organization));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.As(County.Accountant, db => LogBook.ExportAsync(db, new(), "", 100, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Member_sees_who_looked_at_him_and_nobody_else(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        await Log(world, "member.export", "member/11", "上报镇里", V1, "view", County.Accountant);
        await Log(world, "member.view", "member/11/001", "", V1, "view", County.Member);
        Task<LookPage> At(Caller caller, string memberNo) => world.Seen(caller, db => Looks.AtAsync(db, V1, memberNo, 0, 20, Cancel));

        var own = await At(County.Member, "001");

        Assert.Equal(
            ["本人 成员||查看成员登记|", "会计|村一|全部成员名册（导出成员名册）|上报镇里", "检查一|镇|电话|通知开会", "会计|村一|银行账号|核对发放名单"],
            own.Looks.Select(l => $"{l.Who}|{l.Unit}|{l.What}|{l.Reason}"));
        var inspected = await At(County.Inspector, "001");
        Assert.Equal(4, inspected.Count);
        Assert.DoesNotContain(inspected.Looks, l => l.Who.StartsWith("本人", StringComparison.Ordinal)); // it is he who looked, not the member
        await Assert.ThrowsAsync<AccessDeniedException>(() => At(County.Member, "0010"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => At(County.ForeignInspector, "001"));
        Assert.Equal(3, (await world.Seen(County.Inspector, db => Looks.AtAsync(db, "member/11/001", 0, 20, Cancel))).Count);
        Assert.Empty((await world.Seen(County.ForeignInspector, db => Looks.AtAsync(db, "member/11/001", 0, 20, Cancel))).Looks);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Retention_says_what_may_be_archived_and_deletes_nothing(DatabaseEngine engine)
    {
        await using var world = await FourDaysAsync(engine);
        var manager = County.CountyInspector with { Permissions = County.CountyInspector.Permissions.Append("oversight:retention:manage").ToHashSet() };
        var before = await world.CountAsync("platform_operation");
        Task<string> Code(string kind, int months, string basis) => Refused(world.As(manager, db => RetentionRules.ChangeAsync(db, kind, months, basis, Day("2024-01-01"), Cancel)));

        Assert.Equal("retention_below_law", await Code("view", 5, "依据"));
        Assert.Equal("retention_needs_a_basis", await Code("view", 6, " "));
        Assert.Equal("kind_unknown", await Code("looks", 6, "依据"));
        await Assert.ThrowsAsync<AccessDeniedException>(() => world.As(County.CountyInspector, db => RetentionRules.ChangeAsync(db, "view", 60, "依据", Day("2024-01-01"), Cancel)));
        _ = (await world.As(manager, db => RetentionRules.ChangeAsync(db, "view", 6, "镇规〔2024〕1号", Day("2024-06-01"), Cancel))).Value;

        async Task<RetentionInForce> Views(string today) =>
            (await world.Seen(County.CountyInspector, db => RetentionRules.InForceAsync(db, Day(today), Cancel))).Single(r => r.Rule.Kind == "view");
        Assert.Equal((36, Day("2021-05-31"), 0), await Text(Views("2024-05-31")));
        Assert.Equal((6, Day("2024-01-03"), 2), await Text(Views("2024-07-03"))); // the two looks of 2024-01-02
        Assert.Equal(before + 1, await world.CountAsync("platform_operation"));
        Assert.Equal(["retention.change"], await world.LoggedAsync("retention/view"));

        static async Task<(int, DateOnly, long)> Text(Task<RetentionInForce> rule) => ((await rule).Rule.Months, (await rule).ArchivableBefore, (await rule).Lines);
    }

    private static async Task<string> Refused<T>(Task<Baotuan.Kernel.Outcome<T>> outcome) => (await outcome).Refusals[0].Code;
}
