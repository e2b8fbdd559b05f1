namespace Baotuan.Oversight.Rectification;

/// <summary>Something an inspector found on a record of a unit (发现问题). Append-only; what becomes of it are its events.</summary>
internal sealed class Finding
{
    public long Id { get; set; }

    /// <summary>The record, as kind/number: voucher/34.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The organisation whose record it is and who has to answer.</summary>
    public long OrganizationId { get; set; }
    public string Title { get; set; } = "";
    public string Text { get; set; } = "";

    /// <summary>minor, serious, grave.</summary>
    public string Severity { get; set; } = "";

    /// <summary>The day by which the unit answers, as first set.</summary>
    public DateOnly DueOn { get; set; }
    public long UserId { get; set; }
    public long? UnitId { get; set; }

    /// <summary>Made by the form, so that pressing the button twice raises once.</summary>
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>One step on the way of a finding. Append-only; numbered from 1 without a gap.</summary>
internal sealed class FindingEvent
{
    public long FindingId { get; set; }
    public int SequenceNo { get; set; }

    /// <summary>answer, verify, send_back, extend, escalate, close.</summary>
    public string Kind { get; set; } = "";

    /// <summary>What was done, what was checked, or why.</summary>
    public string Text { get; set; } = "";

    /// <summary>The due day from here on; null where it stays.</summary>
    public DateOnly? DueOn { get; set; }
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}
