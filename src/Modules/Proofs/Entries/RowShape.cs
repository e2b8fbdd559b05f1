using System.Buffers;
using System.Data.Common;
using System.Text;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace Baotuan.Proofs.Entries;

/// <summary>A row as a leaf needs it.</summary>
/// <param name="Recording">Time of its command; 0 where rows about a subject come at once.</param>
/// <param name="Member">In UTF-8; empty for none.</param>
/// <param name="Record">All its columns as canonical JSON, as <see cref="RowRecord"/> has them.</param>
internal sealed record LeafRow(long Recording, byte[] Member, byte[] Record);

/// <summary>Reads the rows of a table about one subject as records, without making objects of them: registers come by the hundred thousand.</summary>
internal sealed class RowShape
{
    private enum Kind { Number, Text, Flag, Day, DayAsText, Bytes }

    private readonly List<(byte[] Name, Kind Kind)> _cells = [];
    private readonly string _select;
    private readonly string? _recording;
    private readonly (int Recording, int Member) _at;
    private readonly bool _owned;

    public RowShape(IEntityType entity, LeafColumns columns, DatabaseEngine engine)
    {
        string ColumnOf(string property) => entity.FindProperty(property)!.GetColumnName();
        var sorted = entity.GetProperties().Select(p => (Name: p.GetColumnName(), p.ClrType)).OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        foreach (var (name, type) in sorted)
        {
            _cells.Add((Encoding.UTF8.GetBytes($"{(_cells.Count == 0 ? "{" : ",")}\"{name}\":"), KindOf(type, engine)));
        }

        _owned = columns.Owner is not null && columns.Owner != columns.Subject;
        _recording = columns.Recording is null ? null : ColumnOf(columns.Recording);
        _at = (_recording is null ? -1 : sorted.FindIndex(c => c.Name == _recording), columns.Member is null ? -1 : sorted.FindIndex(c => c.Name == ColumnOf(columns.Member)));
        _select = $"SELECT {string.Join(", ", sorted.Select(c => c.Name))} FROM {entity.GetTableName()} WHERE {(_owned ? $"{ColumnOf(columns.Owner!)} = @owner AND " : "")}{ColumnOf(columns.Subject)} = @subject";
    }

    /// <summary>Rows about a subject, in the order of their records.</summary>
    /// <param name="recording">Of one command alone; null for all.</param>
    public async Task<List<LeafRow>> ReadAsync(BaotuanDb db, LeafSubject subject, long? recording, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = recording is null || _recording is null ? _select : $"{_select} AND {_recording} = @recording";
            Give(command, "@subject", subject.Id);
            if (_owned)
            {
                Give(command, "@owner", subject.OwnerId);
            }

            if (recording is { } time && _recording is not null)
            {
                Give(command, "@recording", time);
            }

            return await ReadAsync(command, cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task<List<LeafRow>> ReadAsync(DbCommand command, CancellationToken cancel)
    {
        var rows = new List<LeafRow>();
        var buffer = new ArrayBufferWriter<byte>(512);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var stepped = (reader as SqliteDataReader)?.Handle;
        while (await reader.ReadAsync(cancel))
        {
            buffer.ResetWrittenCount();
            for (var i = 0; i < _cells.Count; i++)
            {
                buffer.Write(_cells[i].Name);
                if (stepped is null || !Write(buffer, stepped, i, _cells[i].Kind))
                {
                    Write(buffer, reader, i, _cells[i].Kind);
                }
            }

            buffer.Write("}"u8);
            rows.Add(new(_at.Recording < 0 ? 0 : reader.GetInt64(_at.Recording), _at.Member < 0 ? [] : Encoding.UTF8.GetBytes(reader.GetString(_at.Member)), buffer.WrittenSpan.ToArray()));
        }

        rows.Sort((a, b) => a.Record.AsSpan().SequenceCompareTo(b.Record));
        return rows;
    }

    /// <summary>Straight from SQLite's own bytes, at a third of the driver's time; false for what the driver has to convert.</summary>
    private static bool Write(ArrayBufferWriter<byte> to, sqlite3_stmt row, int at, Kind kind)
    {
        switch (kind, raw.sqlite3_column_type(row, at))
        {
            case (Kind.Number, raw.SQLITE_INTEGER):
                CanonicalJson.WriteNumber(to, raw.sqlite3_column_int64(row, at));
                return true;
            case (Kind.Flag, raw.SQLITE_INTEGER):
                to.Write(raw.sqlite3_column_int(row, at) != 0 ? "true"u8 : "false"u8);
                return true;
            case (Kind.Text or Kind.DayAsText, raw.SQLITE_TEXT):
                CanonicalJson.WriteText(to, raw.sqlite3_column_blob(row, at));
                return true;
            default:
                return false;
        }
    }

    private static void Write(ArrayBufferWriter<byte> to, DbDataReader reader, int at, Kind kind)
    {
        if (reader.IsDBNull(at))
        {
            to.Write("null"u8);
            return;
        }

        switch (kind)
        {
            case Kind.Number:
                CanonicalJson.WriteNumber(to, reader.GetInt64(at));
                break;
            case Kind.Flag:
                to.Write(reader.GetBoolean(at) ? "true"u8 : "false"u8);
                break;
            case Kind.Day:
                CanonicalJson.WriteText(to, reader.GetFieldValue<DateOnly>(at).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case Kind.Bytes:
                CanonicalJson.WriteText(to, Convert.ToBase64String(reader.GetFieldValue<byte[]>(at)));
                break;
            default:
                CanonicalJson.WriteText(to, reader.GetString(at));
                break;
        }
    }

    private static Kind KindOf(Type type, DatabaseEngine engine) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(long) || t == typeof(int) => Kind.Number,
        var t when t == typeof(string) => Kind.Text,
        var t when t == typeof(bool) => Kind.Flag,
        var t when t == typeof(DateOnly) => engine == DatabaseEngine.Sqlite ? Kind.DayAsText : Kind.Day,
        var t when t == typeof(byte[]) => Kind.Bytes,
        var t => throw new InvalidOperationException($"a record has no form for {t.Name}"),
    };

    private static void Give(DbCommand command, string name, long value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
