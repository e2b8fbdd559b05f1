using System.Data.Common;
using Baotuan.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>
/// Brings a database to the schema of this program: refuses a newer one, backs up before it changes anything, applies the
/// migrations, then recreates every trigger.
/// </summary>
public sealed class SchemaGuard(Store store, ContextFactory factory)
{
    /// <summary>Returns the migrations that were applied; empty when the schema was current.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> BringUpAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(store.Location.DataDirectory);
        await using var db = factory(store.Location);
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = await AppliedAsync(db, cancel);
        var unknown = applied.Where(m => !known.Contains(m)).ToList();
        if (unknown.Count > 0)
        {
            return new Refusal(
                "schema_is_newer",
                $"数据库由更新的版本建立（{string.Join("、", unknown)}），本程序不能打开。请升级程序，或用升级前的备份恢复。");
        }

        var pending = known.Except(applied).Order(StringComparer.Ordinal).ToList();
        if (pending.Count == 0 && (await MissingTriggersAsync(db, cancel)).Count == 0)
        {
            return pending;
        }

        if (pending.Count > 0 && applied.Count > 0 && store.Location.Engine == DatabaseEngine.Sqlite)
        {
            await new Backup(store).WriteAsync(Backup.AutomaticPath(store, "before-migration"), cancel);
        }

        await db.Database.MigrateAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        if (db.Engine == DatabaseEngine.Sqlite)
        {
            Store.Pragmas(db.Database.GetDbConnection());
        }

        await CreateTriggers(db, cancel);
        return pending;
    }

    /// <summary>Names of the triggers that should exist and do not.</summary>
    public static async Task<IReadOnlyList<string>> MissingTriggersAsync(BaotuanDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = db.Engine == DatabaseEngine.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            : "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'";
        var present = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            present.Add(reader.GetString(0));
        }

        return [.. Dialect.ExpectedTriggers(db.Engine, db.Modules).Where(t => !present.Contains(t))];
    }

    private static async Task<IReadOnlyList<string>> AppliedAsync(BaotuanDb db, CancellationToken cancel)
    {
        if (!await db.Database.CanConnectAsync(cancel))
        {
            return [];
        }

        return [.. await db.Database.GetAppliedMigrationsAsync(cancel)];
    }

    private static async Task CreateTriggers(BaotuanDb db, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var statement in Dialect.TriggerStatements(db.Engine, db.Modules))
        {
            await Execute(db.Database.GetDbConnection(), db, statement, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    private static async Task Execute(DbConnection connection, BaotuanDb db, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction is { } t
            ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(t)
            : null;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
