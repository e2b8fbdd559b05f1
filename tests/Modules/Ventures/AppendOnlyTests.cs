using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Microsoft.EntityFrameworkCore;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>What was written stays, also for somebody who holds the database itself in hand.</summary>
public sealed class AppendOnlyTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Every_declared_table_refuses_update_delete_and_truncate(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await DropChecksAsync(world);
        foreach (var table in Dialect.AppendOnlyTables(InstalledModules.All))
        {
            var column = await FillAsync(world, table);
            var statements = new List<string> { $"UPDATE {table} SET {column} = {column}", $"DELETE FROM {table}" };
            statements.AddRange(engine == DatabaseEngine.Postgres
                ? [$"TRUNCATE {table}", $"TRUNCATE {table} CASCADE"]
                : [$"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", $"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"]);
            foreach (var statement in statements)
            {
                var refused = await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync(statement));
                Assert.True(refused.ToString().Contains($"append-only: {table}", StringComparison.Ordinal), $"{statement}: {refused.Message}");
            }
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_dropped_trigger_is_named_and_brought_back(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        var on = engine == DatabaseEngine.Postgres ? " ON ventures_payout" : "";
        await world.Store.ExecuteAsync($"DROP TRIGGER keep_ventures_payout_update{on}");

        Assert.Equal(["keep_ventures_payout_update"], await world.Read(db => SchemaGuard.MissingTriggersAsync(db, Cancel)));
        Assert.True((await new SchemaGuard(world.Store.Store, Databases.Create).BringUpAsync(Cancel)).Ok);
        Assert.Empty(await world.Read(db => SchemaGuard.MissingTriggersAsync(db, Cancel)));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_newer_schema_is_refused_and_untouched(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.Store.ExecuteAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('20991231000000_Later', '99.0')");

        var refused = Assert.Single((await new SchemaGuard(world.Store.Store, Databases.Create).BringUpAsync(Cancel)).Refusals);

        Assert.Equal("schema_is_newer", refused.Code);
        Assert.Contains("20991231000000_Later", refused.Message);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Quota_used_twice_is_refused_by_the_database(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        Task Use(long id) => world.InsertAsync(
            "ventures_contribution", ("id", id), ("phase_id", 1L), ("holder_id", V1), ("kind", "quota"), ("amount_fen", 1L),
            ("paid_on", Day("2018-01-01")), ("quota_id", 5L), ("unit_price_fen", 1L), ("evidence", ""), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        await Use(1);

        Assert.Contains("land quota used twice", (await Assert.ThrowsAnyAsync<Exception>(() => Use(2))).ToString());
        await world.InsertAsync(
            "ventures_withdrawal", ("id", 1L), ("subject", "ventures_contribution"), ("subject_id", 1L), ("reason", "撤销"), ("recorded_at_ms", 2L));
        await Use(2);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Headers_of_payments_cascades_and_batches_must_sum_their_lines(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        await world.InsertAsync("ventures_payment_line", ("payment_id", 7L), ("holder_id", V1), ("amount_fen", 10L));
        await world.InsertAsync(
            "ventures_payout", ("collective_id", V1), ("cascade_id", 7L), ("member_no", "001"), ("weight", 1L), ("amount_fen", 10L), ("withheld_fen", 0L));
        await world.InsertAsync("ventures_cascade_line", ("cascade_id", 8L), ("holder_id", V1), ("units10000", 1L), ("amount_fen", 10L));
        await world.InsertAsync("ventures_bank_line", ("collective_id", V1), ("batch_id", 7L), ("member_no", "001"), ("amount_fen", 10L));
        Task Payment(long sum, int count) => world.InsertAsync(
            "ventures_payment", ("id", 7L), ("distribution_id", 1L), ("payer_id", Op), ("top_up", false), ("paid_on", Day("2019-01-01")),
            ("amount_fen", sum), ("line_count", count), ("evidence", ""), ("client_id", "x"), ("recorded_at_ms", 1L));
        Task Cascade(long id, string kind, long sum, int count) => world.InsertAsync(
            "ventures_cascade", ("id", id), ("holder_id", V1), ("kind", kind), ("period_start", Day("2018-01-01")), ("period_end", Day("2018-12-31")),
            ("record_date", Day("2018-12-31")), ("declared_on", Day("2018-12-31")), ("received_fen", 1L), ("pool_fen", sum), ("line_count", (long)count),
            ("withheld_fen", 0L), ("withholding_ppm", 0L), ("withholding_basis", ""), ("plan_hash", ""), ("recorded_at_ms", 1L));
        Task Batch(long sum, int count) => world.InsertAsync(
            "ventures_bank_batch", ("id", 7L), ("collective_id", V1), ("cascade_id", 7L), ("batch_no", 1), ("line_count", count), ("sum_fen", sum), ("prepared_by", 0L), ("recorded_at_ms", 1L));

        foreach (var (sum, count) in ((long, int)[])[(11, 1), (10, 2), (9, 1), (0, 0)])
        {
            Assert.Contains("do not sum", (await Assert.ThrowsAnyAsync<Exception>(() => Payment(sum, count))).ToString());
            Assert.Contains("do not sum", (await Assert.ThrowsAnyAsync<Exception>(() => Cascade(7, "collective", sum, count))).ToString());
            Assert.Contains("do not sum", (await Assert.ThrowsAnyAsync<Exception>(() => Cascade(8, "company", sum, count))).ToString());
            Assert.Contains("do not sum", (await Assert.ThrowsAnyAsync<Exception>(() => Batch(sum, count))).ToString());
        }

        await Payment(10, 1);
        await Cascade(7, "collective", 10, 1);
        await Cascade(8, "company", 10, 1);
        await Batch(10, 1);
    }

    // the checks on headers have tests of their own; here any row will do
    private static async Task DropChecksAsync(World world)
    {
        foreach (var check in InstalledModules.All.SelectMany(m => m.InsertChecks))
        {
            await world.Store.ExecuteAsync(
                $"DROP TRIGGER {check.Name}" + (world.Store.Store.Location.Engine == DatabaseEngine.Postgres ? $" ON {check.Table}" : ""));
        }
    }

    /// <summary>Writes a row with something in every column and returns the name of one.</summary>
    private static async Task<string> FillAsync(World world, string table)
    {
        await using var db = world.Store.Store.Open();
        var entity = db.Model.GetEntityTypes().Single(e => e.GetTableName() == table);
        var row = entity.GetProperties().Select(p => (p.GetColumnName(), Sample(Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType))).ToArray();
        await world.InsertAsync(table, row);
        return row[0].Item1;
    }

    private static object? Sample(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(long) => 7_000_000L,
        _ when type == typeof(int) => 7,
        _ when type == typeof(bool) => true,
        _ when type == typeof(DateOnly) => Day("2018-01-01"),
        _ when type == typeof(byte[]) => new byte[] { 1 },
        _ => throw new InvalidOperationException($"no sample of {type}"),
    };
}
