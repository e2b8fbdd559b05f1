using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>Whatever is done to a line of the operation log past the triggers is found, and the first line it shows at is named.</summary>
public sealed class OperationChainTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    // every column of the table but its number, with another value for it
    private static readonly (string Column, string Other)[] Fields =
    [
        ("recorded_at_ms", "recorded_at_ms + 1"), ("actor", "'别人'"), ("user_id", "user_id + 1"), ("unit_id", "NULL"), ("unit_id", "4"), ("address", "'10.0.0.9'"),
        ("kind", "'change'"), ("action", "'member.look'"), ("subject", "'member/11/002'"), ("organization_id", "12"), ("organization_id", "NULL"),
        ("details", "details || ' '"), ("details", "''"), ("before", "NULL"), ("before", "'前甲'"), ("after", "''"), ("after", "'后'"), ("hash", "lower(upper(hash)) || '0'"),
    ];

    private async Task<World> FiveLinesAsync(DatabaseEngine engine)
    {
        var world = await County.EmptyAsync(cluster, engine);
        await world.Store.ExecuteAsync("DELETE FROM platform_sequence WHERE name = 'platform_operation'");
        Assert.Equal(0, await world.CountAsync("platform_operation"));
        for (var i = 1; i <= 5; i++)
        {
            _ = (await world.As<bool>(County.Inspector, async db =>
            {
                db.Access.Everybody();
                await db.LogAsync("member.reveal", "member/11/001", $"理由 {i}", Cancel, V1, before: "前", after: null, kind: "view");
                return true;
            })).Value;
        }

        await DropTriggersAsync(world, engine);
        return world;
    }

    private static async Task DropTriggersAsync(World world, DatabaseEngine engine)
    {
        foreach (var verb in (string[])["update", "delete"])
        {
            await world.Store.ExecuteAsync($"DROP TRIGGER keep_platform_operation_{verb}" + (engine == DatabaseEngine.Postgres ? " ON platform_operation" : ""));
        }
    }

    private static Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(World world) =>
        world.Read(db => OversightVerify.CheckAsync(db, Cancel));

    private static async Task BrokenAsync(World world, long at, string what)
    {
        var problem = Assert.Single(await CheckAsync(world));
        Assert.True(problem.Code == "operation_chain_broken" && problem.Subject == $"操作日志 {at}", $"{what}: {problem}");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Chain_of_honest_lines_holds(DatabaseEngine engine)
    {
        await using var world = await FiveLinesAsync(engine);

        Assert.Empty(await CheckAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Any_field_that_was_changed_is_found(DatabaseEngine engine)
    {
        await using var world = await FiveLinesAsync(engine);
        var columns = (await world.RowsAsync(engine == DatabaseEngine.Sqlite
            ? "SELECT name FROM pragma_table_info('platform_operation')"
            : "SELECT column_name FROM information_schema.columns WHERE table_name = 'platform_operation'")).Select(r => r[0]);
        Assert.Equal(columns.Where(c => c != "id").Order(), Fields.Select(f => f.Column).Distinct().Order());
        await world.Store.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM platform_operation");

        foreach (var (column, other) in Fields)
        {
            await world.Store.ExecuteAsync($"UPDATE platform_operation SET {column} = {other} WHERE id = 3");
            await BrokenAsync(world, 3, $"{column} = {other}");
            await world.Store.ExecuteAsync($"UPDATE platform_operation SET {column} = (SELECT k.{column} FROM kept k WHERE k.id = 3) WHERE id = 3");
        }

        Assert.Empty(await CheckAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_taken_out_are_found(DatabaseEngine engine)
    {
        await using var world = await FiveLinesAsync(engine);
        await world.Store.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM platform_operation");

        await world.Store.ExecuteAsync("DELETE FROM platform_operation WHERE id = 3");
        await BrokenAsync(world, 3, "middle");
        // and closing the gap does not hide it
        await world.Store.ExecuteAsync("UPDATE platform_operation SET id = id - 1 WHERE id = 4");
        await world.Store.ExecuteAsync("UPDATE platform_operation SET id = id - 1 WHERE id = 5");
        await BrokenAsync(world, 3, "middle, renumbered");
        await RestoreAsync(world);

        await world.Store.ExecuteAsync("DELETE FROM platform_operation WHERE id = 1");
        await BrokenAsync(world, 1, "first");
        await RestoreAsync(world);

        await world.Store.ExecuteAsync("DELETE FROM platform_operation WHERE id = 5");
        await BrokenAsync(world, 5, "last");
        await RestoreAsync(world);

        await world.Store.ExecuteAsync("DELETE FROM platform_operation");
        await BrokenAsync(world, 1, "all");
        await RestoreAsync(world);
        Assert.Empty(await CheckAsync(world));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Lines_put_in_or_exchanged_are_found(DatabaseEngine engine)
    {
        await using var world = await FiveLinesAsync(engine);
        await world.Store.ExecuteAsync("CREATE TABLE kept AS SELECT * FROM platform_operation");

        await world.Store.ExecuteAsync("UPDATE platform_operation SET id = 6 WHERE id = 5");
        await world.Store.ExecuteAsync("UPDATE platform_operation SET id = 5 WHERE id = 4");
        await InsertCopyAsync(world, 3, 4);
        await BrokenAsync(world, 4, "in the middle");
        await RestoreAsync(world);

        await InsertCopyAsync(world, 5, 6);
        await BrokenAsync(world, 6, "at the end");
        await RestoreAsync(world);

        await world.Store.ExecuteAsync("UPDATE platform_operation SET details = CASE id WHEN 2 THEN '理由 4' ELSE '理由 2' END WHERE id IN (2, 4)");
        await BrokenAsync(world, 2, "exchanged");
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Line_that_fits_the_chain_is_found_by_the_counter(DatabaseEngine engine)
    {
        await using var world = await FiveLinesAsync(engine);
        _ = (await world.As<bool>(County.Inspector, async db =>
        {
            db.Access.Everybody();
            await db.LogAsync("member.reveal", "member/11/001", "第六条", Cancel, V1, kind: "view");
            return true;
        })).Value;

        // somebody who knows the rule put a sixth line in: its hash is right, and only the counter knows of five
        await world.Store.ExecuteAsync("UPDATE platform_sequence SET next = 6 WHERE name = 'platform_operation'");

        await BrokenAsync(world, 7, "one more");
        Assert.Contains("多了", (await CheckAsync(world))[0].Message);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Program_cannot_change_or_delete_a_line(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        _ = (await world.Write<bool>(async db => { await db.LogAsync("x", "y", "z", Cancel); return true; })).Value;

        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("UPDATE platform_operation SET details = ''"));
        await Assert.ThrowsAnyAsync<Exception>(() => world.Store.ExecuteAsync("DELETE FROM platform_operation"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Refused_or_failed_command_leaves_no_line_and_a_committed_one_has_it(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var before = await world.CountAsync("platform_operation");
        Task<Outcome<FindingInfo>> Raise(BaotuanDb db) => Findings.RaiseAsync(db, FindingsTests.Draft("c1"), Cancel);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => world.As<FindingInfo>(County.Inspector, async db =>
        {
            _ = (await Raise(db)).Value;
            throw new InvalidTimeZoneException("after the line, before the commit");
        }));
        var refused = await world.As<FindingInfo>(County.Inspector, async db =>
        {
            _ = (await Raise(db)).Value;
            return new Refusal("no", "不行。");
        });
        Assert.False(refused.Ok);
        Assert.Equal((before, 0), (await world.CountAsync("platform_operation"), await world.CountAsync("oversight_finding")));

        var raised = (await world.As(County.Inspector, Raise)).Value;
        Assert.Equal(["finding.raise"], await world.LoggedAsync($"finding/{raised.Id}"));
        Assert.Empty(await CheckAsync(world));
    }

    private static Task InsertCopyAsync(World world, int of, int to) => world.Store.ExecuteAsync(
        "INSERT INTO platform_operation (id, recorded_at_ms, actor, user_id, unit_id, address, kind, action, subject, organization_id, details, before, after, hash) " +
        $"SELECT {to}, recorded_at_ms, actor, user_id, unit_id, address, kind, action, subject, organization_id, '添的', before, after, hash FROM platform_operation WHERE id = {of}");

    private static async Task RestoreAsync(World world)
    {
        await world.Store.ExecuteAsync("DELETE FROM platform_operation");
        await world.Store.ExecuteAsync("INSERT INTO platform_operation SELECT * FROM kept");
    }
}
