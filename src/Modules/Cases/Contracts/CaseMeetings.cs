using Baotuan.Cases.Kinds;
using Baotuan.Cases.Meetings;
using Baotuan.Cases.Reading;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Contracts;

/// <summary>A case as a meeting decided on it.</summary>
/// <param name="UnitCode">Who is to lead.</param>
/// <param name="DueOn">Where the kind asks for a day.</param>
/// <param name="Text">Why; empty for what the minutes say.</param>
public sealed record MeetingDecision(long CaseId, string UnitCode, DateOnly? DueOn = null, string Text = "");

/// <summary>A joint meeting to be recorded, with all that it decided.</summary>
/// <param name="AttendingCodes">Organisations that sat there, two at least; the convener is one of them without being named.</param>
public sealed record MeetingDraft(string ConvenerCode, DateOnly HeldOn, IReadOnlyList<string> AttendingCodes, string Minutes, IReadOnlyList<MeetingDecision> Decisions, string ClientId);

/// <summary>A meeting in a list.</summary>
public sealed record MeetingLine(long Id, string Number, OrganizationInfo Convener, DateOnly HeldOn, int Attending, int Decided);

/// <summary>A meeting with its minutes and what it decided, as far as the reader may know of it.</summary>
/// <param name="Decisions">Number of the case, its kind, the unit, the day by which.</param>
public sealed record MeetingInfo(
    MeetingLine Line, IReadOnlyList<OrganizationInfo> Attending, string Minutes, string By, long RecordedAtMs,
    IReadOnlyList<(long CaseId, string Number, string KindName, OrganizationInfo Unit, DateOnly? DueOn)> Decisions);

/// <summary>Joint meetings: cases that wait are gone through together, each is given to a unit or waits on, and the minutes stand.</summary>
public static class CaseMeetings
{
    /// <summary>Cases that one meeting may decide on.</summary>
    public const int MostDecisions = 50;

    /// <summary>
    /// Records a meeting and gives out every case that it decided on, all or nothing. Asks <c>cases:case:screen</c> on the convener. Refused: <c>organization_not_found</c>,
    /// <c>meeting_needs_others</c>, <c>meeting_day_is_wrong</c>, <c>minutes_are_needed</c>, <c>meeting_decides_nothing</c>, <c>case_is_not_the_conveners</c>,
    /// <c>attending_unit_is_party</c>, <c>client_id_reused</c>, and what <see cref="CaseActs.MoveAsync"/> refuses, with the number of the case before it.
    /// </summary>
    /// <returns>Number of the meeting.</returns>
    public static Task<Outcome<long>> HoldAsync(BaotuanDb db, FieldProtector fields, MeetingDraft draft, CancellationToken cancel) => HoldMeeting.RunAsync(db, fields, draft, cancel);

    /// <summary>Meetings that the caller convened or sat at for a unit, the last first. Asks <c>cases:case:screen</c> or <c>cases:case:handle</c>.</summary>
    public static Task<(int Count, IReadOnlyList<MeetingLine> Meetings)> ListAsync(BaotuanDb db, int skip, int take, CancellationToken cancel) => ReadMeetings.PageAsync(db, skip, take, cancel);

    /// <summary>One meeting; null where there is none. Who convenes reads all of it, who sat there the minutes and what his unit was given.</summary>
    /// <exception cref="AccessDeniedException">Neither.</exception>
    public static Task<MeetingInfo?> ShowAsync(BaotuanDb db, FieldProtector fields, long id, CancellationToken cancel) => ReadMeetings.ShowAsync(db, fields, id, cancel);

    /// <summary>Cases of a convener that wait for a meeting, the oldest first, at most <see cref="MostDecisions"/>. Asks <c>cases:case:screen</c> on it.</summary>
    public static Task<IReadOnlyList<CaseLine>> WaitingAsync(BaotuanDb db, long convenerId, DateOnly today, CancellationToken cancel) => ReadMeetings.WaitingAsync(db, convenerId, today, cancel);

    /// <summary>Whether giving out a case of a kind names the day of the answer: null where it does not, false where it may, true where it must.</summary>
    public static bool? NeedsDay(string kind) => CaseKinds.Find(kind)?.Find("assign") is { Due: not Need.No and var need } ? need == Need.Must : null;

    /// <summary>Organisations for which the caller may convene and that have cases waiting, by code.</summary>
    public static async Task<IReadOnlyList<OrganizationInfo>> ConvenersAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(CasesPermissions.CaseScreen);
        var waiting = await (await ReadCases.SeenAsync(db, cancel)).Where(h => h.Standing.State == Handover.Received).Select(h => h.Case.OwnerId).Distinct().ToListAsync(cancel);
        var names = await Organizations.ByIdsAsync(db, waiting.Where(id => db.Caller.May(CasesPermissions.CaseScreen, id)), cancel);
        return [.. names.Values.OrderBy(o => o.Code, StringComparer.Ordinal)];
    }
}
