using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using static Baotuan.Tests.Modules.Imports.ImportDesk;

namespace Baotuan.Tests.Modules.Imports;

public sealed class VenturesImportTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task County_GoesFromFolderToMembersLines(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.County);
        await using var db = desk.Data.Store.Open();
        var register = await RegisterReading.AsOfAsync(db, "YQ", new(2018, 7, 1), long.MaxValue, Cancel);
        Assert.Equal(
            [("C01", 60_000_999L), ("V01", 90_000_000L), ("V02", 49_999_001L)],
            register.Select(r => (r.Holder.Code, r.PaidInFen)));
        var distribution = (await DistributionActs.FindAsync(db, "YQ", Period.Year(2017), null, Cancel)).Value;
        // 10 % of 600,009.99, 1,000,000.00 and 399,990.01: 60,000.999, 100,000 and 39,999.001; 200,000.00 together
        Assert.Equal("200000.00", distribution.Pool.ToString());
        Assert.Equal(["60001.00", "100000.00", "39999.00"], distribution.Lines.Select(l => l.Amount.ToString()));
        Assert.All(distribution.Lines, l => Assert.Equal(Money.Zero, l.Outstanding));
        // V01: 100,000 from the venture and 60 % of 60,001.00 through the company; 30 % stays, members share the rest by 22.5 : 2 : 2
        var cascade = (await CascadeActs.FindAsync(db, "V01", Period.Year(2017), exact: true, Cancel))!;
        Assert.Equal(("136000.60", "95200.42"), (cascade.Received.ToString(), cascade.Pool.ToString()));
        var lines = await CascadeActs.LinesAsync(db, cascade, Cancel);
        Assert.Equal(cascade.Pool, lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount));
        Assert.Equal(["00001", "00002", "00003"], lines.Select(l => l.Code));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task SameFolderAgain_SavesNothing(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.County);
        var vouchers = await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher");
        var again = await desk.ImportAsync(Samples.County);
        Assert.Equal([], again.Problems.Select(p => p.ToString()));
        Assert.Equal((0, 0, 89), (again.NewRows, again.ChangedRows, again.SameRows));
        Assert.Equal(vouchers, await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Undo_LeavesNothing_AndTheFolderCanComeAgain(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        var empty = await desk.ExportAsync();
        var batch = await desk.SetUpAsync(Samples.County);
        var full = await desk.ExportAsync();
        var balances = await BalancesAsync(desk);
        await VerifyAsync(desk);
        await desk.UndoAsync(batch);
        await VerifyAsync(desk);
        var undone = await desk.ExportAsync();
        foreach (var (sheet, text) in empty.Where(e => !BooksStay.Contains(e.Key)))
        {
            Assert.Equal(text, undone[sheet]);
        }

        Assert.All(await BalancesAsync(desk), b => Assert.Equal(0, b.ClosingDebitFen + b.ClosingCreditFen));
        await desk.SetUpAsync(Samples.County);
        var again = await desk.ExportAsync();
        foreach (var (sheet, text) in full.Where(f => !BooksStay.Contains(f.Key)))
        {
            Assert.Equal(text, again[sheet]);
        }

        Assert.Equal(balances, await BalancesAsync(desk));
        await VerifyAsync(desk);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Export_GoesIntoAnEmptyBase_AndComesOutTheSame(DatabaseEngine engine)
    {
        Dictionary<string, string> texts;
        await using (var desk = await ImportDesk.OpenAsync(cluster, engine))
        {
            await desk.SetUpAsync(Samples.County);
            texts = await desk.ExportAsync();
        }

        // personal fields leave masked and cannot enter an empty base; vouchers come of contributions, distributions and payments;
        // sheets without rows are said to be empty
        texts["members"] = Samples.Members;
        texts = texts.Where(t => t.Key != "vouchers" && t.Value.Count(c => c == '\n') > 1).ToDictionary();
        await using var other = await ImportDesk.OpenAsync(cluster, engine);
        await other.SetUpAsync([.. texts.Select(t => (t.Key, t.Value))]);
        var again = await other.ExportAsync();
        foreach (var (sheet, text) in texts.Where(t => t.Key != "members"))
        {
            Assert.Equal(text, again[sheet]);
        }
    }

    [Fact]
    public async Task Contribution_PostsOnBothSides_UndoTakesItBackOnItsDay()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync([.. Samples.Parties, ("books", Samples.Books), ("ventures", Samples.Ventures), ("phases", Samples.Phases), ("land-quotas", Samples.LandQuotas)]);
        var batch = await desk.SetUpAsync(("contributions", Samples.Contributions), ("equity-events", Samples.EquityEvents));
        Assert.Equal(("900000.00", "-1000000.00", "100000.00"), (await BalanceAsync(desk, "V01", "141"), await BalanceAsync(desk, "V01", "102"), await BalanceAsync(desk, "V01", "112")));
        Assert.Equal(("1600009.99", "399990.01"), (await BalanceAsync(desk, "Z01", "1002"), await BalanceAsync(desk, "Z01", "1701")));
        await desk.UndoAsync(batch);
        Assert.Equal(("0.00", "0.00"), (await BalanceAsync(desk, "V01", "141"), await BalanceAsync(desk, "Z01", "1002")));
        await using var db = desk.Data.Store.Open();
        Assert.Empty(await RegisterReading.AsOfAsync(db, "YQ", new(2020, 1, 1), long.MaxValue, Cancel));
    }

    [Fact]
    public async Task EqualTranches_AreBothSaved_AndCountedWhenTheyComeAgain()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Invested);
        var one = "YQ,1,V01,cash,500000.00,2016-05-01,,,回单1\n";
        var head = Samples.Contributions[..(Samples.Contributions.IndexOf('\n') + 1)];
        Assert.Equal(2, (await desk.ImportAsync(("contributions", head + one + one))).SameRows);
        var third = await desk.ImportAsync(("contributions", head + one + one + one));
        Assert.Equal((1, 2), (third.NewRows, third.SameRows));
    }

    [Fact]
    public async Task Undo_IsRefusedByWhatStandsOnIt()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var parties = await desk.SetUpAsync(Samples.Parties);
        var ventures = await desk.SetUpAsync([.. Samples.Invested.Where(s => !Samples.Parties.Contains(s))]);
        Assert.Equal("不能撤销这次导入：组织 C01 还有别处登记的项目、指标、出资、条款、付款或分配。请先撤销后面的导入。", await desk.UndoRefusalAsync(parties));
        var distributed = await desk.SetUpAsync(("distributions", Samples.Distributions));
        Assert.Equal("不能撤销这次导入：项目 YQ 2017年的分红已经入账。请先冲销那一笔分红。", await desk.UndoRefusalAsync(ventures));
        var passedOn = await desk.SetUpAsync(("cascades", Samples.Cascades));
        Assert.StartsWith("不能撤销这次导入：", await desk.UndoRefusalAsync(distributed), StringComparison.Ordinal);
        Assert.Equal("不能撤销这次导入：C01 2017年的逐级分配已经入账。请先冲销那一次分配。", await desk.UndoRefusalAsync(parties));
        await desk.UndoAsync(passedOn);
        await desk.UndoAsync(distributed);
        await desk.UndoAsync(ventures);
        await desk.UndoAsync(parties);
    }

    [Fact]
    public async Task UndoOfPaidIn_IsRefusedWhenALaterTransferNeedsIt()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync([.. Samples.Parties, ("ventures", Samples.Ventures), ("phases", Samples.Phases)]);
        var head = Samples.Contributions[..(Samples.Contributions.IndexOf('\n') + 1)];
        var first = await desk.SetUpAsync(("contributions", head + "YQ,1,V01,cash,100.00,2016-05-01,,,\n"));
        await desk.SetUpAsync(("equity-events", "venture,phase,holder,event,amount,effective_on,to_holder\nYQ,1,V01,transfer,60.00,2017-05-01,V02\n"));
        Assert.Equal("不能撤销这次导入：V01 在 2017-05-01 的转让或退出用到了这次导入的出资。请先撤销那一次导入。", await desk.UndoRefusalAsync(first));
    }

    [Fact]
    public async Task TransfersInAnyOrderOfRows_AreTaken()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync([.. Samples.Parties, ("ventures", Samples.Ventures), ("phases", Samples.Phases)]);
        var head = Samples.Contributions[..(Samples.Contributions.IndexOf('\n') + 1)];
        await desk.SetUpAsync(
            ("contributions", head + "YQ,1,V01,cash,100.00,2016-05-01,,,\n"),
            ("equity-events", """
                venture,phase,holder,event,amount,effective_on,to_holder
                YQ,1,C01,exit,100.00,2017-05-01,
                YQ,1,V02,transfer,100.00,2017-05-01,C01
                YQ,1,V01,transfer,100.00,2017-05-01,V02

                """));
        await using var db = desk.Data.Store.Open();
        Assert.Empty((await RegisterReading.AsOfAsync(db, "YQ", new(2017, 5, 1), long.MaxValue, Cancel)).Where(r => r.PaidInFen != 0).ToList());
    }

    [Fact]
    public async Task ClosedMonth_RefusesTheRow_AndOnlyThatRow()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync([.. Samples.Parties, ("books", Samples.Books), ("ventures", Samples.Ventures), ("phases", Samples.Phases)]);
        await desk.Data.ExecuteAsync("UPDATE ledger_period SET closed_at_ms = 1 WHERE year_month < 201606");
        var head = Samples.Contributions[..(Samples.Contributions.IndexOf('\n') + 1)];
        var report = await desk.ImportAsync(
            ImportMode.GoodRowsOnly,
            ("contributions", head + "YQ,1,V01,cash,100.00,2016-05-01,,,\nYQ,1,V01,cash,200.00,2016-06-01,,,\n"));
        Assert.Equal("contributions.csv 第 2 行“paid_on”：凭证“清河标准厂房出资（现金）”（2016-05-01）所在的会计期间 2016-05 已经结账，请改用未结账的日期（V01、Z01 的账）。", report.Problems.First().ToString());
        Assert.Equal((1, 1), (report.NewRows, report.BadRows));
        Assert.Equal("200.00", await BalanceAsync(desk, "V01", "141"));
    }

    [Fact]
    public async Task RefusedDistribution_LeavesNothingBehindInGoodRowsMode()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        await desk.SetUpAsync(Samples.Invested);
        await desk.Data.ExecuteAsync("UPDATE ledger_period SET closed_at_ms = 1 WHERE year_month < 201801");
        var report = await desk.ImportAsync(ImportMode.GoodRowsOnly, ("distributions", Samples.Distributions), ("payments", Samples.Payments));
        Assert.Equal((2, 2), (report.NewRows, report.BadRows));
        Assert.Equal(1L, Convert.ToInt64(await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ventures_distribution")));
        Assert.Equal(3L, Convert.ToInt64(await desk.Data.ScalarAsync("SELECT COUNT(*) FROM ventures_distribution_line")));
    }

    /// <summary>The same county in English headers (CSV) and in Chinese headers and choices (one workbook).</summary>
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task WorkbookInChinese_SaysTheSameAsTheFolder(DatabaseEngine engine)
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await desk.SetUpAsync(Samples.County);
        using var folder = Platform.Sheets.SheetFolder.Open(desk.Folder(Samples.County), desk.Importer.Definitions, cancellation: Cancel);
        var path = Path.Combine(desk.Folder(), "清河.xlsx");
        await using (var stream = File.Create(path))
        {
            Platform.Sheets.SheetWriter.WriteXlsx(
                folder.Sheets.Select(s => new Platform.Sheets.SheetRows(s.Definition, folder.Read(s.Definition).Select(r => (IReadOnlyList<object?>)r.ToValues()))), stream);
        }

        var again = await desk.ImportFolderAsync(path);
        Assert.Equal([], again.Problems.Select(p => p.ToString()));
        Assert.Equal((0, 0, 89), (again.NewRows, again.ChangedRows, again.SameRows));
    }

    [Fact]
    public async Task DryRun_SavesNothing()
    {
        await using var desk = await ImportDesk.OpenAsync(cluster, DatabaseEngine.Sqlite);
        var before = await desk.ExportAsync();
        var report = await desk.Importer.RunAsync(desk.Folder(Samples.County), "测试", "测试员", ImportMode.AllOrNothing, dryRun: true, null, Cancel);
        Assert.Equal((false, 89, 0), (report.Saved, report.NewRows, report.BadRows));
        Assert.Equal(before, await desk.ExportAsync());
    }

    /// <summary>A book stays as long as there are vouchers in it, cancelled ones too.</summary>
    private static readonly string[] BooksStay = ["books", "periods", "vouchers"];

    private static async Task<string> BalanceAsync(ImportDesk desk, string organization, string account)
    {
        await using var db = desk.Data.Store.Open();
        var id = (await Organizations.ByCodeAsync(db, organization, Cancel))!.Id;
        var book = (await Books.FindByOrganizationsAsync(db, [id], Cancel))[id];
        var row = (await Balances.TrialBalanceAsync(db, book.Id, new Period(new(2016, 1, 1), new(2024, 12, 31)), null, Cancel)).Value.Rows.First(r => r.AccountCode == account);
        return new Money(row.ClosingDebitFen - row.ClosingCreditFen).ToString();
    }

    private static async Task VerifyAsync(ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        Assert.Empty(await VenturesVerify.CheckAsync(db, null, Cancel));
        Assert.Empty(await LedgerVerify.CheckAsync(db, Cancel));
    }

    private static async Task<List<TrialBalanceRow>> BalancesAsync(ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        var rows = new List<TrialBalanceRow>();
        foreach (var book in await Books.ListAsync(db, Cancel))
        {
            rows.AddRange((await Balances.TrialBalanceAsync(db, book.Id, new Period(new(2016, 1, 1), new(2024, 12, 31)), null, Cancel)).Value.Rows);
        }

        return rows;
    }
}
