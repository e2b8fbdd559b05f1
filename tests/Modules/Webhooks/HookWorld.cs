using System.Net;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Platform.Webhooks;
using Baotuan.Tests.Modules.Cases;

namespace Baotuan.Tests.Modules.Webhooks;

/// <summary>The town of the cases, two administrators, an account that may read the cases of the village and the centre, and a system that listens.</summary>
internal sealed class HookWorld : IAsyncDisposable
{
    public const long Feed = 300;

    public static readonly WebhookNetwork Loopback = new([IPNetwork.Parse("127.0.0.0/8")]);

    public static readonly Caller System = Administrator(400, "sys", PlatformPermissions.WebhookManage, PlatformPermissions.WebhookRead);

    public static readonly Caller Security = Administrator(401, "sec", PlatformPermissions.RightManage, PlatformPermissions.WebhookRead);

    private static readonly string[] AllKinds = ["case.received", "case.handed_over", "case.changed", "case.ended", "case.overdue"];

    private int _number;

    private HookWorld(CasesWorld town, Receiver receiver)
    {
        (Town, Receiver) = (town, receiver);
        Deliver = Another(town.Store.Store);
    }

    public CasesWorld Town { get; }

    public Receiver Receiver { get; }

    public DeliverWebhooks Deliver { get; }

    public Store Store => Town.Store.Store;

    public static CancellationToken Cancel => CasesWorld.Cancel;

    public string Secret { get; private set; } = "";

    public static async Task<HookWorld> CreateAsync(PostgresCluster cluster, DatabaseEngine engine) => await OverAsync(await CasesWorld.CreateAsync(cluster, engine));

    /// <summary>The same over a town that stands.</summary>
    public static async Task<HookWorld> OverAsync(CasesWorld town)
    {
        var world = new HookWorld(town, await Receiver.StartAsync());
        _ = (await world.Store.WriteAsync<bool>("测试", (db, _) =>
        {
            db.Add(new Role { Code = "reads", Name = "外部系统", Family = "business" });
            db.Add(new RolePermission { RoleCode = "reads", Permission = "cases:case:read", Active = true });
            foreach (var (id, login) in ((long, string)[])[(400, "sys"), (401, "sec"), (Feed, "feed")])
            {
                db.Add(new User { Id = id, Login = login, NormalizedLogin = login.ToUpperInvariant(), Name = "账号" + login });
            }

            db.Add(new UserRole { UserId = Feed, RoleCode = "reads", ValidFrom = new(2000, 1, 1) });
            db.Add(new UserScope { Id = 9001, UserId = Feed, Kind = "view", UnitId = 3, ValidFrom = new(2000, 1, 1) }); // the village's unit
            return Task.FromResult<Outcome<bool>>(true);
        }, Cancel)).Value;
        return world;
    }

    public DeliverWebhooks Another(Store store) => new(store, Town.Fields, new(new("https://baotuan.example/")), Loopback, TimeSpan.FromSeconds(2));

    public async ValueTask DisposeAsync()
    {
        Deliver.Dispose();
        await Receiver.DisposeAsync();
        await Town.DisposeAsync();
    }

    public WebhookDraft Draft() => new("12345 平台", Receiver.Address, "feed", AllKinds, $"w{++_number}");

    public Task<Outcome<T>> Write<T>(Caller by, Func<BaotuanDb, CancellationToken, Task<Outcome<T>>> act) => Store.WriteAsync(by, act, Cancel);

    public Task<Outcome<WebhookMade>> Make(WebhookDraft draft, WebhookNetwork? network = null) =>
        Write(System, (db, cancel) => WebhookActs.MakeAsync(db, Town.Fields, network ?? Loopback, draft, cancel));

    public Task<Outcome<bool>> Approve(long id, Caller? by = null) => Write(by ?? Security, (db, cancel) => WebhookActs.ApproveAsync(db, id, cancel));

    /// <summary>One that goes out.</summary>
    public async Task<long> Subscribe(WebhookDraft? draft = null)
    {
        var made = (await Make(draft ?? Draft())).Value;
        _ = (await Approve(made.Id)).Value;
        Secret = made.Secret;
        return made.Id;
    }

    public Task<int> Round() => Deliver.RoundAsync(Cancel);

    public async Task<int> Count(string table) => Convert.ToInt32(await Town.Store.ScalarAsync($"SELECT COUNT(*) FROM {table}"));

    public async Task<IReadOnlyList<DeliveryInfo>> Deliveries(long id = 1)
    {
        await using var db = Store.Open(System);
        return (await ReadWebhooks.DeliveriesAsync(db, id, null, 0, 100, Cancel)).Deliveries;
    }

    public void Pass(TimeSpan time) => Town.Store.Clock.Advance(time);

    public static async Task<string> Code<T>(Task<Outcome<T>> asked) => await asked is var outcome && outcome.Ok ? "done" : (await asked).Refusals[0].Code;

    private static Caller Administrator(long id, string login, params Permission[] permissions) => new()
    {
        UserId = id, Login = login, Name = "账号" + login, Permissions = permissions.Select(p => p.Code).ToHashSet(), Address = "127.0.0.1", Confirmed = true,
    };
}
