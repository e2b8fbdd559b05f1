using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Trial balances and statements against figures worked by hand.</summary>
public sealed class BalancesTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    /// <summary>
    /// One village's 2018. Opening: bank 100,000.00, investment 50,000.00, capital 120,000.00, fund 30,000.00.
    /// March: dividend 4,277.78 in. June: office 1,000.00 out. July: 500.00 of land compensation in. December: income to result
    /// (502 4,277.78 → 321, 513 1,000.00 → 321), result 3,277.78 → 32201, fund 30 % = 983.34 (rounded up).
    /// </summary>
    internal static VoucherDraft[] Year(long book) =>
    [
        new(book, Day("2018-01-01"), "期初余额", "qc",
            [PostingDraft.Debit("102", 10_000_000), PostingDraft.Debit("141", 5_000_000), PostingDraft.Credit("301", 12_000_000), PostingDraft.Credit("311", 3_000_000)],
            VoucherClasses.Opening),
        new(book, Day("2018-03-05"), "收到分红", "fh", [PostingDraft.Debit("102", 427_778, partyCode: "ZCY"), PostingDraft.Credit("502", 427_778, partyCode: "ZCY")]),
        Entry(book, "2018-06-01", "513", "102", 100_000, "bg", "办公费"),
        new(book, Day("2018-07-01"), "土地补偿款", "tb", [PostingDraft.Debit("102", 50_000), PostingDraft.Credit("311", 50_000, tag: PostingTags.LandCompensation)]),
        new(book, Day("2018-12-31"), "结转收益", "jz",
            [PostingDraft.Debit("502", 427_778), PostingDraft.Credit("513", 100_000), PostingDraft.Credit("321", 327_778)], SourceKind: "year_end", SourceId: 2018),
        Entry(book, "2018-12-31", "321", "32201", 327_778, "sy", "结转本年收益"),
        Entry(book, "2018-12-31", "32202", "311", 98_334, "gj", "提取公积公益金"),
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task Trial_balance_of_a_half_year_shows_opening_turnover_and_closing(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Year(book));

        await using var db = store.Store.Open();
        var half = (await Balances.TrialBalanceAsync(db, book, Period.Parse("2018-H1"), null, Cancel)).Value;

        Assert.Equal((10_000_000, 0, 427_778, 100_000, 10_327_778, 0), Figures(half, "102"));
        Assert.Equal((5_000_000, 0, 0, 0, 5_000_000, 0), Figures(half, "141"));
        Assert.Equal((0, 12_000_000, 0, 0, 0, 12_000_000), Figures(half, "301"));
        Assert.Equal((0, 3_000_000, 0, 0, 0, 3_000_000), Figures(half, "311"));
        Assert.Equal((0, 0, 0, 427_778, 0, 427_778), Figures(half, "502"));
        Assert.Equal((0, 0, 100_000, 0, 100_000, 0), Figures(half, "513"));
        Assert.Equal((0, 0, 0, 0, 0, 0), Figures(half, "322"));
        Assert.Equal(new TrialBalanceTotals(15_000_000, 15_000_000, 527_778, 527_778, 15_427_778, 15_427_778), half.Totals);
        Assert.True(half.Totals.Balanced);
        Assert.Equal(47, half.Rows.Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Parent_account_nets_its_sub_accounts(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Year(book));

        await using var db = store.Store.Open();
        var year = (await Balances.TrialBalanceAsync(db, book, Day("2018-12-31"), null, Cancel)).Value;

        Assert.Equal((0, 0, 98_334, 327_778, 0, 229_444), Figures(year, "322"));
        Assert.Equal((0, 0, 0, 327_778, 0, 327_778), Figures(year, "32201"));
        Assert.Equal((0, 0, 98_334, 0, 98_334, 0), Figures(year, "32202"));
        Assert.Equal((0, 0, 427_778, 427_778, 0, 0), Figures(year, "502"));
        // 102: 100,000.00 + 4,277.78 − 1,000.00 + 500.00; 311: 30,000.00 + 500.00 + 983.34
        Assert.Equal((10_000_000, 0, 477_778, 100_000, 10_377_778, 0), Figures(year, "102"));
        Assert.Equal((0, 3_000_000, 0, 148_334, 0, 3_148_334), Figures(year, "311"));
        Assert.True(year.Totals.Balanced);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Next_year_opens_where_the_last_one_closed(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Year(book));

        await using var db = store.Store.Open();
        var next = (await Balances.TrialBalanceAsync(db, book, Day("2019-06-30"), null, Cancel)).Value;
        var before = (await Balances.TrialBalanceAsync(db, book, Day("2017-06-30"), null, Cancel)).Value;

        Assert.Equal((10_377_778, 0, 0, 0, 10_377_778, 0), Figures(next, "102"));
        Assert.Equal((0, 0, 0, 0, 0, 0), Figures(before, "102"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Statement_runs_the_balance_on_the_accounts_own_side(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Year(book));

        await using var db = store.Store.Open();
        var bank = (await Balances.StatementAsync(db, book, "102", Period.Parse("2018"), null, null, Cancel)).Value;
        var profit = (await Balances.StatementAsync(db, book, "322", Period.Parse("2018"), null, null, Cancel)).Value;
        var second = (await Balances.StatementAsync(db, book, "102", Period.Parse("2018-H2"), null, null, Cancel)).Value;

        Assert.Equal(10_000_000, bank.OpeningFen);
        Assert.Equal(
            [("2018-03-05", "收到分红", 427_778L, 0L, 10_427_778L), ("2018-06-01", "办公费", 0, 100_000, 10_327_778), ("2018-07-01", "土地补偿款", 50_000, 0, 10_377_778)],
            bank.Lines.Select(l => ($"{l.VoucherOn:yyyy-MM-dd}", l.Summary, l.DebitFen, l.CreditFen, l.BalanceFen)));
        Assert.Equal((477_778, 100_000, 10_377_778), (bank.DebitFen, bank.CreditFen, bank.ClosingFen));
        Assert.Equal([327_778L, 229_444L], profit.Lines.Select(l => l.BalanceFen));
        Assert.Equal((10_327_778, 10_377_778), (second.OpeningFen, second.ClosingFen));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Statement_of_one_party_shows_only_its_lines(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Year(book));

        await using var db = store.Store.Open();
        var bank = (await Balances.StatementAsync(db, book, "102", Period.Parse("2018"), null, "ZCY", Cancel)).Value;

        Assert.Equal((0, 427_778), (bank.OpeningFen, bank.ClosingFen));
        Assert.Equal("account_not_found", (await Balances.StatementAsync(db, book, "561", Period.Parse("2018"), null, null, Cancel)).Code());
        Assert.Equal("book_not_found", (await Balances.TrialBalanceAsync(db, 99, Period.Parse("2018"), null, Cancel)).Code());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Totals_come_per_account_and_tag_without_opening_and_without_the_year_end_transfer(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var (one, two) = (await store.BookAsync(1), await store.BookAsync(2));
        await store.PostAsync([.. Year(one), Entry(two, "2018-05-01", "102", "501", 7)]);

        await using var db = store.Store.Open();
        var totals = await Balances.AccountTotalsAsync(db, [one, two], Period.Year(2018), null, Cancel, ["year_end"]);

        Assert.Contains(new AccountTotal(one, "502", "", 0, 427_778), totals);
        Assert.Contains(new AccountTotal(one, "513", "", 100_000, 0), totals);
        Assert.Contains(new AccountTotal(one, "311", "", 0, 98_334), totals);
        Assert.Contains(new AccountTotal(one, "311", "land_compensation", 0, 50_000), totals);
        Assert.Contains(new AccountTotal(two, "501", "", 0, 7), totals);
        Assert.DoesNotContain(totals, t => t.AccountCode is "301" or "141");
        Assert.Equal(
            [(one, 10_377_778L), (two, 7L)],
            (await Balances.DebitBalancesAsync(db, [one, two], "102", Day("2018-12-31"), null, Cancel)).OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Back_dated_voucher_changes_what_was_true_but_not_what_was_known(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Entry(book, "2018-03-05", "102", "502", 100));
        var firstKnown = store.Clock.GetUtcNow().AddMinutes(1).ToUnixTimeMilliseconds();
        store.Clock.Advance(TimeSpan.FromDays(30));
        await store.PostAsync(Entry(book, "2018-03-01", "102", "502", 11));

        Assert.Equal(111, await BankAsync(store, book, "2018-03-31", null));
        Assert.Equal(100, await BankAsync(store, book, "2018-03-31", firstKnown));
        Assert.Equal(11, await BankAsync(store, book, "2018-03-03", null));
        Assert.Equal(0, await BankAsync(store, book, "2018-03-03", firstKnown));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_counts_from_its_own_date_and_clears_turnover(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var wrong = (await store.PostAsync(Entry(book, "2018-03-05", "102", "501", 12_345))).Value[0];
        await store.ReverseAsync(wrong.Id, "2018-05-02");

        Assert.Equal(12_345, await BankAsync(store, book, "2018-05-01", null));
        Assert.Equal(0, await BankAsync(store, book, "2018-05-02", null));
        await using var db = store.Store.Open();
        var year = (await Balances.TrialBalanceAsync(db, book, Day("2018-12-31"), null, Cancel)).Value;
        Assert.Equal((0, 0, 0, 0, 0, 0), Figures(year, "102"));
    }

    private static async Task<long> BankAsync(TestStore store, long book, string asOf, long? knownAtMs)
    {
        await using var db = store.Store.Open();
        var row = (await Balances.TrialBalanceAsync(db, book, Day(asOf), knownAtMs, Cancel)).Value.Rows.Single(r => r.AccountCode == "102");
        return row.ClosingDebitFen - row.ClosingCreditFen;
    }

    private static (long, long, long, long, long, long) Figures(TrialBalance balance, string account)
    {
        var row = balance.Rows.Single(r => r.AccountCode == account);
        return (row.OpeningDebitFen, row.OpeningCreditFen, row.TurnoverDebitFen, row.TurnoverCreditFen, row.ClosingDebitFen, row.ClosingCreditFen);
    }
}
