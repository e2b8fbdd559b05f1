using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Meetings;

/// <summary>A joint meeting (联席会议) at which cases found their unit: when, who sat there, what was said. Append-only.</summary>
internal sealed class MeetingRow : INumbered
{
    public const string TableName = "cases_meeting";

    public long Id { get; set; }

    /// <summary>YP-2026-001: running number of the convener in the year.</summary>
    public string Number { get; set; } = "";
    public long ConvenerId { get; set; }
    public DateOnly HeldOn { get; set; }

    /// <summary>Numbers of the organisations that sat there, apart by a blank, smallest first.</summary>
    public string Attending { get; set; } = "";

    /// <summary>Sealed.</summary>
    public byte[] Minutes { get; set; } = [];

    /// <summary>Made by the form, so that pressing the button twice holds it once.</summary>
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }

    public IReadOnlyList<long> AttendingIds => [.. Attending.Split(' ').Select(long.Parse)];
}

/// <summary>A case that a meeting gave to a unit: the step of the case that says so. Append-only.</summary>
internal sealed class MeetingCaseRow
{
    public const string TableName = "cases_meeting_case";

    public long MeetingId { get; set; }
    public long CaseId { get; set; }

    /// <summary>See <see cref="Register.EventRow.SequenceNo"/>.</summary>
    public int SequenceNo { get; set; }
    public long RecordedAtMs { get; set; }
}
