using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;

namespace Baotuan.Cases.Moving;

/// <summary>
/// What a person sees of a case. That there is one: where an organisation in his view has a part in it now, or he mediates it; what came by the confidential channel
/// needs a right besides, and nobody of the unit complained of has it. What was said: the hand that has to act next, and in a closed mediation the named mediators.
/// </summary>
internal static class Sight
{
    /// <exception cref="AccessDeniedException">He may not know that there is one.</exception>
    public static async Task RequireAsync(BaotuanDb db, LoadedCase found, CancellationToken cancel)
    {
        if (found.Course.Mediators.Contains(db.Caller.UserId) && db.Caller.Holds(CasesPermissions.MediationHold))
        {
            db.Access.Require(CasesPermissions.MediationHold);
            return;
        }

        var (row, parts) = (found.Row, WriteStanding.Involved(found.Row, found.Parties, found.Course).ToList());
        if (!row.Confidential)
        {
            db.Access.RequireAny(CasesPermissions.CaseRead, parts.Select(p => p.OrganizationId));
            return;
        }

        db.Access.Require(CasesPermissions.CaseRead);
        var own = parts.Where(p => p.Part is Parts.Party or Parts.Creator).Select(p => p.OrganizationId).Where(id => db.Caller.May(CasesPermissions.CaseRaise, id)).ToList();
        if ((await ComplainedAsync(db, cancel)).Contains(row.SubjectId))
        {
            throw new AccessDeniedException(CasesPermissions.ConfidentialRead, $"case/{row.Id}");
        }

        if (own.Count == 0)
        {
            // as somebody else's record: that there is one must not show
            if (!db.Caller.Holds(CasesPermissions.ConfidentialRead))
            {
                throw new AccessDeniedException(CasesPermissions.ConfidentialRead, $"case/{row.Id}");
            }

            db.Access.RequireAny(CasesPermissions.ConfidentialRead, parts.Where(p => p.Part != Parts.Subject).Select(p => p.OrganizationId));
        }
    }

    /// <summary>The organisations of the reader's own unit: what is confidential about them is not for him, whatever his rights.</summary>
    public static async Task<IReadOnlyList<long>> ComplainedAsync(BaotuanDb db, CancellationToken cancel) => db.Caller.UnitId is not { } unit
        ? []
        : [.. (await OrganizationSearch.PageAsync(db, new(null, [], [unit]), 0, 1000, cancel)).Select(o => o.Id)];

    /// <summary>Statement and parties.</summary>
    public static bool ReadsContents(Caller caller, LoadedCase found, IReadOnlyDictionary<Who, long> hands) => found.Course switch
    {
        var c when c.Recused.Contains(caller.UserId) => false,
        { Kind.Confidentiality: Confidentiality.ClosedMediation } c => hands.ContainsKey(Who.Mediator) || c is { Sessions: 0, Mediators.Count: 0 } && !c.Acts.Keys.Any(Carried.IsEnd) && IsHand(caller, found, hands),
        _ => IsHand(caller, found, hands),
    };

    /// <summary>The words of one step.</summary>
    public static bool ReadsText(Caller caller, LoadedCase found, IReadOnlyDictionary<Who, long> hands, EventRow e)
    {
        if (found.Course.Recused.Contains(caller.UserId))
        {
            return false;
        }

        var behindDoors = found.Course.Kind.Confidentiality == Confidentiality.ClosedMediation && found.Course.Kind.Find(e.Act)?.IsMediation == true;
        return behindDoors ? hands.ContainsKey(Who.Mediator) || e.UserId == caller.UserId && hands.ContainsKey(Who.Lead) : hands.ContainsKey(Who.Mediator) || IsHand(caller, found, hands);
    }

    /// <summary>Over whose records somebody may read contents against a reason; never where he himself would be looked at.</summary>
    public static bool MayAsk(Caller caller, CaseRow row) => caller.May(CasesPermissions.CaseSupervise, row.OwnerId) || !row.Confidential && caller.May(CasesPermissions.CaseSupervise, row.SubjectId);

    /// <summary>That somebody may read contents against a reason, and that the reason he gives is one: refused <c>reason_needed</c>.</summary>
    /// <exception cref="AccessDeniedException">He may not.</exception>
    public static Refusal? ProblemOfReason(Caller caller, CaseRow row, string reason) =>
        !MayAsk(caller, row) ? throw new AccessDeniedException(CasesPermissions.CaseSupervise, $"case/{row.Id}")
        : reason.Length is < 4 or > 200 ? new("reason_needed", "请写明为什么要看，4 至 200 个字。理由会记入操作日志。")
        : null;

    private static bool IsHand(Caller caller, LoadedCase found, IReadOnlyDictionary<Who, long> hands) =>
        hands.Count > 0 || found.Course.Assisting.Any(a => caller.May(CasesPermissions.CaseHandle, a));
}
