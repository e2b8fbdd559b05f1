namespace Baotuan.Cases.Register;

/// <summary>
/// What the parties agreed (人民调解法 art. 28–31). Append-only, sealed. Oral: the mediator writes down the gist. Written: what art. 29 names, printed from it, signed by the parties and the
/// mediators and sealed by the committee.
/// </summary>
internal sealed class AgreementRow
{
    public const string TableName = "cases_agreement";

    public long CaseId { get; set; }

    /// <summary>Of the event that records it.</summary>
    public int SequenceNo { get; set; }
    public bool Written { get; set; }

    /// <summary>Main facts and what is in dispute; empty text for an oral one.</summary>
    public byte[] Facts { get; set; } = [];

    /// <summary>Who owes what.</summary>
    public byte[] Terms { get; set; } = [];

    /// <summary>How and by when it is performed; empty text for an oral one.</summary>
    public byte[] Performance { get; set; } = [];

    /// <summary>From when it holds: signed and sealed, or said.</summary>
    public DateOnly EffectiveOn { get; set; }
    public long RecordedAtMs { get; set; }
}
