using System.Data.Common;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Bench.Indicators;

/// <summary>
/// Villages of one county with a book each and vouchers of two lines over several years, recorded in the order of time, so that the lines of a book lie far apart. Written by
/// plain SQL with the triggers taken off: what is measured is reading. Every tenth voucher is no income, some are tagged as one-off, some are the transfer at the end of the year.
/// </summary>
internal sealed class VillageBooks(DatabaseEngine engine, int villages, int years, int postings)
{
    public const int FirstYear = 2013;

    public int LastYear => FirstYear + years - 1;

    private long Vouchers => postings / 2;

    public async Task WriteAsync(StoreLocation location)
    {
        var store = Databases.OpenStore(location, TimeProvider.System);
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        foreach (var table in new[] { "ledger_posting", "ledger_voucher" })
        {
            await WithoutTriggersAsync(connection, table);
        }

        await RunAsync(connection, "INSERT INTO parties_org_unit (id, code, name, parent_id, level, statistical_code, credit_code, valid_from, recorded_at_ms, import_batch_id) VALUES (1, 'C', '示例县', NULL, 'county', '330482', '', '2000-01-01', 1, 0)");
        await RunAsync(connection, $"INSERT INTO parties_organization (id, code, name, kind, credit_code, unit_id, valid_from, recorded_at_ms, import_batch_id) SELECT i + 1, 'V' || (i + 100001), '示例村' || (i + 1), 'village_cooperative', '', 1, {Day("'2000-01-01'")}, 1, 0 FROM {Numbers(villages)}");
        await RunAsync(connection, $"INSERT INTO ledger_book (id, organization_id, chart, opened_on, recorded_at_ms, import_batch_id) SELECT i + 1, i + 1, 'village-2024', {Day($"'{FirstYear}-01-01'")}, 1, 0 FROM {Numbers(villages)}");
        await RunAsync(connection, VoucherSql());
        await RunAsync(connection, PostingSql());
        await RunAsync(connection, engine == DatabaseEngine.Sqlite ? "ANALYZE" : "ANALYZE ledger_voucher; ANALYZE ledger_posting; ANALYZE ledger_book; ANALYZE parties_organization");
    }

    // the months of a voucher follow its number: i in 0 … is voucher i / villages of book i % villages + 1
    private string Month => $"(({Each} * {years * 12}) / {Math.Max(1, Vouchers / villages)})";

    private string Each => $"(i / {villages})";

    private string YearMonth => $"(({FirstYear} + MIN_MONTH / 12) * 100 + MIN_MONTH % 12 + 1)".Replace("MIN_MONTH", $"(CASE WHEN {Month} < {years * 12} THEN {Month} ELSE {(years * 12) - 1} END)", StringComparison.Ordinal);

    private string VoucherSql() => $"""
        INSERT INTO ledger_voucher (id, book_id, year_month, voucher_class, number, voucher_on, recorded_at_ms, summary, client_id, content_hash, reverses_id, reason, imported, source_kind, source_id, line_count, total_fen)
        SELECT i + 1, i % {villages} + 1, {YearMonth}, '记', {Each} + 1, {DayOf(YearMonth)}, 1000 + i, '示例业务', 'b' || i, '', NULL, '', false,
          CASE WHEN i % 97 = 0 THEN 'appropriation-1' WHEN i % 5 = 0 THEN 'distribution' ELSE '' END, CASE WHEN i % 97 <> 0 AND i % 5 = 0 THEN i % 500 + 1 ELSE NULL END, 2, {Amount}
        FROM {Numbers(Vouchers)}
        """;

    private string PostingSql() => $"""
        INSERT INTO ledger_posting (book_id, voucher_id, line_no, account_code, side, amount_fen, summary, party_code, tag)
        SELECT i % {villages} + 1, i + 1, l,
          CASE WHEN l = 1 THEN CASE WHEN i % 3 = 0 THEN '101' ELSE '10201' END WHEN k < 4 THEN '501' WHEN k < 6 THEN '502' WHEN k < 8 THEN '50301' WHEN k < 9 THEN '504' ELSE '201' END,
          CASE WHEN l = 1 THEN 'D' ELSE 'C' END, {Amount}, '', '',
          CASE WHEN l = 2 AND k = 6 THEN 'recurring' WHEN l = 2 AND k IN (3, 8) THEN 'one_off' ELSE '' END
        FROM (SELECT i, i / 7 % 10 AS k FROM {Numbers(Vouchers)}) v CROSS JOIN (SELECT 1 AS l UNION ALL SELECT 2) lines ORDER BY i, l
        """;

    private const string Amount = "(1000 + (i * 7919) % 1000003)";

    private string Numbers(long count) => engine == DatabaseEngine.Postgres
        ? $"generate_series(0::bigint, {count - 1}) AS n(i)"
        : $"(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1}) SELECT i FROM n) n";

    private string Day(string text) => engine == DatabaseEngine.Postgres ? $"{text}::date" : text;

    private string DayOf(string yearMonth) => engine == DatabaseEngine.Postgres
        ? $"make_date(({yearMonth} / 100)::int, ({yearMonth} % 100)::int, 15)"
        : $"printf('%04d-%02d-15', {yearMonth} / 100, {yearMonth} % 100)";

    private async Task WithoutTriggersAsync(DbConnection connection, string table)
    {
        if (engine == DatabaseEngine.Postgres)
        {
            await RunAsync(connection, $"ALTER TABLE {table} DISABLE TRIGGER USER");
            return;
        }

        var names = new List<string>();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names)
        {
            await RunAsync(connection, $"DROP TRIGGER {name}");
        }
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        _ = await command.ExecuteNonQueryAsync();
    }
}
