namespace Baotuan.Cases.Register;

/// <summary>One step on the way of a case. Append-only; numbered from 1 (its receipt) without a gap.</summary>
internal sealed class EventRow
{
    public const string TableName = "cases_event";

    public long CaseId { get; set; }
    public int SequenceNo { get; set; }
    public string Act { get; set; } = "";

    /// <summary>State of the case from here on.</summary>
    public string State { get; set; } = "";

    /// <summary>When it was so.</summary>
    public DateOnly FactOn { get; set; }

    /// <summary>The unit for which it was done.</summary>
    public long ActingId { get; set; }

    /// <summary>The unit that it names.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>The account that it names: a mediator.</summary>
    public long? PersonId { get; set; }
    public int? PartyNo { get; set; }
    public DateOnly? DueOn { get; set; }

    /// <summary>Words, sealed; null where there are none.</summary>
    public byte[]? Text { get; set; }

    /// <summary>How whoever acted knows that a name which is a party's is somebody else's, sealed; null where nobody asked.</summary>
    public byte[]? Cleared { get; set; }

    /// <summary>Words that everybody may read.</summary>
    public string PublicText { get; set; } = "";

    /// <summary>Made by the form, so that pressing the button twice records once.</summary>
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}
