using System.IO.Compression;
using Baotuan.Platform;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>From one schema to the next on a database that holds something: a copy is kept before anything changes.</summary>
public sealed class UpgradeTests
{
    [Fact]
    public async Task A_backup_is_written_before_the_schema_changes_and_the_triggers_stand_after_it()
    {
        using var folder = new TempFolder();
        var location = StoreLocation.Sqlite(folder.Path);
        var old = new Store(location, Old, new TestClock());
        Assert.Equal(["1_First"], (await new SchemaGuard(old, Old).BringUpAsync(Cancel)).Value);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "backups")));
        await using (var db = old.Open())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO note VALUES ('before')", Cancel);
        }

        var store = new Store(location, New, new TestClock());
        Assert.Equal(["2_Second"], (await new SchemaGuard(store, New).BringUpAsync(Cancel)).Value);

        var backup = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "backups")));
        Assert.EndsWith("-before-migration.zip", backup);
        using var restored = new TempFolder();
        await using (var zip = await ZipFile.OpenReadAsync(backup, Cancel))
        {
            await zip.GetEntry("baotuan.db")!.ExtractToFileAsync(restored.File("baotuan.db"), Cancel);
        }

        await using (var db = new Store(StoreLocation.Sqlite(restored.Path), Old, new TestClock()).Open())
        {
            Assert.Equal(["before"], await db.Database.SqlQueryRaw<string>("SELECT text AS \"Value\" FROM note").ToListAsync(Cancel));
        }

        await using (var db = store.Open())
        {
            Assert.Equal(["before", "second"], await db.Database.SqlQueryRaw<string>("SELECT text AS \"Value\" FROM note ORDER BY text").ToListAsync(Cancel));
            // the second migration rebuilt the table and SQLite dropped its triggers without a word
            Assert.Empty(await SchemaGuard.MissingTriggersAsync(db, Cancel));
        }

        Assert.Equal("schema_is_newer", Assert.Single((await new SchemaGuard(old, Old).BringUpAsync(Cancel)).Refusals).Code);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static BaotuanDb Old(StoreLocation location) => new OldDb(Options<OldDb>(location), []);

    private static BaotuanDb New(StoreLocation location) => new NewDb(Options<NewDb>(location), []);

    private static DbContextOptions<T> Options<T>(StoreLocation location) where T : DbContext =>
        new DbContextOptionsBuilder<T>().UseSqlite(location.ConnectionString)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning)).Options;

    private sealed class OldDb(DbContextOptions<OldDb> options, IReadOnlyList<IModule> modules) : BaotuanDb(options, modules)
    {
        public override DatabaseEngine Engine => DatabaseEngine.Sqlite;
    }

    private sealed class NewDb(DbContextOptions<NewDb> options, IReadOnlyList<IModule> modules) : BaotuanDb(options, modules)
    {
        public override DatabaseEngine Engine => DatabaseEngine.Sqlite;
    }

    private const string Operations = "CREATE TABLE platform_operation (id INTEGER PRIMARY KEY, details TEXT)";

    [DbContext(typeof(OldDb)), Migration("1_First")]
    private sealed class FirstOfOld : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(Operations);
            migrationBuilder.Sql("CREATE TABLE platform_outbox (id INTEGER PRIMARY KEY)");
            migrationBuilder.Sql("CREATE TABLE platform_webhook_attempt (id INTEGER PRIMARY KEY)");
            migrationBuilder.Sql("CREATE TABLE note (text TEXT)");
        }
    }

    [DbContext(typeof(NewDb)), Migration("1_First")]
    private sealed class FirstOfNew : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => throw new InvalidOperationException("was applied before");
    }

    [DbContext(typeof(NewDb)), Migration("2_Second")]
    private sealed class SecondOfNew : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE platform_operation");
            migrationBuilder.Sql(Operations);
            migrationBuilder.Sql("INSERT INTO note VALUES ('second')");
        }
    }
}
