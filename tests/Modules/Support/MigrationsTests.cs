using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Modules.Support;

/// <summary>Each database's history of migrations ends at the model of the code.</summary>
public sealed class MigrationsTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Migrations_end_at_the_model(DatabaseEngine engine)
    {
        await using var db = Databases.Create(engine == DatabaseEngine.Sqlite
            ? StoreLocation.Sqlite("unused")
            : StoreLocation.Postgres("Host=127.0.0.1", "unused"));

        Assert.False(db.Database.HasPendingModelChanges(), "a table changed: make a migration (docs/operating/migrations.md)");
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Every_trigger_stands_after_migration(DatabaseEngine engine)
    {
        await using var store = await TestStore.CreateAsync(engine, cluster);
        await using var db = store.Store.Open();

        Assert.Empty(await SchemaGuard.MissingTriggersAsync(db, TestContext.Current.CancellationToken));
    }
}
