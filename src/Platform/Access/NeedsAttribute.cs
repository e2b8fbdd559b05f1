namespace Baotuan.Platform.Access;

/// <summary>
/// What lets somebody in at a page or endpoint at all: one of these permissions. An endpoint without it, and without leave for
/// everybody, answers nobody. The use case asks again, for the record in hand.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(params string[] permissions) : Attribute
{
    /// <summary>Everybody who is signed in.</summary>
    public const string SignedIn = "*";

    public IReadOnlyList<string> Permissions { get; } = permissions;
}
