using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Opening books, their charts, their months.</summary>
public sealed class BooksTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Village_chart_has_the_42_accounts_of_the_regulation(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();

        await using var db = store.Store.Open();
        var accounts = await Books.AccountsAsync(db, book, Cancel);

        var first = accounts.Where(a => a.ParentCode == "").ToList();
        Assert.Equal(42, first.Count);
        Assert.Equal([19, 8, 4, 1, 4, 6], Enumerable.Select(["asset", "liability", "equity", "cost", "income", "expense"], k => first.Count(a => a.Kind == k)));
        Assert.Equal(["133", "152", "162"], first.Where(a => a.Kind == "asset" && a.Side == Side.Credit).Select(a => a.Code));
        Assert.Equal(["32201", "32202", "32203", "32204", "32205"], accounts.Where(a => a.ParentCode == "322").Select(a => a.Code));
        Assert.False(accounts.Single(a => a.Code == "322").IsLeaf);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Enterprise_chart_has_the_66_accounts_of_the_standard(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync(chart: Charts.Enterprise);

        await using var db = store.Store.Open();
        var accounts = await Books.AccountsAsync(db, book, Cancel);

        Assert.Equal(66, accounts.Count(a => a.ParentCode == ""));
        Assert.Equal(["310401", "310402"], accounts.Where(a => a.ParentCode == "3104").Select(a => a.Code));
        Assert.All(accounts, a => Assert.StartsWith(a.ParentCode, a.Code));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_organisation_has_one_book(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync(7);

        var twice = await store.Write(db => Books.OpenAsync(db, 7, Charts.Village, Day("2018-01-01"), 2018, 0, Cancel));

        Assert.Equal("这个组织已经建有账套，一个组织只能有一套账。", twice.Message());
        await using var db = store.Store.Open();
        var found = await Books.FindByOrganizationsAsync(db, [6, 7], Cancel);
        Assert.Equal(new BookInfo(book, 7, Charts.Village, Day("2018-01-01")), Assert.Single(found).Value);
    }

    [Theory]
    [InlineData("village-2004", 2018, "没有名为“village-2004”的科目表，可用：village-2023、enterprise。")]
    [InlineData("village-2023", 2017, "会计期间应从建账年度 2018 起，至多 100 年，不能到 2017 年。")]
    [InlineData("village-2023", 2118, "会计期间应从建账年度 2018 起，至多 100 年，不能到 2118 年。")]
    public async Task Bad_opening_is_refused(string chart, int throughYear, string message)
    {
        await using var store = await cluster.LedgerAsync(DatabaseEngine.Sqlite);

        var refused = await store.Write(db => Books.OpenAsync(db, 7, chart, Day("2018-05-01"), throughYear, 0, Cancel));

        Assert.Equal(message, refused.Message());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Months_close_in_order_and_open_again_in_reverse(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync(openedOn: "2018-11-15", throughYear: 2019);

        Assert.Equal("会计期间 2018-11 还没有结账，请按月份顺序结账。", await Change(store, db => Books.ClosePeriodAsync(db, book, 201812, Cancel)));
        Assert.Equal("会计期间 2018-10 还没有建立。", await Change(store, db => Books.ClosePeriodAsync(db, book, 201810, Cancel)));
        Assert.Null(await Change(store, db => Books.ClosePeriodAsync(db, book, 201811, Cancel)));
        Assert.Null(await Change(store, db => Books.ClosePeriodAsync(db, book, 201812, Cancel)));
        Assert.Equal("会计期间 2018-12 已经结账。", await Change(store, db => Books.ClosePeriodAsync(db, book, 201812, Cancel)));

        var closed = await store.PostAsync(Entry(book, "2018-12-31", "102", "502", 1));
        Assert.Equal("凭证“业务”（2018-12-31）所在的会计期间 2018-12 已经结账，请改用未结账的日期。", closed.Message());

        Assert.Equal("反结账必须写明原因。", await Change(store, db => Books.ReopenPeriodAsync(db, book, 201812, "", Cancel)));
        Assert.Equal("会计期间 2018-11 之后还有已结账的月份，请先从最后一个月起反结账。", await Change(store, db => Books.ReopenPeriodAsync(db, book, 201811, "漏记", Cancel)));
        Assert.Null(await Change(store, db => Books.ReopenPeriodAsync(db, book, 201812, "漏记", Cancel)));
        Assert.Equal("会计期间 2018-12 没有结账。", await Change(store, db => Books.ReopenPeriodAsync(db, book, 201812, "漏记", Cancel)));
        Assert.True((await store.PostAsync(Entry(book, "2018-12-31", "102", "502", 1))).Ok);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_into_a_closed_month_is_refused_and_the_closed_original_may_be_cancelled_later(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var wrong = (await store.PostAsync(Entry(book, "2018-01-05", "102", "501", 5))).Value[0];
        await Change(store, db => Books.ClosePeriodAsync(db, book, 201801, Cancel));

        Assert.Equal("period_closed", (await store.ReverseAsync(wrong.Id, "2018-01-31")).Code());
        Assert.True((await store.ReverseAsync(wrong.Id, "2018-02-01")).Ok);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Months_are_added_up_to_a_year(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync(openedOn: "2018-11-15", throughYear: 2018);

        Assert.Null(await Change(store, db => Books.ExtendPeriodsAsync(db, book, 2019, Cancel)));

        await using var db = store.Store.Open();
        var months = await Books.PeriodsAsync(db, book, Cancel);
        Assert.Equal([201811, 201812, .. Enumerable.Range(201901, 12)], months.Select(m => m.YearMonth));
        Assert.All(months, m => Assert.True(m.IsOpen));
        Assert.Equal("会计期间已经建到 2019-12，不能改到 2018 年。", await Change(store, d => Books.ExtendPeriodsAsync(d, book, 2018, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Sub_account_takes_the_postings_from_then_on(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Entry(book, "2018-01-05", "101", "501", 5));

        Assert.Null(await Change(store, db => Books.AddAccountAsync(db, book, "10201", "基本存款账户", Cancel)));
        Assert.Null(await Change(store, db => Books.AddAccountAsync(db, book, "1020101", "信用社", Cancel)));
        Assert.Equal("科目编码 90001 应为上级科目编码加两位数字，账套里没有上级科目 900。", await Change(store, db => Books.AddAccountAsync(db, book, "90001", "某", Cancel)));
        Assert.Equal("请填写科目名称。", await Change(store, db => Books.AddAccountAsync(db, book, "10202", " ", Cancel)));
        Assert.Equal("账套里已有科目 10201。", await Change(store, db => Books.AddAccountAsync(db, book, "10201", "某", Cancel)));
        Assert.Equal("上级科目 101 已有记账，不能再设明细科目；请新设同级科目。", await Change(store, db => Books.AddAccountAsync(db, book, "10101", "某", Cancel)));

        Assert.Equal("account_has_sub_accounts", (await store.PostAsync(Entry(book, "2018-01-05", "102", "501", 5))).Code());
        Assert.True((await store.PostAsync(Entry(book, "2018-01-05", "1020101", "501", 5))).Ok);
        await using var db = store.Store.Open();
        var year = (await Balances.TrialBalanceAsync(db, book, Day("2018-12-31"), null, Cancel)).Value;
        Assert.Equal([5L, 5L, 5L], Enumerable.Select(["102", "10201", "1020101"], c => year.Rows.Single(r => r.AccountCode == c).ClosingDebitFen));
        Assert.True(year.Totals.Balanced);
    }

    private static async Task<string?> Change(TestStore store, Func<BaotuanDb, Task<Refusal?>> change)
    {
        var outcome = await store.Write<bool>(async db => await change(db) is { } refusal ? refusal : true);
        return outcome.Ok ? null : outcome.Message();
    }
}
