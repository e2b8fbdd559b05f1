using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures.Contracts;
using CsCheck;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Ventures;

/// <summary>
/// The way of a distribution from posting to the last answer of the bank, as a specification of its own: a small machine written from the rules and not from the
/// program. Its reachable states are enumerated and counted, machines with one declared fault each are caught by the laws, and the real acts are driven beside it
/// on both databases.
/// </summary>
public sealed class DistributionSpec(PostgresCluster cluster)
{
    /// <summary>The machine is explored with at most so many payments standing at a time.</summary>
    private const int Most = 2;

    private static readonly long[] DueFen = [100_00, 200_00, 300_00]; // V1, V2, V3

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private enum Act { Post, Pay, Answer, TakeBack, Reverse }

    /// <param name="Payment">Which of the standing payments, the eldest is 0.</param>
    /// <param name="Result">What the bank says: <c>p</c>aid, <c>f</c>ailed, <c>u</c>nknown.</param>
    private sealed record Move(Act Act, int Payment = 0, int Holder = 0, char Result = 'p', bool WithWords = true);

    /// <summary>
    /// What stands. A payment is three letters, one for each holder: <c>-</c> not in it, <c>o</c> no answer yet, or what the bank said. Payments that were taken back are gone.
    /// </summary>
    private sealed record State(bool Posted, string Payments)
    {
        public static readonly State Nothing = new(false, "");

        public string[] Each => Payments.Length == 0 ? [] : Payments.Split(' ');

        /// <summary>Not paid and not on the way.</summary>
        public bool Owed(int holder) => Posted && Each.All(p => p[holder] is '-' or 'f');

        public State With(IEnumerable<string> payments) => this with { Payments = string.Join(' ', payments) };
    }

    private delegate State? Machine(State state, Move move);

    private static readonly Move[] Moves =
    [
        new(Act.Post), new(Act.Pay), new(Act.Reverse), new(Act.Reverse, WithWords: false),
        .. from payment in Enumerable.Range(0, Most) from words in (bool[])[true, false] select new Move(Act.TakeBack, payment, WithWords: words),
        .. from payment in Enumerable.Range(0, Most) from holder in Enumerable.Range(0, 3) from result in "pfu" select new Move(Act.Answer, payment, holder, result),
    ];

    /// <summary>The rules: the next state, or null for what is refused.</summary>
    private static State? Rules(State s, Move m)
    {
        var payments = s.Each;
        switch (m.Act)
        {
            case Act.Post:
                return s.Posted ? null : new(true, "");
            case Act.Pay:
                var part = new string([.. Enumerable.Range(0, 3).Select(h => s.Owed(h) ? 'o' : '-')]);
                return part == "---" ? null : s.With([.. payments, part]);
            case Act.Answer when m.Payment < payments.Length && payments[m.Payment][m.Holder] is 'o' or 'u':
                return s.With(payments.Select((p, i) => i == m.Payment ? p[..m.Holder] + m.Result + p[(m.Holder + 1)..] : p));
            case Act.TakeBack when m.WithWords && m.Payment < payments.Length && !payments[m.Payment].Contains('u'):
                return s.With(payments.Where((_, i) => i != m.Payment));
            case Act.Reverse when m.WithWords && s.Posted && payments.Length == 0:
                return State.Nothing;
            default:
                return null;
        }
    }

    /// <summary>Laws that every step of a sound machine keeps; the first one that a step breaks.</summary>
    private static string? Broken(State from, Move move, State? to)
    {
        if (to is null)
        {
            return move.Act == Act.Pay && Enumerable.Range(0, 3).Any(from.Owed) ? "what is owed can be paid" : null;
        }

        return Enumerable.Range(0, 3).Any(h => to.Each.Count(p => p[h] is 'o' or 'u' or 'p') > 1) ? "nobody is paid twice"
            : !move.WithWords ? "nothing is taken back without a word"
            : from.Posted && !to.Posted && from.Each.Length > 0 ? "what money went out on is not reversed"
            : to.Each.Length < from.Each.Length && from.Each.Any(p => p.Contains('u') && !to.Each.Contains(p)) ? "what may have arrived is not taken back"
            : move.Act == Act.Answer && Enumerable.Range(0, from.Each.Length).Any(i => Enumerable.Range(0, 3).Any(h => from.Each[i][h] is 'p' or 'f' && to.Each[i][h] != from.Each[i][h])) ? "an answer is final"
            : move.Act == Act.Post && from.Posted ? "a period is distributed once"
            : null;
    }

    private static (HashSet<State> Reached, string? Broken) Explore(Machine machine) =>
        Exploration.Of(State.Nothing, state => Moves.Where(m => m.Act != Act.Pay || state.Each.Length < Most), machine.Invoke, Broken);

    [Fact]
    public void Every_reachable_state_is_known_and_keeps_the_laws()
    {
        var (reached, broken) = Explore(Rules);

        Assert.Null(broken);
        // One payment: any of five letters for each holder, not all absent: 5³ − 1. Two: the younger one has everybody who was owed when it was made, so that a holder is
        // in the elder alone (o, u, p, f) or in the younger (o, u, p, f) after he failed or was absent in the elder: 4 + 8; neither payment is empty: 12³ − 4³ − 4³.
        Assert.Equal(
            ["False 0: 1", "True 0: 1", "True 1: 124", "True 2: 1600"],
            reached.GroupBy(s => (s.Posted, s.Each.Length)).OrderBy(g => g.Key).Select(g => $"{g.Key.Posted} {g.Key.Length}: {g.Count()}"));
    }

    public static TheoryData<string> Faults { get; } =
        ["pay what is on the way", "failed is not owed", "paid becomes failed", "take back unknown", "reverse under payments", "reverse without a word", "post twice"];

    private static Machine With(string fault) => (s, m) => (fault, m.Act) switch
    {
        ("pay what is on the way", Act.Pay) when s.Posted => s.With([.. s.Each, "ooo"]),
        ("failed is not owed", Act.Pay) when s.Each.Any(p => p.Contains('f')) => null,
        ("paid becomes failed", Act.Answer) when m.Result == 'f' && m.Payment < s.Each.Length && s.Each[m.Payment][m.Holder] == 'p' =>
            s.With(s.Each.Select((p, i) => i == m.Payment ? p[..m.Holder] + 'f' + p[(m.Holder + 1)..] : p)),
        ("take back unknown", Act.TakeBack) when m.Payment < s.Each.Length && m.WithWords => s.With(s.Each.Where((_, i) => i != m.Payment)),
        ("reverse under payments", Act.Reverse) when s.Posted && m.WithWords => State.Nothing,
        ("reverse without a word", Act.Reverse) => Rules(s, m with { WithWords = true }),
        ("post twice", Act.Post) => new(true, ""),
        _ => Rules(s, m),
    };

    [Theory, MemberData(nameof(Faults))]
    public void Declared_fault_is_caught(string fault) => Assert.NotNull(Explore(With(fault)).Broken);

    private static readonly Gen<Move[]> Ways = Gen.Frequency(
        (2, Gen.Const(new Move(Act.Post))), (5, Gen.Const(new Move(Act.Pay))), (1, Gen.Bool.Select(words => new Move(Act.Reverse, WithWords: words))),
        (2, Gen.Select(Gen.Int[0, Most], Gen.Int[0, 4], (payment, words) => new Move(Act.TakeBack, payment, WithWords: words > 0))),
        (12, Gen.Select(Gen.Int[0, Most], Gen.Int[0, 2], Gen.Int[0, 2], (payment, holder, result) => new Move(Act.Answer, payment, holder, "pfu"[result])))).Array[2, 14];

    /// <summary>Ways that together meet every refusal, whatever chance brings besides.</summary>
    private static readonly Move[][] Fixed =
    [
        [
            new(Act.Reverse), new(Act.Pay), new(Act.Post), new(Act.Post), new(Act.Reverse, WithWords: false), new(Act.Pay), new(Act.Pay), new(Act.Reverse),
            new(Act.Answer, 0, 0, 'u'), new(Act.TakeBack), new(Act.Answer, 0, 0, 'p'), new(Act.Answer, 0, 0, 'f'), new(Act.Answer, 0, 1, 'f'), new(Act.Pay),
            new(Act.Answer, 1, 0, 'p'), new(Act.Answer, 1, 1, 'p'), new(Act.TakeBack, WithWords: false), new(Act.TakeBack), new(Act.Pay),
        ],
    ];

    [Theory, MemberData(nameof(Engines))]
    public async Task Real_acts_do_what_the_rules_say(DatabaseEngine engine)
    {
        await using var world = await CreateAsync(cluster, engine);
        var refusals = new HashSet<string>();
        foreach (var way in Fixed)
        {
            await WalkAsync(way);
        }

        Assert.Equal(
            [
                "distribution_has_payments", "distribution_not_found", "holder_not_in_payment", "payment_exceeds_arrears", "period_already_distributed", "result_is_final",
                "result_is_unknown", "reversal_needs_a_reason",
            ],
            refusals.Order(StringComparer.Ordinal));
        await Ways.SampleAsync(WalkAsync, iter: 15, threads: 1);
        await world.BooksBalanceAsync();

        async Task WalkAsync(Move[] way)
        {
            var state = State.Nothing;
            foreach (var move in way)
            {
                state = await StepAsync(state, move);
            }

            while (state.Payments.Contains('u')) // and everything back, for the next way
            {
                var payment = Array.FindIndex(state.Each, p => p.Contains('u'));
                state = await StepAsync(state, new(Act.Answer, payment, state.Each[payment].IndexOf('u'), 'f'));
            }

            while (state.Payments.Length > 0)
            {
                state = await StepAsync(state, new(Act.TakeBack));
            }

            Assert.Equal(State.Nothing, state.Posted ? await StepAsync(state, new(Act.Reverse)) : state);
        }

        async Task<State> StepAsync(State state, Move move)
        {
            if (move.Act is Act.Answer or Act.TakeBack && move.Payment >= state.Each.Length)
            {
                return state; // there is no such payment to name
            }

            var expected = Rules(state, move);
            var refused = await DoAsync(world, state, move);
            refusals.UnionWith(refused);
            Assert.True(refused.Count == 0 == expected is not null, $"{state}: {move} was {(refused.Count == 0 ? "done" : refused[0])}");
            var found = expected ?? state;
            Assert.Equal(found, await SeenAsync(world));
            return found;
        }
    }

    private static async Task<IReadOnlyList<string>> DoAsync(World world, State state, Move move)
    {
        var words = move.WithWords ? "登记有误" : " ";
        IEnumerable<Refusal> refusals = move.Act switch
        {
            Act.Post => (await world.PostAsync(new("P", Year2018))).Refusals,
            Act.Pay => (await world.Write(db => PaymentActs.PostAsync(db, new("P", Year2018, null, null, new(Math.Max(1, Enumerable.Range(0, 3).Where(state.Owed).Sum(h => DueFen[h]))), Day("2019-01-10")), Cancel))).Refusals,
            Act.Reverse => (await world.Write(async db => await DistributionActs.ReverseAsync(db, await LastAsync(db) ?? 9_999, Day("2019-03-01"), words, Cancel))).Refusals,
            Act.TakeBack => (await world.Write(async db => await PaymentActs.ReverseAsync(db, await PaymentAsync(db, move.Payment), Day("2019-02-01"), words, Cancel))).Refusals,
            _ => (await world.Write(async db => await PaymentActs.ResultAsync(
                db, await PaymentAsync(db, move.Payment), [new($"V{move.Holder + 1}", move.Result switch { 'p' => "paid", 'f' => "failed", _ => "unknown" })], Day("2019-01-11"), Cancel))).Refusals,
        };
        world.Store.Clock.Advance(TimeSpan.FromSeconds(1)); // two answers about a line are told apart by their time
        return [.. refusals.Select(r => r.Code)];
    }

    private static async Task<long?> LastAsync(BaotuanDb db) => await DistributionActs.FindAsync(db, "P", Year2018, null, Cancel) is { Ok: true } found ? found.Value.Id : null;

    private static async Task<long> PaymentAsync(BaotuanDb db, int index) =>
        (await PaymentActs.ListAsync(db, (await LastAsync(db))!.Value, Cancel)).Where(p => p.ReversedOn is null).ElementAt(index).Id;

    /// <summary>What the program shows, in the words of the specification; and that what it calls paid is what the books say.</summary>
    private static async Task<State> SeenAsync(World world)
    {
        var seen = await world.Read(async db =>
        {
            if (await LastAsync(db) is not { } id)
            {
                return State.Nothing;
            }

            var payments = (await PaymentActs.ListAsync(db, id, Cancel)).Where(p => p.ReversedOn is null).ToList();
            var shown = (await DistributionActs.ShowAsync(db, id, Cancel))!;
            for (var h = 0; h < 3; h++)
            {
                var paid = payments.SelectMany(p => p.Lines).Where(l => l.Holder.Code == $"V{h + 1}" && l.Result == "paid").Sum(l => l.Amount.Fen);
                Assert.Equal((DueFen[h], paid), (shown.Lines[h].Amount.Fen, shown.Lines[h].Paid.Fen));
            }

            return new State(true, string.Join(' ', payments.Select(p => new string([.. Enumerable.Range(1, 3).Select(
                h => p.Lines.FirstOrDefault(l => l.Holder.Code == $"V{h}")?.Result switch { null => '-', "" => 'o', var result => result[0] })]))));
        });
        var owed = !seen.Posted ? 0 : Enumerable.Range(0, 3).Where(h => !seen.Each.Any(p => p[h] == 'p')).Sum(h => DueFen[h]);
        Assert.Equal(new Money(-owed).ToString(), await world.BalanceAsync(Op, "2232"));
        return seen;
    }
}
