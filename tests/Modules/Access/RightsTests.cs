using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Oversight;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Access;

/// <summary>Duties that are kept apart when roles are given: 三员分立, and 农村集体经济组织法 art. 34. The clock stands on 2024-01-01.</summary>
public sealed class RightsTests(PostgresCluster cluster)
{
    private const long First = 101;
    private const long Second = 102;

    private static readonly Caller Security =
        County.CountyInspector with { UserId = 103, Confirmed = true, Permissions = new HashSet<string> { PlatformPermissions.RightManage.Code } };

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private static async Task<World> EmptyAsync(PostgresCluster cluster, DatabaseEngine engine)
    {
        var world = await County.EmptyAsync(cluster, engine);
        await RoleFile.BringAsync(world.Store.Store, Cancel);
        return world;
    }

    private static Task<string> GiveAsync(World world, long user, string role, string from = "2024-01-01", string? to = null) =>
        Code(world.As(Security, db => Rights.GiveRoleAsync(db, user, role, Day(from), to is null ? null : Day(to), Cancel)));

    private static Task<string> RelatedAsync(World world) =>
        Code(world.As(Security, db => Rights.DeclareRelativesAsync(db, First, Second, "夫妻", Day("2024-01-01"), Cancel)));

    private static async Task<string> Code(Task<Outcome<bool>> act) => (await act) is { Ok: false } refused ? refused.Refusals[0].Code : "ok";

    [Theory, MemberData(nameof(Engines))]
    public async Task Two_roles_of_one_person_are_refused_where_they_are_kept_apart(DatabaseEngine engine)
    {
        string[] admins = ["system-admin", "security-admin", "audit-admin"], finance = ["accountant", "cashier", "board"], supervising = ["supervisors", "auditor", "inspector"];
        string[] roles = [.. admins, .. finance, .. supervising, "mediator"];
        await using var world = await EmptyAsync(cluster, engine);
        foreach (var held in roles)
        {
            Assert.Equal("ok", await GiveAsync(world, First, held));
            foreach (var wanted in roles.Where(r => r != held))
            {
                var expected = admins.Contains(held) || admins.Contains(wanted) ? "administrators_are_apart"
                    : finance.Contains(held) && supervising.Contains(wanted) || supervising.Contains(held) && finance.Contains(wanted) ? "supervisor_is_finance"
                    : "ok";
                Assert.Equal((held, wanted, expected), (held, wanted, await GiveAsync(world, First, wanted)));
                await world.Store.ExecuteAsync($"DELETE FROM platform_user_role WHERE role_code = '{wanted}'");
            }

            await world.Store.ExecuteAsync("DELETE FROM platform_user_role");
        }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Relatives_do_not_supervise_each_other_in_whichever_order_it_comes_about(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        Assert.Equal("ok", await GiveAsync(world, First, "cashier"));
        Assert.Equal("ok", await RelatedAsync(world));
        Assert.Equal("supervisor_is_relative", await GiveAsync(world, Second, "auditor"));
        Assert.Equal("ok", await GiveAsync(world, Second, "accountant"));
        Assert.Equal("ok", await GiveAsync(world, Second, "mediator"));

        await world.Store.ExecuteAsync("DELETE FROM platform_user_relation");
        await world.Store.ExecuteAsync("DELETE FROM platform_user_role");
        Assert.Equal("ok", await GiveAsync(world, First, "supervisors"));
        Assert.Equal("ok", await GiveAsync(world, Second, "board"));
        Assert.Equal("supervisor_is_relative", await RelatedAsync(world));
        Assert.Equal("0", (await world.RowsAsync("SELECT COUNT(*) FROM platform_user_relation"))[0][0]);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Role_given_in_advance_counts_and_one_that_ended_does_not(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        Assert.Equal("ok", await GiveAsync(world, First, "accountant", "2024-06-01"));
        Assert.Equal("supervisor_is_finance", await GiveAsync(world, First, "auditor"));
        Assert.Equal("ok", await GiveAsync(world, Second, "accountant", "2023-01-01", "2023-12-31"));
        Assert.Equal("ok", await GiveAsync(world, Second, "auditor"));
        Assert.Equal("own_rights", await GiveAsync(world, Security.UserId, "auditor"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_role_with_a_last_day_to_come_is_listed_until_then(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        await world.Store.ExecuteAsync(
            "INSERT INTO platform_user (id, login, normalized_login, name, security_stamp, concurrency_stamp, access_failed_count, two_factor_enabled, disabled, must_change_password, recorded_at_ms) "
            + $"SELECT 900, 'zhang', 'ZHANG', '张', '', '', 0, two_factor_enabled, disabled, must_change_password, 1 FROM platform_user WHERE id = {First}");
        Assert.Equal("ok", await GiveAsync(world, 900, "accountant", "2023-01-01", "2024-06-30"));
        Assert.Equal("ok", await GiveAsync(world, 900, "mediator", "2023-01-01", "2023-12-31"));
        Assert.Equal("ok", await GiveAsync(world, 900, "trainer", "2024-01-01", "2024-01-01"));
        await using var db = world.Store.Store.Open();
        async Task<string> OnAsync(string day) => string.Join(' ', (await Accounts.FindAsync(db, 900, Day(day), Cancel))!.Roles.Order(StringComparer.Ordinal));
        Assert.Equal("会计 培训讲师", await OnAsync("2024-01-01"));
        Assert.Equal("会计", await OnAsync("2024-06-30"));
        Assert.Equal("", await OnAsync("2024-07-01"));
        Assert.Single((await Accounts.ListAsync(db, null, "accountant", null, Day("2024-06-30"), 0, 10, Cancel)).Page);
        Assert.Empty((await Accounts.ListAsync(db, null, "accountant", null, Day("2024-07-01"), 0, 10, Cancel)).Page);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_end_before_the_start_is_refused(DatabaseEngine engine)
    {
        await using var world = await EmptyAsync(cluster, engine);
        Assert.Equal("dates_reversed", await GiveAsync(world, First, "mediator", "2024-02-01", "2024-01-31"));
        Assert.Equal("dates_reversed", await ScopeAsync("2024-02-01", "2024-01-31"));
        Assert.Equal("ok", await ScopeAsync("2024-02-01", "2024-02-01"));
        Assert.Equal("1", (await world.RowsAsync("SELECT COUNT(*) FROM platform_user_scope"))[0][0]);

        Task<string> ScopeAsync(string from, string to) => Code(world.As(Security, db => Rights.GiveScopeAsync(db, First, "view", null, Day(from), Day(to), Cancel)));
    }
}
