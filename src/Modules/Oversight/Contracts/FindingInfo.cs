using Baotuan.Parties.Contracts;

namespace Baotuan.Oversight.Contracts;

/// <summary>Where a finding stands; computed from its events.</summary>
public static class FindingStates
{
    public const string Open = "open";
    public const string Answered = "answered";
    public const string SentBack = "sent_back";
    public const string Verified = "verified";
    public const string Closed = "closed";

    /// <summary>Code and Chinese name in the order of the way.</summary>
    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
        [(Open, "待答复"), (Answered, "待核实"), (SentBack, "退回重新整改"), (Verified, "已核实"), (Closed, "已撤销")];

    public static string Chinese(string code) => All.FirstOrDefault(s => s.Code == code).Chinese ?? code;
}

/// <summary>What can happen to a finding.</summary>
public static class FindingEvents
{
    public const string Answer = "answer";
    public const string Verify = "verify";
    public const string SendBack = "send_back";
    public const string Extend = "extend";
    public const string Escalate = "escalate";
    public const string Close = "close";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
    [
        (Answer, "单位答复"), (Verify, "核实通过"), (SendBack, "退回重新整改"), (Extend, "延长期限"), (Escalate, "提级督办"), (Close, "撤销"),
    ];

    public static string Chinese(string code) => All.FirstOrDefault(s => s.Code == code).Chinese ?? code;
}

/// <summary>How grave a finding is.</summary>
public static class FindingSeverities
{
    public static readonly IReadOnlyList<(string Code, string Chinese)> All = [("minor", "一般"), ("serious", "较重"), ("grave", "严重")];

    public static string Chinese(string code) => All.FirstOrDefault(s => s.Code == code).Chinese ?? code;
}

/// <summary>A finding to be raised.</summary>
/// <param name="Subject">The record: <c>voucher/34</c>. Where we know whose record it is, it must be the organisation's.</param>
/// <param name="OrganizationCode">Who has to answer.</param>
/// <param name="DueOn">The last day for the answer.</param>
/// <param name="ClientId">Made by the client so that a repeated request raises once.</param>
public sealed record FindingDraft(
    string Subject, string OrganizationCode, string Title, string Text, string Severity, DateOnly DueOn, string ClientId);

/// <summary>How far an overdue finding has climbed; computed whenever somebody looks.</summary>
/// <param name="DaysLate">Days since the due day; 0 where it was lifted by hand before.</param>
/// <param name="Level">Levels above the organisation's own unit.</param>
/// <param name="To">The unit it has climbed to; null while it stays with the organisation's own, or where no unit is above.</param>
public sealed record FindingClimb(int DaysLate, int Level, OrgUnitInfo? To);

/// <summary>One step on the way of a finding.</summary>
/// <param name="DueOn">The new due day; null where it stayed.</param>
public sealed record FindingStep(int SequenceNo, string Kind, string Text, DateOnly? DueOn, long UserId, string By, string Unit, long RecordedAtMs);

/// <summary>A finding in a list.</summary>
/// <param name="Climb">Null while it is not overdue and was not lifted.</param>
public sealed record FindingRow(
    long Id, string Subject, string SubjectText, OrganizationInfo Organization, string Title, string Severity, DateOnly RaisedOn, DateOnly DueOn,
    string State, bool Overdue, FindingClimb? Climb);

/// <summary>A finding with everything that happened to it.</summary>
/// <param name="SubjectHref">Page of the record; empty where it has none.</param>
/// <param name="FirstDueOn">The due day as first set; <see cref="FindingRow.DueOn"/> is the one in force.</param>
public sealed record FindingInfo(
    FindingRow Row, string Text, string SubjectHref, long RaisedById, string RaisedBy, string RaisedByUnit, DateOnly FirstDueOn, long RecordedAtMs,
    IReadOnlyList<FindingStep> Steps)
{
    public long Id => Row.Id;

    public string State => Row.State;
}

/// <summary>What a list of findings is narrowed by; null leaves a condition out.</summary>
/// <param name="Overdue">Only those past their due day and waiting for the unit.</param>
/// <param name="ClimbedToUnitId">Only those that have climbed to this unit.</param>
/// <param name="Waiting">Only those that are neither verified nor closed.</param>
public sealed record FindingQuery(
    string? State = null, long? OrganizationId = null, bool Overdue = false, long? ClimbedToUnitId = null, string? Subject = null, string? Text = null,
    bool Waiting = false, int Skip = 0, int Take = 20);

/// <summary>A page of findings, newest first.</summary>
public sealed record FindingPage(int Count, IReadOnlyList<FindingRow> Findings);
