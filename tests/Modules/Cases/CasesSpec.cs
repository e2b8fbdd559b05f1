using Baotuan.Cases.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Cases.PaperCases;

namespace Baotuan.Tests.Modules.Cases;

/// <summary>
/// Each kind of case as a machine on paper (<see cref="PaperCases"/>): its reachable states are enumerated and keep the laws, machines with one declared fault each are
/// caught by them, and the real acts are driven beside it on both databases, by everybody and nobody's right people.
/// </summary>
public sealed class CasesSpec(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => Support.TestStore.Engines;

    private static readonly Paper Received = new("received");
    private static readonly string[] Done = ["nothing", "settled", "turned", "accepted", "satisfied", "declined", "withdrawn", "terminated", "performed", "breached", "confirmed", "solved"];

    private static readonly string[] HandoverActs = ["decline", "assign", "recall", "accept", "refuse", "transfer", "invite", "join", "stay_out", "recuse", "withdraw"];

    private static readonly string[] DisputeActs =
        [.. HandoverActs, "consent", "object", "appoint", "release", "session", "risk", "pause", "resume", "ask_extension", "extend", "agree", "terminate", "apply_confirmation", "confirm", "follow_up", "perform", "breach"];

    private static IEnumerable<Try> Of(string act, string people) => from person in people from words in (bool[])[true, false] from move in With(act, person) select move with { Words = words };

    private static IEnumerable<Try> With(string act, char by) => act switch
    {
        "assign" or "transfer" or "refuse" or "stay_out" => ((char[])['S', 'P', '-']).Select(u => new Try(act, by, u)),
        "invite" => [new(act, by, 'P')],
        "appoint" or "release" => ((char[])['m', 'n', '-']).Select(p => new Try(act, by, Person: p)),
        "consent" or "object" or "ask_extension" => ((int[])[1, 2, 0]).Select(p => new Try(act, by, Party: p)),
        _ => [new(act, by)],
    };

    /// <summary>Laws that every step of a sound machine keeps; the first one that a step breaks.</summary>
    private static string? Broken(Paper from, Try move, Paper to) =>
        Done.Contains(from.Name) ? "what is done stays done"
        : from.Recused.Contains(move.By) ? "who recused himself does nothing more"
        : to.Name == "offered" != (to.Offered != '-') ? "offered to somebody exactly while offered"
        : to.Name is "assigned" or "mediating" or "paused" or "agreed" or "answered" or "carried" or "reported" or "done" && to.Lead == '-' ? "what is worked on has a unit"
        : to.Name is "offered" or "received" && to.Lead != '-' ? "who hands a case on has it no longer"
        : to.Lead != '-' && to.Lead != from.Lead && from.Offered != to.Lead ? "nobody leads what he did not accept"
        : to.Name == "mediating" && to.Mediators.Length == 0 ? "a mediation has a mediator"
        : to.Mediators.Any(to.Recused.Contains) ? "no mediator who recused himself"
        : to.Name == "mediating" && from.Name == "assigned" && to.Consent != "yy" ? "no mediation without consent"
        : to.Name == "agreed" && from.Name != "agreed" && (from.Consent != "yy" || !from.Met || !from.Mediators.Contains(move.By)) ? "an agreement comes out of a mediation that both want, by its mediator"
        : to.Name is "performed" or "breached" && from.Name != "agreed" ? "performed is only what was agreed"
        : to.Name is "confirmed" or "solved" && from.Name is not ("answered" or "carried") ? "confirmed is only what was answered"
        : to.Name is "confirmed" or "solved" && move.By is 'm' or 'o' ? "the party confirms"
        : move.Act == "extend" && from.Asked != "12" ? "longer only when both ask"
        : move.Act is "decline" or "refuse" or "terminate" or "agree" or "transfer" && !move.Words ? "a reason is given"
        : null;

    private static (HashSet<Paper> Reached, string? Broken) Explore(Machine machine, IReadOnlyList<Try> moves) =>
        Exploration.Of(Received, _ => moves, machine.Invoke, (from, move, to) => to is null ? null : Broken(from, move, to));

    // one handler a unit and one mediator more than needed are enough to reach every kind of state
    private static readonly IReadOnlyList<Try> DisputeMoves = [.. DisputeActs.SelectMany(a => Of(a, "czspm")).Where(m => m.Person != 'n')];
    private static readonly IReadOnlyList<Try> NeedMoves = [.. HandoverActs.Concat(["answer", "carry", "confirm", "reopen"]).SelectMany(a => Of(a, "czspo"))];
    private static readonly IReadOnlyList<Try> ObstacleMoves = [.. HandoverActs.Concat(["answer", "confirm", "reopen"]).SelectMany(a => Of(a, "czspqo"))];

    [Fact]
    public void Every_reachable_state_of_a_dispute_keeps_the_laws()
    {
        var (reached, broken) = Explore(Dispute, DisputeMoves);

        Assert.Null(broken);
        Assert.Equal(
            ["agreed", "assigned", "breached", "declined", "mediating", "offered", "paused", "performed", "received", "terminated", "withdrawn"],
            reached.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal));
        // every mediation: somebody leads, both want it or one has said no since; never anything else
        Assert.All(reached.Where(s => s.Name == "mediating"), s => Assert.True(s.Lead != '-' && !s.Consent.Contains('?')));
    }

    [Fact]
    public void Every_reachable_state_of_a_need_keeps_the_laws()
    {
        var (reached, broken) = Explore(Need, NeedMoves);

        Assert.Null(broken);
        Assert.Equal(["answered", "assigned", "carried", "confirmed", "declined", "offered", "received", "withdrawn"], reached.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reachable_state_of_an_obstacle_keeps_the_laws()
    {
        var (reached, broken) = Explore(Bottleneck, ObstacleMoves);

        Assert.Null(broken);
        Assert.Equal(["answered", "assigned", "declined", "offered", "received", "solved", "withdrawn"], reached.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> Faults { get; } =
    [
        "mediate without consent", "agree with one refusing", "agree without a session", "lead agrees instead of the mediator", "old unit keeps the case", "accept what was not offered",
        "recused mediator stays", "recused handler acts", "extend on one request", "perform before an agreement", "terminate without a word", "reopen what is done", "confirm before an answer",
    ];

    private static (Machine Machine, IReadOnlyList<Try> Moves) With(string fault) => fault switch
    {
        "mediate without consent" => (OnDispute("appoint", (s, m) => s.Name == "assigned" && m.Person == 'm' ? s with { Name = "mediating", Mediators = "m" } : null), DisputeMoves),
        "agree with one refusing" => (OnDispute("agree", (s, m) => s is { Name: "mediating", Met: true } && s.Mediators.Contains(m.By) ? s with { Name = "agreed" } : null), DisputeMoves),
        "agree without a session" => (OnDispute("agree", (s, m) => s.Name == "mediating" && s.Mediators.Contains(m.By) && s.Consent == "yy" ? s with { Name = "agreed" } : null), DisputeMoves),
        "lead agrees instead of the mediator" => (OnDispute("agree", (s, m) => s is { Name: "mediating", Met: true, Consent: "yy" } && IsLead(s, m.By) ? s with { Name = "agreed" } : null), DisputeMoves),
        "old unit keeps the case" => (OnDispute("transfer", (s, m) => Dispute(s, m) is { } to ? to with { Lead = s.Lead } : null), DisputeMoves),
        "accept what was not offered" => (OnDispute("accept", (s, m) => s.Name == "offered" && m.By == 'p' ? s with { Name = "assigned", Lead = 'P', Offered = '-' } : null), DisputeMoves),
        "recused mediator stays" => (OnDispute("recuse", (s, m) => Dispute(s, m) is { } to ? to with { Mediators = s.Mediators, Name = s.Name } : null), DisputeMoves),
        "recused handler acts" => ((s, m) => Dispute(s with { Recused = "" }, m) is { } to ? to with { Recused = string.Concat((s.Recused + to.Recused).Distinct().Order()) } : null, DisputeMoves),
        "extend on one request" => (OnDispute("extend", (s, m) => s.Name == "assigned" && IsLead(s, m.By) && s.Asked.Length > 0 ? s with { Asked = "" } : null), DisputeMoves),
        "perform before an agreement" => (OnDispute("perform", (s, m) => s.Name == "mediating" ? s with { Name = "performed" } : null), DisputeMoves),
        "terminate without a word" => (OnDispute("terminate", (s, m) => Dispute(s, m with { Words = true })), DisputeMoves),
        "reopen what is done" => ((s, m) => m.Act == "reopen" && s.Name == "confirmed" ? s with { Name = "assigned" } : Need(s, m), NeedMoves),
        _ => ((s, m) => m.Act == "confirm" && s.Name == "assigned" ? s with { Name = "confirmed" } : Need(s, m), NeedMoves),
    };

    private static Machine OnDispute(string act, Machine faulty) => (s, m) => m.Act == act && !Done.Contains(s.Name) ? faulty(s, m) : Dispute(s, m);

    [Theory, MemberData(nameof(Faults))]
    public void Declared_fault_is_caught(string fault)
    {
        var (machine, moves) = With(fault);
        Assert.NotNull(Explore(machine, moves).Broken);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Disputes_do_what_the_paper_says(DatabaseEngine engine) =>
        await DriveAsync(engine, Dispute, DisputeMoves, DisputeActs, "czstpmno", 'c', world => world.Dispute(), ways: 12, length: 45,
            ["agreed", "assigned", "breached", "declined", "mediating", "offered", "paused", "performed", "received", "terminated", "withdrawn"]);

    [Theory, MemberData(nameof(Engines))]
    public async Task Needs_do_what_the_paper_says(DatabaseEngine engine) =>
        await DriveAsync(engine, Need, NeedMoves, [.. HandoverActs, "answer", "carry", "confirm", "reopen"], "czstpo", 'c', world => world.Need(), ways: 6, length: 24,
            ["answered", "assigned", "carried", "confirmed", "declined", "offered", "received", "withdrawn"]);

    [Theory, MemberData(nameof(Engines))]
    public async Task Obstacles_do_what_the_paper_says(DatabaseEngine engine) =>
        await DriveAsync(engine, Bottleneck, ObstacleMoves, [.. HandoverActs, "answer", "confirm", "reopen"], "czstpqo", 'q', world => world.Obstacle(), ways: 6, length: 24,
            ["answered", "assigned", "declined", "offered", "received", "solved", "withdrawn"]);

    private static readonly string[] LeadActs = [.. HandoverActs, "find_nothing", "settle", "turn"];
    private static readonly string[] ItemActs = [.. HandoverActs, "report", "approve", "send_back"];
    private static readonly string[] RequestActs = [.. HandoverActs, "finish", "confirm", "reopen"];

    [Theory, MemberData(nameof(Engines))]
    public async Task Leads_do_what_the_paper_says(DatabaseEngine engine) => await SmallAsync(engine, Lead, LeadActs, world => world.Lead(),
        ["assigned", "declined", "nothing", "offered", "received", "settled", "turned", "withdrawn"]);

    [Theory, MemberData(nameof(Engines))]
    public async Task Items_do_what_the_paper_says(DatabaseEngine engine) => await SmallAsync(engine, Item, ItemActs, world => world.Item(),
        ["accepted", "assigned", "declined", "offered", "received", "reported", "withdrawn"]);

    [Theory, MemberData(nameof(Engines))]
    public async Task Requests_do_what_the_paper_says(DatabaseEngine engine) => await SmallAsync(engine, Request, RequestActs, world => world.Request(),
        ["assigned", "declined", "done", "offered", "received", "satisfied", "withdrawn"]);

    private async Task SmallAsync(DatabaseEngine engine, Machine paper, string[] acts, Func<CasesWorld, CaseDraft> draft, string[] states)
    {
        IReadOnlyList<Try> moves = [.. acts.SelectMany(a => Of(a, "czspo"))];
        var (reached, broken) = Explore(paper, moves);
        Assert.Null(broken);
        Assert.Equal(states, reached.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal));
        await DriveAsync(engine, paper, moves, acts, "czstpo", 'c', draft, ways: 4, length: 20, states);
    }

    /// <summary>Goes the shortest way to every state first, then walks at random, mostly by steps that the paper allows.</summary>
    private async Task DriveAsync(
        DatabaseEngine engine, Machine paper, IReadOnlyList<Try> moves, string[] acts, string people, char receives, Func<CasesWorld, CaseDraft> draft, int ways, int length, string[] states)
    {
        await using var world = await CasesWorld.CreateAsync(cluster, engine);
        IReadOnlyList<Try> all = [.. acts.SelectMany(a => Of(a, people))];
        var visited = new HashSet<string>();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        async Task<Paper> StepAsync(CaseReceipt receipt, Paper state, Try move, int step)
        {
            var expected = Done.Contains(state.Name) ? null : paper(state, move);
            var answer = await TryAsync(world, receipt, move, step);
            Assert.True(answer == "done" == expected is not null, $"seed {seed}: {state}; {move} was {answer}");
            var next = expected ?? state;
            visited.Add(next.Name);
            Assert.Equal(next.Name, await world.Store.ScalarAsync($"SELECT state FROM cases_standing WHERE case_id = {receipt.Id}"));
            return next;
        }

        foreach (var path in Shortest(paper, moves, states))
        {
            world.Pass(1100); // who recused himself in the way before may again
            var (receipt, state, step) = ((await world.Receive(receives, draft(world))).Value, Received, 0);
            foreach (var move in path)
            {
                state = await StepAsync(receipt, state, move, ++step);
            }
        }

        for (var way = 0; way < ways; way++)
        {
            world.Pass(1100);
            var (receipt, state) = ((await world.Receive(receives, draft(world))).Value, Received);
            for (var step = 0; step < length; step++)
            {
                var move = random.Next(4) > 0 && Lawful(paper, all, state, random) is { } lawful ? lawful : all[random.Next(all.Count)];
                state = await StepAsync(receipt, state, move, step);
            }
        }

        Assert.Equal(states, visited.Append("received").Distinct().Order(StringComparer.Ordinal));
        await world.Sound();
    }

    /// <summary>One way of fewest steps to each state.</summary>
    private static IEnumerable<IReadOnlyList<Try>> Shortest(Machine paper, IReadOnlyList<Try> moves, string[] states)
    {
        var ways = new Dictionary<Paper, List<Try>> { [Received] = [] };
        var open = new Queue<Paper>([Received]);
        var left = states.Where(s => s != "received").ToHashSet();
        while (left.Count > 0 && open.TryDequeue(out var state))
        {
            foreach (var move in moves)
            {
                if (paper(state, move) is { } next && ways.TryAdd(next, [.. ways[state], move]))
                {
                    open.Enqueue(next);
                    if (left.Remove(next.Name))
                    {
                        yield return ways[next];
                    }
                }
            }
        }
    }

    // an act first, then one way of trying it; an end seldom, since it is one
    private static Try? Lawful(Machine paper, IReadOnlyList<Try> all, Paper state, Random random)
    {
        var acts = all.Where(m => paper(state, m) is { } to && (!Done.Contains(to.Name) || random.Next(60) == 0)).GroupBy(m => m.Act).ToList();
        return acts.Count == 0 ? null : acts[random.Next(acts.Count)].ToList() is var ways ? ways[random.Next(ways.Count)] : null;
    }

    private static Task<string> TryAsync(CasesWorld world, CaseReceipt receipt, Try m, int step) => world.Try(
        m.By, receipt.Id, m.Act, m.Words ? "写明了。" : " ", Code(m.Unit), m.Person == '-' ? null : $"{m.Person}", m.Party == 0 ? null : m.Party,
        m.Act is "extend" ? world.Today.AddDays(100 + step) : m.Act == "send_back" || m.Act == "assign" && receipt.Number[..2] is "GZ" or "LX" ? world.Today.AddDays(9) : null,
        m.Act is "confirm" or "reopen" or "withdraw" && receipt.Number[..2] is not "JF" ? receipt.Code : null);

    private static string? Code(char unit) => unit switch { 'S' => "SF", 'P' => "PC", _ => null };
}
