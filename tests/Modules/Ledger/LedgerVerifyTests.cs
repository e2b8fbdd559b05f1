using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Sound books verify; a row altered behind the program is found and named.</summary>
public sealed class LedgerVerifyTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Sound_books_have_no_problem(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        await FillAsync(store);

        Assert.Empty(await CheckAsync(store));
    }

    public static TheoryData<DatabaseEngine, string, string, string> Forgeries
    {
        get
        {
            var data = new TheoryData<DatabaseEngine, string, string, string>();
            foreach (var engine in (DatabaseEngine[])[DatabaseEngine.Sqlite, DatabaseEngine.Postgres])
            {
                data.Add(engine, "UPDATE ledger_posting SET amount_fen = 101 WHERE voucher_id = 1 AND line_no = 1",
                    "voucher_does_not_balance,total_differs,content_was_changed",
                    "账套 1 2018-03-05 记字1号凭证（编号 1）借方合计 1.01 元，贷方合计 1.00 元，借贷不平。");
                data.Add(engine, "UPDATE ledger_posting SET account_code = '101' WHERE voucher_id = 1 AND line_no = 1",
                    "content_was_changed", "账套 1 2018-03-05 记字1号凭证（编号 1）内容与记账时的指纹不符，凭证或分录被改动过。");
                data.Add(engine, "UPDATE ledger_voucher SET summary = '改' WHERE id = 2",
                    "content_was_changed", "账套 1 2018-03-06 记字2号凭证（编号 2）内容与记账时的指纹不符，凭证或分录被改动过。");
                data.Add(engine, "UPDATE ledger_voucher SET number = 9 WHERE id = 2",
                    "numbers_have_gaps", "账套 1 2018-03 记字凭证共 2 张，编号却从 1 到 9，有断号。");
                data.Add(engine, "UPDATE ledger_voucher SET year_month = 201812 WHERE id = 2",
                    "month_differs_from_date,numbers_have_gaps", "账套 1 2018-03-06 记字2号凭证（编号 2）日期 2018-03-06 不在会计期间 2018-12。");
                data.Add(engine, "DELETE FROM ledger_posting WHERE voucher_id = 2",
                    "voucher_has_no_lines", "账套 1 2018-03-06 记字2号凭证（编号 2）没有分录。");
                data.Add(engine, "DELETE FROM ledger_voucher WHERE id = 2",
                    "lines_have_no_voucher", "账套 1 中有 2 条分录没有凭证（编号 2）。");
                data.Add(engine, "DELETE FROM ledger_posting WHERE voucher_id = 2 AND line_no = 2",
                    "voucher_does_not_balance,line_count_differs,content_was_changed", "账套 1 2018-03-06 记字2号凭证（编号 2）借方合计 2.00 元，贷方合计 0.00 元，借贷不平。");
                data.Add(engine, "DELETE FROM ledger_account WHERE code = '501'",
                    "account_not_in_chart,account_not_in_chart", "账套 1 2018-04-01 记字1号凭证（编号 3）科目 501 不在科目表中。");
                data.Add(engine, "UPDATE ledger_voucher SET reverses_id = 1 WHERE id = 4",
                    "content_was_changed,reversal_does_not_cancel", "账套 1 2018-05-01 记字1号凭证（编号 4）内容与记账时的指纹不符，凭证或分录被改动过。");
                data.Add(engine, "UPDATE ledger_posting SET amount_fen = -4 WHERE voucher_id = 4",
                    "total_differs,content_was_changed,reversal_does_not_cancel", "账套 1 2018-05-01 记字1号凭证（编号 4）凭证合计为 -3.00 元，分录借方合计 -0.04 元。");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Forgeries))]
    public async Task Forgery_is_found_and_named(DatabaseEngine engine, string forgery, string codes, string firstMessage)
    {
        await using var store = await cluster.LedgerAsync(engine);
        await FillAsync(store);
        await DropTriggersAsync(store);

        await store.ExecuteAsync(forgery);

        var problems = await CheckAsync(store);
        Assert.Equal(codes, string.Join(',', problems.Select(p => p.Code)));
        Assert.Equal(firstMessage, problems[0].Message);
    }

    /// <summary>Vouchers 1 and 2 in March, 3 in April, cancelled by 4 in May.</summary>
    private static async Task FillAsync(TestStore store)
    {
        var book = await store.BookAsync();
        Assert.Equal(1, book);
        await store.PostAsync(
            Entry(book, "2018-03-05", "102", "502", 100), Entry(book, "2018-03-06", "102", "502", 200), Entry(book, "2018-04-01", "102", "501", 300));
        Assert.Equal(4, (await store.ReverseAsync(3, "2018-05-01")).Value[0].Id);
    }

    private static async Task<IReadOnlyList<LedgerProblem>> CheckAsync(TestStore store)
    {
        await using var db = store.Store.Open();
        return await LedgerVerify.CheckAsync(db, Cancel);
    }

    private static async Task DropTriggersAsync(TestStore store)
    {
        await using var db = store.Store.Open();
        foreach (var table in (string[])["ledger_voucher", "ledger_posting"])
        {
            foreach (var verb in (string[])["update", "delete"])
            {
                var name = Dialect.TriggerName(table, verb);
                await store.ExecuteAsync(store.Store.Location.Engine == DatabaseEngine.Sqlite ? $"DROP TRIGGER {name}" : $"DROP TRIGGER {name} ON {table}");
            }
        }
    }
}
