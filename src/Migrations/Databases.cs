using Baotuan.Cases;
using Baotuan.Decisions;
using Baotuan.Disclosure;
using Baotuan.Indicators;
using Baotuan.Industry;
using Baotuan.Ledger;
using Baotuan.Oversight;
using Baotuan.Parties;
using Baotuan.Platform;
using Baotuan.Platform.Storage;
using Baotuan.Proofs;
using Baotuan.Ventures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Baotuan.Migrations;

/// <summary>The installed modules, in the order of ARCHITECTURE.md: a plain array.</summary>
public static class InstalledModules
{
    public static readonly IReadOnlyList<IModule> All =
        [new ProofsModule(), new PartiesModule(), new DecisionsModule(), new LedgerModule(), new VenturesModule(), new IndicatorsModule(), new IndustryModule(), new CasesModule(), new OversightModule(), new DisclosureModule()];
}

/// <summary>The context on SQLite, with its own history of migrations.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, IReadOnlyList<IModule> modules) : BaotuanDb(options, modules)
{
    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;
}

/// <summary>The context on PostgreSQL, with its own history of migrations.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options, IReadOnlyList<IModule> modules) : BaotuanDb(options, modules)
{
    public override DatabaseEngine Engine => DatabaseEngine.Postgres;
}

/// <summary>Makes contexts.</summary>
public static class Databases
{
    /// <summary>The factory that a <see cref="Store"/> is given.</summary>
    public static BaotuanDb Create(StoreLocation location) => location.Engine == DatabaseEngine.Sqlite
        ? new SqliteDb(SqliteOptions(location.ConnectionString), InstalledModules.All)
        : new PostgresDb(PostgresOptions(location.ConnectionString), InstalledModules.All);

    /// <summary>A store on a location with this program's modules.</summary>
    public static Store OpenStore(StoreLocation location, TimeProvider time) => new(location, Create, time);

    internal static DbContextOptions<SqliteDb> SqliteOptions(string connection) =>
        new DbContextOptionsBuilder<SqliteDb>().UseSqlite(connection).ReplaceService<IMigrationsSqlGenerator, ClusteredTables>().Options;

    internal static DbContextOptions<PostgresDb> PostgresOptions(string connection) =>
        new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection).Options;
}

internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args) => new(Databases.SqliteOptions("Data Source=:memory:"), InstalledModules.All);
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args) => new(Databases.PostgresOptions("Host=127.0.0.1"), InstalledModules.All);
}
