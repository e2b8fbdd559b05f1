using System.Numerics;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using SQLitePCL;

namespace Baotuan.Parties.Contracts;

/// <summary>
/// The members of one collective with their weights: Σ over classes of shares × factor, in the smallest whole unit that
/// is exact for this collective. Lists run parallel and are ordered by member number, byte by byte. The instance is reused
/// for the next collective by its reader: take what you need before moving on.
/// </summary>
public sealed class CollectiveWeights
{
    /// <summary>Organisation id of the collective.</summary>
    public long CollectiveId { get; internal set; }

    /// <summary>Member numbers in byte order.</summary>
    public List<string> MemberNos { get; } = [];

    /// <summary>Weights in 1/<see cref="Unit"/> of a share of factor 1; none is negative, members without shares are left out.</summary>
    public List<long> Weights { get; } = [];

    /// <summary>How many of these units make one share of factor 1.</summary>
    public long Unit { get; internal set; } = 1;
}

/// <summary>
/// Streams members' weights as of a record date, as known at a time, collective by collective in the order asked for,
/// in one ordered pass over the register with memory for one collective.
/// </summary>
public static class MemberWeights
{
    /// <exception cref="OverflowException">A member's weight or its unit does not fit 64 bits.</exception>
    public static IEnumerable<CollectiveWeights> Stream(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        if (collectiveIds.Count == 0)
        {
            yield break;
        }

        var factors = FactorsOf(db, collectiveIds, recordDate, knownAtMs);
        var current = new CollectiveWeights();
        var member = "";
        long weight = 0;
        var inForce = new ShareInForce();
        foreach (var row in ShareRows.Read(db, collectiveIds, recordDate, knownAtMs))
        {
            if (row.CollectiveId != current.CollectiveId || row.MemberNo != member || row.ClassCode != inForce.ClassCode)
            {
                weight += inForce.Finish(factors, current.CollectiveId);
                inForce.Start(row.ClassCode);
            }

            if (row.CollectiveId != current.CollectiveId || row.MemberNo != member)
            {
                Add(current, member, weight);
                (member, weight) = (row.MemberNo, 0);
            }

            if (row.CollectiveId != current.CollectiveId)
            {
                if (current.Weights.Count > 0)
                {
                    yield return current;
                }

                Begin(current, row.CollectiveId, factors);
            }

            inForce.See(row);
        }

        weight += inForce.Finish(factors, current.CollectiveId);
        Add(current, member, weight);
        if (current.Weights.Count > 0)
        {
            yield return current;
        }
    }

    /// <summary>Classes of one collective in force: code, name, factor in ppm.</summary>
    public static IReadOnlyList<(string Code, string Name, long FactorPpm)> Classes(
        BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs) =>
        [.. ClassesInForce(db, [collectiveId], asOf, knownAtMs).Select(c => (c.ClassCode, c.Name, c.FactorPpm))];

    /// <summary>One member's shares in force: class code and quantity in 1/10000 share.</summary>
    public static async Task<IReadOnlyList<(string ClassCode, long Quantity10000)>> OfMemberAsync(
        BaotuanDb db, long collectiveId, string memberNo, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var rows = await db.Set<Share>().AsNoTracking()
            .Where(f => f.CollectiveId == collectiveId && f.MemberNo == memberNo && f.ValidFrom <= asOf && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.ClassCode).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs).ToListAsync(cancel);
        return [.. Facts.InForce(rows, s => s.ClassCode).Where(s => s.Quantity10000 > 0).Select(s => (s.ClassCode, s.Quantity10000))];
    }

    /// <summary>How many units of weight make one share of factor 1 for this collective, as of then and as known then.</summary>
    public static long UnitOf(BaotuanDb db, long collectiveId, DateOnly asOf, long knownAtMs) =>
        10_000L * FactorsOf(db, [collectiveId], asOf, knownAtMs)[(collectiveId, UnitKey)];

    private static void Begin(CollectiveWeights current, long collectiveId, Dictionary<(long, string), long> factors)
    {
        current.CollectiveId = collectiveId;
        current.MemberNos.Clear();
        current.Weights.Clear();
        current.Unit = 10_000L * factors[(collectiveId, UnitKey)];
    }

    private static void Add(CollectiveWeights current, string member, long weight)
    {
        if (weight > 0)
        {
            current.MemberNos.Add(member);
            current.Weights.Add(weight);
        }
    }

    private const string UnitKey = "\0unit";

    /// <summary>
    /// Factors by class in the smallest exact unit per collective (all factors 1 give 1, so weights are share counts), and
    /// under <see cref="UnitKey"/> how many of these units make a factor of 1.
    /// </summary>
    private static Dictionary<(long, string), long> FactorsOf(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        var factors = new Dictionary<(long, string), long>();
        foreach (var group in ClassesInForce(db, collectiveIds, recordDate, knownAtMs).GroupBy(c => c.CollectiveId))
        {
            var divisor = group.Aggregate(1_000_000L, (d, c) => (long)BigInteger.GreatestCommonDivisor(d, c.FactorPpm));
            factors[(group.Key, UnitKey)] = 1_000_000 / divisor;
            foreach (var shareClass in group)
            {
                factors[(group.Key, shareClass.ClassCode)] = shareClass.FactorPpm / divisor;
            }
        }

        foreach (var id in collectiveIds)
        {
            factors.TryAdd((id, UnitKey), 1);
        }

        return factors;
    }

    private static IEnumerable<ShareClass> ClassesInForce(
        BaotuanDb db, IReadOnlyList<long> collectiveIds, DateOnly recordDate, long knownAtMs)
    {
        var first = collectiveIds.Min();
        var last = collectiveIds.Max();
        var wanted = collectiveIds.ToHashSet();
        var rows = db.Set<ShareClass>().AsNoTracking()
            .Where(f => f.CollectiveId >= first && f.CollectiveId <= last && f.ValidFrom <= recordDate && f.RecordedAtMs <= knownAtMs)
            .OrderBy(f => f.CollectiveId).ThenBy(f => f.ClassCode).ThenBy(f => f.ValidFrom).ThenBy(f => f.RecordedAtMs)
            .AsEnumerable().Where(f => wanted.Contains(f.CollectiveId));
        return Facts.InForce(rows, c => (c.CollectiveId, c.ClassCode));
    }

    /// <summary>Follows the versions of one member's holding in one class to the one in force.</summary>
    private struct ShareInForce
    {
        private int _validFrom;
        private bool _retracted;
        private long _candidate;
        private long _quantity;

        public string ClassCode { get; private set; }

        public void Start(string classCode) => (ClassCode, _validFrom, _retracted, _candidate, _quantity) = (classCode, 0, true, 0, 0);

        public void See(in ShareRow row)
        {
            if (row.ValidFromDay != _validFrom)
            {
                _quantity = _retracted ? _quantity : _candidate;
            }

            (_validFrom, _retracted, _candidate) = (row.ValidFromDay, row.Retracted, row.Quantity10000);
        }

        public readonly long Finish(Dictionary<(long, string), long> factors, long collectiveId)
        {
            var quantity = _retracted ? _quantity : _candidate;
            if (ClassCode is null || quantity == 0)
            {
                return 0;
            }

            return factors.TryGetValue((collectiveId, ClassCode), out var factor) ? quantity * factor : 0;
        }
    }
}

/// <summary>One version of a holding, as it streams by.</summary>
internal readonly record struct ShareRow(
    long CollectiveId, string MemberNo, string ClassCode, int ValidFromDay, bool Retracted, long Quantity10000);

/// <summary>
/// Reads the share register in key order the fastest way each database offers: a prepared statement stepped through
/// SQLitePCLRaw, or binary COPY out.
/// </summary>
internal static class ShareRows
{
    private const string Columns = "collective_id, member_no, class_code, valid_from, retracted, quantity10000";
    private const string Order = "ORDER BY collective_id, member_no, class_code, valid_from, recorded_at_ms";

    public static IEnumerable<ShareRow> Read(BaotuanDb db, IReadOnlyList<long> ids, DateOnly recordDate, long knownAtMs)
    {
        var wanted = ids.ToHashSet();
        var everything = ids.Max() - ids.Min() + 1 == wanted.Count;
        var rows = db.Engine == DatabaseEngine.Sqlite
            ? Sqlite(db, ids.Min(), ids.Max(), recordDate, knownAtMs)
            : Postgres(db, ids.Min(), ids.Max(), recordDate, knownAtMs);
        return everything ? rows : rows.Where(r => wanted.Contains(r.CollectiveId));
    }

    private static IEnumerable<ShareRow> Sqlite(BaotuanDb db, long first, long last, DateOnly recordDate, long knownAtMs)
    {
        db.Database.OpenConnection();
        var database = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        var code = raw.sqlite3_prepare_v2(
            database,
            $"SELECT {Columns} FROM parties_share WHERE collective_id BETWEEN ?1 AND ?2 AND valid_from <= ?3 AND recorded_at_ms <= ?4 {Order}",
            out var statement);
        SqliteException.ThrowExceptionForRC(code, database);
        using (statement)
        {
            raw.sqlite3_bind_int64(statement, 1, first);
            raw.sqlite3_bind_int64(statement, 2, last);
            raw.sqlite3_bind_text(statement, 3, recordDate.ToString("yyyy-MM-dd"));
            raw.sqlite3_bind_int64(statement, 4, knownAtMs);
            var classes = new TextCache();
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                yield return new ShareRow(
                    raw.sqlite3_column_int64(statement, 0),
                    System.Text.Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, 1)),
                    classes.Get(raw.sqlite3_column_blob(statement, 2)),
                    Day(raw.sqlite3_column_blob(statement, 3)),
                    raw.sqlite3_column_int(statement, 4) != 0,
                    raw.sqlite3_column_int64(statement, 5));
            }

            if (code != raw.SQLITE_DONE)
            {
                SqliteException.ThrowExceptionForRC(code, database);
            }
        }
    }

    private static IEnumerable<ShareRow> Postgres(BaotuanDb db, long first, long last, DateOnly recordDate, long knownAtMs)
    {
        db.Database.OpenConnection();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        using var export = connection.BeginBinaryExport(
            $"COPY (SELECT {Columns} FROM parties_share WHERE collective_id BETWEEN {first} AND {last} " +
            $"AND valid_from <= '{recordDate:yyyy-MM-dd}' AND recorded_at_ms <= {knownAtMs} {Order}) TO STDOUT (FORMAT BINARY)");
        while (export.StartRow() != -1)
        {
            yield return new ShareRow(
                export.Read<long>(NpgsqlDbType.Bigint), export.Read<string>(NpgsqlDbType.Text), export.Read<string>(NpgsqlDbType.Text),
                export.Read<DateOnly>(NpgsqlDbType.Date).DayNumber, export.Read<bool>(NpgsqlDbType.Boolean), export.Read<long>(NpgsqlDbType.Bigint));
        }
    }

    /// <summary>yyyy-MM-dd in ASCII as a number that is equal exactly when the dates are.</summary>
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

    /// <summary>Class codes repeat in every row: keep the last few strings instead of making millions.</summary>
    private sealed class TextCache
    {
        private byte[] _last = [];
        private string _text = "";

        public string Get(ReadOnlySpan<byte> bytes)
        {
            if (!bytes.SequenceEqual(_last))
            {
                _last = bytes.ToArray();
                _text = System.Text.Encoding.UTF8.GetString(bytes);
            }

            return _text;
        }
    }
}
