using System.Buffers.Binary;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SQLitePCL;

namespace Baotuan.Parties.Shares;

/// <summary>
/// The share register streaming by in key order, one version of one holding at a time. Texts are the database's own bytes and
/// last until the next row.
/// </summary>
internal abstract class ShareReader : IDisposable
{
    public abstract long CollectiveId { get; }

    public abstract ReadOnlySpan<byte> MemberNo { get; }

    public abstract ReadOnlySpan<byte> ClassCode { get; }

    /// <summary>A number that is equal exactly when the days are.</summary>
    public abstract int ValidFrom { get; }

    public abstract bool Retracted { get; }

    public abstract long Quantity10000 { get; }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public abstract bool Next();

    public abstract void Dispose();
}

/// <summary>Opens the fastest reader that each database offers: a statement stepped through SQLitePCLRaw, or binary COPY out.</summary>
internal static class ShareRows
{
    public const string Columns = "collective_id, member_no, class_code, valid_from, retracted, quantity10000";
    public const string Order = "ORDER BY collective_id, member_no, class_code, valid_from, recorded_at_ms";

    public static ShareReader Read(BaotuanDb db, IReadOnlyList<long> ids, DateOnly recordDate, long knownAtMs)
    {
        db.Database.OpenConnection();
        var (first, last) = (ids.Min(), ids.Max());
        ShareReader rows = db.Engine == DatabaseEngine.Sqlite
            ? new SqliteShareReader((SqliteConnection)db.Database.GetDbConnection(), first, last, recordDate, knownAtMs)
            : new PostgresShareReader((NpgsqlConnection)db.Database.GetDbConnection(), first, last, recordDate, knownAtMs);
        var wanted = ids.ToHashSet();
        return last - first + 1 == wanted.Count ? rows : new SelectedShareReader(rows, wanted);
    }
}

/// <summary>Leaves out collectives that were not asked for.</summary>
internal sealed class SelectedShareReader(ShareReader rows, HashSet<long> wanted) : ShareReader
{
    public override long CollectiveId => rows.CollectiveId;

    public override ReadOnlySpan<byte> MemberNo => rows.MemberNo;

    public override ReadOnlySpan<byte> ClassCode => rows.ClassCode;

    public override int ValidFrom => rows.ValidFrom;

    public override bool Retracted => rows.Retracted;

    public override long Quantity10000 => rows.Quantity10000;

    public override bool Next()
    {
        while (rows.Next())
        {
            if (wanted.Contains(rows.CollectiveId))
            {
                return true;
            }
        }

        return false;
    }

    public override void Dispose() => rows.Dispose();
}

internal sealed class SqliteShareReader : ShareReader
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteShareReader(SqliteConnection connection, long first, long last, DateOnly recordDate, long knownAtMs)
    {
        _database = connection.Handle!;
        var sql = $"SELECT {ShareRows.Columns} FROM parties_share "
            + $"WHERE collective_id BETWEEN ?1 AND ?2 AND valid_from <= ?3 AND recorded_at_ms <= ?4 {ShareRows.Order}";
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        raw.sqlite3_bind_int64(_statement, 1, first);
        raw.sqlite3_bind_int64(_statement, 2, last);
        raw.sqlite3_bind_text(_statement, 3, recordDate.ToString("yyyy-MM-dd"));
        raw.sqlite3_bind_int64(_statement, 4, knownAtMs);
    }

    public override long CollectiveId => raw.sqlite3_column_int64(_statement, 0);

    public override ReadOnlySpan<byte> MemberNo => raw.sqlite3_column_blob(_statement, 1);

    public override ReadOnlySpan<byte> ClassCode => raw.sqlite3_column_blob(_statement, 2);

    public override int ValidFrom => Day(raw.sqlite3_column_blob(_statement, 3));

    public override bool Retracted => raw.sqlite3_column_int(_statement, 4) != 0;

    public override long Quantity10000 => raw.sqlite3_column_int64(_statement, 5);

    public override bool Next()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return code == raw.SQLITE_ROW;
    }

    public override void Dispose() => _statement.Dispose();

    /// <summary>yyyy-MM-dd in ASCII as yyyyMMdd.</summary>
    private static int Day(ReadOnlySpan<byte> text)
    {
        var day = 0;
        foreach (var letter in text)
        {
            if (letter != (byte)'-')
            {
                day = (day * 10) + (letter - '0');
            }
        }

        return day;
    }
}

/// <summary>Takes the binary COPY format apart by itself: a length before each field, whole numbers big-endian.</summary>
internal sealed class PostgresShareReader : ShareReader
{
    private const int Fields = 6;
    private const int HeaderBytes = 19;
    private readonly NpgsqlRawCopyStream _stream;
    private readonly int[] _starts = new int[Fields];
    private readonly int[] _lengths = new int[Fields];
    private byte[] _buffer = new byte[1 << 16];
    private int _position;
    private int _end;

    public PostgresShareReader(NpgsqlConnection connection, long first, long last, DateOnly recordDate, long knownAtMs)
    {
        _stream = connection.BeginRawBinaryCopy(
            $"COPY (SELECT {ShareRows.Columns} FROM parties_share WHERE collective_id BETWEEN {first} AND {last} "
            + $"AND valid_from <= '{recordDate:yyyy-MM-dd}' AND recorded_at_ms <= {knownAtMs} {ShareRows.Order}) TO STDOUT (FORMAT BINARY)");
        _position = Need(0, HeaderBytes);
        var extension = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_position - 4));
        _position = Need(_position, extension);
    }

    public override long CollectiveId => Long(0);

    public override ReadOnlySpan<byte> MemberNo => Field(1);

    public override ReadOnlySpan<byte> ClassCode => Field(2);

    public override int ValidFrom => BinaryPrimitives.ReadInt32BigEndian(Field(3));

    public override bool Retracted => Field(4)[0] != 0;

    public override long Quantity10000 => Long(5);

    public override bool Next()
    {
        if (_position > _buffer.Length / 2)
        {
            Compact();
        }

        var at = Need(_position, 2);
        if (BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(at - 2)) < 0)
        {
            return false;
        }

        for (var i = 0; i < Fields; i++)
        {
            at = Need(at, 4);
            _lengths[i] = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(at - 4));
            _starts[i] = at;
            at = Need(at, _lengths[i]);
        }

        _position = at;
        return true;
    }

    public override void Dispose() => _stream.Dispose();

    private ReadOnlySpan<byte> Field(int index) => _buffer.AsSpan(_starts[index], _lengths[index]);

    private long Long(int index) => BinaryPrimitives.ReadInt64BigEndian(Field(index));

    /// <summary>Sees to it that <paramref name="count"/> bytes from <paramref name="at"/> on are there; returns the place after them.</summary>
    private int Need(int at, int count)
    {
        while (at + count > _end)
        {
            Fill(at + count);
        }

        return at + count;
    }

    private void Fill(int needed)
    {
        if (needed > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, needed));
        }

        var read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read > 0 ? read : throw new EndOfStreamException("the register ended in the middle of a row");
    }

    private void Compact()
    {
        _buffer.AsSpan(_position, _end - _position).CopyTo(_buffer);
        (_position, _end) = (0, _end - _position);
    }
}
