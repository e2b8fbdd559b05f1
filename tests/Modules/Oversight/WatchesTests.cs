using Baotuan.Indicators;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>Watches over indicators: V1 earned 1,000.00 in 2023, V2 2,000.00, V3 keeps no book. The clock stands on 2024-01-01.</summary>
public sealed class WatchesTests(PostgresCluster cluster)
{
    private const string Rule = "indicator_beyond_limit";

    private static readonly Caller Keeper = With(
        County.CountyInspector, OversightPermissions.AlertRuleManage, IndicatorsPermissions.ReadingRead, LedgerPermissions.BookRead);

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static Caller With(Caller caller, params Permission[] more) => caller with { Permissions = caller.Permissions.Concat(more.Select(p => p.Code)).ToHashSet() };

    private static WatchDraft Draft(string limit = "1500", string comparison = "below", string unit = "", int? no = null, string from = "2024-01-01", bool active = true) =>
        new(no, "operating_income", unit, WatchPeriods.LastYear, comparison, limit, Day(from), active, "看一看收入低的村", Guid.NewGuid().ToString());

    private async Task<World> EarnedAsync(DatabaseEngine engine)
    {
        var world = await County.EmptyAsync(cluster, engine, new IndicatorsModule());
        await world.Store.ExecuteAsync("UPDATE ledger_period SET year_month = year_month + 500 WHERE year_month BETWEEN 201801 AND 201812"); // months of 2023 instead
        await EarnAsync(world, V1, 1_000_00, 1);
        await EarnAsync(world, V2, 2_000_00, 1);
        return world;
    }

    private static async Task EarnAsync(World world, long village, long fen, int no)
    {
        var book = (await world.Read(db => Books.FindByOrganizationsAsync(db, [village], Cancel)))[village];
        _ = (await world.Write(db => Vouchers.PostAsync(
            db, [new(book.Id, new DateOnly(2023, 6, 30), "租金", $"{village}/{no}", [PostingDraft.Debit("102", fen), PostingDraft.Credit("501", fen)])], Cancel))).Value;
    }

    private static async Task<int> SetAsync(World world, WatchDraft draft) => (await world.As(Keeper, db => WatchBook.ChangeAsync(db, draft, Cancel))).Value;

    private static async Task<AlertGroup> GroupAsync(World world, string today = "2024-01-02", Caller? caller = null) =>
        (await world.Seen(caller ?? Keeper, db => Alerts.ListAsync(db, Day(today), Cancel, Rule))).Single();

    private static async Task<string[]> SubjectsAsync(World world, string today = "2024-01-02", Caller? caller = null) =>
        [.. (await GroupAsync(world, today, caller)).Open.Select(a => a.Subject)];

    [Theory, MemberData(nameof(Engines))]
    public async Task Village_beyond_the_limit_is_alerted_with_the_number_of_its_page_and_who_keeps_no_book_here_is_not(DatabaseEngine engine)
    {
        await using var world = await EarnedAsync(engine);
        Assert.Empty(await SubjectsAsync(world));
        Assert.Equal(1, await SetAsync(world, Draft()));
        var alert = Assert.Single((await GroupAsync(world)).Open);
        Assert.Equal(("watch/1/11", "2023年经营性收入 1,000.00 元，低于 1,500.00 元。"), (alert.Subject, alert.Text));
        Assert.Equal("V1名（指标预警第 1 号）", alert.SubjectText);
        Assert.Equal("/indicators/operating_income?scope=organization%3AV1&period=2023", alert.Href);
        Assert.Equal("V1", alert.Owner.Code);
        Assert.Equal(["watch/1/11", "watch/1/12"], await SubjectsAsync(world, "2025-01-02")); // in 2024 both earned nothing: 0 is a number, and below
    }

    [Theory]
    [InlineData("below", "1000", new string[0])]
    [InlineData("at_most", "1000", new[] { "watch/1/11" })]
    [InlineData("above", "1999.99", new[] { "watch/1/12" })]
    [InlineData("above", "2000", new string[0])]
    [InlineData("at_least", "1,000.00", new[] { "watch/1/11", "watch/1/12" })]
    public async Task Limit_itself_counts_where_it_says_so(string comparison, string limit, string[] expected)
    {
        await using var world = await EarnedAsync(DatabaseEngine.Sqlite);
        await SetAsync(world, Draft(limit, comparison));
        Assert.Equal(expected, await SubjectsAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Watch_of_a_unit_looks_at_its_villages_and_nobody_sees_beyond_his_reach(DatabaseEngine engine)
    {
        await using var world = await EarnedAsync(engine);
        await SetAsync(world, Draft("5000"));
        await SetAsync(world, Draft("5000", unit: "U4"));
        Assert.Equal(["watch/1/11", "watch/1/12", "watch/2/12"], await SubjectsAsync(world));
        var narrow = With(County.Inspector, IndicatorsPermissions.ReadingRead, LedgerPermissions.BookRead) with { View = new(false, new HashSet<long> { V1 }) };
        Assert.Equal(["watch/1/11"], await SubjectsAsync(world, caller: narrow));
        var blind = With(County.CountyInspector, IndicatorsPermissions.ReadingRead); // sees no books
        var group = await GroupAsync(world, caller: blind);
        Assert.Empty(group.Alerts);
        Assert.Contains("的权限，您没有", group.Problem, StringComparison.Ordinal);
        var counts = new AlertCounts();
        Assert.Equal((3, 0), (await world.Seen(Keeper, db => counts.OfAsync(db, Day("2024-01-02"), Cancel)), await world.Seen(blind, db => counts.OfAsync(db, Day("2024-01-02"), Cancel))));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Watch_that_cannot_be_computed_is_named_and_hides_no_other(DatabaseEngine engine)
    {
        await using var world = await EarnedAsync(engine);
        await SetAsync(world, Draft());
        // as if the definition had become one of whole years since
        await world.Store.ExecuteAsync(
            "INSERT INTO oversight_watch (id, watch_no, indicator, period_kind, comparison, limit_text, valid_from, active, reason, client_id, user_id, recorded_at_ms) "
            + "SELECT id + 100, 7, indicator, 'last_month', comparison, limit_text, valid_from, active, reason, 'x', user_id, recorded_at_ms FROM oversight_watch");
        var group = await GroupAsync(world);
        Assert.Equal(["watch/1/11"], group.Open.Select(a => a.Subject));
        Assert.StartsWith("第 7 号指标预警没有算：", group.Problem);

        await SetAsync(world, Draft() with { Indicator = "members" });
        var noBooks = With(County.CountyInspector, IndicatorsPermissions.ReadingRead);
        Assert.Contains("第 1 号指标预警要有", (await GroupAsync(world, caller: noBooks)).Problem, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Closed_alert_stays_closed_until_the_number_changes_and_a_version_holds_from_its_day(DatabaseEngine engine)
    {
        await using var world = await EarnedAsync(engine);
        await SetAsync(world, Draft());
        var alert = Assert.Single((await GroupAsync(world)).Open);
        _ = (await world.As(Keeper, db => Alerts.CloseAsync(db, Rule, alert.Subject, alert.Fingerprint, "租约到期，已找到新租户", Cancel))).Value;
        Assert.Empty(await SubjectsAsync(world));
        await EarnAsync(world, V1, 1, 2);
        Assert.Contains("1,000.01 元", Assert.Single((await GroupAsync(world)).Open).Text);

        await SetAsync(world, Draft("1000", no: 1, from: "2024-02-01"));
        Assert.Single(await SubjectsAsync(world, "2024-01-31"));
        Assert.Empty(await SubjectsAsync(world, "2024-02-01"));
        await SetAsync(world, Draft(no: 1, from: "2024-03-01", active: false));
        Assert.Empty(await SubjectsAsync(world, "2024-03-01"));
        var versions = await world.Seen(Keeper, db => WatchBook.ListAsync(db, Day("2024-02-15"), Cancel));
        Assert.Equal([false, true, false], versions.Select(v => v.Holds));
        Assert.Equal(["watch.change", "watch.change", "watch.change"], await world.LoggedAsync("watch/1"));
    }

    [Fact]
    public async Task What_cannot_be_a_watch_is_refused_and_a_second_click_writes_nothing()
    {
        await using var world = await EarnedAsync(DatabaseEngine.Sqlite);
        async Task<string> TryAsync(WatchDraft draft, Caller? caller = null) =>
            await world.As(caller ?? Keeper, db => WatchBook.ChangeAsync(db, draft, Cancel)) is { Ok: false } refused ? refused.Refusals[0].Code : "";
        foreach (var (draft, code) in new[]
        {
            (Draft() with { Indicator = "nothing" }, "indicator_not_found"), (Draft() with { Indicator = "ventures" }, "indicator_not_found"), (Draft() with { UnitCode = "NO" }, "unit_not_found"),
            (Draft() with { PeriodKind = "x" }, "period_unknown"), (Draft() with { PeriodKind = WatchPeriods.LastMonth }, "period_does_not_fit"), (Draft() with { Comparison = "x" }, "comparison_unknown"),
            (Draft("很多"), "limit_not_readable"), (Draft("0.001"), "limit_not_readable"), (Draft(from: "2023-12-31"), "day_has_passed"), (Draft() with { Reason = " " }, "rule_needs_a_reason"),
            (Draft() with { WatchNo = 9 }, "watch_not_found"), (Draft() with { ClientId = "" }, "client_id_is_needed"),
        })
        {
            Assert.Equal(code, await TryAsync(draft));
        }

        await Assert.ThrowsAsync<AccessDeniedException>(() => TryAsync(Draft(), County.CountyInspector));
        var twice = Draft();
        Assert.Equal((1, 1), (await SetAsync(world, twice), await SetAsync(world, twice)));
        Assert.Equal("client_id_reused", await TryAsync(twice with { Limit = "7" }));
        Assert.Single(await world.Seen(Keeper, db => WatchBook.ListAsync(db, Day("2024-01-02"), Cancel)));
    }
}
