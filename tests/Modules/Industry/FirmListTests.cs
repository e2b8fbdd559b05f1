using Baotuan.Industry.Figures;
using Baotuan.Industry.Firms;
using Baotuan.Industry.Scopes;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Indicators;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>Firms one by one for who may see them: what a list is narrowed to, a card with every vintage, who came and left, and the steps of growth firm by firm.</summary>
public sealed class FirmListTests(PostgresCluster cluster)
{
    private const string Head = "firm,series,month,value,cumulative,base,status,reason\n";

    private static CancellationToken Cancel => ImportDesk.Cancel;

    private async Task<ImportDesk> DeskAsync(DatabaseEngine engine)
    {
        var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(
            ("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to\nE1,甲机械,enterprise,91330482MF0009018R,,,\nE2,乙机械,enterprise,,,,\nE3,丙电子,enterprise,,,,\nE4,丁公司,enterprise,,,,\nV1,一村,village_cooperative,,,,\n"),
            ("industry-chains", "code,name,kind,valid_from\nA,机械,leading,2020-01-01\nB,电子,other,2020-01-01\n"),
            ("chain-members", "firm,chain,role,valid_from,valid_to\nE1,A,member,2020-01-01,\nE1,A,chain_leader,2022-01-01,\nE1,B,member,2020-01-01,\nE2,A,member,2020-01-01,2022-06-30\nE3,B,member,2020-01-01,\n"),
            ("scope-list", "firm,series,from_month,to_month,note\nE1,official,2020-01,,\nE2,official,2020-01,2022-10,停产\nE3,official,2022-11,,新投产\n"),
            ("outputs", $"{Head}E1,official,2022-11,10.00,110.00,100.00,,\nE3,official,2022-11,5.00,5.00,,,\nE2,official,2021-11,,70.00,,,\nE1,official,2021-11,,95.00,,,\n"));
        return desk;
    }

    private static async Task<string> ListAsync(BaotuanDb db, params (string Name, string Value)[] query)
    {
        var filter = FirmFilter.Read(name => query.FirstOrDefault(q => q.Name == name).Value);
        return string.Join(' ', (await filter.LoadAsync(db, (await filter.MonthAsync(db, Cancel)).Value, Cancel)).Select(l => $"{l.Firm.Code}{(l.Figure?.Listed == true ? "+" : "-")}{FirmNames.Percent(l.Growth)}"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task List_IsNarrowed_ByWhatHoldsInTheMonth(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await using var db = desk.Data.Store.Open();
        Assert.Equal("E1+10.0% E2-— E3+—", await ListAsync(db)); // November 2022, the last month with a report; E4 is in no chain and on no list
        Assert.Equal("E1+10.0%", await ListAsync(db, ("chain", "A"))); // E2 left the chain in June
        Assert.Equal("E1+— E2+—", await ListAsync(db, ("chain", "A"), ("month", "2021-11")));
        Assert.Equal("E1+10.0%", await ListAsync(db, ("role", "chain_leader")));
        Assert.Equal("", await ListAsync(db, ("role", "chain_leader"), ("month", "2021-11"))); // it was a member then
        Assert.Equal("E2-—", await ListAsync(db, ("list", "off")));
        Assert.Equal("E1+10.0% E3+—", await ListAsync(db, ("list", "on")));
        Assert.Equal("E1+10.0% E2-—", await ListAsync(db, ("q", "机械")));
        Assert.Equal("E1+10.0%", await ListAsync(db, ("q", "91330482mf0009018r")));
        Assert.Equal("E3+—", await ListAsync(db, ("q", "e3")));
        Assert.Equal("E1-— E3-—", await ListAsync(db, ("series", "dispatch"), ("month", "2022-11"), ("list", "off"))); // by their chains
        Assert.Equal("month_not_readable", (await FirmFilter.Read(n => n == "month" ? "2022" : null).MonthAsync(db, Cancel)).Refusals[0].Code);
        await using var narrow = desk.Data.Store.Open(await Pinghu.ReaderAsync(desk, "E3"));
        Assert.Equal("E3+—", await ListAsync(narrow));
        Assert.Null(await FirmCard.FindAsync(db, "V1", Cancel)); // no enterprise
        Assert.Null(await FirmCard.FindAsync(db, "NO", Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => FirmCard.FindAsync(narrow, "E1", Cancel));
        var reader = await Pinghu.ReaderAsync(desk, "E1", "E2", "E3");
        await using var blind = desk.Data.Store.Open(reader with { Permissions = reader.Permissions.Where(p => p != "industry:firm:read").ToHashSet() });
        await Assert.ThrowsAsync<AccessDeniedException>(() => ListAsync(blind, ("month", "2022-11")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => ScopeMoves.LoadAsync(blind, "official", new(2022, 11, 1), Cancel));
        await Assert.ThrowsAsync<AccessDeniedException>(() => BridgeParts.LoadAsync(blind, "official", new(2022, 11, 1), null, Cancel));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Card_HasEveryVintage_AndSaysWhichStands(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await desk.SetUpAsync(("outputs", $"{Head}E1,official,2022-11,10.00,112.00,100.00,,补报\n"));
        var second = await desk.SetUpAsync(("outputs", $"{Head}E1,official,2022-11,10.00,120.00,100.00,,又补\n"));
        await desk.UndoAsync(second);
        await using var db = desk.Data.Store.Open();
        var card = (await FirmCard.FindAsync(db, "E1", Cancel))!;
        Assert.Equal(["A member 2020-01-01", "A chain_leader 2022-01-01", "B member 2020-01-01"], card.Roles.Select(r => $"{r.Chain} {r.Role} {r.ValidFrom:yyyy-MM-dd}"));
        Assert.Equal(
            ["2022-11 1 110 False", "2022-11 2 112 False", "2022-11 3 120 False", "2022-11 4 112 True", "2021-11 1 95 True"],
            card.Outputs.Select(o => $"{o.Row.ValidFrom:yyyy-MM} {o.No} {o.Row.CumulativeFen / 100} {o.IsLast}"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Moves_AreByTheMonthBefore(DatabaseEngine engine)
    {
        await using var desk = await DeskAsync(engine);
        await using var db = desk.Data.Store.Open();
        var moves = await ScopeMoves.LoadAsync(db, "official", new(2022, 11, 1), Cancel);
        Assert.Equal(["E1 on", "E2 out", "E3 in"], moves.Lines.Select(l => $"{l.Firm.Code} {l.Move}"));
        Assert.Equal(12, moves.Months.Count);
        Assert.Equal([(new DateOnly(2022, 11, 1), 2, 1, 1), (new DateOnly(2022, 10, 1), 2, 0, 0)], moves.Months.Take(2).Select(m => (m.Month, m.On, m.In, m.Out)));
        Assert.Equal((2, 2, 0), (await ScopeMoves.LoadAsync(db, "official", new(2020, 1, 1), Cancel)).Months.Take(1).Select(m => (m.On, m.In, m.Out)).Single());
        Assert.Equal(["E1 on", "E3 on"], (await ScopeMoves.LoadAsync(db, "official", new(2022, 12, 1), Cancel)).Lines.Select(l => $"{l.Firm.Code} {l.Move}"));
        // 165 of 2021 to 115: E1 revised by 5 and grown by 10, E3 came with 5, E2 left with 70
        var bridge = await BridgeParts.LoadAsync(db, "official", new(2022, 11, 1), null, Cancel);
        Assert.Equal((165_00L, 115_00L), (bridge.Bridge.ThenFen, bridge.Bridge.NowFen));
        Assert.Equal(["revisions 500", "continuing 1000", "entrants 500", "leavers -7000", "unreported 0"], bridge.Parts.Select(p => $"{p.Code} {p.Fen}"));
    }

    [Theory, MemberData(nameof(IndustryFiguresTests.Worlds), MemberType = typeof(IndustryFiguresTests))]
    public async Task Steps_OfTheFirms_AddUpToTheBridge(DatabaseEngine engine, int seed)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        Assert.True((await desk.ImportAsync(new IndustryWorld(seed).Setup())).Saved); // with warnings of firms off the list
        await using var db = desk.Data.Store.Open();
        foreach (var chain in new[] { null, "A", "B", "C" })
        {
            var parts = await BridgeParts.LoadAsync(db, "official", new(2022, 11, 1), chain, Cancel);
            Assert.NotEmpty(parts.Firms);
            Assert.Equal(
                [parts.Bridge.RevisionsFen, parts.Bridge.ContinuingFen, parts.Bridge.EntrantsFen, parts.Bridge.LeaversFen, parts.Bridge.UnreportedFen], parts.Parts.Select(p => p.Fen));
            Assert.Equal(parts.Bridge.NowFen - parts.Bridge.ThenFen, parts.Firms.Sum(f => f.Fen));
        }
    }
}
