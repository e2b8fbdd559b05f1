using System.Globalization;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Baotuan.Bench.Dividends;

/// <summary>
/// Databases for one run, in a temporary folder that goes with it. A prepared one is sealed and then copied for every
/// measurement, so that each writes into tables that nobody wrote to before, with nothing left to flush.
/// </summary>
internal abstract class BenchDatabase : IDisposable
{
    private int _copies;

    protected TempFolder Folder { get; } = new();

    public static BenchDatabase Start(DatabaseEngine engine) =>
        engine == DatabaseEngine.Sqlite ? new SqliteBenchDatabase() : new PostgresBenchDatabase();

    /// <summary>An empty database with the schema.</summary>
    public async Task<StoreLocation> CreateAsync(string name)
    {
        var location = Make(name);
        var store = Databases.OpenStore(location, TimeProvider.System);
        var brought = await new SchemaGuard(store, Databases.Create).BringUpAsync(CancellationToken.None);
        return brought.Ok ? location : throw new InvalidOperationException(brought.Refusals[0].Message);
    }

    /// <summary>Writes everything down and lets go, so that it can be copied.</summary>
    public abstract void Seal(StoreLocation location);

    public StoreLocation Copy(StoreLocation of) => Copy(of, $"copy{(++_copies).ToString(CultureInfo.InvariantCulture)}");

    public abstract void Drop(StoreLocation location);

    /// <summary>How another process finds the database.</summary>
    public static string AddressOf(StoreLocation location) =>
        location.Engine == DatabaseEngine.Sqlite ? location.DataDirectory : location.ConnectionString;

    public static StoreLocation At(DatabaseEngine engine, string address) =>
        engine == DatabaseEngine.Sqlite ? StoreLocation.Sqlite(address) : StoreLocation.Postgres(address, Path.GetTempPath());

    public virtual void Dispose() => Folder.Dispose();

    protected abstract StoreLocation Make(string name);

    protected abstract StoreLocation Copy(StoreLocation of, string name);
}

internal sealed class SqliteBenchDatabase : BenchDatabase
{
    public override void Seal(StoreLocation location)
    {
        using (var connection = new SqliteConnection(location.ConnectionString))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        SqliteConnection.ClearAllPools();
    }

    public override void Drop(StoreLocation location)
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(location.DataDirectory, recursive: true);
    }

    protected override StoreLocation Make(string name) => StoreLocation.Sqlite(Directory.CreateDirectory(Path.Combine(Folder.Path, name)).FullName);

    protected override StoreLocation Copy(StoreLocation of, string name)
    {
        var copy = Make(name);
        File.Copy(of.DatabaseFile, copy.DatabaseFile);
        using var file = new FileStream(copy.DatabaseFile, FileMode.Open);
        file.Flush(flushToDisk: true);
        return copy;
    }
}

internal sealed class PostgresBenchDatabase : BenchDatabase
{
    private readonly PostgresCluster _cluster = new();

    public override void Seal(StoreLocation location)
    {
        Execute(location.ConnectionString, "VACUUM (FREEZE, ANALYZE)");
        NpgsqlConnection.ClearAllPools();
    }

    public override void Drop(StoreLocation location)
    {
        NpgsqlConnection.ClearAllPools();
        _cluster.DropDatabase(new NpgsqlConnectionStringBuilder(location.ConnectionString).Database!);
    }

    public override void Dispose()
    {
        _cluster.Dispose();
        base.Dispose();
    }

    protected override StoreLocation Make(string name) => StoreLocation.Postgres(_cluster.CreateDatabase(name), Folder.Path);

    protected override StoreLocation Copy(StoreLocation of, string name)
    {
        NpgsqlConnection.ClearAllPools();
        var copy = _cluster.CreateDatabase(name, new NpgsqlConnectionStringBuilder(of.ConnectionString).Database);
        Execute(copy, "CHECKPOINT");
        return StoreLocation.Postgres(copy, Folder.Path);
    }

    private static void Execute(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.ExecuteNonQuery();
    }
}
