using System.Data;
using System.Data.Common;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>Where the data are: a database and the directory that holds keys, backups and uploads.</summary>
/// <param name="Engine">SQLite embedded or PostgreSQL.</param>
/// <param name="ConnectionString">For SQLite the file inside <paramref name="DataDirectory"/>.</param>
/// <param name="DataDirectory">Keys, automatic backups, uploads; for SQLite also <c>baotuan.db</c>.</param>
public sealed record StoreLocation(DatabaseEngine Engine, string ConnectionString, string DataDirectory)
{
    /// <summary>The SQLite file in a data directory.</summary>
    public static StoreLocation Sqlite(string dataDirectory) => new(
        DatabaseEngine.Sqlite,
        new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataDirectory, "baotuan.db"),
            ForeignKeys = true,
            DefaultTimeout = 60,
            Pooling = true,
        }.ToString(),
        dataDirectory);

    /// <summary>A PostgreSQL database; keys and backups still live in a directory.</summary>
    public static StoreLocation Postgres(string connectionString, string dataDirectory) =>
        new(DatabaseEngine.Postgres, connectionString, dataDirectory);

    public string DatabaseFile => Path.Combine(DataDirectory, "baotuan.db");
}

/// <summary>Makes a context for a location; the Migrations project supplies it.</summary>
public delegate BaotuanDb ContextFactory(StoreLocation location);

/// <summary>
/// The one way to the data. Reading opens a short context; writing is one context, one connection, one transaction per
/// command, with a recording time of its own and one writer at a time (BEGIN IMMEDIATE on SQLite, an advisory lock taken
/// first on PostgreSQL, where READ COMMITTED then sees everything earlier writers did).
/// </summary>
public sealed class Store(StoreLocation location, ContextFactory factory, TimeProvider time)
{
    private const long WriterLock = 0x62616f7475616e; // "baotuan"
    private readonly SemaphoreSlim _writer = new(1, 1);

    public StoreLocation Location { get; } = location;

    public TimeProvider Time { get; } = time;

    /// <summary>A context for a program to read with: nothing limits it. Pages and endpoints have a <see cref="Desk"/> instead.</summary>
    public BaotuanDb Open() => Open(Caller.Program(""));

    /// <summary>The recording time of the last command: every write anywhere makes it later. 0 before the first.</summary>
    public async Task<long> VersionAsync(CancellationToken cancel)
    {
        await using var db = Open();
        return await db.Set<Clock>().Select(c => c.LastMs).FirstOrDefaultAsync(cancel);
    }

    /// <summary>A context for reading in somebody's name. The user of it disposes it.</summary>
    public BaotuanDb Open(Caller caller)
    {
        var db = factory(Location);
        db.Access = new(caller);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        Prepare(db);
        return db;
    }

    /// <summary>Runs a program's command; see the other form.</summary>
    public Task<Outcome<T>> WriteAsync<T>(
        string actor, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, CancellationToken cancel, bool dryRun = false) =>
        WriteAsync(Caller.Program(actor), command, cancel, dryRun);

    /// <summary>Runs a command in one transaction; a refusal or an exception leaves nothing behind.</summary>
    /// <param name="caller">In whose name; written into the operation log.</param>
    /// <param name="command">Plans and writes; its refusal rolls back.</param>
    /// <param name="dryRun">Same path, rolled back at the end.</param>
    public async Task<Outcome<T>> WriteAsync<T>(
        Caller caller, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, CancellationToken cancel, bool dryRun = false)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            await using var db = factory(Location);
            Prepare(db);
            db.Access = new(caller);
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationFor(db), cancel);
            if (db.Engine == DatabaseEngine.Postgres)
            {
                await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({WriterLock})", cancel);
            }

            db.RecordedAtMs = await NextRecordingTime(db, cancel);
            var outcome = await command(db, cancel);
            if (!outcome.Ok || dryRun)
            {
                await transaction.RollbackAsync(cancel);
                return outcome;
            }

            if (!db.Access.Asked)
            {
                throw new InvalidOperationException("data were written for a person without asking whether they may be");
            }

            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return outcome;
        }
        finally
        {
            _writer.Release();
        }
    }

    private static IsolationLevel IsolationFor(BaotuanDb db) =>
        db.Engine == DatabaseEngine.Sqlite ? IsolationLevel.Serializable : IsolationLevel.ReadCommitted;

    private static void Prepare(BaotuanDb db)
    {
        if (db.Engine != DatabaseEngine.Sqlite)
        {
            return;
        }

        db.Database.OpenConnection();
        Pragmas(db.Database.GetDbConnection());
    }

    /// <summary>
    /// WAL and FULL so that a commit survives power loss; recursive triggers so that INSERT OR REPLACE cannot delete
    /// around the append-only triggers.
    /// </summary>
    internal static void Pragmas(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;";
        command.ExecuteNonQuery();
    }

    private async Task<long> NextRecordingTime(BaotuanDb db, CancellationToken cancel)
    {
        var now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var clock = await db.Set<Clock>().AsTracking().FirstOrDefaultAsync(cancel);
        if (clock is null)
        {
            clock = new Clock { Id = 1, LastMs = now };
            db.Add(clock);
        }
        else
        {
            clock.LastMs = Math.Max(now, clock.LastMs + 1);
        }

        await db.SaveChangesAsync(cancel);
        return clock.LastMs;
    }
}
