using System.Data;
using System.Data.Common;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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
    private const long LongLogBytes = 4 << 20;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private StorageFault? _stopped;

    public StoreLocation Location { get; } = location;

    public TimeProvider Time { get; } = time;

    /// <summary>Why nothing is written any more; null while all is well. Only a new start ends it.</summary>
    public StorageFault? Stopped => Volatile.Read(ref _stopped);

    /// <summary>Stops writing if this fault asks for it; the first fault stays the reason.</summary>
    public void Note(StorageFault fault)
    {
        if (fault.StopsWriting)
        {
            Interlocked.CompareExchange(ref _stopped, fault, null);
        }
    }

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
    /// <exception cref="StorageFaultException">The disk or the database failed, now or before.</exception>
    public async Task<Outcome<T>> WriteAsync<T>(
        Caller caller, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, CancellationToken cancel, bool dryRun = false)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            ThrowWhenStopped();
            return await InTransaction(caller, command, dryRun, cancel);
        }
        catch (Exception problem) when (problem is not StorageFaultException && FaultOf(problem) is { } fault)
        {
            throw new StorageFaultException(fault, problem);
        }
        finally
        {
            _writer.Release();
        }
    }

    private async Task<Outcome<T>> InTransaction<T>(
        Caller caller, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, bool dryRun, CancellationToken cancel)
    {
        await using var db = factory(Location);
        Prepare(db);
        db.Access = new(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationFor(db), cancel);
        try
        {
            return await RunAsync(db, transaction, command, dryRun, cancel);
        }
        catch (Exception problem)
        {
            FaultOf(problem); // noted here: leaving the transaction may fail too, and would hide this
            throw;
        }
    }

    private async Task<Outcome<T>> RunAsync<T>(
        BaotuanDb db, IDbContextTransaction transaction, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> command, bool dryRun, CancellationToken cancel)
    {
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
        await db.RunBeforeCommitAsync(cancel);
        await transaction.CommitAsync(cancel);
        Checkpoint(db);
        return outcome;
    }

    /// <summary>
    /// Carries a long write-ahead log over into the database. SQLite would do it by itself, but keep an error to itself; what was
    /// committed stays in the log then, so the command stands, and it was the last one.
    /// </summary>
    private void Checkpoint(BaotuanDb db)
    {
        var log = new FileInfo(Location.DatabaseFile + "-wal");
        if (db.Engine != DatabaseEngine.Sqlite || !log.Exists || log.Length < LongLogBytes)
        {
            return;
        }

        try
        {
            Execute(db.Database.GetDbConnection(), "PRAGMA wal_checkpoint(PASSIVE)");
        }
        catch (Exception problem) when (FaultOf(problem) is not null)
        {
        }
    }

    private void ThrowWhenStopped()
    {
        if (Stopped is { } fault)
        {
            throw new StorageFaultException(fault);
        }
    }

    private StorageFault? FaultOf(Exception problem)
    {
        if (StorageFault.Of(problem) is { } fault)
        {
            Note(fault);
            return fault;
        }

        return Stopped;
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
    /// around the append-only triggers; a log that starts anew is cut, so that its length tells how long it is.
    /// </summary>
    internal static void Pragmas(DbConnection connection) => Execute(
        connection,
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; " +
        "PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=0;");

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
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
