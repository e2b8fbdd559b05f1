using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>A module that brings computations of its own records; those of later modules are found among the installed ones.</summary>
public interface IComputesIndicators
{
    /// <summary>Each with a code of its own among all modules.</summary>
    IReadOnlyList<Computation> Computations { get; }

    /// <summary>Indicators that the module brings with them.</summary>
    IReadOnlyList<IndicatorInfo> Definitions => [];
}

/// <summary>Which records a number is asked over. Made by reading a scope, which asks whether the caller may see all of it.</summary>
/// <param name="Code"><c>*</c>, <c>unit:CODE</c>, <c>organization:CODE</c>, <c>venture:CODE+CODE</c>.</param>
/// <param name="Name">In Chinese.</param>
/// <param name="Organizations">Ids that the records must be about; null for all.</param>
/// <param name="Ventures">Ids of ventures that the records must belong to; null for all.</param>
public sealed record Scope(string Code, string Name, long[]? Organizations, long[]? Ventures);

/// <summary>One number asked for.</summary>
/// <param name="Argument">What the definition tells the computation: <c>kinds=village_cooperative+community</c>.</param>
/// <param name="Period">For a number at a point in time, its last day counts.</param>
/// <param name="KnownAtMs">Records recorded later do not count; <see cref="long.MaxValue"/> for all we know.</param>
public sealed record Question(BaotuanDb Db, IReadOnlyDictionary<string, string> Argument, Scope Scope, Period Period, long KnownAtMs)
{
    /// <summary>Which version of which indicator asks; the computation may need its unit or how it means its period.</summary>
    public IndicatorInfo? Indicator { get; init; }

    /// <summary>The values of one key of the argument; empty when it is not there.</summary>
    public IReadOnlyList<string> Values(string key) => Argument.TryGetValue(key, out var text) ? text.Split('+') : [];

    /// <summary>Requires a right on everything that is asked over: a number over more than one sees would be a wrong one.</summary>
    /// <exception cref="AccessDeniedException">It is not held, or does not reach all of the scope.</exception>
    public void RequireAll(Permission permission, string subject)
    {
        var reach = Db.Access.Reach(permission);
        if (Scope.Organizations is { } asked ? !asked.All(reach.Contains) : !reach.Everywhere)
        {
            throw new AccessDeniedException(permission, subject);
        }
    }
}

/// <summary>One record that was counted.</summary>
/// <param name="Text">What it is, in Chinese.</param>
/// <param name="OrganizationId">Whose it is; null where it is nobody's alone.</param>
/// <param name="On">When it was true.</param>
/// <param name="Value">What it adds, in the unit of the definition.</param>
/// <param name="Href">Its page; empty where it has none.</param>
/// <param name="RecordedAtMs">When it became known.</param>
public sealed record CountedRecord(string Text, long? OrganizationId, DateOnly On, Rational Value, string Href, long RecordedAtMs);

/// <summary>A number and how many records it was made of.</summary>
/// <param name="Value">Null where there is nothing to divide or to choose from; a sum over nothing is 0.</param>
public readonly record struct Total(Rational? Value, long Records)
{
    /// <summary>Where the records are asked for one by one: how many there should be. Null where nobody has to report.</summary>
    public Coverage? Coverage { get; init; }
}

/// <summary>How many of those who have to report did; one organisation in one period is one. 0, nothing to report and not reported are three things.</summary>
/// <param name="Expected">How many have to.</param>
/// <param name="Values">How many gave a number, 0 among them; these are the records.</param>
/// <param name="Blanks">How many said that there is nothing to report.</param>
public sealed record Coverage(long Expected, long Values, long Blanks)
{
    /// <summary>How many said nothing, or nothing that counts yet.</summary>
    public long Missing => Expected - Values - Blanks;

    public string Text => $"应报 {Expected} 份，报数 {Values} 份，无可报 {Blanks} 份，没有报（或还没有到这一步）{Missing} 份";
}

/// <summary>
/// A way to get a number out of records. The number is made of the very records that it lists: <see cref="TotalAsync"/> counts what
/// <see cref="RecordsAsync"/> pages through. It asks for the right to these records; the scope was asked for before.
/// </summary>
/// <param name="code">As definitions name it.</param>
/// <param name="dimensions">Dimensions of scope that it can be asked over: place, venture.</param>
public abstract class Computation(string code, params IReadOnlyList<string> dimensions)
{
    public const string Place = "place";
    public const string Venture = "venture";

    public string Code => code;

    public IReadOnlyList<string> Dimensions => dimensions;

    /// <summary>What lets somebody list the records where the right to the number is not enough.</summary>
    public virtual Permission? RecordsNeed => null;

    /// <summary>Why an argument cannot be taken, in Chinese; null when it can.</summary>
    public virtual string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) => null;

    public abstract Task<Total> TotalAsync(Question question, CancellationToken cancel);

    /// <summary>A page of the records, always in the same order.</summary>
    public abstract Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel);

    /// <summary>
    /// The number of each of some organisations by its id, as <see cref="TotalAsync"/> over that one alone says. Left out is whose records of this sort are kept elsewhere.
    /// </summary>
    public virtual async Task<IReadOnlyDictionary<long, Total>> EachAsync(Question question, IReadOnlyList<long> organizations, CancellationToken cancel)
    {
        var totals = new Dictionary<long, Total>();
        foreach (var id in organizations)
        {
            totals[id] = await TotalAsync(question with { Scope = question.Scope with { Organizations = [id], Ventures = null } }, cancel);
        }

        return totals;
    }
}

/// <summary>What becomes of the values of the records.</summary>
public enum Aggregate { Count, Sum, Average, Least }

/// <summary>A computation whose records fit into memory: as many as ventures × holders × years.</summary>
public sealed class ListComputation(
    string code, IReadOnlyList<string> dimensions, Aggregate aggregate, Func<Question, CancellationToken, Task<IReadOnlyList<CountedRecord>>> records)
    : Computation(code, dimensions)
{
    /// <summary>See <see cref="ArgumentProblem"/>.</summary>
    public Func<IReadOnlyDictionary<string, string>, string?>? CheckArgument { get; init; }

    public override string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) => CheckArgument?.Invoke(argument);

    public override async Task<Total> TotalAsync(Question question, CancellationToken cancel) => Of(await records(question, cancel));

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<long, Total>> EachAsync(Question question, IReadOnlyList<long> organizations, CancellationToken cancel)
    {
        var all = (await records(question with { Scope = question.Scope with { Organizations = [.. organizations], Ventures = null } }, cancel)).ToLookup(r => r.OrganizationId);
        return organizations.ToDictionary(id => id, id => Of([.. all[id]]));
    }

    private Total Of(IReadOnlyList<CountedRecord> all)
    {
        var sum = all.Aggregate(Rational.Zero, (total, r) => total + r.Value);
        return new(aggregate switch
        {
            Aggregate.Count => all.Count,
            Aggregate.Sum => sum,
            Aggregate.Average => all.Count == 0 ? null : sum / all.Count,
            Aggregate.Least => all.Count == 0 ? null : all.Min(r => r.Value),
            _ => throw new InvalidOperationException($"unknown aggregate {aggregate}"),
        }, all.Count);
    }

    public override async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel) =>
        [.. (await records(question, cancel)).Skip(skip).Take(take)];
}
