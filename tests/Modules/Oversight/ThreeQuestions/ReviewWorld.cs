using Baotuan.Cases;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Cases;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Oversight.ThreeQuestions;

/// <summary>
/// The town of <see cref="CasesWorld"/> with those who watch it: <c>i</c> and <c>k</c> of the discipline inspection (unit 7), the deputy <c>d</c> of the town (unit 2), and
/// those who must not learn of anything: <c>s</c> who handles for the judicial office (unit 5) and <c>y</c> of the same office, who hold the same rights, and who read logs, <c>l</c> of
/// that office and <c>a</c> of the county, who sees everything else.
/// </summary>
internal sealed class ReviewWorld : IAsyncDisposable
{
    public static readonly IModule[] Modules = [new Baotuan.Proofs.ProofsModule(), new PartiesModule(), new CasesModule(), new OversightModule()];

    private static readonly Permission[] Watching =
    [
        CasesPermissions.CaseRead, CasesPermissions.CaseSupervise, OversightPermissions.ReviewHold, OversightPermissions.ReviewManage, OversightPermissions.FindingRaise, OversightPermissions.FindingRead,
        OversightPermissions.FindingVerify, OversightPermissions.LogRead, OversightPermissions.LogExport,
    ];

    private static readonly long[] Everywhere = [.. CasesWorld.Offices.Select(o => o.Id)];

    public static readonly IReadOnlyDictionary<char, Caller> People = new Dictionary<char, Caller>
    {
        ['i'] = Person(201, "i", 7, Everywhere, Watching), ['k'] = Person(202, "k", 7, Everywhere, Watching), ['d'] = Person(203, "d", 2, Everywhere, Watching),
        ['s'] = CasesWorld.People['s'] with { View = new(false, Everywhere.ToHashSet()), Permissions = Watching.Append(CasesPermissions.CaseHandle).Select(p => p.Code).ToHashSet() },
        ['y'] = Person(204, "y", 5, Everywhere, Watching),
        ['l'] = Person(205, "l", 5, Everywhere, OversightPermissions.LogRead, OversightPermissions.LogExport, OversightPermissions.FindingRead, CasesPermissions.CaseRead),
        ['f'] = Person(207, "f", 5, [CasesWorld.Sf], OversightPermissions.FindingRead, OversightPermissions.FindingAnswer) with { Capture = new(false, new HashSet<long> { CasesWorld.Sf }) },
        ['r'] = Person(208, "r", 5, [CasesWorld.Sf], OversightPermissions.ReleaseRead), ['v'] = Person(209, "v", 3, [CasesWorld.Vi], OversightPermissions.ReleaseRead),
        ['a'] = Person(206, "a", 1, [], OversightPermissions.LogRead, OversightPermissions.LogExport, OversightPermissions.FindingRead, CasesPermissions.CaseRead) with { View = OrganizationSet.All },
    };

    private int _number;

    private ReviewWorld(CasesWorld cases) => Cases = cases;

    public CasesWorld Cases { get; }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public DateOnly Today => Cases.Today;

    public FieldProtector Fields => Cases.Fields;

    public static async Task<ReviewWorld> CreateAsync(PostgresCluster cluster, DatabaseEngine engine, bool questions = true)
    {
        var world = new ReviewWorld(await CasesWorld.CreateAsync(cluster, engine, Modules));
        _ = (await world.Cases.Store.Store.WriteAsync<bool>("测试", (db, _) =>
        {
            foreach (var caller in People.Values.Where(p => p.UserId > 200))
            {
                db.Add(new User { Id = caller.UserId, Login = caller.Login, NormalizedLogin = caller.Login.ToUpperInvariant(), Name = caller.Name, UnitId = caller.UnitId });
            }

            return Task.FromResult<Outcome<bool>>(true);
        }, Cancel)).Value;
        if (questions)
        {
            await world.Ask("i");
        }

        return world;
    }

    /// <summary>Three questions of a person's unit, one of each kind.</summary>
    public async Task Ask(string who)
    {
        _ = (await Act(who[0], db => ReviewActs.ChangeQuestionAsync(db, Question("ability", AnswerKinds.Scale, "办得熟不熟？", "不熟", "一般", "熟"), Cancel))).Value;
        _ = (await Act(who[0], db => ReviewActs.ChangeQuestionAsync(db, Question("effect", AnswerKinds.Text, "还有什么没办好？"), Cancel))).Value;
        _ = (await Act(who[0], db => ReviewActs.ChangeQuestionAsync(db, Question("integrity", AnswerKinds.YesNo, "有没有人收过东西？"), Cancel))).Value;
    }

    public QuestionDraft Question(string heading, string kind, string text, params string[] words) => new(null, heading, 1, kind, text, words, Today, false, "测试用", NewId());

    /// <summary>A dispute that the judicial office handles, and the number under which it goes.</summary>
    public async Task<CaseReceipt> Running()
    {
        var receipt = (await Cases.Receive('c', Cases.Dispute())).Value;
        await Cases.Do('z', receipt.Id, "assign", unit: "SF");
        await Cases.Do('s', receipt.Id, "accept");
        return receipt;
    }

    public async Task<CaseReceipt> Ended()
    {
        var receipt = await Running();
        await Cases.Do('s', receipt.Id, "terminate");
        return receipt;
    }

    public Task<Outcome<T>> Act<T>(char by, Func<BaotuanDb, Task<Outcome<T>>> command) => Cases.Store.Store.WriteAsync(People[by], (db, _) => command(db), Cancel);

    public async Task<T> Read<T>(char by, Func<BaotuanDb, Task<T>> query)
    {
        await using var db = Cases.Store.Store.Open(People[by]);
        return await query(db);
    }

    public Task<Outcome<long>> Open(char by, string number, string? id = null) => Act(by, db => ReviewActs.OpenAsync(db, Fields, new(number, "例行抽看", id ?? NewId()), Cancel));

    public Task<ReviewInfo?> Show(char by, long id) => Read(by, db => ReviewActs.ShowAsync(db, Fields, id, Today, Cancel));

    public async Task<IReadOnlyDictionary<int, string>> Codes(long id) => (await Act('i', db => ReviewActs.NotesAsync(db, Fields, id, Cancel))).Value.ToDictionary(n => n.PartyNo, n => n.Code);

    public Task<Outcome<bool>> Answer(string? code, IReadOnlyList<QuestionAnswer> answers, string? id = null) =>
        new ThreeQuestionDesk(Cases.Store.Store).AnswerAsync(Fields, code, answers, id ?? NewId(), Cancel);

    public Task<AskedParty?> Asked(string? code) => new ThreeQuestionDesk(Cases.Store.Store).AskedAsync(code, Cancel);

    /// <summary>The first word of each choice, and some words.</summary>
    public async Task<IReadOnlyList<QuestionAnswer>> Answers(string? code, int choice = 0, string words = "都好") =>
        [.. (await Asked(code))!.Questions.Select(q => q.AnswerKind == AnswerKinds.Text ? new QuestionAnswer(q.Id, null, words) : new QuestionAnswer(q.Id, choice))];

    public async Task Sound()
    {
        await Cases.Sound();
        await using var db = Cases.Store.Store.Open();
        Assert.Empty(await OversightVerify.CheckAsync(db, Cancel));
    }

    public string NewId() => $"r{++_number}";

    public ValueTask DisposeAsync() => Cases.DisposeAsync();

    public static string Code<T>(Outcome<T> outcome) => outcome.Ok ? "done" : outcome.Refusals[0].Code;

    private static Caller Person(long id, string login, long unit, long[] places, params Permission[] permissions) => new()
    {
        UserId = id, Login = login, Name = $"人{login}", UnitId = unit, Permissions = permissions.Select(p => p.Code).ToHashSet(), Address = "127.0.0.1",
        View = new(false, places.ToHashSet()), Capture = new(false, new HashSet<long>()),
    };
}
