using Baotuan.Kernel;
using Baotuan.Decisions;
using Baotuan.Ledger;
using Baotuan.Oversight;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties;
using Baotuan.Parties.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Ventures;
using Baotuan.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>
/// The small county of <see cref="World"/> with a tree: county 1, town 2 below it, villages 3 (V1) and 4 (V2) below that, and a
/// foreign town 5. People: 检查一 and 检查二 inspect the town, 会计 keeps V1's books, 成员 is a member of V1, 县查 sees everything.
/// </summary>
internal static class County
{
    public static readonly IModule[] Modules = [new Baotuan.Proofs.ProofsModule(), new PartiesModule(), new DecisionsModule(), new LedgerModule(), new VenturesModule(), new OversightModule()];

    private static readonly IReadOnlySet<string> Inspecting = new[]
    {
        OversightPermissions.LogRead, OversightPermissions.LogExport, OversightPermissions.FindingRead, OversightPermissions.FindingRaise,
        OversightPermissions.FindingVerify, OversightPermissions.AlertRead, OversightPermissions.AlertClose,
    }.Select(p => p.Code).ToHashSet();

    public static Caller Inspector { get; } = Person(101, "jc1", 2, Inspecting, [V1, V2]);

    public static Caller OtherInspector { get; } = Person(102, "jc2", 2, Inspecting, [V1, V2]);

    public static Caller CountyInspector { get; } = Person(103, "xc", 1, Inspecting, null) with { View = OrganizationSet.All };

    public static Caller ForeignInspector { get; } = Person(104, "wd", 5, Inspecting, [Gu]);

    public static Caller Accountant { get; } =
        Person(105, "kj", 3, new HashSet<string> { "oversight:finding:read", "oversight:finding:answer", "oversight:finding:verify" }, [V1])
        with { Capture = new(false, new HashSet<long> { V1 }) };

    public static Caller Member { get; } =
        Person(106, "cy", null, new HashSet<string> { PartiesPermissions.MemberOwn.Code }, []) with { Own = new(V1, "001", "H001") };

    public static async Task<World> EmptyAsync(PostgresCluster cluster, DatabaseEngine engine, params IModule[] more) =>
        await WithTreeAsync(await World.EmptyAsync(cluster, engine, [.. Modules, .. more]));

    /// <summary>With the venture P.</summary>
    public static async Task<World> CreateAsync(PostgresCluster cluster, DatabaseEngine engine) => await WithTreeAsync(await World.CreateAsync(cluster, engine, Modules));

    public static Task<Outcome<T>> As<T>(this World world, Caller caller, Func<BaotuanDb, Task<Outcome<T>>> command) =>
        world.Store.Store.WriteAsync(caller, (db, _) => command(db), Cancel);

    public static async Task<T> Seen<T>(this World world, Caller caller, Func<BaotuanDb, Task<T>> query)
    {
        await using var db = world.Store.Store.Open(caller);
        return await query(db);
    }

    /// <summary>Lines of the operation log about a record, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> LoggedAsync(this World world, string subject) =>
        [.. (await world.RowsAsync($"SELECT action FROM platform_operation WHERE subject = '{subject}' ORDER BY id")).Select(r => r[0])];

    private static Caller Person(long id, string login, long? unit, IReadOnlySet<string> permissions, long[]? view) => new()
    {
        UserId = id, Login = login, Name = login, UnitId = unit, Permissions = permissions, Address = "127.0.0.1",
        View = view is null ? OrganizationSet.All : new(false, view.ToHashSet()),
    };

    private static async Task<World> WithTreeAsync(World world)
    {
        foreach (var (id, name, parent) in ((long, string, long?)[])[(1, "县", null), (2, "镇", 1), (3, "村一", 2), (4, "村二", 2), (5, "外镇", 1)])
        {
            await world.InsertAsync(
                "parties_org_unit", ("id", id), ("code", $"U{id}"), ("name", name), ("parent_id", parent), ("level", ""), ("statistical_code", ""), ("credit_code", ""),
                ("valid_from", Day("2000-01-01")), ("recorded_at_ms", 1L), ("import_batch_id", 0L));
        }

        await world.Store.ExecuteAsync($"UPDATE parties_organization SET unit_id = CASE id WHEN {V1} THEN 3 WHEN {V2} THEN 4 ELSE 5 END");
        _ = (await world.Write<bool>(async db =>
        {
            foreach (var caller in (Caller[])[Inspector, OtherInspector, CountyInspector, ForeignInspector, Accountant, Member])
            {
                db.Add(new User { Id = caller.UserId, Login = caller.Login, NormalizedLogin = caller.Login.ToUpperInvariant(), Name = NameOf(caller), UnitId = caller.UnitId });
            }

            return await Task.FromResult(true);
        })).Value;
        return world;
    }

    private static string NameOf(Caller caller) => caller.Login switch
    {
        "jc1" => "检查一", "jc2" => "检查二", "xc" => "县查", "wd" => "外地检查", "kj" => "会计", _ => "成员",
    };
}
