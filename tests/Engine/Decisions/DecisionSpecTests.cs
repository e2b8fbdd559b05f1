using Baotuan.Engine.Decisions;
using CsCheck;
using Xunit;

namespace Baotuan.Tests.Engine.Decisions;

/// <summary>
/// The state machine of a proposal against the naive model: every reachable state is visited and everything is tried in each;
/// then longer random courses. Faults that were declared are put into the engine one at a time, and each must be found.
/// </summary>
public sealed class DecisionSpecTests
{
    private const int LastDay = 7;

    [Fact]
    public void Every_reachable_state_answers_as_the_model_does()
    {
        var (states, difference) = Explore(new DecisionSubject());
        Assert.Null(difference);
        Assert.Equal(
            ["complete", "drafted", "executed", "failed", "passed", "published", "ready", "rejected", "withdrawn"], states.Select(s => s.State).Distinct().Order(StringComparer.Ordinal));
        Assert.True(states.Count > 500, $"only {states.Count} states");
    }

    public static TheoryData<string> Faults => [.. DeclaredFaults.Keys];

    [Theory, MemberData(nameof(Faults))]
    public void A_declared_fault_is_caught(string fault) => Assert.NotNull(Explore(new DecisionSubject(DeclaredFaults[fault])).Difference);

    [Fact]
    public void Random_courses_answer_as_the_model_does() =>
        Gen.Int[0, Try.All.Length - 1].Select(i => Try.All[i]).Array[1, 60].Sample(
            tries =>
            {
                var (model, course, subject) = (new NaiveDecision(), DecisionSubject.Begin, new DecisionSubject());
                foreach (var tried in tries)
                {
                    if (Step(subject, ref model, ref course, tried) is { } difference)
                    {
                        throw new InvalidOperationException(difference);
                    }
                }
            },
            iter: 20_000);

    private static readonly Dictionary<string, Func<DecisionCourse, DecisionEvent, DateOnly, bool, bool>> DeclaredFaults = new()
    {
        ["approving one's own draft"] = (_, e, _, ok) => ok || e is ApprovalGiven { UserId: 1 },
        ["one person approves twice"] = (c, e, _, ok) => ok || e is ApprovalGiven { UserId: 2 } && c.Events.Any(x => x is ApprovalGiven { UserId: 2 }),
        ["approval without a role"] = (_, e, _, ok) => ok || e is ApprovalGiven { UserId: 5 },
        ["approval before the vote"] = (c, e, _, ok) => ok || e is ApprovalGiven { UserId: 2 } && !c.Events.Any(x => x is AssemblyHeld),
        ["vote before the publication ends"] = (c, e, today, ok) => ok || e is AssemblyHeld { For: 2 } && c.State(today) == DecisionState.Published,
        ["vote without publication"] = (c, e, today, ok) => ok || e is AssemblyHeld { For: 2 } && c.State(today) == DecisionState.Drafted,
        ["open objection ignored by the vote"] = (c, e, today, ok) => ok || e is AssemblyHeld { For: 2 } && c.OpenObjections.Count > 0 && c.State(today) == DecisionState.PublicationComplete,
        ["open objection ignored by the execution"] = (c, e, today, ok) => ok || e is Executed && c.CountedApprovals(today).Count == 2 && c.Closed() is null,
        ["publication cut short"] = (_, e, _, ok) => ok && e is not PublicationStopped,
        ["executed with one approval"] = (c, e, today, ok) => ok || e is Executed && c.CountedApprovals(today).Count == 1 && c.State(today) == DecisionState.Passed,
        ["executed twice"] = (c, e, today, ok) => ok || e is Executed && c.State(today) == DecisionState.Executed,
        ["objection after it is over"] = (c, e, today, ok) => ok || e is Objected && c.State(today) == DecisionState.Failed,
        ["second vote after the first failed"] = (c, e, today, ok) => ok || e is AssemblyHeld && c.State(today) == DecisionState.Failed,
        ["answer refused"] = (_, e, _, ok) => ok && e is not Answered,
    };

    /// <summary>Breadth first: every state of the model once, everything tried in it.</summary>
    private static (IReadOnlySet<NaiveDecision> States, string? Difference) Explore(DecisionSubject subject)
    {
        var seen = new HashSet<NaiveDecision> { new() };
        var open = new Queue<(NaiveDecision, DecisionCourse)>([(new(), DecisionSubject.Begin)]);
        while (open.TryDequeue(out var at))
        {
            foreach (var tried in Try.All.Where(t => t.What != "day" || at.Item1.Day < LastDay))
            {
                var (model, course) = at;
                if (Step(subject, ref model, ref course, tried) is { } difference)
                {
                    return (seen, difference);
                }

                if (seen.Add(model))
                {
                    open.Enqueue((model, course));
                }
            }
        }

        return (seen, null);
    }

    private static string? Step(DecisionSubject subject, ref NaiveDecision model, ref DecisionCourse course, Try tried)
    {
        var (expected, before) = (model.After(tried), course);
        var actual = tried.What == "day" ? course : subject.After(course, model.Day, tried);
        if (expected is null != actual is null)
        {
            return $"{tried} in {model}: the model {(expected is null ? "refuses" : "accepts")}; events: {string.Join("; ", before.Events)}";
        }

        (model, course) = (expected ?? model, actual ?? course);
        var state = DecisionSubject.Word(course.State(DecisionSubject.Start.AddDays(model.Day)));
        if (state != model.State)
        {
            return $"after {tried}: {state}, the model says {model.State}; events: {string.Join("; ", course.Events)}";
        }

        var lacks = course.Missing(DecisionSubject.Start.AddDays(model.Day)).Count;
        return (lacks == 0) != (model.State is "ready" or "executed") ? $"after {tried}: {lacks} lacks in {model.State}" : null;
    }
}

internal static class CourseState
{
    /// <summary>How it was closed, as the public state says.</summary>
    public static DecisionState? Closed(this DecisionCourse course) =>
        course.State(DateOnly.MaxValue) is DecisionState.Executed or DecisionState.Rejected or DecisionState.Withdrawn ? course.State(DateOnly.MaxValue) : null;
}
