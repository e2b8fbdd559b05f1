using System.Globalization;
using Baotuan.Decisions.Contracts;
using Baotuan.Engine.Decisions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;

namespace Baotuan.Tests.Modules.Decisions;

/// <summary>
/// A village V1 in Zhejiang that decides for itself: six adults in three households (001+002, 003+004, 005+006), a child 007 in the
/// first, and 008 who died on 2023-06-01. It is 2024-01-01 at noon. Decided is an investment unless the test says otherwise.
/// </summary>
internal sealed class DecisionWorld : IAsyncDisposable
{
    public const long V1 = World.V1;
    public const string Key = "V1/roof";
    public const string Plan = "plan-1";

    private DecisionWorld(World world) => Base = world;

    public World Base { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public DateOnly Today => Base.Store.Clock.Today();

    public static async Task<DecisionWorld> CreateAsync(PostgresCluster cluster, DatabaseEngine engine)
    {
        var world = new DecisionWorld(await World.EmptyAsync(cluster, engine));
        await world.Base.Store.ExecuteAsync("UPDATE parties_organization SET credit_code = '93339999MA00000000' WHERE id = 11");
        await world.MemberAsync("001", "H1", "1970-05-01");
        await world.MemberAsync("002", "H1", "1972-05-01");
        await world.MemberAsync("003", "H2", "1980-05-01");
        await world.MemberAsync("004", "H2", "1981-05-01");
        await world.MemberAsync("005", "H3", "1990-05-01");
        await world.MemberAsync("006", "H3", null);
        await world.MemberAsync("007", "H1", "2006-01-20"); // 18 on 2024-01-20
        await world.MemberAsync("008", "H2", "1940-05-01");
        await world.LeaveAsync("008", "H2", "2023-06-01", "去世");
        return world;
    }

    public ValueTask DisposeAsync() => Base.DisposeAsync();

    public Caller Clerk => Person(1, "accountant");

    public static Caller Person(long id, params string[] roles) => World.Person(id, roles);

    public void PassDays(int days) => Base.Store.Clock.Advance(TimeSpan.FromDays(days));

    public async Task<long> FreezeAsync(string kind = DecisionKinds.Investment, string key = Key, string plan = Plan, Caller? by = null, string clientId = "c1") =>
        (await TryFreezeAsync(kind, key, plan, by, clientId)).Value;

    public Task<Outcome<long>> TryFreezeAsync(
        string kind = DecisionKinds.Investment, string key = Key, string plan = Plan, Caller? by = null, string clientId = "c1", string document = "买屋顶光伏，10 万元。") =>
        As(by ?? Clerk, db => ProposalActs.FreezeAsync(db, new(kind, key, V1, "光伏投资方案", document, plan, clientId), Cancel));

    public Task<Outcome<long>> PublishAsync(long id, string? on = null, string clientId = "p1", Caller? by = null) =>
        As(by ?? Clerk, db => Publications.RecordAsync(db, id, on is null ? Today : World.Day(on), "公示栏", "监事会 123", clientId, Cancel));

    public Task<Outcome<long>> StopAsync(long id, string on, long publication = 1) =>
        As(Clerk, db => Publications.StopAsync(db, id, publication, World.Day(on), "下雨淋坏", Cancel));

    public Task<Outcome<long>> HoldAsync(long id, IReadOnlyList<RollEntry> roll, Func<AssemblyRecord, AssemblyRecord>? change = null)
    {
        var record = new AssemblyRecord(
            Assemblies.OfMembers, Today.AddDays(-10), Today, "村礼堂", false, roll, null, null, null, "逐项表决。", "收益不保证。", $"a-{Guid.NewGuid():N}");
        return As(Clerk, db => Assemblies.RecordAsync(db, Base.Fields, id, change?.Invoke(record) ?? record, Cancel));
    }

    /// <summary>All six adults are there and the first <paramref name="yes"/> vote for it.</summary>
    public static IReadOnlyList<RollEntry> Roll(int yes, int there = 6) =>
        [.. Enumerable.Range(1, there).Select(i => new RollEntry($"00{i}", "", i <= yes ? "for" : "against"))];

    public Task<Outcome<long>> ApproveAsync(long id, Caller by) => As(by, db => Approvals.ApproveAsync(db, id, Cancel));

    public Task<Outcome<GatePass>> GateAsync(string kind = DecisionKinds.Investment, string key = Key, string plan = Plan) =>
        As(Clerk, async db =>
        {
            db.Access.Everybody();
            return await DecisionGate.CheckAsync(db, kind, key, V1, plan, Today, Cancel);
        });

    public Task<Outcome<bool>> ExecuteAsync(GatePass pass) =>
        As<bool>(Clerk, async db =>
        {
            db.Access.Everybody();
            await DecisionGate.ExecutedAsync(db, pass, "test/1", Cancel);
            return true;
        });

    public async Task<ProposalInfo> ShowAsync(long id)
    {
        await using var db = Base.Store.Store.Open(Clerk);
        return (await ProposalActs.ShowAsync(db, id, Today, Cancel))!;
    }

    public async Task<DecisionState> StateAsync(long id) => (await ShowAsync(id)).State;

    public Task<Outcome<T>> As<T>(Caller caller, Func<BaotuanDb, Task<Outcome<T>>> command) => Base.WriteAs(caller, command);

    /// <summary>Through publication and a unanimous assembly, day by day.</summary>
    public async Task<long> PassedAsync(string kind = DecisionKinds.Investment)
    {
        var id = await FreezeAsync(kind);
        _ = (await PublishAsync(id)).Value;
        PassDays(16);
        _ = (await HoldAsync(id, Roll(6))).Value;
        return id;
    }

    public async Task MemberAsync(string no, string household, string? born, long collectiveId = V1)
    {
        await Base.FactAsync("parties_membership", "2017-01-01", 1, ("collective_id", collectiveId), ("member_no", no), ("household_no", household), ("ended", false), ("reason", ""));
        await Base.FactAsync(
            "parties_person", "2017-01-01", 1, ("collective_id", collectiveId), ("member_no", no), ("name", $"张{no}"),
            ("citizen_id", born is null ? null : Base.Fields.Protect(CitizenId(born, no), Members.FieldRecord(collectiveId, no, "citizen_id"))), ("phone", null), ("bank_account", null));
    }

    public Task LeaveAsync(string no, string household, string on, string reason) => Base.FactAsync(
        "parties_membership", on, 2, ("collective_id", V1), ("member_no", no), ("household_no", household), ("ended", true), ("reason", reason));

    public Task FigureAsync(string name, string value, string from = "2000-01-01", string kind = "*") => Base.FactAsync(
        "decisions_parameter", from, 1, ("name", name), ("region", "339999"), ("kind", kind), ("value", value), ("basis", "测试"), ("source", "登记"), ("note", ""));

    private static string CitizenId(string born, string no)
    {
        var first = "999999" + born.Replace("-", "", StringComparison.Ordinal) + int.Parse(no, CultureInfo.InvariantCulture).ToString("000", CultureInfo.InvariantCulture);
        return first + CitizenIdNumber.CheckCharacter(first);
    }
}
