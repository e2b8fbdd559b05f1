using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Baotuan.Platform.Storage;

/// <summary>One state of the database for all readings: a deferred read transaction on SQLite, REPEATABLE READ on PostgreSQL.</summary>
public sealed class Snapshot(IDbContextTransaction? transaction) : IAsyncDisposable
{
    public static async Task<Snapshot> OpenAsync(BaotuanDb db, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return new(null);
        }

        await db.Database.OpenConnectionAsync(cancel);
        if (db.Engine == DatabaseEngine.Postgres)
        {
            return new(await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel));
        }

        var reading = ((SqliteConnection)db.Database.GetDbConnection()).BeginTransaction(IsolationLevel.Serializable, deferred: true);
        return new(await db.Database.UseTransactionAsync(reading, cancel));
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.RollbackAsync();
            await transaction.DisposeAsync();
        }
    }
}
