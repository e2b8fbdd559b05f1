namespace Baotuan.Kernel;

/// <summary>
/// A lawful "no": a stable code that reads as a sentence in snake_case (for tests and JSON) and a plain Chinese
/// sentence that says what is wrong and what to do. Refusals are values; broken assumptions are exceptions.
/// </summary>
/// <param name="Code">Stable identifier, e.g. <c>quota_already_used</c>.</param>
/// <param name="Message">What the user reads, in Chinese.</param>
public sealed record Refusal(string Code, string Message)
{
    public override string ToString() => $"{Message} [{Code}]";
}

/// <summary>Either a value or the reasons why there is none. Never both, never neither.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;
    private readonly IReadOnlyList<Refusal>? _refusals;

    private Outcome(T? value, IReadOnlyList<Refusal>? refusals) => (_value, _refusals) = (value, refusals);

    /// <summary>True when there is a value.</summary>
    public bool Ok => _refusals is null;

    /// <summary>Why not; empty when <see cref="Ok"/>.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals ?? [];

    /// <summary>The value; reading it after a refusal is a broken assumption.</summary>
    /// <exception cref="InvalidOperationException">The outcome is a refusal.</exception>
    public T Value => Ok ? _value! : throw new InvalidOperationException("refused: " + string.Join("; ", Refusals));

    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A value whose static type is an interface, which no implicit conversion takes.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(Refusal refusal) => new(default, [refusal]);

    /// <summary>Refuses for one or more reasons.</summary>
    public static Outcome<T> Refused(IReadOnlyList<Refusal> refusals) =>
        refusals.Count > 0 ? new(default, refusals) : throw new ArgumentException("a refusal needs a reason", nameof(refusals));
}
