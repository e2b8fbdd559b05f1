using System.Collections.Concurrent;
using Baotuan.Migrations;
using Baotuan.Platform;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Baotuan.Tests.Modules.Support;

/// <summary>
/// A store of its own for one test, on either database, with the tables and triggers of the modules under test. The schema
/// is built once per set of modules and copied. Every data test is a theory over <see cref="Engines"/>.
/// </summary>
public sealed class TestStore : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new();

    private readonly TempFolder _folder;
    private readonly PostgresCluster _cluster;

    private TestStore(TempFolder folder, PostgresCluster cluster, StoreLocation location, IReadOnlyList<IModule> modules)
    {
        _folder = folder;
        _cluster = cluster;
        Modules = modules;
        Store = Another(location);
    }

    /// <summary>Both databases, for <c>[Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]</c>.</summary>
    public static TheoryData<DatabaseEngine> Engines { get; } = [DatabaseEngine.Sqlite, DatabaseEngine.Postgres];

    public Store Store { get; }

    public TestClock Clock { get; } = new();

    public IReadOnlyList<IModule> Modules { get; }

    /// <summary>A second store on the same data, as another process would have it.</summary>
    public Store Another() => Another(Store.Location);

    /// <summary>
    /// Makes the store; skips the test where the database is not installed. Without <paramref name="modules"/> it is the
    /// program's own schema with all its modules, built by its migrations; with them, the tables of these modules alone.
    /// </summary>
    public static async Task<TestStore> CreateAsync(DatabaseEngine engine, PostgresCluster cluster, params IModule[] modules)
    {
        Assert.SkipWhen(engine == DatabaseEngine.Postgres && !PostgresCluster.Available, PostgresCluster.Reason);
        var key = $"template-{engine}-{string.Join('-', modules.Select(m => m.Name))}";
        var template = await Templates.GetOrAdd(key, _ => new(() => BuildTemplate(engine, cluster, key, modules))).Value;
        var folder = new TempFolder();
        if (engine == DatabaseEngine.Postgres)
        {
            var database = cluster.CreateDatabase(template: template);
            return new TestStore(folder, cluster, StoreLocation.Postgres(database, folder.Path), modules);
        }

        File.Copy(template, folder.File("baotuan.db"));
        return new TestStore(folder, cluster, StoreLocation.Sqlite(folder.Path), modules);
    }

    /// <summary>A store of its own with everything that stands in this one. Nobody may be at work in this one meanwhile.</summary>
    public TestStore Copy()
    {
        Close();
        var folder = new TempFolder();
        foreach (var directory in Directory.GetDirectories(_folder.Path, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, Path.GetRelativePath(_folder.Path, directory)));
        }

        foreach (var file in Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(folder.Path, Path.GetRelativePath(_folder.Path, file)));
        }

        var location = Store.Location.Engine == DatabaseEngine.Sqlite
            ? StoreLocation.Sqlite(folder.Path)
            : StoreLocation.Postgres(_cluster.CreateDatabase(template: DatabaseName), folder.Path);
        return new TestStore(folder, _cluster, location, Modules);
    }

    /// <summary>Runs SQL past every rule of the program, as somebody with the file in hand could.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var db = Store.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>The first column of the first row.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var db = Store.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        if (Store.Location.Engine == DatabaseEngine.Postgres)
        {
            _cluster.DropDatabase(DatabaseName);
        }

        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private string DatabaseName => new NpgsqlConnectionStringBuilder(Store.Location.ConnectionString).Database!;

    /// <summary>Ends the connections that wait in the pool; on SQLite the last one carries its log over into the file.</summary>
    private void Close()
    {
        if (Store.Location.Engine == DatabaseEngine.Sqlite)
        {
            using var connection = new SqliteConnection(Store.Location.ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(Store.Location.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private Store Another(StoreLocation location) => new(location, Contexts(Modules), Clock);

    private static ContextFactory Contexts(IReadOnlyList<IModule> modules) =>
        modules.Count == 0 ? Databases.Create : location => TestDb.Open(location, modules);

    private static int _templates;

    private static async Task<string> BuildTemplate(
        DatabaseEngine engine, PostgresCluster cluster, string key, IReadOnlyList<IModule> modules)
    {
        var folder = Directory.CreateTempSubdirectory("baotuan-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        // a number instead of the modules' names: PostgreSQL cuts a name at 63 bytes without a word
        var name = $"template_{Interlocked.Increment(ref _templates)}";
        var location = engine == DatabaseEngine.Sqlite
            ? StoreLocation.Sqlite(folder)
            : StoreLocation.Postgres(Unpooled(cluster.CreateDatabase(name)), folder);
        if (modules.Count == 0)
        {
            _ = (await new SchemaGuard(new Store(location, Databases.Create, new TestClock()), Databases.Create).BringUpAsync(default)).Value;
        }
        else
        {
            await CreateTables(location, modules);
        }

        if (engine == DatabaseEngine.Postgres)
        {
            return name;
        }

        using var closing = new SqliteConnection(location.ConnectionString);
        SqliteConnection.ClearPool(closing);
        return location.DatabaseFile;
    }

    private static async Task CreateTables(StoreLocation location, IReadOnlyList<IModule> modules)
    {
        await using var db = TestDb.Open(location, modules);
        await db.GetService<IRelationalDatabaseCreator>().EnsureCreatedAsync();
        foreach (var statement in Dialect.TriggerStatements(location.Engine, modules))
        {
            await db.Database.ExecuteSqlRawAsync(statement);
        }
    }

    private static string Unpooled(string connection) => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;
}

/// <summary>A clock that stands still until it is told to go on; it starts on 2024-01-01 at noon in China.</summary>
public sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2024, 1, 1, 4, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public void Set(DateTimeOffset now) => _now = now;
}

internal abstract class TestDb(DbContextOptions options, IReadOnlyList<IModule> modules) : BaotuanDb(options, modules)
{
    public static BaotuanDb Open(StoreLocation location, IReadOnlyList<IModule> modules) => location.Engine == DatabaseEngine.Sqlite
        ? new SqliteTestDb(Options<SqliteTestDb>().UseSqlite(location.ConnectionString).Options, modules)
        : new PostgresTestDb(Options<PostgresTestDb>().UseNpgsql(location.ConnectionString).Options, modules);

    private static DbContextOptionsBuilder<T> Options<T>() where T : DbContext =>
        new DbContextOptionsBuilder<T>().ReplaceService<IModelCacheKeyFactory, ModulesInModelKey>();

    private sealed class SqliteTestDb(DbContextOptions options, IReadOnlyList<IModule> modules) : TestDb(options, modules)
    {
        public override DatabaseEngine Engine => DatabaseEngine.Sqlite;
    }

    private sealed class PostgresTestDb(DbContextOptions options, IReadOnlyList<IModule> modules) : TestDb(options, modules)
    {
        public override DatabaseEngine Engine => DatabaseEngine.Postgres;
    }
}

/// <summary>Different sets of modules are different models of the same context type.</summary>
internal sealed class ModulesInModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        (context.GetType(), designTime, string.Join(',', ((BaotuanDb)context).Modules.Select(m => m.Name)));
}
