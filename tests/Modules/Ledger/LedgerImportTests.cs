using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>The four sheets of the ledger: what they bring, each message they can give, and taking them back.</summary>
public sealed class LedgerImportTests(PostgresCluster cluster)
{
    private const string Books1 = "organization,chart,opened_on,periods_through\nA1,village-2023,2018-01-01,2018\n";
    private const string Opening1 = "组织,科目,借方,贷方\nA1,102,100000.00,\nA1,141,\"50,000.00\",\nA1,301,,150000\nA1,111,0,\n";
    private const string VoucherHeader = "organization,voucher_no,date,class,summary,account,debit,credit,party,tag\n";
    private const string Vouchers1 = VoucherHeader +
        "A1,1,2018-03-05,,收到分红,102,4277.78,,ZCY,\n" +
        "A1,1,2018-03-05,,,502,,4277.78,ZCY,\n" +
        "A1,2,2018-03-31,记,土地补偿款,102,500,,,\n" +
        "A1,2,2018-03-31,记,存入,311,,500,,land_compensation\n" +
        "A1,1,2018-04-02,付,办公费,513,1000,,,\n" +
        "A1,1,2018-04-02,付,办公费,102,,1000,,\n";

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Folder_brings_books_openings_history_and_closed_months(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        var report = await ImportAsync(store, ("books", Books1), ("opening-balances", Opening1), ("vouchers", Vouchers1),
            ("periods", "organization,month,state\nA1,2018-02,closed\nA1,2018-01,closed\nA1,2018-03,open\n"));

        Assert.Equal("", Problems(report));
        Assert.True(report.Saved);
        Assert.Equal([(1, 0, 0), (4, 0, 0), (6, 0, 0), (0, 2, 1)], report.Sheets.Select(s => (s.NewRows, s.ChangedRows, s.SameRows)));
        await using var db = store.Store.Open();
        var book = Assert.Single(await Books.ListAsync(db, Cancel));
        var year = (await Balances.TrialBalanceAsync(db, book.Id, Day("2018-12-31"), null, Cancel)).Value;
        // 100,000.00 + 4,277.78 + 500.00 − 1,000.00
        Assert.Equal((10_000_000, 10_377_778), (Row(year, "102").OpeningDebitFen, Row(year, "102").ClosingDebitFen));
        Assert.True(year.Totals.Balanced);
        var vouchers = (await Vouchers.ListAsync(db, new VoucherQuery(book.Id), Cancel)).Vouchers;
        Assert.Equal(["付1", "记2", "记1", "期初1"], vouchers.Select(v => $"{v.VoucherClass}{v.Number}"));
        Assert.All(vouchers, v => Assert.True(v.Imported));
        var land = (await Vouchers.FindAsync(db, vouchers[1].Id, Cancel))!;
        Assert.Equal(["", "存入"], land.Lines.Select(l => l.Summary));
        Assert.Equal(["", "land_compensation"], land.Lines.Select(l => l.Tag));
        Assert.Equal(["银行存款", "公积公益金"], land.Lines.Select(l => l.AccountName));
        Assert.Equal([201801, 201802], (await Books.PeriodsAsync(db, book.Id, Cancel)).Where(m => !m.IsOpen).Select(m => m.YearMonth));
        Assert.Empty(await LedgerVerify.CheckAsync(db, Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_files_again_change_nothing(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        (string, string)[] files = [("books", Books1), ("opening-balances", Opening1), ("vouchers", Vouchers1)];
        await ImportAsync(store, files);

        var again = await ImportAsync(store, files);

        Assert.Equal("", Problems(again));
        Assert.Equal((0, 0, 11), (again.NewRows, again.ChangedRows, again.SameRows));
        Assert.Equal(4L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Undo_cancels_what_was_posted_and_the_files_can_come_again(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        (string, string)[] files = [("books", Books1), ("opening-balances", Opening1), ("vouchers", Vouchers1), ("periods", "organization,month,state\nA1,2018-01,closed\n")];
        var batch = (await ImportAsync(store, files)).BatchId!.Value;

        var undone = await new Importer(store.Store, InstalledModules.All).UndoAsync(batch, "测试", Cancel);

        Assert.True(undone.Ok, string.Join(';', undone.Refusals));
        await using (var db = store.Store.Open())
        {
            var book = Assert.Single(await Books.ListAsync(db, Cancel));
            var year = (await Balances.TrialBalanceAsync(db, book.Id, Day("2018-12-31"), null, Cancel)).Value;
            Assert.All(year.Rows, r => Assert.Equal(0, r.OpeningDebitFen + r.OpeningCreditFen + r.TurnoverDebitFen + r.TurnoverCreditFen));
            Assert.All(await Books.PeriodsAsync(db, book.Id, Cancel), m => Assert.True(m.IsOpen));
        }

        for (var time = 0; time < 2; time++)
        {
            var again = await ImportAsync(store, files);
            Assert.Equal("", Problems(again));
            Assert.Equal(10, again.NewRows);
            Assert.True((await new Importer(store.Store, InstalledModules.All).UndoAsync(again.BatchId!.Value, "测试", Cancel)).Ok);
        }

        await using var after = store.Store.Open();
        Assert.Empty(await LedgerVerify.CheckAsync(after, Cancel));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Undo_removes_an_unused_book_and_refuses_for_one_in_use(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        var importer = new Importer(store.Store, InstalledModules.All);
        var first = (await ImportAsync(store, ("books", Books1))).BatchId!.Value;
        Assert.True((await importer.UndoAsync(first, "测试", Cancel)).Ok);
        Assert.Equal(0L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_account")));

        var second = (await ImportAsync(store, ("books", Books1))).BatchId!.Value;
        await ImportAsync(store, ("vouchers", Vouchers1));
        Assert.Equal("这次导入所建的账套中有 1 套已经记账，不能撤销；请先冲销其中的凭证。", (await importer.UndoAsync(second, "测试", Cancel)).Message());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_exported_imports_elsewhere_to_the_same_balances(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        await ImportAsync(store, ("books", Books1), ("opening-balances", Opening1), ("vouchers", Vouchers1));
        var wrong = Convert.ToInt64(await store.ScalarAsync("SELECT id FROM ledger_voucher WHERE voucher_class = '付'"));
        await store.ReverseAsync(wrong, "2018-05-05");
        await using var other = await StoreAsync(engine);
        using var folder = new TempFolder();
        await ExportAsync(store, folder);

        var report = await new Importer(other.Store, InstalledModules.All).RunAsync(folder.Path, "往返", "测试", ImportMode.AllOrNothing, false, null, Cancel);

        Assert.Equal("", Problems(report));
        await using var one = store.Store.Open();
        await using var two = other.Store.Open();
        var before = (await Balances.TrialBalanceAsync(one, 1, Period.Parse("2018"), null, Cancel)).Value;
        var after = (await Balances.TrialBalanceAsync(two, 1, Period.Parse("2018"), null, Cancel)).Value;
        Assert.Equal(before.Rows, after.Rows);
        Assert.Equal(0, Row(after, "513").TurnoverDebitFen);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_was_exported_comes_back_as_the_same_and_changed_as_a_refusal(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        await ImportAsync(store, ("books", Books1), ("opening-balances", Opening1), ("vouchers", Vouchers1));
        await store.PostAsync(Entry(1, "2018-03-07", "101", "504", 1_250), Entry(1, "2018-12-31", "112", "502", 9_900) with { SourceKind = "distribution", SourceId = 1 });
        var wrong = Convert.ToInt64(await store.ScalarAsync("SELECT id FROM ledger_voucher WHERE voucher_class = '付'"));
        await store.ReverseAsync(wrong, "2018-05-05");
        using var folder = new TempFolder();
        await ExportAsync(store, folder);

        var again = await new Importer(store.Store, InstalledModules.All).RunAsync(folder.Path, "往返", "测试", ImportMode.AllOrNothing, false, null, Cancel);

        Assert.Equal("", Problems(again));
        Assert.Equal((0, 0), (again.NewRows, again.ChangedRows));
        var vouchers = await File.ReadAllTextAsync(folder.File("凭证.csv"), Cancel);
        Assert.Equal(10, vouchers.Trim().Split('\n').Length - 1);
        var changed = await ImportAsync(store, ("凭证", vouchers.Replace("12.50", "12.60")));
        Assert.False(changed.Saved);
        Assert.Contains("凭证 201803-记-3 已经记账，内容和这里不同", Problems(changed));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Book_row_again_with_a_later_year_adds_months(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        await ImportAsync(store, ("books", Books1));

        var report = await ImportAsync(store, ("books", Books1.Replace(",2018\n", ",2020\n")));

        Assert.Equal((0, 1, 0), (report.NewRows, report.ChangedRows, report.SameRows));
        Assert.Equal(36L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_period")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Good_vouchers_come_in_when_only_good_rows_are_wanted(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        await ImportAsync(store, ("books", Books1));

        var report = await ImportAsync(
            store, ImportMode.GoodRowsOnly,
            ("vouchers", Vouchers1.Replace("A1,1,2018-03-05,,,502", "A1,1,2018-03-05,,,599") + "A1,9,2018-05-05,,半张,102,1,,,\n"));

        Assert.True(report.Saved);
        Assert.Equal((4, 3), (report.NewRows, report.BadRows));
        Assert.Equal(
            "vouchers.csv 第 3 行“account”：账套里没有科目 599，请改用已有科目或先增设\n" +
            "vouchers.csv 第 2 行：同一张凭证的其他行有错误，整张凭证没有导入\n" +
            "vouchers.csv 第 8 行：凭证“半张”（2018-05-05）只有 1 条分录，一张凭证至少要有两条",
            Problems(report));
        Assert.Equal(2L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher")));
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "books", "XX,village-2023,2018-01-01,2018", "books.csv 第 3 行“organization”：没有代码为“XX”的组织，请先导入组织或改正代码" },
        { "books", "A2,village-2023,2018-01-01,2017", "books.csv 第 3 行“periods_through”：请填 2018 至 2117 之间的年份" },
        { "books", "A1,village-2023,2018-01-01,2018", "books.csv 第 3 行“organization”：组织“A1”在第 2 行已有账套，一个组织只能有一套账" },
        { "opening-balances", "XX,102,1,", "opening-balances.csv 第 2 行“organization”：没有代码为“XX”的组织，请先导入组织或改正代码" },
        { "opening-balances", "A2,102,1,", "opening-balances.csv 第 2 行“organization”：组织“A2”还没有账套，请先在“账套”表里建账" },
        { "opening-balances", "A1,102,1,\nA1,999,,1", "opening-balances.csv 第 3 行“account”：账套里没有科目 999，请改用已有科目或先增设\nopening-balances.csv 第 2 行：同一组织的其他期初余额有错误，这个组织的期初余额没有导入" },
        { "opening-balances", "A1,322,1,", "opening-balances.csv 第 2 行“account”：科目 322 下设明细科目，请填明细科目" },
        { "opening-balances", "A1,102,1,1", "opening-balances.csv 第 2 行“credit”：借方和贷方只能填一个" },
        { "opening-balances", "A1,102,,", "opening-balances.csv 第 2 行“debit”：借方或贷方要填一个金额" },
        { "opening-balances", "A1,102,1,\nA1,102,2,", "opening-balances.csv 第 3 行“account”：科目 102 在第 2 行已有期初余额，请合并成一行\nopening-balances.csv 第 2 行：同一组织的其他期初余额有错误，这个组织的期初余额没有导入" },
        { "opening-balances", "A1,102,1.00,\nA1,301,,0.99", "opening-balances.csv 第 2 行：组织“A1”的凭证“期初余额”（2018-01-01）借方合计 1.00 元，贷方合计 0.99 元，借贷不平，请改平后再记账\nopening-balances.csv 第 3 行：组织“A1”的凭证“期初余额”（2018-01-01）借方合计 1.00 元，贷方合计 0.99 元，借贷不平，请改平后再记账" },
        { "vouchers", "XX,1,2018-03-05,,a,102,1,,,", "vouchers.csv 第 2 行“organization”：没有代码为“XX”的组织，请先导入组织或改正代码" },
        { "vouchers", "A2,1,2018-03-05,,a,102,1,,,", "vouchers.csv 第 2 行“organization”：组织“A2”还没有账套，请先在“账套”表里建账" },
        { "vouchers", "A1,1,2018-03-05,,a,102,1,,,\nA1,1,2018-03-06,,a,502,,1,,", "vouchers.csv 第 3 行“date”：凭证 1 的第一行日期是 2018-03-05，同一张凭证的日期要一致\nvouchers.csv 第 2 行：同一张凭证的其他行有错误，整张凭证没有导入" },
        { "vouchers", "A1,1,2018-03-05,,,102,1,,,\nA1,1,2018-03-05,,a,502,,1,,", "vouchers.csv 第 2 行“summary”：凭证的第一行要有摘要\nvouchers.csv 第 3 行：同一张凭证的其他行有错误，整张凭证没有导入" },
        { "vouchers", "A1,1,2018-03-05,,a,102,0,,,\nA1,1,2018-03-05,,a,502,,1,,", "vouchers.csv 第 2 行“debit”：金额是 0.00，请删去这一行或填上金额\nvouchers.csv 第 3 行：同一张凭证的其他行有错误，整张凭证没有导入" },
        { "vouchers", "A1,1,2018-03-05,,a,102,2,,,\nA1,1,2018-03-05,,a,502,,1,,", "vouchers.csv 第 2 行：凭证“a”（2018-03-05）借方合计 2.00 元，贷方合计 1.00 元，借贷不平，请改平后再记账\nvouchers.csv 第 3 行：凭证“a”（2018-03-05）借方合计 2.00 元，贷方合计 1.00 元，借贷不平，请改平后再记账" },
        { "vouchers", "A1,1,2019-03-05,,a,102,1,,,\nA1,1,2019-03-05,,a,502,,1,,", "vouchers.csv 第 2 行“date”：凭证“a”（2019-03-05）所在的会计期间 2019-03 还没有建立，请先增加会计期间\nvouchers.csv 第 3 行“date”：凭证“a”（2019-03-05）所在的会计期间 2019-03 还没有建立，请先增加会计期间" },
        { "vouchers", "A1,1,2018-03-05,,a,102,1,,,\nA1,1,2018-03-05,,a,502,,1,,\nA1,2,2018-03-05,,b,102,1,,,\nA1,2,2018-03-05,,b,502,,1,,\nA1,1,2018-03-05,,c,102,1,,,\nA1,1,2018-03-05,,c,502,,1,,",
            "vouchers.csv 第 6 行：凭证号 1 在 2018-03 记字里已有一张内容不同的凭证；同一张凭证的各行要连在一起，凭证号不能重复\nvouchers.csv 第 7 行：凭证号 1 在 2018-03 记字里已有一张内容不同的凭证；同一张凭证的各行要连在一起，凭证号不能重复" },
        { "periods", "A1,2018,closed", "periods.csv 第 2 行“month”：请填一个月份，如 2018-03" },
        { "periods", "A1,2019-01,closed", "periods.csv 第 2 行“month”：会计期间 2019-01 还没有建立，请在“账套”表里把会计期间延长" },
        { "periods", "A1,2018-02,closed", "periods.csv 第 2 行“state”：2018-01 还没有结账，请按月份顺序结账" },
        { "periods", "A1,2018-01,closed\nA1,2018-01,open", "periods.csv 第 3 行“month”：2018-01 在第 2 行已经写过" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task Each_mistake_has_its_place_and_its_words(string sheet, string rows, string messages)
    {
        await using var store = await StoreAsync(DatabaseEngine.Sqlite);
        var header = sheet switch
        {
            "books" => Books1,
            "opening-balances" => "organization,account,debit,credit\n",
            "vouchers" => VoucherHeader,
            _ => "organization,month,state\n",
        };
        if (sheet != "books")
        {
            await ImportAsync(store, ("books", Books1));
        }

        var report = await ImportAsync(store, (sheet, header + rows + "\n"));

        Assert.False(report.Saved);
        Assert.Equal(messages, Problems(report));
        Assert.Equal(0L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task What_stands_already_is_not_overwritten(DatabaseEngine engine)
    {
        await using var store = await StoreAsync(engine);
        await ImportAsync(store, ("books", Books1), ("opening-balances", Opening1), ("periods", "organization,month,state\nA1,2018-01,closed\n"));

        Assert.Equal(
            "books.csv 第 2 行“organization”：这个组织已在 2018-01-01 用科目表 village-2023 建账，科目表和建账日期不能改",
            Problems(await ImportAsync(store, ("books", Books1.Replace("2018-01-01", "2018-01-02")))));
        Assert.Equal(
            "periods.csv 第 2 行“state”：2018-01 已经结账；反结账要写明原因，请在账套页面办理",
            Problems(await ImportAsync(store, ("periods", "organization,month,state\nA1,2018-01,open\n"))));
        Assert.Contains(
            "opening-balances.csv 第 2 行：组织“A1”已有内容不同的期初余额；要改请先撤销原来的导入",
            Problems(await ImportAsync(store, ("opening-balances", "organization,account,debit,credit\nA1,102,1,\nA1,301,,1\n"))));
    }

    private async Task<TestStore> StoreAsync(DatabaseEngine engine)
    {
        var store = await cluster.LedgerAsync(engine);
        foreach (var (id, code) in ((int, string)[])[(1, "A1"), (2, "A2")])
        {
            await store.ExecuteAsync(
                "INSERT INTO parties_organization (id, code, name, kind, credit_code, valid_from, recorded_at_ms, import_batch_id) " +
                $"VALUES ({id}, '{code}', '某村股份经济合作社', 'village_cooperative', '', '2000-01-01', 1, 0)");
        }

        return store;
    }

    private static Task<ImportReport> ImportAsync(TestStore store, params (string Sheet, string Text)[] files) =>
        ImportAsync(store, ImportMode.AllOrNothing, files);

    private static async Task<ImportReport> ImportAsync(TestStore store, ImportMode mode, params (string Sheet, string Text)[] files)
    {
        using var folder = new TempFolder();
        foreach (var (sheet, text) in files)
        {
            File.WriteAllText(folder.File($"{sheet}.csv"), text);
        }

        return await new Importer(store.Store, InstalledModules.All).RunAsync(folder.Path, "测试", "测试", mode, false, null, Cancel);
    }

    private static string Problems(ImportReport report) => string.Join('\n', report.Problems);

    private static TrialBalanceRow Row(TrialBalance balance, string account) => balance.Rows.Single(r => r.AccountCode == account);

    private static async Task ExportAsync(TestStore store, TempFolder folder)
    {
        await using var db = store.Store.Open();
        foreach (var sheet in InstalledModules.All.Single(m => m.Name == "ledger").Imports)
        {
            var rows = new List<object?[]>();
            await foreach (var row in sheet.ExportAsync(db, FieldProtector.Open(store.Store.Location.DataDirectory), Cancel))
            {
                rows.Add(row);
            }

            await using var file = File.Create(folder.File($"{sheet.Definition.ChineseName}.csv"));
            SheetWriter.WriteCsv(sheet.Definition, rows, file);
        }
    }
}
