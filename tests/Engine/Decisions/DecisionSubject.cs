using Baotuan.Engine.Decisions;
using Baotuan.Kernel;

namespace Baotuan.Tests.Engine.Decisions;

/// <summary>The engine under test, with a rule that may be broken on purpose.</summary>
internal sealed class DecisionSubject(Func<DecisionCourse, DecisionEvent, DateOnly, bool, bool>? fault = null)
{
    public static readonly DateOnly Start = new(2025, 3, 1);

    public static readonly DecisionPath Full = new("full", "完整程序",
    [
        new("publication", StepKind.Publication, "公示"), new("assembly", StepKind.Assembly, "表决"), new("approvals", StepKind.Approvals, "审批"),
    ]);

    public static readonly DecisionRules Rules = new(
        NaiveDecision.Days, 1, new Rational(2, 3), new Rational(2, 3), false, false, 20, 2, ["a", "b"], RolesDiffer: true, UnitsDiffer: false);

    private static readonly Dictionary<int, string> Roles = new() { [1] = "a", [2] = "a", [3] = "b", [4] = "a", [5] = "c" };

    public static DecisionCourse Begin { get; } = new(Full, Rules, Start, 1, []);

    /// <summary>The course after it; null when it is refused.</summary>
    public DecisionCourse? After(DecisionCourse course, int day, Try tried)
    {
        var today = Start.AddDays(day);
        if (EventFor(course, today, tried) is not { } next)
        {
            return null;
        }

        var accepted = CheckEvent.For(course, next, today) is null;
        return (fault?.Invoke(course, next, today, accepted) ?? accepted) ? course.With(next) : null;
    }

    public static string Word(DecisionState state) => state switch
    {
        DecisionState.PublicationComplete => "complete",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static DecisionEvent? EventFor(DecisionCourse course, DateOnly today, Try tried)
    {
        var published = course.Events.OfType<Published>().ToList();
        var objections = course.Events.OfType<Objected>().Count();
        return tried.What switch
        {
            "publish" => new Published(published.Count + 1, today),
            "stop" => published.Count == 0 ? null : new PublicationStopped(published.Count, today),
            "stop-late" => published.Count == 0 ? null : new PublicationStopped(published.Count, published[^1].PostedOn.AddDays(1)),
            "object" => course.OpenObjections.Count > 0 ? null : new Objected(objections + 1),
            "answer" => objections == 0 ? null : new Answered(objections),
            "pass" => Held(3, 2),
            "fail" => Held(3, 1),
            "few" => Held(1, 1),
            "approve" => new ApprovalGiven(tried.Who, Roles[tried.Who], tried.Who),
            "reject" => new ApprovalRefused(tried.Who, Roles[tried.Who]),
            "withdraw" => new Withdrew(1),
            "execute" => new Executed(),
            _ => null,
        };

        AssemblyHeld Held(long attended, long yes) => new(AssemblyKind.Members, today.AddDays(-1), today, 3, attended, yes, false);
    }
}
