using Baotuan.App.Commands;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>One bit of one value of a posted line, of a register or of the operation log is flipped behind the program's back; <c>verify</c> says so.</summary>
public sealed class FlipTests(County county, ITestOutputHelper output)
{
    private static readonly int Flips = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1" ? 10_000 : 150;

    // keys are left out: a flipped one is another row, which the next look would have to find again
    private static readonly (string Table, string[] Columns)[] Fields =
    [
        ("ledger_posting", ["account_code", "side", "amount_fen", "summary", "party_code", "tag"]),
        ("ledger_voucher", ["year_month", "voucher_class", "number", "voucher_on", "recorded_at_ms", "summary", "client_id", "content_hash",
            "source_kind", "source_id", "line_count", "total_fen", "reason", "reverses_id", "imported"]),
        ("ventures_payout", ["weight", "amount_fen", "withheld_fen"]),
        ("ventures_payment", ["amount_fen", "paid_on", "evidence", "client_id", "recorded_at_ms"]),
        ("ventures_payment_line", ["amount_fen"]),
        ("ventures_payment_result", ["result", "result_on", "note"]),
        ("parties_share", ["quantity10000", "import_batch_id"]),
        ("parties_membership", ["household_no", "reason", "import_batch_id"]),
        ("parties_person", ["name", "import_batch_id"]),
        ("parties_share_class", ["name", "factor_ppm"]),
        ("platform_operation", ["recorded_at_ms", "actor", "user_id", "unit_id", "organization_id", "kind", "action", "subject", "details", "hash", "address"]),
    ];

    [Fact]
    public async Task Flipped_bit_is_found()
    {
        await county.ReferenceAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var data = county.Copy(folder, 100);
        Assert.Empty(await VerifyAsync(data));
        using var connection = State.Open(data);
        Run(connection, "PRAGMA foreign_keys=OFF");
        foreach (var table in Fields.Select(f => f.Table))
        {
            Run(connection, $"DROP TRIGGER keep_{table}_update");
            // damage asks no unique index whether it may
            foreach (var index in Indexes(connection, table))
            {
                Run(connection, $"DROP INDEX {index}");
            }
        }

        var (flipped, missed) = (0, new List<string>());
        while (flipped < Flips)
        {
            var (table, columns) = Fields[random.Next(Fields.Length)];
            var column = columns[random.Next(columns.Length)];
            if (Flip(connection, table, column, random) is not { } undo)
            {
                continue; // empty: there is no bit in it
            }

            flipped++;
            if ((await VerifyAsync(data)).Count == 0)
            {
                missed.Add($"{table}.{column}: {undo.Was} to {undo.Is}");
            }

            Set(connection, table, column, undo.Key, undo.Was);
        }

        Assert.Empty(await VerifyAsync(data));
        output.WriteLine($"{flipped} flips");
        Assert.Empty(missed);
    }

    private static async Task<List<(string Code, string Subject, string Message)>> VerifyAsync(string data)
    {
        var problems = new List<(string Code, string Subject, string Message)>();
        var store = Databases.OpenStore(StoreLocation.Sqlite(data), TimeProvider.System);
        await using var db = store.Open();
        try
        {
            await Verification.RunAsync(db, store, [], problems, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            problems.Add(("unreadable", "", e.Message)); // a value that is none of its kind any more: it was found
        }

        return problems;
    }

    private static (string Key, object Was, object Is)? Flip(SqliteConnection connection, string table, string column, Random random)
    {
        var keys = Key(table);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {keys}, {column} FROM {table} WHERE {column} IS NOT NULL AND {column} <> '' ORDER BY RANDOM() LIMIT 1";
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        var (key, was) = (Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!, reader.GetValue(1));
        reader.Close();
        object flipped = was is long number ? number ^ (1L << random.Next(40)) : FlipText((string)was, random);
        Set(connection, table, column, key, flipped);
        return (key, was, flipped);
    }

    private static string Key(string table) => table switch
    {
        "ledger_posting" => "book_id || '/' || voucher_id || '/' || line_no",
        "ledger_voucher" => "book_id || '/' || id",
        "ventures_payout" => "collective_id || '/' || cascade_id || '/' || member_no",
        "ventures_payment_line" => "payment_id || '/' || holder_id",
        "ventures_payment_result" => "payment_id || '/' || holder_id || '/' || recorded_at_ms",
        "parties_share" => "collective_id || '/' || member_no || '/' || class_code || '/' || valid_from || '/' || recorded_at_ms",
        "parties_membership" or "parties_person" => "collective_id || '/' || member_no || '/' || valid_from || '/' || recorded_at_ms",
        "parties_share_class" => "collective_id || '/' || class_code || '/' || valid_from || '/' || recorded_at_ms",
        _ => "CAST(id AS TEXT)",
    };

    private static string FlipText(string text, Random random)
    {
        var characters = text.ToCharArray();
        characters[random.Next(characters.Length)] ^= (char)(1 << random.Next(7));
        return new string(characters);
    }

    private static void Set(SqliteConnection connection, string table, string column, string key, object value)
    {
        using var command = connection.CreateCommand();
        var keys = Key(table);
        command.CommandText = $"UPDATE {table} SET {column} = $value WHERE {keys} = $key";
        command.Parameters.AddWithValue("$value", value);
        command.Parameters.AddWithValue("$key", key);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private static List<string> Indexes(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' AND sql IS NOT NULL";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
