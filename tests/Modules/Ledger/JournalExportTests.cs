using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Exports are accepted by the programs they are made for, and those arrive at our balances.</summary>
public sealed class JournalExportTests(PostgresCluster cluster)
{
    private const string Nasty = "“引号\" 反斜杠\\ 分号; 竖线| 冒号 date:2018-13-01 [2018-99-99] (括号) #标签 ^链接, 逗号\r\n换行\t=1+1";

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Hledger_accepts_the_journal_strictly_and_has_our_balances(DatabaseEngine engine)
    {
        Assert.SkipWhen(Tool.Find("hledger") is null, "hledger is not installed (apt-get install hledger)");
        await using var store = await cluster.LedgerAsync(engine);
        var books = await FillAsync(store);
        using var folder = new TempFolder();

        foreach (var lot in (long[][])[[books[0]], books])
        {
            var file = await ExportAsync(store, lot, JournalExport.Hledger, folder.File("a.journal"));
            var check = Tool.Run("hledger", ["-f", file, "check", "--strict", "ordereddates", "uniqueleafnames"]);
            var strict = Tool.Run("hledger", ["-f", file, "check", "--strict"]);
            Assert.True(strict.Succeeded, strict.ToString());
            Assert.True(lot.Length > 1 || check.Succeeded, check.ToString());
            var balances = Tool.Run("hledger", ["-f", file, "bal", "--flat", "-N", "-O", "csv"]);
            Assert.True(balances.Succeeded, balances.ToString());
            Assert.Equal(await OursAsync(store, lot), Parse(balances.Output));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Bean_check_accepts_the_ledger_and_bean_query_has_our_balances(DatabaseEngine engine)
    {
        Assert.SkipWhen(Tool.Find("bean-check") is null || Tool.Find("bean-query") is null, "beancount is not installed (apt-get install beancount)");
        await using var store = await cluster.LedgerAsync(engine);
        var books = await FillAsync(store);
        using var folder = new TempFolder();

        foreach (var lot in (long[][])[[books[0]], books])
        {
            var file = await ExportAsync(store, lot, JournalExport.Beancount, folder.File("a.beancount"));
            var check = Tool.Run("bean-check", [file]);
            Assert.True(check.Succeeded && check.Output.Length == 0, check.ToString());
            // as numbers, because bean-query 2.3 cannot print a position of a billion and more
            var balances = Tool.Run("bean-query", ["-f", "csv", file, "SELECT account, number(only('CNY', sum(position))) GROUP BY account"]);
            Assert.True(balances.Succeeded, balances.ToString());
            Assert.Equal(await OursAsync(store, lot), Parse(balances.Output));
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Csv_has_one_line_per_posting_and_guards_formulas(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var wrong = (await store.PostAsync(Entry(book, "2018-03-05", "102", "501", 12_345, summary: "=cmd, \"x\""))).Value[0];
        await store.ReverseAsync(wrong.Id, "2018-05-02");
        using var folder = new TempFolder();

        var lines = File.ReadAllText(await ExportAsync(store, [book], JournalExport.Csv, folder.File("a.csv"))).Split("\r\n");

        Assert.StartsWith("organization,voucher_no,date,class,summary,account,debit,credit,party,tag,account_name,", lines[0]);
        Assert.StartsWith(",201803-记-1,2018-03-05,记,\"'=cmd, \"\"x\"\"\",102,123.45,,,,银行存款,1,1,1,", lines[1]);
        Assert.StartsWith(",201803-记-1,2018-03-05,记,\"'=cmd, \"\"x\"\"\",501,,123.45,,,经营收入,1,1,2,", lines[2]);
        Assert.StartsWith(",201805-记-1,2018-05-02,记,注销2018年3月5日记字1号凭证,102,-123.45,,,,银行存款,1,2,1,", lines[3]);
        Assert.Equal(6, lines.Length);
        Assert.Equal("", lines[5]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Control_totals_are_those_of_the_trial_balance(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(BalancesTests.Year(book));

        await using var db = store.Store.Open();
        var text = new StringWriter();
        var totals = (await JournalExport.WriteAsync(db, [book], JournalExport.Hledger, text, Cancel)).Value;
        var refused = await JournalExport.WriteAsync(db, [book], "pdf", text, Cancel);
        var missing = await JournalExport.WriteAsync(db, [book, 99], JournalExport.Csv, text, Cancel);

        // 150,000.00 opening; 4,277.78 + 1,000.00 + 500.00 + 4,277.78 + 3,277.78 + 983.34 of the year
        Assert.Equal(new JournalTotals(7, 17, 16_431_668, 16_431_668), totals);
        Assert.EndsWith("; 7 vouchers, 17 lines, debit 164316.68, credit 164316.68\n", text.ToString());
        Assert.Equal("没有“pdf”这种格式，可用：hledger、beancount、csv。", refused.Message());
        Assert.Equal("找不到要导出的账套。", missing.Message());
    }

    private static async Task<long[]> FillAsync(TestStore store)
    {
        var village = await store.BookAsync(1);
        var company = await store.BookAsync(2, Charts.Enterprise, "2018-06-15");
        await store.Write<bool>(async db => await Books.AddAccountAsync(db, village, "10101", "出纳“A”(备用金) 1", Cancel) is { } r ? r : true);
        await store.PostAsync(BalancesTests.Year(village));
        await store.PostAsync(
            Entry(company, "2018-06-30", "1131", "5111", 99, "n1", Nasty), Entry(village, "2018-08-01", "10101", "401", long.MaxValue / 100_000, "n2", "生产成本"),
            new VoucherDraft(village, Day("2018-08-02"), "x", "n3", [PostingDraft.Debit("112", 1, Nasty, Nasty), PostingDraft.Credit("504", 1, Nasty)], "收", "来源", 7, true));
        var wrong = (await store.PostAsync(Entry(village, "2018-09-01", "102", "501", 777))).Value[0];
        await store.ReverseAsync(wrong.Id, "2018-10-02", Nasty);
        return [village, company];
    }

    private static async Task<string> ExportAsync(TestStore store, long[] books, string format, string file)
    {
        await using var db = store.Store.Open();
        await using var to = new StreamWriter(file);
        Assert.True((await JournalExport.WriteAsync(db, books, format, to, Cancel)).Ok);
        return file;
    }

    /// <summary>Non-zero debit-positive balances by account code, added up over the books.</summary>
    private static async Task<SortedDictionary<string, Money>> OursAsync(TestStore store, long[] books)
    {
        await using var db = store.Store.Open();
        var ours = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var book in books)
        {
            var balance = (await Balances.TrialBalanceAsync(db, book, Period.Parse("2018-01-01..2024-12-31"), null, Cancel)).Value;
            foreach (var row in balance.Rows.Where(r => r.IsLeaf && r.ClosingDebitFen != r.ClosingCreditFen))
            {
                ours[row.AccountCode] = new Money(row.ClosingDebitFen - row.ClosingCreditFen);
            }
        }

        Assert.True(ours.Count > 8);
        return ours;
    }

    /// <summary>Reads "Assets:…:102-银行存款","103777.78 CNY".</summary>
    private static SortedDictionary<string, Money> Parse(string csv)
    {
        var theirs = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var line in csv.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var cells = line.Split(',');
            var code = cells[0].Trim('"', ' ').Split(':')[^1].Split('-')[0];
            var amount = Money.Parse(cells[1].Trim('"', ' ') is "" or "0" ? "0" : cells[1].Trim('"', ' ').Split(' ')[0]);
            if (amount != Money.Zero)
            {
                theirs.Add(code, amount);
            }
        }

        return theirs;
    }
}
