using System.Data.Common;
using System.Diagnostics;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Baotuan.Bench.Dividends;

/// <summary>
/// The rival: one INSERT … SELECT with window functions that makes the same lines, largest remainder with ties by member
/// number. It is given an advantage: it may assume what holds for this data alone (no corrected or ended shares, two classes of
/// factors 1 and 1/2, products within 64 bits), and it writes neither headers nor vouchers.
/// </summary>
internal static class SplitBySql
{
    private const string Insert = $"""
        INSERT INTO ventures_payout ({PayoutRows.Columns})
        SELECT collective_id, cascade_id, member_no, weight,
               part + CASE WHEN ROW_NUMBER() OVER (PARTITION BY collective_id ORDER BY rest DESC, member_no)
                                <= pool_fen - SUM(part) OVER (PARTITION BY collective_id) THEN 1 ELSE 0 END, 0
        FROM (SELECT w.collective_id, p.cascade_id, w.member_no, w.weight, p.pool_fen,
                     p.pool_fen * w.weight / SUM_OF_WEIGHTS AS part, p.pool_fen * w.weight % SUM_OF_WEIGHTS AS rest
              FROM (SELECT s.collective_id, s.member_no, SUM(s.quantity10000 * c.factor_ppm / 500000) AS weight
                    FROM parties_share s
                    JOIN parties_share_class c ON c.collective_id = s.collective_id AND c.class_code = s.class_code
                    WHERE s.valid_from <= '2022-12-31' AND NOT s.retracted AND c.valid_from <= '2022-12-31' AND NOT c.retracted
                    GROUP BY s.collective_id, s.member_no) w
              JOIN bench_pool p ON p.collective_id = w.collective_id) x
        """;

    /// <returns>Seconds from the statement to the end of the commit.</returns>
    public static double Run(StoreLocation at, IReadOnlyDictionary<long, Money> pools)
    {
        using DbConnection connection = at.Engine == DatabaseEngine.Sqlite ? new SqliteConnection(at.ConnectionString) : new NpgsqlConnection(at.ConnectionString);
        connection.Open();
        Execute(connection, at.Engine == DatabaseEngine.Sqlite
            ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA threads=2"
            : "SET work_mem = '256MB'");
        Execute(connection, "CREATE TEMP TABLE bench_pool (collective_id BIGINT PRIMARY KEY, cascade_id BIGINT NOT NULL, pool_fen BIGINT NOT NULL)");
        foreach (var chunk in pools.OrderBy(p => p.Key).Select((p, i) => $"({p.Key},{i + 1},{p.Value.Fen})").Chunk(500))
        {
            Execute(connection, $"INSERT INTO bench_pool VALUES {string.Join(',', chunk)}");
        }

        if (at.Engine == DatabaseEngine.Postgres)
        {
            Execute(connection, "ANALYZE bench_pool");
        }

        var clock = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        Execute(connection, Statement(at.Engine), transaction);
        transaction.Commit();
        return clock.Elapsed.TotalSeconds;
    }

    private static string Statement(DatabaseEngine engine)
    {
        var sum = "(SUM(w.weight) OVER (PARTITION BY w.collective_id))";
        // PostgreSQL adds bigints up to a numeric: back to bigint, or every division is a slow one
        var text = engine == DatabaseEngine.Postgres
            ? Insert.Replace("SUM(s.quantity10000 * c.factor_ppm / 500000)", "SUM(s.quantity10000 * c.factor_ppm / 500000)::bigint", StringComparison.Ordinal)
            : Insert;
        return text.Replace("SUM_OF_WEIGHTS", engine == DatabaseEngine.Postgres ? sum + "::bigint" : sum, StringComparison.Ordinal);
    }

    private static void Execute(DbConnection connection, string sql, DbTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}
