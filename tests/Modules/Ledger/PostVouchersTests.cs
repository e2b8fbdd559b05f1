using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Posting and its refusals, one sample and one exact message for each.</summary>
public sealed class PostVouchersTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Numbers_run_from_one_without_gaps_per_book_month_and_class(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var (one, two) = (await store.BookAsync(1), await store.BookAsync(2));

        var first = await store.PostAsync(
            Entry(one, "2018-03-05", "102", "502", 100), Entry(one, "2018-03-01", "102", "502", 200),
            Entry(two, "2018-03-05", "102", "502", 300), Entry(one, "2018-04-01", "102", "502", 400),
            Entry(one, "2018-03-09", "102", "502", 500) with { VoucherClass = "收" });
        var second = await store.PostAsync(Entry(one, "2018-03-31", "102", "502", 600));

        Assert.Equal(
            [(one, 201803, "记", 1), (one, 201803, "记", 2), (two, 201803, "记", 1), (one, 201804, "记", 1), (one, 201803, "收", 1)],
            first.Value.Select(v => (v.BookId, v.YearMonth, v.VoucherClass, v.Number)));
        Assert.Equal(3, Assert.Single(second.Value).Number);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_client_id_with_same_content_is_the_same_voucher(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var draft = Entry(book, "2018-03-05", "102", "502", 100, "收款-1");

        var first = (await store.PostAsync(draft)).Value[0];
        var again = (await store.PostAsync(Entry(book, "2018-03-06", "102", "502", 1), draft, draft)).Value;

        Assert.False(first.AlreadyPosted);
        Assert.Equal([first with { AlreadyPosted = true }, first with { AlreadyPosted = true }], again.Skip(1));
        Assert.Equal(2L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Twins_in_one_lot_post_once(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var draft = Entry(await store.BookAsync(), "2018-03-05", "102", "502", 100, "收款-1");

        var posted = (await store.PostAsync(draft, draft)).Value;

        Assert.Equal([false, true], posted.Select(p => p.AlreadyPosted));
        Assert.Equal(posted[0].Id, posted[1].Id);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_client_id_with_other_content_is_refused(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Entry(book, "2018-03-05", "102", "502", 100, "收款-1"));

        var refused = await store.PostAsync(Entry(book, "2018-03-05", "102", "502", 101, "收款-1"));

        Assert.Equal("client_id_reused", refused.Code());
        Assert.Equal("凭证“业务”（2018-03-05）的防重编号 收款-1 已用于另一张内容不同的凭证，没有重复记账。", refused.Message());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task One_bad_draft_keeps_the_whole_lot_out_and_each_bad_one_is_named(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();

        var refused = await store.PostAsync(
            Entry(book, "2018-03-05", "102", "502", 100), Entry(book, "2018-03-05", "102", "999", 100), Entry(book, "2018-03-05", "102", "502", 0));

        Assert.Equal(["account_not_found", "amount_is_zero"], refused.Refusals.Select(r => r.Code));
        Assert.Equal(0L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_posting")));
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "client_id_missing", "凭证“业务”（2018-03-05）没有可用的防重编号（1 至 200 个字符）。" },
        { "book_not_found", "凭证“业务”（2018-03-05）所在账套不存在，请先建账。" },
        { "summary_missing", "凭证“ ”（2018-03-05）没有摘要，请写明经济业务内容。" },
        { "voucher_is_empty", "凭证“业务”（2018-03-05）只有 0 条分录，一张凭证至少要有两条。" },
        { "amount_is_zero", "凭证“业务”（2018-03-05）科目 102 的金额是 0.00，请删去这一条或填上金额。" },
        { "amount_is_too_large", "凭证“业务”（2018-03-05）科目 102 的金额 92,233,720,368,547,758.07 元超过十万亿元，请检查。" },
        { "tag_unknown", "凭证“业务”（2018-03-05）科目 102 的资金标记“x”不认识，请写 land_compensation、quota_sale、recurring、one_off 或留空。" },
        { "account_not_found", "凭证“业务”（2018-03-05）账套里没有科目 561，请改用已有科目或先增设。" },
        { "account_has_sub_accounts", "凭证“业务”（2018-03-05）科目 322 下设明细科目，请记到明细科目。" },
        { "voucher_does_not_balance", "凭证“业务”（2018-03-05）借方合计 1.00 元，贷方合计 0.99 元，借贷不平，请改平后再记账。" },
        { "voucher_before_book_opened", "凭证“业务”（2017-12-31）的日期早于建账日期 2018-01-01，请改日期或记入期初余额。" },
        { "opening_not_on_first_day", "凭证“业务”（2018-03-05）是期初余额，日期应为建账日期 2018-01-01。" },
        { "period_not_found", "凭证“业务”（2025-01-01）所在的会计期间 2025-01 还没有建立，请先增加会计期间。" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Each_refusal_says_what_is_wrong_and_what_to_do(string code, string message)
    {
        await using var store = await cluster.LedgerAsync(DatabaseEngine.Sqlite);
        var book = await store.BookAsync();
        var good = Entry(book, "2018-03-05", "102", "502", 100);
        var bad = code switch
        {
            "client_id_missing" => good with { ClientId = "" },
            "book_not_found" => good with { BookId = 99 },
            "summary_missing" => good with { Summary = " " },
            "voucher_is_empty" => good with { Postings = [] },
            "amount_is_zero" => Entry(book, "2018-03-05", "102", "502", 0),
            "amount_is_too_large" => Entry(book, "2018-03-05", "102", "502", long.MaxValue),
            "tag_unknown" => good with { Postings = [PostingDraft.Debit("102", 100, tag: "x"), PostingDraft.Credit("502", 100)] },
            "account_not_found" => Entry(book, "2018-03-05", "561", "102", 100),
            "account_has_sub_accounts" => Entry(book, "2018-03-05", "322", "102", 100),
            "voucher_does_not_balance" => good with { Postings = [PostingDraft.Debit("102", 100), PostingDraft.Credit("502", 99)] },
            "voucher_before_book_opened" => Entry(book, "2017-12-31", "102", "502", 100),
            "opening_not_on_first_day" => good with { VoucherClass = VoucherClasses.Opening },
            _ => Entry(book, "2025-01-01", "102", "502", 100),
        };

        var refused = await store.PostAsync(bad);

        Assert.Equal(code, refused.Code());
        Assert.Equal(message, refused.Message());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_thousand_vouchers_over_two_hundred_books_take_no_round_trip_each(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var books = (await store.Write(db => Books.OpenAsync(
            db, [.. Enumerable.Range(1, 200).Select(o => new BookOpening(o, Charts.Village, Day("2018-01-01"), 2018))], 0, Cancel))).Value;
        var drafts = books.SelectMany(b => Enumerable.Range(1, 10).Select(n => Entry(b.Id, "2018-03-05", "102", "502", n))).ToArray();

        var posted = (await store.PostAsync(drafts)).Value;

        Assert.Equal(2000, posted.Count);
        Assert.All(posted.GroupBy(p => p.BookId), g => Assert.Equal(Enumerable.Range(1, 10), g.Select(p => p.Number)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Parallel_posters_leave_no_gap_and_no_twin(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var other = store.Another();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? store.Store : other).WriteAsync(
            "测试", (db, c) => Vouchers.PostAsync(db, [Entry(book, "2018-03-05", "102", "502", 1), Entry(book, "2018-03-05", "102", "502", 2)], c), Cancel)));

        Assert.Equal(40L, Convert.ToInt64(await store.ScalarAsync("SELECT MAX(number) FROM ledger_voucher")));
        Assert.Equal(40L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(DISTINCT number) FROM ledger_voucher")));
    }
}
