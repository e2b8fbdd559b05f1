using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Oversight.ThreeQuestions.ReviewWorld;

namespace Baotuan.Tests.Modules.Oversight.ThreeQuestions;

/// <summary>
/// A review as a machine on paper, written from the rules and not from the program: its states are enumerated and keep the laws, machines with one declared fault each are
/// caught, and the real acts are driven beside it on both databases, by who holds it, by the unit above, by who handles the case, and by parties with right and wrong codes.
/// </summary>
public sealed class ReviewSpec(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    /// <param name="Name">open, finished, withdrawn.</param>
    /// <param name="One">The first party has answered.</param>
    /// <param name="Late">The parties' days are over.</param>
    /// <param name="Ended">The case has ended.</param>
    /// <param name="Cleared">What was decided last over the first party's words: y, n or -.</param>
    private sealed record State(string Name, bool One, bool Two, bool Late, bool Ended, char Cleared)
    {
        public static readonly State Opened = new("open", false, false, false, false, '-');
    }

    /// <param name="By">i and k hold it, d is of the unit above, s handles the case, 1 and 2 are parties, x has a code of nothing, t is time.</param>
    private sealed record Try(string Act, char By, int Party = 0, bool Words = true);

    private delegate State? Machine(State state, Try move);

    private static State? Rules(State s, Try m) => m switch
    {
        { Act: "days" } => s with { Late = true },
        { Act: "case_ends" } => s.Ended ? null : s with { Ended = true },
        { Act: "answer" } => m.By is '1' or '2' ? Answered(s, m.By - '0') : null,
        _ when m.By is not ('i' or 'k') => null,
        { Act: "record" } => Answered(s, m.Party),
        { Act: "clear" or "keep_back" } => s.Name != "withdrawn" && s.One && m.Party == 1 ? s with { Cleared = m.Act == "clear" ? 'y' : 'n' } : null,
        { Act: "finding" } => s.Name == "open" && s.Ended ? s : null,
        { Act: "finish" or "withdraw" } => s.Name == "open" && m.Words ? s with { Name = m.Act == "finish" ? "finished" : "withdrawn" } : null,
        _ => null,
    };

    private static State? Answered(State s, int party) => s.Name != "open" || s.Late ? null : party switch
    {
        1 when !s.One => s with { One = true },
        2 when !s.Two => s with { Two = true },
        _ => null,
    };

    private static readonly IReadOnlyList<Try> Moves =
    [
        new("days", 't'), new("case_ends", 't'), new("answer", '1'), new("answer", '2'), new("answer", 'x'),
        .. from person in "ikds" from party in (int[])[1, 2, 3] from act in (string[])["record", "clear", "keep_back"] select new Try(act, person, party),
        .. from person in "ikds" from act in (string[])["finish", "withdraw"] from words in (bool[])[true, false] select new Try(act, person, Words: words),
        .. from person in "ikds" select new Try("finding", person),
    ];

    private static string? Broken(State from, Try m, State to) =>
        from.Name != "open" && to.Name != from.Name ? "what is done stays done"
        : from.One && !to.One || from.Two && !to.Two ? "an answer stays"
        : (to.One != from.One || to.Two != from.Two) && from.Name != "open" ? "nothing is answered after the end"
        : (to.One != from.One || to.Two != from.Two) && from.Late ? "nothing is answered too late"
        : to.One != from.One && m.By == '2' || to.Two != from.Two && m.By == '1' ? "a party answers for itself"
        : m.By is 'd' or 's' or 'x' && to != from ? "only who holds it acts, and parties by their codes"
        : m.By == 's' ? "who handles the case does nothing here"
        : to.Cleared != from.Cleared && !from.One ? "nothing is decided over words that are not there"
        : m.Act == "finding" && !from.Ended ? "the unit hears of nothing while the case runs"
        : to.Name != from.Name && !m.Words ? "an end says why"
        : m.By == 't' && (to.Name, to.One, to.Two) != (from.Name, from.One, from.Two) ? "time decides nothing"
        : null;

    private static (HashSet<State> Reached, string? Broken) Explore(Machine machine) =>
        Exploration.Of(State.Opened, _ => Moves, machine.Invoke, (from, move, to) => to is null ? null : Broken(from, move, to));

    [Fact]
    public void Every_reachable_state_keeps_the_laws()
    {
        var (reached, broken) = Explore(Rules);
        Assert.Null(broken);
        // three names × late × ended × (nobody, 2, 1 in three decisions, both in three decisions) = 3·2·2·8
        Assert.Equal(96, reached.Count);
    }

    public static TheoryData<string> Faults { get; } =
        ["answer after the end", "answer too late", "answer again", "handler acts", "unit above acts", "wrong code answers", "finding while it runs", "end without a word", "reopen", "decide over nothing", "time ends it"];

    private static Machine With(string fault) => (s, m) => (fault, m.Act) switch
    {
        ("answer after the end", "answer") when s.Name == "finished" && m.By == '1' => s with { One = true },
        ("answer too late", "answer") => Rules(s with { Late = false }, m) is { } to ? to with { Late = s.Late } : null,
        ("answer again", "record") when s.One && m is { By: 'i', Party: 1 } => s with { One = false },
        ("handler acts", _) when m.By == 's' => Rules(s, m with { By = 'i' }),
        ("unit above acts", _) when m.By == 'd' => Rules(s, m with { By = 'i' }),
        ("wrong code answers", "answer") when m.By == 'x' => Rules(s, m with { By = '1' }),
        ("finding while it runs", "finding") when m.By == 'i' && s.Name == "open" => s,
        ("end without a word", "finish") => Rules(s, m with { Words = true }),
        ("reopen", "clear") when s.Name == "finished" && m.By == 'i' => s with { Name = "open" },
        ("decide over nothing", "clear") when m.By == 'i' => s with { Cleared = 'y' },
        ("time ends it", "days") => s with { Late = true, Name = s.Name == "open" ? "withdrawn" : s.Name },
        _ => Rules(s, m),
    };

    [Theory, MemberData(nameof(Faults))]
    public void Declared_fault_is_caught(string fault) => Assert.NotNull(Explore(With(fault)).Broken);

    [Theory, MemberData(nameof(Engines))]
    public async Task Real_reviews_do_what_the_paper_says(DatabaseEngine engine)
    {
        await using var world = await ReviewWorld.CreateAsync(cluster, engine);
        var random = new Random(29);
        var visited = new HashSet<string>();
        for (var way = 0; way < 14; way++)
        {
            var receipt = await world.Running();
            var id = (await world.Open('i', receipt.Number)).Value;
            var (state, codes) = (State.Opened, await world.Codes(id));
            var answers = await world.Answers(codes[1]);
            for (var step = 0; step < 24; step++)
            {
                // mostly something lawful, so that ways go on; an end seldom
                var lawful = Moves.Where(m => Rules(state, m) is { } to && to != state && (to.Name == "open" || state.Name != "open" || random.Next(12) == 0)).ToList();
                var move = random.Next(3) > 0 && lawful.Count > 0 ? lawful[random.Next(lawful.Count)] : Moves[random.Next(Moves.Count)];
                var expected = Rules(state, move);
                var answer = await DoAsync(world, receipt.Id, id, codes, answers, move, state, step);
                Assert.True(expected is null == (answer != "done"), $"seed 29, way {way}, step {step}: {state}, {move}: {answer}");
                state = expected ?? state;
                visited.Add(state.Name);
                var shown = (await world.Show('i', id))!;
                Assert.Equal((state.Name, (state.One ? 1 : 0) + (state.Two ? 1 : 0)), (shown.Line.State, shown.Line.Answered));
                Assert.Equal(state.One, shown.Parties[0].Channel.Length > 0);
            }
        }

        Assert.Equal(["finished", "open", "withdrawn"], visited.Order(StringComparer.Ordinal));
        await world.Sound();
    }

    private static async Task<string> DoAsync(
        ReviewWorld world, long caseId, long id, IReadOnlyDictionary<int, string> codes, IReadOnlyList<QuestionAnswer> answers, Try m, State state, int step)
    {
        var words = m.Words ? $"写明了 {step}。" : " ";
        switch (m.Act)
        {
            case "days":
                world.Cases.Pass(16);
                return "done";
            case "case_ends":
                return await world.Cases.Try('s', caseId, "terminate");
            case "answer":
                return Code(await world.Answer(m.By == 'x' ? "aaaa-bbbb-cccc-dddd" : codes[m.By - '0'], answers));
            case "record":
                return Code(await world.Act(m.By, db => ReviewActs.RecordAsync(db, world.Fields, id, m.Party, "phone", answers, world.NewId(), Cancel)));
            case "clear" or "keep_back":
                // the second party's words are decided over as well: on paper the first one's alone are followed
                return m.Party == 2 && state.Two ? "left out" : Code(await world.Act(m.By, db => ReviewActs.DecideAsync(db, world.Fields, id, m.Party, answers[1].QuestionId, m.Act == "clear", Cancel)));
            case "finding":
                return Code(await world.Act(m.By, db => ReviewActs.FindAsync(db, world.Fields, id, "登记太迟", "签收以后三天没有登记。", "minor", world.Today.AddDays(15), world.NewId(), Cancel)));
            case "finish":
                return Code(await world.Act(m.By, db => ReviewActs.FinishAsync(db, world.Fields, id, words, Cancel)));
            default:
                return Code(await world.Act(m.By, db => ReviewActs.WithdrawAsync(db, world.Fields, id, words, Cancel)));
        }
    }
}
