using Baotuan.Cases.Conflicts;
using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Reading;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>
/// Cases: taken in, given to a unit, worked on, ended. Acts run inside <see cref="Store.WriteAsync{T}(Caller, Func{BaotuanDb, CancellationToken, Task{Outcome{T}}}, CancellationToken, bool)"/>,
/// are a person's (a program is refused: <c>case_needs_a_person</c>), and leave a line in the operation log that says nothing of the contents.
/// </summary>
public static class CaseActs
{
    /// <summary>
    /// Takes a case in. Asks <c>cases:case:receive</c> on the unit that does, or <c>cases:case:raise</c> where a firm does for itself. Refused:
    /// <c>organization_not_found</c>, <c>kind_unknown</c>, <c>category_unknown</c>, <c>channel_unknown</c>, <c>channel_is_not_for_kind</c>, <c>kind_needs_names</c>,
    /// <c>title_is_needed</c>, <c>title_would_be_public</c>, <c>statement_is_needed</c>, <c>received_day_is_wrong</c>, <c>side_is_missing</c>, <c>party_needs_a_name</c>,
    /// <c>party_name_is_too_long</c>, <c>party_stands_on_two_sides</c>, <c>anonymous_has_no_names</c>, <c>too_many_parties</c>, <c>owner_is_party</c>,
    /// <c>unit_is_complained_of</c>, <c>client_id_reused</c>.
    /// </summary>
    public static Task<Outcome<CaseReceipt>> ReceiveAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, CancellationToken cancel) =>
        ReceiveCase.RunAsync(db, fields, draft, cancel);

    /// <summary>Cases that may be the same as a draft, among those that the caller may know of: shown before it is taken in. Asks <c>cases:case:read</c>.</summary>
    public static Task<IReadOnlyList<CaseLine>> DuplicatesAsync(BaotuanDb db, FieldProtector fields, CaseDraft draft, DateOnly today, CancellationToken cancel) =>
        FindDuplicates.RunAsync(db, fields, draft, today, cancel);

    /// <summary>
    /// One step more. Who may is the kind's to say: the hand that the move is for. Refused: <c>act_not_now</c>, <c>case_is_done</c>, <c>text_is_needed</c>,
    /// <c>due_day_has_passed</c>, <c>day_out_of_order</c>, <c>transfer_to_oneself</c>, <c>right_unit_is_oneself</c>, <c>unit_is_party</c>, <c>unit_is_complained_of</c>,
    /// <c>unit_was_complained_of</c>, for who acts (<c>handler_</c>) and who is named (<c>mediator_</c>) <c>is_party</c>, <c>is_kin</c>, <c>has_an_interest</c>, <c>was_complained_of</c>,
    /// <c>recused_before</c>, and <c>unit_may_be_near</c>, <c>handler_may_be_near</c>, <c>mediator_may_be_near</c>, which <see cref="CaseMove.NotSame"/> answers, <c>written_agreement_is_incomplete</c>, <c>mediator_is_recused</c>, <c>person_is_recused</c>, <c>consent_is_missing</c>, <c>party_refuses_mediation</c>,
    /// <c>agreement_without_a_session</c>, <c>extension_not_asked_by_all</c>, <c>confirmation_has_lapsed</c>, <c>code_is_needed</c> and others that say what to do.
    /// </summary>
    /// <returns>Number of the case.</returns>
    public static Task<Outcome<long>> MoveAsync(BaotuanDb db, FieldProtector fields, CaseMove move, CancellationToken cancel) => MoveCase.RunAsync(db, fields, move, cancel);

    /// <summary>Whether a refusal asks for <see cref="CaseMove.NotSame"/>.</summary>
    public static bool IsQuestion(string code) => Nearness.Questions.Contains(code);

    /// <summary>The form of an act once more, for a second click that arrives when the act is no longer offered; null for an act that the kind has not.</summary>
    public static CaseMoveOffer? Repeated(string kind, string act) => CaseKinds.Find(kind)?.Find(act) is not { } m
        ? null
        : new(m.Act, m.Chinese, "", true, false, (int)m.Text, (int)m.Due, (int)m.Unit, (int)m.Person, (int)m.Party, m.TextHint, m.UnitHint, m.IsAgreement);

    /// <summary>A page of the cases that the caller may know of. Asks <c>cases:case:read</c>.</summary>
    public static Task<CasePage> ListAsync(BaotuanDb db, CaseQuery query, DateOnly today, CancellationToken cancel) => ReadCases.PageAsync(db, query, today, cancel);

    /// <summary>One case; null when there is none. Contents only where they are for the caller.</summary>
    /// <exception cref="AccessDeniedException">The caller may not know of it.</exception>
    public static async Task<CaseInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long caseId, DateOnly today, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return null;
        }

        await Sight.RequireAsync(db, found, cancel);
        return await DescribeCase.RunAsync(db, fields, found, today, opened: false, cancel);
    }

    /// <summary>
    /// One case with its contents, against a reason that is in the operation log: show it only after the command has answered. Asks <c>cases:case:supervise</c> on the unit
    /// that answers for it. Refused: <c>case_not_found</c>, <c>reason_needed</c>.
    /// </summary>
    public static async Task<Outcome<CaseInfo>> OpenAsync(BaotuanDb db, FieldProtector fields, long caseId, string? reason, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseSupervise);
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            return new Refusal("case_not_found", $"没有第 {caseId} 号办件。");
        }

        await Sight.RequireAsync(db, found, cancel);
        var stated = (reason ?? "").Trim();
        if (Sight.ProblemOfReason(db.Caller, found.Row, stated) is { } problem)
        {
            return problem;
        }

        await db.LogAsync("case.open", $"case/{caseId}", stated, cancel, LogOwner.Of(found.Row), kind: "view");
        return await DescribeCase.RunAsync(db, fields, found, today, opened: true, cancel);
    }

    /// <summary>What the code of a slip shows: state and days, and a public answer where there is one. Null for a code that opens nothing.</summary>
    public static async Task<FollowedCase?> FollowAsync(BaotuanDb db, string? code, DateOnly today, CancellationToken cancel)
    {
        db.Access.Everybody(); // the code is the right
        if (TrackingCode.Hash(code) is not { } hash || await db.Set<CaseRow>().AsNoTracking().FirstOrDefaultAsync(c => c.CodeHash == hash, cancel) is not { } row)
        {
            return null;
        }

        var found = (await LoadCourse.FindAsync(db, row.Id, cancel))!;
        var line = (await ReadCases.LinesAsync(db, [(row, WriteStanding.Of(row, found.Course))], today, cancel))[0];
        return new(
            row.Number, line.KindName, row.ReceivedOn, line.StateName, line.Done, line.Waiting, line.DueOn, line.Overdue, line.Lead?.Name ?? line.Offered?.Name ?? line.Owner.Name,
            found.Events.LastOrDefault(e => e.PublicText.Length > 0 && found.Course.Kind.Find(e.Act)?.Effect != Effect.Announce)?.PublicText ?? "",
            [.. found.Events.Where((e, i) => i == 0 || e.State != found.Events[i - 1].State).Select(e => (e.FactOn, found.Course.Kind.StateName(e.State)))],
            DescribeCase.Hearing(found));
    }

    /// <summary>Number and code of a case, for printing its slip. Asks the right by which it was taken in.</summary>
    public static async Task<CaseReceipt?> SlipAsync(BaotuanDb db, FieldProtector fields, long caseId, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return null;
        }

        var right = ReceiveCase.PermissionFor(db.Caller, found.Course.Kind, found.Row.CreatorId);
        db.Access.Require(right);
        await Sight.RequireAsync(db, found, cancel);
        db.Access.Require(right, found.Row.CreatorId);
        return new(found.Row.Id, found.Row.Number, fields.Reveal(found.Row.CodeSealed, CaseSeals.Code(found.Row.Id)));
    }

    /// <summary>
    /// A part of the list as somebody takes it away: what the page shows and nothing sealed; taking it is a line of the operation log. Asks
    /// <c>cases:case:export</c> and <c>cases:case:read</c>.
    /// </summary>
    public static async Task<Outcome<CasePage>> ExportAsync(BaotuanDb db, CaseQuery query, string inWords, DateOnly today, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseExport);
        var page = await ReadCases.PageAsync(db, query, today, cancel);
        await db.LogAsync("case.export", "cases", $"{inWords}，{page.Cases.Count} 件", cancel, kind: "view");
        return page;
    }

    /// <summary>Obstacles that came back within a year, among those that the caller may know of. Asks <c>cases:case:read</c>.</summary>
    public static Task<IReadOnlyList<CauseLine>> CausesAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadCauses.RunAsync(db, today, cancel);

    /// <summary>
    /// What mediated cases received in the calendar year before were about, among those that the caller may know of: small numbers are kept back, and others with them, so
    /// that no total tells them. Asks <c>cases:case:read</c>.
    /// </summary>
    public static Task<IReadOnlyList<MatterTable>> MattersAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => ReadMatters.RunAsync(db, today, cancel);

    /// <summary>Open cases of the caller's reach, and the late ones among them; null for who may not read them.</summary>
    public static async Task<(int Open, int Late)?> CountAsync(BaotuanDb db, DateOnly today, CancellationToken cancel) => db.Caller.Holds(CasesPermissions.CaseRead)
        ? (await ReadCases.CountAsync(db, new(Open: true), today, cancel), await ReadCases.CountAsync(db, new(Overdue: true), today, cancel))
        : null;
}
