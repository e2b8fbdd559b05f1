using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Baotuan.Platform.Storage;

/// <summary>The kinds of column that bulk rows may hold; each has one representation per database.</summary>
public enum BulkKind { Integer, Text, Date, Bytes, Boolean }

/// <summary>A column of a bulk table.</summary>
public readonly record struct BulkColumn(string Name, BulkKind Kind);

/// <summary>
/// Streams rows into one table inside the context's transaction, the fastest way each database offers: binary COPY on
/// PostgreSQL, one prepared statement driven through SQLitePCLRaw on SQLite. Values go in column order; a row is complete
/// after <see cref="EndRow"/>. Nothing is kept in memory. No other command may run on the context until it is completed.
/// </summary>
public abstract class BulkWriter : IDisposable
{
    /// <summary>Rows written so far.</summary>
    public long Rows { get; protected set; }

    public abstract void Write(long value);

    public abstract void Write(string value);

    public abstract void Write(DateOnly value);

    public abstract void Write(byte[] value);

    public abstract void Write(bool value);

    /// <summary>Null becomes NULL.</summary>
    public void WriteOrNull(byte[]? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Write(value);
        }
    }

    /// <summary>Null becomes NULL.</summary>
    public void WriteOrNull(long? value)
    {
        if (value is { } number)
        {
            Write(number);
        }
        else
        {
            WriteNull();
        }
    }

    public abstract void WriteNull();

    public abstract void EndRow();

    /// <summary>Finishes the stream; without it PostgreSQL discards the rows.</summary>
    public abstract void Complete();

    public abstract void Dispose();

    /// <summary>Opens a writer on the context's open transaction.</summary>
    public static BulkWriter Open(BaotuanDb db, string table, params ReadOnlySpan<BulkColumn> columns) =>
        db.Engine == DatabaseEngine.Postgres
            ? new PostgresBulkWriter((NpgsqlConnection)db.Database.GetDbConnection(), table, columns)
            : new SqliteBulkWriter((SqliteConnection)db.Database.GetDbConnection(), table, columns);

    private protected static string Names(ReadOnlySpan<BulkColumn> columns)
    {
        var text = new StringBuilder();
        foreach (var column in columns)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(column.Name);
        }

        return text.ToString();
    }
}

internal sealed class PostgresBulkWriter : BulkWriter
{
    private readonly NpgsqlBinaryImporter _importer;
    private bool _inRow;

    public PostgresBulkWriter(NpgsqlConnection connection, string table, ReadOnlySpan<BulkColumn> columns) =>
        _importer = connection.BeginBinaryImport($"COPY {table} ({Names(columns)}) FROM STDIN (FORMAT BINARY)");

    public override void Write(long value) => Start().Write(value, NpgsqlDbType.Bigint);

    public override void Write(string value) => Start().Write(value, NpgsqlDbType.Text);

    public override void Write(DateOnly value) => Start().Write(value, NpgsqlDbType.Date);

    public override void Write(byte[] value) => Start().Write(value, NpgsqlDbType.Bytea);

    public override void Write(bool value) => Start().Write(value, NpgsqlDbType.Boolean);

    public override void WriteNull() => Start().WriteNull();

    public override void EndRow()
    {
        _inRow = false;
        Rows++;
    }

    public override void Complete() => _importer.Complete();

    public override void Dispose() => _importer.Dispose();

    private NpgsqlBinaryImporter Start()
    {
        if (!_inRow)
        {
            _importer.StartRow();
            _inRow = true;
        }

        return _importer;
    }
}

internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly byte[] _text = new byte[256];
    private int _column;

    public SqliteBulkWriter(SqliteConnection connection, string table, ReadOnlySpan<BulkColumn> columns)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is not open");
        var marks = string.Join(", ", Enumerable.Repeat("?", columns.Length));
        Check(raw.sqlite3_prepare_v3(
            _database, $"INSERT INTO {table} ({Names(columns)}) VALUES ({marks})", raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public override void Write(long value) => Check(raw.sqlite3_bind_int64(_statement, ++_column, value));

    public override void Write(string value)
    {
        if (value.Length * 3 <= _text.Length)
        {
            var length = Encoding.UTF8.GetBytes(value, _text);
            Check(raw.sqlite3_bind_text(_statement, ++_column, _text.AsSpan(0, length)));
        }
        else
        {
            Check(raw.sqlite3_bind_text(_statement, ++_column, value));
        }
    }

    public override void Write(DateOnly value) => Write(value.ToString("yyyy-MM-dd"));

    public override void Write(byte[] value) => Check(raw.sqlite3_bind_blob(_statement, ++_column, value));

    public override void Write(bool value) => Write(value ? 1L : 0L);

    public override void WriteNull() => Check(raw.sqlite3_bind_null(_statement, ++_column));

    public override void EndRow()
    {
        Check(raw.sqlite3_step(_statement));
        Check(raw.sqlite3_reset(_statement));
        _column = 0;
        Rows++;
    }

    public override void Complete()
    {
    }

    public override void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), code, raw.sqlite3_extended_errcode(_database));
        }
    }
}
