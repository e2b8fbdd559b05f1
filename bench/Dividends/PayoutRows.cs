using System.Buffers.Binary;
using System.Data.Common;
using System.Text;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Baotuan.Bench.Dividends;

/// <summary>Committed payout lines: reads them, compares them, and holds them packed for the raw insert.</summary>
internal sealed class PayoutRows
{
    public const string Columns = "collective_id, cascade_id, member_no, weight, amount_fen, withheld_fen";

    private readonly List<(long Collective, long Cascade, int TextStart, int TextLength, long Weight, long Amount)> _rows = [];
    private readonly MemoryStream _texts = new();

    public int Count => _rows.Count;

    /// <summary>Keeps a copy of the table. Withholding is zero in this bench.</summary>
    public static PayoutRows Load(StoreLocation at)
    {
        var rows = new PayoutRows();
        foreach (var row in Read(at))
        {
            var start = (int)rows._texts.Length;
            rows._texts.Write(Encoding.UTF8.GetBytes(row.MemberNo));
            rows._rows.Add((row.Collective, row.Cascade, start, (int)rows._texts.Length - start, row.Weight, row.Amount));
        }

        return rows;
    }

    /// <summary>Reads two databases side by side in key order; throws at the first line in which they differ.</summary>
    public static long RequireEqual(StoreLocation one, StoreLocation other)
    {
        long lines = 0;
        using var others = Read(other).GetEnumerator();
        foreach (var row in Read(one))
        {
            if (!others.MoveNext() || others.Current != row)
            {
                throw new InvalidOperationException($"line {lines + 1} differs: {row} and {others.Current}");
            }

            lines++;
        }

        return others.MoveNext() ? throw new InvalidOperationException("there are more lines on one side") : lines;
    }

    /// <summary>All rows through a prepared statement: the fastest insert that SQLite offers.</summary>
    public void InsertSqlite(StoreLocation at)
    {
        using var connection = new SqliteConnection(at.ConnectionString);
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL";
            pragmas.ExecuteNonQuery();
        }

        using var transaction = connection.BeginTransaction();
        var database = connection.Handle!;
        raw.sqlite3_prepare_v2(database, $"INSERT INTO ventures_payout ({Columns}) VALUES (?, ?, ?, ?, ?, 0)", out var statement);
        using (statement)
        {
            var texts = _texts.GetBuffer();
            foreach (var row in _rows)
            {
                raw.sqlite3_bind_int64(statement, 1, row.Collective);
                raw.sqlite3_bind_int64(statement, 2, row.Cascade);
                raw.sqlite3_bind_text(statement, 3, texts.AsSpan(row.TextStart, row.TextLength));
                raw.sqlite3_bind_int64(statement, 4, row.Weight);
                raw.sqlite3_bind_int64(statement, 5, row.Amount);
                if (raw.sqlite3_step(statement) != raw.SQLITE_DONE)
                {
                    throw new InvalidOperationException(raw.sqlite3_errmsg(database).utf8_to_string());
                }

                raw.sqlite3_reset(statement);
            }
        }

        transaction.Commit();
    }

    /// <summary>The bytes of a binary COPY, made before the clock starts.</summary>
    public List<byte[]> PackForCopy()
    {
        var chunks = new List<byte[]>();
        var chunk = new MemoryStream(1 << 16);
        chunk.Write([(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0]);
        chunk.Write(new byte[8]);
        Span<byte> number = stackalloc byte[8];
        foreach (var row in _rows)
        {
            BinaryPrimitives.WriteInt16BigEndian(number, 6);
            chunk.Write(number[..2]);
            Long(chunk, row.Collective);
            Long(chunk, row.Cascade);
            BinaryPrimitives.WriteInt32BigEndian(number, row.TextLength);
            chunk.Write(number[..4]);
            chunk.Write(_texts.GetBuffer(), row.TextStart, row.TextLength);
            Long(chunk, row.Weight);
            Long(chunk, row.Amount);
            Long(chunk, 0);
            if (chunk.Length > 60_000)
            {
                chunks.Add(chunk.ToArray());
                chunk.SetLength(0);
            }
        }

        chunk.Write([0xFF, 0xFF]);
        chunks.Add(chunk.ToArray());
        return chunks;
    }

    /// <summary>Binary COPY of ready bytes: the fastest insert that PostgreSQL offers.</summary>
    public static void CopyPostgres(StoreLocation at, List<byte[]> chunks)
    {
        using var connection = new NpgsqlConnection(at.ConnectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using (var copy = connection.BeginRawBinaryCopy($"COPY ventures_payout ({Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var chunk in chunks)
            {
                copy.Write(chunk);
            }
        }

        transaction.Commit();
    }

    private static void Long(MemoryStream to, long value)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteInt32BigEndian(bytes, 8);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], value);
        to.Write(bytes);
    }

    private readonly record struct Row(long Collective, long Cascade, string MemberNo, long Weight, long Amount, long Withheld);

    private static IEnumerable<Row> Read(StoreLocation at)
    {
        using DbConnection connection = at.Engine == DatabaseEngine.Sqlite ? new SqliteConnection(at.ConnectionString) : new NpgsqlConnection(at.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM ventures_payout ORDER BY collective_id, cascade_id, member_no";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
        }
    }
}
