using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using CsCheck;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Oversight;

/// <summary>
/// The way of a finding as a specification of its own: a small machine written from the rules and not from the program. Its
/// reachable states are enumerated, machines with one declared fault each are caught by the laws, and the real acts are driven
/// beside it on both databases.
/// </summary>
public sealed class FindingsSpec(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    /// <summary>What somebody tries. People: 1 and 2 inspect, 3 keeps the books, who also holds the right to verify.</summary>
    private enum Act { Answer, Verify, SendBack, Extend, Escalate, Close, DayPasses }

    private sealed record Move(Act Act, int By, bool WithWords)
    {
        public override string ToString() => $"{Act} by {By}{(WithWords ? "" : " without a word")}";
    }

    /// <summary>The state as the rules see it. Late is what the calendar adds: the due day has passed.</summary>
    private sealed record State(string Name, bool Late, bool ThreeAnswered, bool OneAnswered)
    {
        public static readonly State Raised = new("open", false, false, false);

        public bool WaitsForUnit => Name is "open" or "sent_back";

        public bool AnsweredBy(int person) => person == 3 && ThreeAnswered || person == 1 && OneAnswered;
    }

    private delegate State? Machine(State state, Move move);

    private static readonly Move[] Moves =
        [.. from act in Enum.GetValues<Act>() from person in (int[])[1, 2, 3] from words in (bool[])[true, false] select new Move(act, person, words)];

    /// <summary>The rules: the next state, or null for what is refused. Only who keeps the books (3) or, in a small village, 1 answers.</summary>
    private static State? Rules(State s, Move m) => m.Act switch
    {
        Act.DayPasses => s with { Late = true },
        _ when s.Name is "verified" or "closed" || !m.WithWords => null,
        Act.Answer => s.WaitsForUnit && m.By != 2 ? s with { Name = "answered", ThreeAnswered = s.ThreeAnswered || m.By == 3, OneAnswered = s.OneAnswered || m.By == 1 } : null,
        Act.Verify => s.Name == "answered" && !s.AnsweredBy(m.By) ? s with { Name = "verified" } : null,
        Act.SendBack => s.Name == "answered" && !s.AnsweredBy(m.By) ? s with { Name = "sent_back", Late = false } : null,
        Act.Extend => s.WaitsForUnit ? s with { Late = false } : null,
        Act.Escalate => s.WaitsForUnit ? s : null,
        Act.Close => !(s.WaitsForUnit && s.Late) && !s.AnsweredBy(m.By) ? s with { Name = "closed" } : null,
        _ => null,
    };

    /// <summary>Laws that every step of a sound machine keeps; the first one that a step breaks.</summary>
    private static string? Broken(State from, Move move, State to)
    {
        var isDone = to.Name is "verified" or "closed";
        return from.Name is "verified" or "closed" && move.Act != Act.DayPasses ? "what is done stays done"
            : move.Act != Act.DayPasses && !move.WithWords ? "nothing happens without a word"
            : to.Name == "verified" && from.Name != "answered" && from.Name != "verified" ? "verified only what was answered"
            : isDone && from.Name != to.Name && from.AnsweredBy(move.By) ? "nobody ends what he answered"
            : to.Name == "closed" && from.Name != "closed" && from.WaitsForUnit && from.Late ? "what is overdue is not taken off the list"
            : move.Act == Act.DayPasses && to.Name != from.Name ? "time decides nothing"
            : null;
    }

    private static (HashSet<State> Reached, string? Broken) Explore(Machine machine) =>
        Exploration.Of(State.Raised, _ => Moves, machine.Invoke, (from, move, to) => to is null ? null : Broken(from, move, to));

    [Fact]
    public void Every_reachable_state_is_known_and_keeps_the_laws()
    {
        var (reached, broken) = Explore(Rules);

        Assert.Null(broken);
        // each late or not: open; by who answered (3, 1, both) answered, sent back and verified; closed also where nobody answered
        Assert.Equal(
            ["answered 6", "closed 8", "open 2", "sent_back 6", "verified 6"],
            reached.GroupBy(s => s.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));
        // where both 1 and 3 answered, 2 alone is left to judge
        var judges = Moves.Where(m => m.Act is Act.Verify or Act.SendBack or Act.Close && Rules(new("answered", false, true, true), m) is not null);
        Assert.All(judges, m => Assert.Equal(2, m.By));
    }

    public static TheoryData<string> Faults { get; } =
        ["answer after verified", "verify own answer", "verify before an answer", "close overdue silently", "act without a word", "time closes", "reopen a closed one"];

    private static Machine With(string fault) => (s, m) => (fault, m.Act) switch
    {
        ("answer after verified", Act.Answer) when s.Name == "verified" => s with { Name = "answered" },
        ("verify own answer", Act.Verify) when s.Name == "answered" && m.WithWords => s with { Name = "verified" },
        ("verify before an answer", Act.Verify) when s.WaitsForUnit && m.WithWords => s with { Name = "verified" },
        ("close overdue silently", Act.Close) when s.WaitsForUnit && m.WithWords => s with { Name = "closed" },
        ("act without a word", _) when m.Act != Act.DayPasses => Rules(s, m with { WithWords = true }),
        ("time closes", Act.DayPasses) => s with { Name = "closed", Late = true },
        ("reopen a closed one", Act.Extend) when s.Name == "closed" => s with { Name = "open" },
        _ => Rules(s, m),
    };

    [Theory, MemberData(nameof(Faults))]
    public void Declared_fault_is_caught(string fault) => Assert.NotNull(Explore(With(fault)).Broken);

    private static readonly Gen<Move[]> Ways = Gen.Select(
        Gen.Frequency(
            (3, Gen.Const(Act.Answer)), (3, Gen.Const(Act.Verify)), (2, Gen.Const(Act.SendBack)), (2, Gen.Const(Act.Extend)), (1, Gen.Const(Act.Escalate)),
            (1, Gen.Const(Act.Close)), (2, Gen.Const(Act.DayPasses))),
        Gen.Int[1, 3], Gen.Int[0, 9], (act, by, words) => new Move(act, by, words > 0)).Array[1, 12];

    /// <summary>Four ways that together reach every state and meet every refusal, whatever chance brings besides.</summary>
    private static readonly Move[][] Fixed =
    [
        [new(Act.Verify, 1, true), new(Act.Answer, 3, false), new(Act.Answer, 3, true), new(Act.Answer, 3, true), new(Act.Verify, 3, true), new(Act.SendBack, 1, true),
            new(Act.DayPasses, 1, true), new(Act.Close, 1, true)],
        [new(Act.Answer, 3, true), new(Act.Verify, 1, true), new(Act.Close, 1, true)],
        [new(Act.Escalate, 2, true), new(Act.Close, 2, true), new(Act.Answer, 3, true)],
        [new(Act.DayPasses, 1, true), new(Act.Extend, 2, true), new(Act.Answer, 1, true), new(Act.Verify, 1, true), new(Act.Verify, 2, true)],
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task Real_acts_do_what_the_rules_say(DatabaseEngine engine)
    {
        await using var world = await County.EmptyAsync(cluster, engine);
        var number = 0;
        var visited = new HashSet<string>();
        var refusals = new HashSet<string>();

        foreach (var way in Fixed)
        {
            await WalkAsync(way);
        }

        Assert.Equal(["answered", "closed", "open", "sent_back", "verified"], visited.Order(StringComparer.Ordinal));
        Assert.Subset(refusals, new HashSet<string> { "finding_is_done", "finding_needs_a_text", "finding_is_not_answered", "finding_is_answered", "verifier_answered" });

        await Ways.SampleAsync(WalkAsync, iter: 50, threads: 1);
        Assert.Empty(await world.Read(db => OversightVerify.CheckAsync(db, Cancel)));

        async Task WalkAsync(Move[] way)
        {
            var id = (await world.As(County.Inspector, db => Findings.RaiseAsync(db, FindingsTests.Draft($"w{++number}", due: Text(world, 3)), Cancel))).Value.Id;
            var state = State.Raised;
            foreach (var move in way)
            {
                var expected = Rules(state, move);
                if (move.Act == Act.DayPasses)
                {
                    await PassAsync(world, id);
                }
                else
                {
                    var done = await DoAsync(world, id, move);
                    refusals.UnionWith(done.Refusals.Select(r => r.Code));
                    Assert.True(done.Ok == expected is not null, $"{state}: {move} was {(done.Ok ? "done" : done.Refusals[0].Code)}");
                }

                state = expected ?? state;
                var info = (await world.Seen(County.Inspector, db => Findings.ShowAsync(db, id, Today(world), Cancel)))!;
                Assert.Equal((state.Name, state.WaitsForUnit && state.Late), (info.State, info.Row.Overdue));
                visited.Add(state.Name);
            }
        }
    }

    private static async Task<Outcome<FindingInfo>> DoAsync(World world, long id, Move move)
    {
        var words = move.WithWords ? "话" : " ";
        var due = (await world.Seen(County.Inspector, db => Findings.ShowAsync(db, id, Today(world), Cancel)))!.Row.DueOn;
        var later = (due > Today(world) ? due : Today(world)).AddDays(5);
        return await world.As(Who(move.By), db => move.Act switch
        {
            Act.Answer => move.By == 2
                ? Task.FromResult<Outcome<FindingInfo>>(Denied(db)) // 2 has no capture scope: the site would answer 404
                : Findings.AnswerAsync(db, id, words, Cancel),
            Act.Verify => Findings.VerifyAsync(db, id, words, Cancel),
            Act.SendBack => Findings.SendBackAsync(db, id, words, later, Cancel),
            Act.Extend => Findings.ExtendAsync(db, id, words, later, Cancel),
            Act.Escalate => Findings.EscalateAsync(db, id, words, Cancel),
            _ => Findings.CloseAsync(db, id, words, Cancel),
        });
    }

    private static Refusal Denied(BaotuanDb db)
    {
        Assert.Throws<AccessDeniedException>(() => db.Access.Require(OversightPermissions.FindingAnswer, V1));
        return new("denied", "没有答复的权限。");
    }

    private static Caller Who(int person) => person switch
    {
        1 => County.Inspector with
        {
            Permissions = County.Inspector.Permissions.Append(OversightPermissions.FindingAnswer.Code).ToHashSet(), Capture = new(false, new HashSet<long> { V1 }),
        },
        2 => County.OtherInspector,
        _ => County.Accountant,
    };

    /// <summary>Until the due day in force has passed.</summary>
    private static async Task PassAsync(World world, long id)
    {
        var due = (await world.Seen(County.Inspector, db => Findings.ShowAsync(db, id, Today(world), Cancel)))!.Row.DueOn;
        world.Store.Clock.Advance(TimeSpan.FromDays(Math.Max(0, due.DayNumber - Today(world).DayNumber + 1)));
    }

    private static DateOnly Today(World world) => Baotuan.Platform.Pages.ChinaTime.Today(world.Store.Clock);

    private static string Text(World world, int days) => Today(world).AddDays(days).ToString("yyyy-MM-dd");
}
