namespace Baotuan.Decisions.Contracts;

/// <summary>One line of the roll: an entitled member who was there himself or by proxy.</summary>
/// <param name="ProxyNo">The member of his household who came in his stead; empty when he came himself.</param>
/// <param name="Vote"><c>for</c>, <c>against</c>, <c>abstain</c>; empty in a secret ballot.</param>
/// <param name="Line">Line in what was typed or uploaded, for messages.</param>
public sealed record RollEntry(string MemberNo, string ProxyNo = "", string Vote = "", int Line = 0);

/// <summary>An assembly as it is recorded.</summary>
/// <param name="Kind"><c>members</c> or <c>representatives</c>.</param>
/// <param name="NoticedOn">The day on which it was called.</param>
/// <param name="Online">Held, in part or whole, over a messaging tool.</param>
/// <param name="For">Counted votes of a secret ballot; null when the roll carries the votes.</param>
/// <param name="RiskStatement">What was said of the risks, where the kind of decision needs it.</param>
public sealed record AssemblyRecord(
    string Kind, DateOnly NoticedOn, DateOnly HeldOn, string Place, bool Online, IReadOnlyList<RollEntry> Roll, long? For, long? Against, long? Abstain,
    string Minutes, string RiskStatement, string ClientId);

/// <summary>Who is entitled to vote on a day.</summary>
/// <param name="BirthUnknown">Of these, without a birth date on record: taken for adults.</param>
public sealed record ElectorateInfo(int Count, int BirthUnknown);
