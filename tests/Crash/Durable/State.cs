using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>What stands in a database file, read with plain SQL and none of the product's code.</summary>
internal static class State
{
    /// <summary>Sentences that must count nothing, whatever happened: sums that do not meet and parts without their whole.</summary>
    private static readonly string[] Unbalanced =
    [
        "SELECT COUNT(*) FROM ledger_voucher v WHERE COALESCE((SELECT SUM(CASE p.side WHEN 'D' THEN p.amount_fen ELSE -p.amount_fen END) " +
            "FROM ledger_posting p WHERE p.book_id = v.book_id AND p.voucher_id = v.id), 1) <> 0",
        "SELECT COUNT(*) FROM ledger_voucher v WHERE v.line_count <> (SELECT COUNT(*) FROM ledger_posting p WHERE p.book_id = v.book_id AND p.voucher_id = v.id)",
        "SELECT COUNT(*) FROM ledger_posting p WHERE NOT EXISTS (SELECT 1 FROM ledger_voucher v WHERE v.book_id = p.book_id AND v.id = p.voucher_id)",
        "SELECT COUNT(*) FROM ventures_distribution d WHERE d.pool_fen <> (SELECT COALESCE(SUM(l.amount_fen), -1) FROM ventures_distribution_line l WHERE l.distribution_id = d.id)",
        "SELECT COUNT(*) FROM ventures_distribution_line l WHERE NOT EXISTS (SELECT 1 FROM ventures_distribution d WHERE d.id = l.distribution_id)",
        "SELECT COUNT(*) FROM ventures_payment d WHERE d.amount_fen <> (SELECT COALESCE(SUM(l.amount_fen), -1) FROM ventures_payment_line l WHERE l.payment_id = d.id)",
        "SELECT COUNT(*) FROM ventures_cascade c WHERE c.pool_fen <> (SELECT COALESCE(SUM(p.amount_fen), -1) FROM ventures_payout p WHERE p.cascade_id = c.id)",
        "SELECT COUNT(*) FROM ventures_payout p WHERE NOT EXISTS (SELECT 1 FROM ventures_cascade c WHERE c.id = p.cascade_id)",
        "SELECT (SELECT COALESCE(SUM(CASE side WHEN 'D' THEN amount_fen ELSE -amount_fen END), 0) FROM ledger_posting) <> 0",
        "SELECT COUNT(*) <> MAX(id) FROM platform_operation",
    ];

    public static SqliteConnection Open(string data)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(data, "baotuan.db")};Mode=ReadWrite;Pooling=False;Default Timeout=30");
        connection.Open();
        Number(connection, "PRAGMA synchronous=OFF");
        return connection;
    }

    public static void AssertBalanced(SqliteConnection connection)
    {
        foreach (var sentence in Unbalanced)
        {
            Assert.True(Number(connection, sentence) == 0, sentence);
        }
    }

    /// <summary>All but those of the log: its salts are random, so two runs of a year differ there; <c>verify</c> holds it against the others.</summary>
    public static IReadOnlyList<string> Tables(SqliteConnection connection)
    {
        using var reader = Command(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'proofs%' ORDER BY name").ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>SHA-256 over every value of every row of these tables, in the order of their keys.</summary>
    public static string Digest(SqliteConnection connection, IReadOnlyList<string> tables)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables)
        {
            Append(hash, table);
            using var reader = Command(connection, $"SELECT * FROM {table} ORDER BY {Keys(connection, table)}").ExecuteReader();
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    Append(hash, reader.GetValue(i));
                }
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public static long Number(SqliteConnection connection, string sql) =>
        Convert.ToInt64(Command(connection, sql).ExecuteScalar() ?? 0L, System.Globalization.CultureInfo.InvariantCulture);

    public static string Text(SqliteConnection connection, string sql) => (string)Command(connection, sql).ExecuteScalar()!;

    private static string Keys(SqliteConnection connection, string table) => Text(
        connection, $"SELECT COALESCE((SELECT GROUP_CONCAT('\"' || name || '\"') FROM (SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk)), 'rowid')");

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Append(IncrementalHash hash, object value)
    {
        Span<byte> number = stackalloc byte[9];
        if (value is long integer)
        {
            number[0] = 1;
            BinaryPrimitives.WriteInt64LittleEndian(number[1..], integer);
            hash.AppendData(number);
            return;
        }

        var bytes = value as byte[] ?? Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
        number[0] = value is DBNull ? (byte)2 : (byte)3;
        BinaryPrimitives.WriteInt64LittleEndian(number[1..], bytes.Length);
        hash.AppendData(number);
        hash.AppendData(bytes);
    }
}
