using Baotuan.Platform;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Tests.Modules.Support;
using Baotuan.Transparency.Notes;

namespace Baotuan.Tests.Modules.Proofs;

/// <summary>Changes a database past the program and its triggers, and says what <c>verify</c> finds.</summary>
internal static class Tamper
{
    public static async Task TamperAsync(this TestStore store, string sql)
    {
        IReadOnlyList<IModule> modules = store.Modules.Count == 0 ? Migrations.InstalledModules.All : store.Modules;
        foreach (var statement in store.Store.Location.Engine == DatabaseEngine.Postgres
            ? (string[])["SET session_replication_role = replica; " + sql + "; SET session_replication_role = DEFAULT"]
            : [.. Dialect.ExpectedTriggers(DatabaseEngine.Sqlite, modules).Select(t => $"DROP TRIGGER {t}"), sql, .. Dialect.TriggerStatements(DatabaseEngine.Sqlite, modules)])
        {
            await store.ExecuteAsync(statement);
        }
    }

    /// <summary>Code and subject of each problem.</summary>
    public static async Task<List<string>> ProblemsAsync(this TestStore store, params SignedNote[] others)
    {
        await using var db = store.Store.Open();
        return [.. (await ProofsVerify.CheckAsync(db, store.Store, others, TestContext.Current.CancellationToken)).Select(p => $"{p.Code} {p.Subject}")];
    }
}
