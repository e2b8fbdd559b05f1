using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using CsCheck;

namespace Baotuan.Tests.Modules.Indicators.DataSets;

/// <summary>
/// The way of a village's numbers up the tree as a specification of its own, written from the rules and not from the program: its reachable states are enumerated, machines with one
/// declared fault each are caught by the laws, and the real acts are driven beside it on both databases.
/// </summary>
public sealed class DataSetsSpec(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    /// <summary>What somebody tries with V1. Other is V2 of the same town; the other town has accepted long ago.</summary>
    private enum Act { Save, Complete, Approve, Unapprove, AcceptTown, UnacceptTown, AcceptCounty, UnacceptCounty, OtherApprove, OtherUnapprove }

    private sealed record Move(Act Act, int By, bool WithWords)
    {
        public override string ToString() => $"{Act} by {By}{(WithWords ? "" : " without a word")}";
    }

    /// <param name="Entered">Who entered what stands; 0 for nobody.</param>
    /// <param name="Completed">Who said that it is all; 0 for nobody.</param>
    private sealed record State(int Entered, int Completed, bool Approved, bool Other, bool Town, bool County)
    {
        public static readonly State Start = new(0, 0, false, false, false, false);

        public string Name => County ? "county" : Town ? "town" : Approved ? "approved" : Completed > 0 ? "complete" : Entered > 0 ? "open" : "none";
    }

    private delegate State? Machine(State state, Move move);

    private static readonly Move[] Moves =
        [.. from act in Enum.GetValues<Act>() from person in act is Act.Save or Act.Complete or Act.Approve ? [1, 2] : new[] { 2 } from words in (bool[])[true, false] select new Move(act, person, words)];

    /// <summary>The rules: the next state, or null for what is refused.</summary>
    private static State? Rules(State s, Move m) => m.Act switch
    {
        Act.Save => s.Approved ? null : s with { Entered = m.By, Completed = 0 },
        Act.Complete => s.Approved || s.Entered == 0 || s.Completed > 0 ? null : s with { Completed = m.By },
        Act.Approve => s.Approved || s.Completed == 0 || m.By == s.Entered || m.By == s.Completed ? null : s with { Approved = true },
        Act.Unapprove => s.Approved && !s.Town && m.WithWords ? s with { Approved = false, Completed = 0 } : null,
        Act.AcceptTown => s.Approved && s.Other && !s.Town ? s with { Town = true } : null,
        Act.UnacceptTown => s.Town && !s.County && m.WithWords ? s with { Town = false } : null,
        Act.AcceptCounty => s.Town && !s.County ? s with { County = true } : null,
        Act.UnacceptCounty => s.County && m.WithWords ? s with { County = false } : null,
        Act.OtherApprove => s.Other ? null : s with { Other = true },
        Act.OtherUnapprove => s.Other && !s.Town && m.WithWords ? s with { Other = false } : null,
        _ => null,
    };

    /// <summary>Laws that every step of a sound machine keeps; the first one that a step breaks.</summary>
    private static string? Broken(State from, Move move, State to) =>
        to.Town && !(to.Approved && to.Other) ? "a town accepts what is approved, all of it"
        : to.County && !to.Town ? "a county accepts what the towns accepted"
        : from.Approved && (to.Entered, to.Completed) != (from.Entered, from.Completed) && move.Act != Act.Unapprove ? "what is approved is locked"
        : to.Approved && !from.Approved && from.Completed == 0 ? "approved only what was said to be all"
        : to.Approved && !from.Approved && (move.By == from.Entered || move.By == from.Completed) ? "nobody approves what he entered"
        : (from.Approved && !to.Approved || from.Other && !to.Other || from.Town && !to.Town || from.County && !to.County) && !move.WithWords ? "nothing is taken back without a word"
        : to.Entered != from.Entered && to.Completed > 0 ? "who changes a number opens it again"
        : null;

    private static (HashSet<State> Reached, string? Broken) Explore(Machine machine) =>
        Exploration.Of(State.Start, _ => Moves, machine.Invoke, (from, move, to) => to is null ? null : Broken(from, move, to));

    [Fact]
    public void Every_reachable_state_is_known_and_keeps_the_laws()
    {
        var (reached, broken) = Explore(Rules);
        Assert.Null(broken);
        // by who entered (1, 2), who said it is all (1, 2), the other approved or not; approved only where both were one person; accepted only with the other
        Assert.Equal(
            ["approved 4", "complete 8", "county 2", "none 2", "open 4", "town 2"],
            reached.GroupBy(s => s.Name).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()}"));
    }

    public static TheoryData<string> Faults { get; } =
        ["save when approved", "approve own", "approve what another completed for you", "approve when open", "town before the other", "county before town", "take back from below", "take back without a word", "change keeps complete"];

    private static Machine With(string fault) => (s, m) => (fault, m.Act) switch
    {
        ("save when approved", Act.Save) => s with { Entered = m.By, Completed = 0 },
        ("approve own", Act.Approve) when s.Completed > 0 && m.By != s.Completed => s with { Approved = true },
        ("approve what another completed for you", Act.Approve) when s.Completed > 0 && m.By != s.Entered => s with { Approved = true },
        ("approve when open", Act.Approve) when s.Entered > 0 && m.By != s.Entered => s with { Approved = true },
        ("town before the other", Act.AcceptTown) when s.Approved => s with { Town = true },
        ("county before town", Act.AcceptCounty) when s.Approved => s with { County = true },
        ("take back from below", Act.Unapprove) when s.Approved && m.WithWords => s with { Approved = false, Completed = 0 },
        ("take back without a word", Act.UnacceptCounty) when s.County => s with { County = false },
        ("change keeps complete", Act.Save) when !s.Approved => s with { Entered = m.By },
        _ => Rules(s, m),
    };

    [Theory, MemberData(nameof(Faults))]
    public void Declared_fault_is_caught(string fault) => Assert.NotNull(Explore(With(fault)).Broken);

    // the straight way up, of which a part goes before: chance alone seldom gets to the top
    private static readonly Move[] Straight = [new(Act.Save, 1, true), new(Act.Complete, 1, true), new(Act.Approve, 2, true), new(Act.OtherApprove, 2, true), new(Act.AcceptTown, 2, true), new(Act.AcceptCounty, 2, true)];

    /// <summary>Two ways that together reach every state: all the way up, and a step that nobody may begin with.</summary>
    private static readonly Move[][] Fixed = [Straight, [new(Act.Approve, 2, true), .. Straight[..2]]];

    private static readonly Gen<Move[]> Ways = Gen.Select(Gen.Int[0, 6], Gen.Select(
        Gen.Frequency(
            (3, Gen.Const(Act.Save)), (4, Gen.Const(Act.Complete)), (4, Gen.Const(Act.Approve)), (1, Gen.Const(Act.Unapprove)), (4, Gen.Const(Act.AcceptTown)), (1, Gen.Const(Act.UnacceptTown)),
            (3, Gen.Const(Act.AcceptCounty)), (2, Gen.Const(Act.UnacceptCounty)), (3, Gen.Const(Act.OtherApprove)), (1, Gen.Const(Act.OtherUnapprove))),
        Gen.Int[1, 2], Gen.Int[0, 9], (act, by, words) => new Move(act, by, words > 0)).Array[4, 16], (first, rest) => Straight.Take(first).Concat(rest).ToArray());

    [Theory, MemberData(nameof(Engines))]
    public async Task Real_acts_do_what_the_rules_say(DatabaseEngine engine)
    {
        await using var world = await DataSetWorld.OpenAsync(cluster, engine);
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => i == 0 ? null! : await world.PersonAsync(i)));
        var period = Period.Parse("2023-12");
        var number = 0;
        var (visited, refusals) = (new HashSet<string>(), new HashSet<string>());
        foreach (var way in Fixed)
        {
            await WalkAsync(way);
        }

        // whatever chance brings besides
        Assert.Equal(["approved", "complete", "county", "none", "open", "town"], visited.Order(StringComparer.Ordinal));
        await Ways.SampleAsync(WalkAsync, iter: 24, threads: 1);
        Assert.Subset(
            new HashSet<string>
            {
                "ok", "data_locked", "cells_missing", "accepted_already", "not_complete", "approver_entered_it", "not_approved", "accepted_above", "reason_missing", "children_wait", "not_accepted",
            }, refusals);

        async Task WalkAsync(Move[] way)
        {
            period = DataPeriods.Before("month", period);
            await ApproveAsync("V3");
            Assert.Equal("ok", await world.DecideAsync(people[4], "accept", "T2", period));
            var state = State.Start;
            foreach (var move in way)
            {
                var expected = Rules(state, move);
                var done = await DoAsync(move, state);
                refusals.Add(done);
                Assert.True((done == "ok") == expected is not null, $"{state}: {move} was {done}");
                state = expected ?? state;
                var board = await world.BoardAsync(period);
                var v1 = board.Organizations.Single(o => o.Organization.Code == "V1");
                var name = state.Name switch { "town" or "county" => "accepted", var n => n };
                Assert.Equal((name, state.Approved), (DataStates.Code(v1.State), v1.IsLocked));
                Assert.Equal((state.Town, state.County), (board.Units.Single(u => u.Unit.Code == "T1").IsAccepted, board.Units.Single(u => u.Unit.Code == "C1").IsAccepted));
                visited.Add(state.Name);
            }
        }

        async Task<string> DoAsync(Move move, State state) => move.Act switch
        {
            Act.Save => await world.SaveAsync(people[move.By], "V1", period, ("notices", $"{++number}"), ("spent", $"{number}")) is var done && done == "2" ? "ok" : done.Split(' ')[0],
            Act.Complete => await world.DecideAsync(people[move.By], "complete", "V1", period),
            Act.Approve => await world.DecideAsync(people[move.By], "approve", "V1", period),
            Act.Unapprove => await world.DecideAsync(people[2], "unapprove", "V1", period, move.WithWords ? "有误" : " "),
            Act.AcceptTown => await world.DecideAsync(people[3], "accept", "T1", period),
            Act.UnacceptTown => await world.DecideAsync(people[3], "unaccept", "T1", period, move.WithWords ? "有误" : " "),
            Act.AcceptCounty => await world.DecideAsync(people[4], "accept", "C1", period),
            Act.UnacceptCounty => await world.DecideAsync(people[4], "unaccept", "C1", period, move.WithWords ? "有误" : " "),
            Act.OtherApprove => state.Other ? await world.DecideAsync(people[2], "approve", "V2", period) : await ApproveAsync("V2"),
            _ => await world.DecideAsync(people[2], "unapprove", "V2", period, move.WithWords ? "有误" : " "),
        };

        async Task<string> ApproveAsync(string village)
        {
            Assert.Equal("2", await world.SaveAsync(people[1], village, period, ("notices", $"{++number}"), ("spent", $"{number}")));
            Assert.Equal("ok", await world.DecideAsync(people[1], "complete", village, period));
            return await world.DecideAsync(people[2], "approve", village, period);
        }
    }
}
