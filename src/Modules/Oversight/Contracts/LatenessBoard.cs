using Baotuan.Oversight.Lateness;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>How many, and for how many days the oldest is late; null where the reader may not know.</summary>
public sealed record LateCount(int Count, int Days);

/// <summary>What one unit is late with, as who handles and as who oversees. No person is in it.</summary>
/// <param name="Cases">Cases past their last day.</param>
/// <param name="Findings">Findings that it has not answered in time.</param>
/// <param name="Verifications">Answered findings that its inspectors have not verified or sent back.</param>
/// <param name="Acceptances">Reports of others that wait for it to accept them.</param>
/// <param name="Reviews">Reviews that it has not finished in time.</param>
public sealed record UnitBoardLine(OrgUnitInfo Unit, LateCount? Cases, LateCount? Findings, LateCount? Verifications, LateCount? Acceptances, LateCount? Reviews);

/// <summary>Overdue work of those who handle and of those who oversee them on one board, in the order of units' codes: it is no ranking.</summary>
public static class LatenessBoard
{
    /// <summary>
    /// Units with something late, as far as the caller sees. Asks <c>oversight:finding:read</c>; cases and acceptances stand there for who holds <c>cases:case:read</c>, reviews for
    /// who holds <c>oversight:review:hold</c>.
    /// </summary>
    public static Task<IReadOnlyList<UnitBoardLine>> ReadAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadLateness.RunAsync(db, today, cancel);

    /// <summary>Days after which an answered finding, and a report to be accepted, are late; our defaults.</summary>
    public static (int VerifyDays, int AcceptDays) Limits(DateOnly today) => ReadLateness.Limits(today);
}
