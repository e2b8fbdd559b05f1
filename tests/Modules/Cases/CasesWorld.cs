using Baotuan.Cases;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>
/// A town with its alliance, each office in a unit of its own: the village VI, the centre ZX whose joint meeting screens, the judicial office SF, the police PC, the
/// discipline inspection JW, the agency JU and the firm QY. People are named by one letter.
/// </summary>
internal sealed class CasesWorld : IAsyncDisposable
{
    public const long Vi = 11, Zx = 12, Sf = 13, Pc = 14, Jw = 15, Ju = 16, Qy = 17;

    public static readonly (long Id, string Code, long Unit)[] Offices = [(Vi, "VI", 3), (Zx, "ZX", 4), (Sf, "SF", 5), (Pc, "PC", 6), (Jw, "JW", 7), (Ju, "JU", 8), (Qy, "QY", 9)];

    public static readonly IModule[] Modules = [new Baotuan.Proofs.ProofsModule(), new PartiesModule(), new CasesModule()];

    private static readonly Permission[] Handling = [CasesPermissions.CaseRead, CasesPermissions.CaseHandle];

    public static readonly IReadOnlyDictionary<char, Caller> People = new Dictionary<char, Caller>
    {
        ['c'] = Person(101, "c", 3, [Vi], CasesPermissions.CaseRead, CasesPermissions.CaseReceive),
        ['z'] = Person(102, "z", 4, [Zx], CasesPermissions.CaseRead, CasesPermissions.CaseScreen, CasesPermissions.CaseReceive),
        ['s'] = Person(103, "s", 5, [Sf], Handling),
        ['t'] = Person(104, "t", 5, [Sf], Handling),
        ['p'] = Person(105, "p", 6, [Pc], Handling),
        ['m'] = Person(106, "m", 5, [], CasesPermissions.CaseRead, CasesPermissions.MediationHold),
        ['n'] = Person(107, "n", 5, [], CasesPermissions.CaseRead, CasesPermissions.MediationHold),
        ['j'] = Person(108, "j", 7, [Vi, Zx, Sf, Pc, Jw, Ju, Qy], CasesPermissions.CaseRead, CasesPermissions.CaseSupervise, CasesPermissions.ConfidentialRead, CasesPermissions.CaseReceive, CasesPermissions.CaseScreen)
            with { Capture = new(false, new HashSet<long> { Jw }) },
        ['u'] = Person(109, "u", 8, [Ju], Handling),
        ['q'] = Person(110, "q", 9, [Qy], CasesPermissions.CaseRead, CasesPermissions.CaseRaise),
        ['o'] = Person(111, "o", 6, [], CasesPermissions.CaseRead, CasesPermissions.MediationHold),
    };

    private int _number;

    private CasesWorld(TestStore store) => (Store, Fields) = (store, FieldProtector.Open(store.Store.Location.DataDirectory));

    public TestStore Store { get; }

    public FieldProtector Fields { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public DateOnly Today => Store.Clock.Today();

    public static async Task<CasesWorld> CreateAsync(PostgresCluster cluster, DatabaseEngine engine, params IModule[] modules)
    {
        var world = new CasesWorld(await TestStore.CreateAsync(engine, cluster, modules.Length == 0 ? Modules : modules));
        foreach (var (id, parent) in ((long, string)[])[(1, "NULL"), (2, "1"), (3, "2"), (4, "2"), (5, "2"), (6, "2"), (7, "2"), (8, "2"), (9, "2")])
        {
            await world.Store.ExecuteAsync(
                "INSERT INTO parties_org_unit (id, code, name, parent_id, level, statistical_code, credit_code, valid_from, recorded_at_ms, import_batch_id) "
                + $"VALUES ({id}, 'U{id}', '单位{id}', {parent}, '', '{(id == 1 ? "330482" : "")}', '', '2000-01-01', 1, 0)");
        }

        foreach (var (id, code, unit) in Offices)
        {
            await world.Store.ExecuteAsync(
                "INSERT INTO parties_organization (id, code, name, kind, credit_code, unit_id, valid_from, recorded_at_ms, import_batch_id) "
                + $"VALUES ({id}, '{code}', '{code}名', 'government', '', {unit}, '2000-01-01', 1, 0)");
        }

        _ = (await world.Store.Store.WriteAsync<bool>("测试", (db, _) =>
        {
            db.Add(new Role { Code = "holds", Name = "调解员", Family = "business" });
            db.Add(new RolePermission { RoleCode = "holds", Permission = CasesPermissions.MediationHold.Code, Active = true });
            foreach (var caller in People.Values)
            {
                db.Add(new User { Id = caller.UserId, Login = caller.Login, NormalizedLogin = caller.Login.ToUpperInvariant(), Name = caller.Name, UnitId = caller.UnitId });
                if (caller.Holds(CasesPermissions.MediationHold))
                {
                    db.Add(new UserRole { UserId = caller.UserId, RoleCode = "holds", ValidFrom = new(2000, 1, 1) });
                }
            }

            return Task.FromResult<Outcome<bool>>(true);
        }, Cancel)).Value;
        return world;
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    public CaseDraft Dispute() => new(
        "dispute", "neighbours", "", "window", "VI", "ZX", "VI", Today, "两家为一堵墙吵了三天。", [new("applicant", "甲某", "0573-1"), new("respondent", "乙某")], $"d{++_number}");

    public CaseDraft Need() => new("household_need", "labour", "想找缝纫活", "visit", "VI", "ZX", "VI", Today, "家里两人会踩缝纫机。", [new("household", "丙某")], $"n{++_number}");

    public CaseDraft Obstacle(string channel = "online", string creator = "QY", string owner = "ZX") => new(
        "bottleneck", "procedure", "同一份材料交三次", channel, "JU", owner, creator, Today, "三个窗口各要一份。", [new("firm", "", "", "QY")], $"b{++_number}");

    public CaseDraft Lead() => new("screening_lead", "neighbours", "", "visit", "VI", "ZX", "VI", Today, "两家最近不说话。", [], $"l{++_number}");

    public CaseDraft Item() => new("meeting_item", "road", "村口路灯不亮", "window", "VI", "ZX", "VI", Today, "联席会议记录第三条。", [], $"i{++_number}");

    public CaseDraft Request() => new("livelihood_request", "facility", "活动室缺椅子", "window", "VI", "ZX", "VI", Today, "差二十把。", [new("asker", "庚某")], $"r{++_number}");

    public Task<Outcome<CaseReceipt>> Receive(char by, CaseDraft draft) => Store.Store.WriteAsync(People[by], (db, cancel) => CaseActs.ReceiveAsync(db, Fields, draft, cancel), Cancel);

    public Task<Outcome<long>> Move(char by, CaseMove move) => Store.Store.WriteAsync(People[by], (db, cancel) => CaseActs.MoveAsync(db, Fields, move, cancel), Cancel);

    /// <summary>A move that must be done.</summary>
    public async Task Do(char by, long id, string act, string text = "写明了。", string? unit = null, string? person = null, int? party = null, DateOnly? due = null, string? code = null) =>
        _ = (await Move(by, new(id, act, NewId(), text, null, due, unit, person, party, code))).Value;

    /// <summary>The code of the refusal; <c>denied</c> where the caller has no hand or no sight of it; <c>done</c>.</summary>
    public async Task<string> Try(char by, long id, string act, string text = "写明了。", string? unit = null, string? person = null, int? party = null, DateOnly? due = null, string? code = null, DateOnly? on = null)
    {
        try
        {
            var outcome = await Move(by, new(id, act, NewId(), text, on, due, unit, person, party, code));
            return outcome.Ok ? "done" : outcome.Refusals[0].Code;
        }
        catch (AccessDeniedException)
        {
            return "denied";
        }
    }

    public async Task<CaseInfo> Show(char by, long id) => (await Read(by, db => CaseActs.ShowAsync(db, Fields, id, Today, Cancel)))!;

    public async Task<bool> Sees(char by, long id)
    {
        try
        {
            return await Read(by, db => CaseActs.ShowAsync(db, Fields, id, Today, Cancel)) is not null;
        }
        catch (AccessDeniedException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<string>> Listed(char by, CaseQuery? query = null) => [.. (await Read(by, db => CaseActs.ListAsync(db, query ?? new(Take: 100), Today, Cancel))).Cases.Select(c => c.Number)];

    public async Task<T> Read<T>(char by, Func<BaotuanDb, Task<T>> query)
    {
        await using var db = Store.Store.Open(People[by]);
        return await query(db);
    }

    public async Task Sound()
    {
        await using var db = Store.Store.Open();
        Assert.Empty(await CasesVerify.CheckAsync(db, Cancel));
    }

    public void Pass(int days) => Store.Clock.Advance(TimeSpan.FromDays(days));

    public string NewId() => $"x{++_number}";

    private static Caller Person(long id, string login, long unit, long[] places, params Permission[] permissions) => new()
    {
        UserId = id, Login = login, Name = $"人{login}", UnitId = unit, Permissions = permissions.Select(p => p.Code).ToHashSet(), Address = "127.0.0.1",
        View = new(false, places.ToHashSet()), Capture = new(false, places.ToHashSet()),
    };
}
