using Baotuan.Kernel;
using Baotuan.Oversight.Rectification;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Contracts;

/// <summary>
/// Findings: an inspector raises one on a record, the unit answers by the due day, another inspector verifies it or sends it
/// back, and what is overdue climbs up the tree of units by itself. Acts run inside <see cref="Store.WriteAsync{T}"/>, are a
/// person's (a program is refused: <c>finding_needs_a_person</c>), and each leaves its line in the operation log.
/// </summary>
public static class Findings
{
    /// <summary>
    /// Asks <c>oversight:finding:raise</c> on the organisation. Refused: <c>organization_not_found</c>, <c>finding_needs_a_title</c>,
    /// <c>finding_needs_a_text</c>, <c>severity_unknown</c>, <c>due_day_has_passed</c>, <c>finding_needs_a_subject</c>,
    /// <c>subject_is_of_another_organization</c>, <c>client_id_reused</c>.
    /// </summary>
    public static Task<Outcome<FindingInfo>> RaiseAsync(BaotuanDb db, FindingDraft draft, CancellationToken cancel) => WriteFinding.RunAsync(db, draft, cancel);

    /// <summary>
    /// The unit says what was done. Asks <c>oversight:finding:answer</c>. Refused: <c>finding_not_found</c>, <c>finding_is_done</c>,
    /// <c>finding_needs_a_text</c>, <c>finding_is_answered</c>.
    /// </summary>
    public static Task<Outcome<FindingInfo>> AnswerAsync(BaotuanDb db, long findingId, string done, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingAnswer, findingId, FindingEvents.Answer, done, null, cancel);

    /// <summary>
    /// Rectification is verified, and the finding done. Asks <c>oversight:finding:verify</c>. Refused also: <c>finding_is_not_answered</c>,
    /// <c>verifier_answered</c>.
    /// </summary>
    public static Task<Outcome<FindingInfo>> VerifyAsync(BaotuanDb db, long findingId, string verified, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingVerify, findingId, FindingEvents.Verify, verified, null, cancel);

    /// <summary>Not enough was done: back to the unit with a reason and a new due day. Refused also: <c>due_day_has_passed</c>.</summary>
    public static Task<Outcome<FindingInfo>> SendBackAsync(BaotuanDb db, long findingId, string reason, DateOnly dueOn, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingVerify, findingId, FindingEvents.SendBack, reason, dueOn, cancel);

    /// <summary>A later due day, with a reason. Refused also: <c>due_day_is_not_later</c>.</summary>
    public static Task<Outcome<FindingInfo>> ExtendAsync(BaotuanDb db, long findingId, string reason, DateOnly dueOn, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingVerify, findingId, FindingEvents.Extend, reason, dueOn, cancel);

    /// <summary>Lifts it one level at once, without waiting for the days.</summary>
    public static Task<Outcome<FindingInfo>> EscalateAsync(BaotuanDb db, long findingId, string reason, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingVerify, findingId, FindingEvents.Escalate, reason, null, cancel);

    /// <summary>Takes a finding back that was none. Refused also: <c>overdue_needs_an_answer</c>, <c>verifier_answered</c>.</summary>
    public static Task<Outcome<FindingInfo>> CloseAsync(BaotuanDb db, long findingId, string reason, CancellationToken cancel) =>
        MoveFinding.RunAsync(db, OversightPermissions.FindingVerify, findingId, FindingEvents.Close, reason, null, cancel);

    /// <summary>A page of findings, newest first, inside the view scope. Asks <c>oversight:finding:read</c>.</summary>
    public static Task<FindingPage> ListAsync(BaotuanDb db, FindingQuery query, DateOnly today, CancellationToken cancel) =>
        ReadFindings.PageAsync(db, db.Access.Reach(OversightPermissions.FindingRead), query, today, cancel);

    /// <summary>One finding with its steps; null when there is none. Asks <c>oversight:finding:read</c> on its organisation.</summary>
    public static async Task<FindingInfo?> ShowAsync(BaotuanDb db, long findingId, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.FindingRead);
        var finding = await db.Set<Finding>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == findingId, cancel);
        if (finding is null)
        {
            return null;
        }

        db.Access.Require(OversightPermissions.FindingRead, finding.OrganizationId);
        return await ReadFindings.InfoAsync(db, finding, today, cancel);
    }

    /// <summary>Findings inside the view scope that are not done, for the workbench; null for who may not read them.</summary>
    public static async Task<int?> OpenCountAsync(BaotuanDb db, CancellationToken cancel) => db.Caller.Holds(OversightPermissions.FindingRead)
        ? await ReadFindings.CountAsync(db, db.Access.Reach(OversightPermissions.FindingRead), new(Waiting: true), default, cancel)
        : null;

    /// <summary>Those among them that are overdue; null for who may not read them.</summary>
    public static async Task<int?> OverdueCountAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => db.Caller.Holds(OversightPermissions.FindingRead)
        ? await ReadFindings.CountAsync(db, db.Access.Reach(OversightPermissions.FindingRead), new(Overdue: true), today, cancel)
        : null;
}
