using System.Data.Common;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>What the database itself refuses when somebody writes past the program.</summary>
public sealed class SealedVoucherTests(PostgresCluster cluster)
{
    private const string VoucherColumns =
        "INSERT INTO ledger_voucher (id, book_id, year_month, voucher_class, number, voucher_on, recorded_at_ms, summary, client_id, " +
        "content_hash, reverses_id, reason, imported, source_kind, source_id, line_count, total_fen) VALUES ";

    public static TheoryData<DatabaseEngine, string, string> RawWrites
    {
        get
        {
            var data = new TheoryData<DatabaseEngine, string, string>();
            foreach (var engine in (DatabaseEngine[])[DatabaseEngine.Sqlite, DatabaseEngine.Postgres])
            {
                data.Add(engine, "UPDATE ledger_posting SET amount_fen = 1", "append-only");
                data.Add(engine, "DELETE FROM ledger_voucher", "append-only");
                data.Add(engine, Line(1, 3, "D", 5), "already sealed");
                data.Add(engine, Header(9, 2, 2, 100), "ledger: "); // two checks object; which speaks first is open
                data.Add(engine, Line(9, 1, "D", 5) + Line(9, 2, "C", 4) + Header(9, 2, 2, 5), "differ");
                data.Add(engine, Line(9, 1, "D", 5) + Line(9, 2, "C", 5) + Header(9, 2, 2, 6), "does not agree");
                data.Add(engine, Line(9, 1, "D", 5) + Line(9, 2, "C", 5) + Header(9, 2, 3, 5), "does not agree");
                data.Add(engine, Line(9, 1, "D", 5) + Line(9, 2, "C", 5) + Header(9, 3, 2, 5), "not the next one");
                data.Add(engine, Line(9, 1, "D", 5) + Line(9, 2, "C", 5) + Header(9, 1, 2, 5, 203001), "no open period");
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(RawWrites))]
    public async Task Database_refuses_raw_writes(DatabaseEngine engine, string sql, string because)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        Assert.Equal(1, book);
        var voucher = (await store.PostAsync(Entry(book, "2018-03-05", "102", "502", 100))).Value[0];
        Assert.Equal((1, 1), (voucher.Id, voucher.Number));

        var error = await Assert.ThrowsAnyAsync<DbException>(() => store.ExecuteAsync(sql));

        Assert.Contains(because, error.Message);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Raw_voucher_that_adds_up_is_let_in(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Entry(book, "2018-03-05", "102", "502", 100));

        await store.ExecuteAsync(Line(9, 1, "D", 5) + Line(9, 2, "C", 5) + Header(9, 2, 2, 5));

        Assert.Equal(2L, Convert.ToInt64(await store.ScalarAsync("SELECT COUNT(*) FROM ledger_voucher")));
    }

    private static string Line(long voucher, int no, string side, long fen) =>
        "INSERT INTO ledger_posting (book_id, voucher_id, line_no, account_code, side, amount_fen, summary, party_code, tag) " +
        $"VALUES (1, {voucher}, {no}, '102', '{side}', {fen}, '', '', '');";

    private static string Header(long id, long number, int lines, long total, long month = 201803) =>
        $"{VoucherColumns} ({id}, 1, {month}, '记', {number}, '2018-03-05', 1, 'x', 'c{id}', '', NULL, '', {{0}}, '', NULL, {lines}, {total});"
            .Replace("{0}", "(1 = 0)");
}
