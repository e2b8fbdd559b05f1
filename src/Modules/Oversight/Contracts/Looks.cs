using Baotuan.Oversight.Log;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>One look at a record.</summary>
/// <param name="Who">The person's name; 本人 in front where he looks at his own.</param>
/// <param name="What">What was looked at: 银行账号, 成员登记.</param>
/// <param name="Reason">What was stated as the reason.</param>
public sealed record Look(long RecordedAtMs, string Who, string Unit, string What, string Reason);

/// <summary>A page of looks, newest first.</summary>
public sealed record LookPage(long Count, IReadOnlyList<Look> Looks);

/// <summary>Who looked at a record.</summary>
public static class Looks
{
    /// <summary>
    /// Looks at one member's records: <c>member/{collective}/{number}</c> with its fields, and <c>member/{collective}</c>, the
    /// whole roll. Seen by the member himself (<c>parties:member:own</c>) and by who reads the log of the collective.
    /// </summary>
    public static Task<LookPage> AtAsync(BaotuanDb db, long collectiveId, string memberNo, int skip, int take, CancellationToken cancel)
    {
        db.Access.RequireLine(OversightPermissions.LogRead, PartiesPermissions.MemberOwn, collectiveId, memberNo, null);
        return ReadLooks.AtMemberAsync(db, collectiveId, memberNo, skip, take, cancel);
    }

    /// <summary>Looks at any record and what stands below it, narrowed by the scope of <c>oversight:log:read</c>.</summary>
    public static Task<LookPage> AtAsync(BaotuanDb db, string subject, int skip, int take, CancellationToken cancel) =>
        ReadLooks.AtSubjectAsync(db, db.Access.Reach(OversightPermissions.LogRead), subject, skip, take, cancel);
}
