using System.Numerics;
using Baotuan.Industry.Figures;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Indicators;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Industry;

/// <summary>Totals, growth and its bridge against a naive count over random data.</summary>
public sealed class IndustryFiguresTests(PostgresCluster cluster)
{
    private static CancellationToken Cancel => ImportDesk.Cancel;

    public static TheoryData<DatabaseEngine, int> Worlds { get; } = new(
        from engine in new[] { DatabaseEngine.Sqlite, DatabaseEngine.Postgres } from seed in new[] { 1, 2, 3 } select (engine, seed));

    [Theory, MemberData(nameof(Worlds))]
    public async Task Figures_AreWhatANaiveCountGives(DatabaseEngine engine, int seed)
    {
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var world = new IndustryWorld(seed);
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await ImportAsync(desk, world.Setup());
        desk.Data.Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync(desk, ("outputs", IndustryWorld.Sheet(world.Corrections, "复核")));
        await using var db = desk.Data.Store.Open();
        var figures = await LoadFigures.ForAsync(db, "official", new(2022, 11, 1), null, long.MaxValue, Cancel);
        Check(world, null, OutputTotal.Of(figures), GrowthBridge.Of(figures));
        foreach (var chain in ChainTotal.Of(figures, ["A", "B", "C"]))
        {
            Check(world, chain.Chain, chain.Total, GrowthBridge.Of([.. figures.Select(f => f.In(chain.Chain))]));
            Assert.Equal(new Rational(chain.Total.ComparableFen - chain.Total.BaseFen, chain.Whole.BaseFen), chain.Pull);
            Assert.Equal(chain.Whole.Growth!.Value * chain.Contribution!.Value, chain.Pull);
            Assert.Equal(new Rational(chain.Total.CumulativeFen, chain.Whole.CumulativeFen), chain.Share);
        }

        Assert.Empty(await LoadFigures.ForAsync(db, "dispatch", new(2022, 11, 1), null, long.MaxValue, Cancel));
    }

    private static void Check(IndustryWorld world, string? chain, OutputTotal total, GrowthBridge bridge)
    {
        BigInteger sum = 0, comparable = 0, bases = 0, then = 0, continuing = 0, revisions = 0, entrants = 0, leavers = 0;
        int firms = 0, reported = 0, thenFirms = 0;
        foreach (var firm in world.Firms)
        {
            var (here, before) = (world.IsListed(firm, IndustryWorld.Now, chain), world.IsListed(firm, IndustryWorld.Then, chain));
            var (now, old) = (here ? world.Latest(firm, IndustryWorld.Now) : null, before ? world.First(firm, IndustryWorld.Then) : null);
            firms += here ? 1 : 0;
            reported += now is null ? 0 : 1;
            thenFirms += old is null ? 0 : 1;
            sum += now?.Sum ?? 0;
            then += old?.Sum ?? 0;
            comparable += now?.Base is null ? 0 : now.Sum;
            bases += now?.Base ?? 0;
            entrants += !before ? now?.Sum ?? 0 : 0;
            leavers -= !here ? old?.Sum ?? 0 : 0;
            if (now is not null && old is not null)
            {
                continuing += now.Sum - (now.Base ?? old.Sum);
                revisions += (now.Base ?? old.Sum) - old.Sum;
            }
        }

        Assert.Equal((firms, reported, thenFirms), (total.Firms, total.Reported, total.ThenFirms));
        Assert.Equal((sum, comparable, bases, then), (total.CumulativeFen, total.ComparableFen, total.BaseFen, total.ThenFen));
        Assert.Equal((then, revisions, continuing, entrants, leavers, sum), (bridge.ThenFen, bridge.RevisionsFen, bridge.ContinuingFen, bridge.EntrantsFen, bridge.LeaversFen, bridge.NowFen));
        Assert.Equal(bridge.NowFen, bridge.ThenFen + bridge.RevisionsFen + bridge.ContinuingFen + bridge.EntrantsFen + bridge.LeaversFen + bridge.UnreportedFen);
        Assert.Equal(bases.IsZero ? (Rational?)null : new Rational(comparable - bases, bases), total.Growth);
    }

    // firms that report without being on the list are warned of, as are sums that fell
    private static async Task ImportAsync(ImportDesk desk, params (string, string)[] sheets)
    {
        var report = await desk.ImportAsync(sheets);
        Assert.DoesNotContain(report.Problems, p => p.Severity == Platform.Sheets.SheetSeverity.Error);
        Assert.True(report.Saved);
    }

    [Fact]
    public void NothingToDivideBy_IsNoNumber()
    {
        var firm = new FirmFigure(1, true, null, 500, 0, false, null, ["A"], [], 0);
        var total = OutputTotal.Of([firm]);
        Assert.Equal((null, null, 500L), (total.Growth, total.NominalGrowth, total.CumulativeFen));
        var chain = ChainTotal.Of([firm], ["A", "B"]);
        Assert.Equal((null, Rational.One, Rational.Zero), (chain[0].Pull, chain[0].Share, chain[1].Share));
        Assert.Null(ChainTotal.Of([firm with { CumulativeFen = null }], ["A"])[0].Share);
    }

    [Fact]
    public void FirmThatDidNotReport_IsNotZero()
    {
        var figures = new[]
        {
            new FirmFigure(1, true, null, 300, 200, true, 190, [], [], 0), new FirmFigure(2, true, null, null, null, true, 100, [], [], 0),
            new FirmFigure(3, true, null, 50, null, true, null, [], [], 0), new FirmFigure(4, false, null, 70, 60, true, 40, [], [], 0),
        };
        var total = OutputTotal.Of(figures);
        Assert.Equal((3, 2, 350L, 330L), (total.Firms, total.Reported, total.CumulativeFen, total.ThenFen));
        Assert.Equal(new Rational(1, 2), total.Growth); // 300 over 200; the others have no base
        Assert.Equal(new GrowthBridge(330, 10, 100, 0, -40, -50, 350), GrowthBridge.Of(figures));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task YearBefore_IsWhatWasKnownWhenItWasNews(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        desk.Data.Clock.Set(new DateTimeOffset(2021, 12, 10, 8, 0, 0, TimeSpan.Zero));
        const string head = "firm,series,month,value,cumulative,base,status,reason\n";
        await desk.SetUpAsync(
            ("organizations", "code,name,kind,credit_code,unit,valid_from,valid_to\nE1,企业,enterprise,,,,\n"),
            ("scope-list", "firm,series,from_month,to_month,note\nE1,official,2020-01,,\n"),
            ("outputs", $"{head}E1,official,2021-11,,100.00,,,\n"));
        desk.Data.Clock.Set(new DateTimeOffset(2021, 12, 31, 15, 59, 0, TimeSpan.Zero)); // a minute before midnight in China
        await desk.SetUpAsync(("outputs", $"{head}E1,official,2021-11,,110.00,,,补报\n"));
        desk.Data.Clock.Set(new DateTimeOffset(2022, 2, 1, 8, 0, 0, TimeSpan.Zero));
        await desk.SetUpAsync(("outputs", $"{head}E1,official,2021-11,,130.00,,final,年报核实\n"));
        await using var db = desk.Data.Store.Open();
        Assert.Equal(110_00, (await LoadFigures.ForAsync(db, "official", new(2022, 11, 1), null, long.MaxValue, Cancel)).Single().Then);
        Assert.Equal(130_00, (await LoadFigures.ForAsync(db, "official", new(2021, 11, 1), null, long.MaxValue, Cancel)).Single().Now);
    }
}
