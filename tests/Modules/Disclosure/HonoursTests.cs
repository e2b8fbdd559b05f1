using Baotuan.Disclosure.Contracts;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Disclosure;

/// <summary>An older list of honours comes in as drafts, is reviewed one by one, and is counted; on both databases.</summary>
public sealed class HonoursTests(PostgresCluster cluster)
{
    private const string Head = "organization,title,awarded_by,level,awarded_on,valid_to,evidence,body\n";
    private const string Definitions = """
        code,valid_from,name,name_en,unit,period_type,computation,argument,qualifier,definition
        held,2000-01-01,示范村,Held,village,instant,honours,title=优美庭院示范村;state=drafted,exact,登记了没有退回的
        shown,2000-01-01,示范村（已发布）,Shown,village,instant,honours,title=优美庭院示范村;state=published,exact,发布了没有撤下的
        first,2000-01-01,最早的年份,First,year,instant,honour_year,title=优美庭院示范村+文明村;state=drafted,exact,最早一项的年份

        """;

    private static readonly Caller Board = new()
    {
        UserId = 202, Login = "board", Name = "board", View = OrganizationSet.All, Capture = OrganizationSet.All, Address = "test",
        Permissions = DisclosurePermissions.All.Concat(IndicatorsPermissions.All).Append(PartiesPermissions.OrganizationRead).Select(p => p.Code).ToHashSet(),
    };

    private static CancellationToken Cancel => ImportDesk.Cancel;

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task List_comes_in_as_drafts_and_counts_from_day_to_day(DatabaseEngine engine)
    {
        await using var desk = await StartAsync(engine);
        Assert.Equal(("2", "2", "1"), (await ReadAsync(desk, "held", "2018-03"), await ReadAsync(desk, "held", "2018-12"), await ReadAsync(desk, "held", "2019-01"))); // one holds to the end of the year
        Assert.Equal("0", await ReadAsync(desk, "held", "2018-02"));
        Assert.Equal("0", await ReadAsync(desk, "shown", "2018-11"));
        Assert.Equal("2018", await ReadAsync(desk, "first", "2020"));
        Assert.Equal("none", await ReadAsync(desk, "first", "2017"));

        Assert.Equal("ok", await ActAsync(desk, db => NoticeActs.PublishAsync(db, 1, Cancel)));
        Assert.Equal(("1", "2"), (await ReadAsync(desk, "shown", "2018-11"), await ReadAsync(desk, "held", "2018-11")));
        Assert.Equal("ok", await ActAsync(desk, db => NoticeActs.ReturnAsync(db, 2, "证书没有附", Cancel)));
        Assert.Equal(("1", "1"), (await ReadAsync(desk, "shown", "2018-11"), await ReadAsync(desk, "held", "2018-11")));
        Assert.Equal("ok", await ActAsync(desk, db => NoticeActs.TakeDownAsync(db, 1, "收回了", Cancel)));
        Assert.Equal(("0", "0"), (await ReadAsync(desk, "shown", "2018-11"), await ReadAsync(desk, "held", "2018-11")));

        // what was sent back may come again
        Assert.Equal((2, 0), (await ImportAsync(desk, Samples.Honours)).Counts);
        Assert.Equal("2", await ReadAsync(desk, "held", "2018-11"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Import_is_taken_back_while_nothing_of_it_is_published(DatabaseEngine engine)
    {
        await using var desk = await StartAsync(engine);
        Assert.Equal((0, 2), (await ImportAsync(desk, Samples.Honours)).Counts);
        var (counts, batch) = await ImportAsync(desk, Head + "V01,文明村,示例县,县级,2015-05-01,2040-12-31,1号,邻里和睦\nV02,文明村,示例县,县级,2016-05-01,2040-12-31,2号,邻里和睦\n");
        Assert.Equal((2, 0), counts);
        Assert.Equal("2015", await ReadAsync(desk, "first", "2020"));

        Assert.Equal("ok", await ActAsync(desk, db => NoticeActs.PublishAsync(db, 3, Cancel)));
        Assert.Equal("不能撤销这次导入：荣誉“文明村”已经审核发布。请先撤下。", await desk.UndoRefusalAsync(batch));
        Assert.Equal("2015", await ReadAsync(desk, "first", "2020"));
        Assert.Equal("ok", await ActAsync(desk, db => NoticeActs.TakeDownAsync(db, 3, "写错了", Cancel)));
        await desk.UndoAsync(batch);
        Assert.Equal("2018", await ReadAsync(desk, "first", "2020"));
        await using var db = desk.Data.Store.Open(Board);
        Assert.Equal([NoticeState.Draft, NoticeState.Draft, NoticeState.TakenDown, NoticeState.Returned], (await NoticeActs.ListAsync(db, new(), new(2024, 1, 1), Cancel)).OrderBy(n => n.Id).Select(n => n.State));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Nobody_gets_a_number_over_more_than_he_sees(DatabaseEngine engine)
    {
        await using var desk = await StartAsync(engine);
        var request = new ReadingRequest("held", "*", Period.Parse("2018-11"));
        var v1 = new OrganizationSet(false, new HashSet<long> { await IdAsync(desk, "V01") });
        await using var db = desk.Data.Store.Open(Board with { View = v1 });
        Assert.Equal("1", (await IndicatorReadings.ReadAsync(db, request with { Scope = "organization:V01" }, Cancel)).Value.Value.ToString());
        Assert.Equal("1", (await IndicatorReadings.ReadAsync(db, request, Cancel)).Value.Value.ToString()); // all that one sees
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(db, request with { Scope = "unit:QH" }, Cancel));
        await using var other = desk.Data.Store.Open(Board with { Permissions = Board.Permissions.Where(p => p != DisclosurePermissions.NoticeRead.Code).ToHashSet() });
        await Assert.ThrowsAsync<AccessDeniedException>(() => IndicatorReadings.ReadAsync(other, request, Cancel));
    }

    private async Task<ImportDesk> StartAsync(DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        Assert.Equal([], (await desk.ImportAsync(Samples.Parties)).Problems.Select(p => p.ToString()));
        Assert.Equal([], (await desk.ImportAsync([("indicators", Definitions), ("honours", Samples.Honours)])).Problems.Select(p => p.ToString()));
        return desk;
    }

    private static async Task<((int New, int Same) Counts, long Batch)> ImportAsync(ImportDesk desk, string honours)
    {
        var report = await desk.ImportAsync([("honours", honours)]);
        Assert.Equal([], report.Problems.Select(p => p.ToString()));
        return ((report.NewRows, report.SameRows), report.BatchId ?? 0);
    }

    private static async Task<string> ActAsync(ImportDesk desk, Func<BaotuanDb, Task<Outcome<long>>> act)
    {
        var outcome = await desk.Data.Store.WriteAsync(Board, (db, _) => act(db), Cancel);
        return outcome.Ok ? "ok" : outcome.Refusals[0].Code;
    }

    private static async Task<string> ReadAsync(ImportDesk desk, string code, string period)
    {
        await using var db = desk.Data.Store.Open(Board);
        return (await IndicatorReadings.ReadAsync(db, new(code, "*", Period.Parse(period)), Cancel)).Value.Value?.ToString() ?? "none";
    }

    private static async Task<long> IdAsync(ImportDesk desk, string code)
    {
        await using var db = desk.Data.Store.Open();
        return (await Organizations.ByCodeAsync(db, code, Cancel))!.Id;
    }
}
