namespace Baotuan.Ventures.Payments;

/// <summary>Money paid on a distribution by its payer, or a top-up by another payer. Append-only.</summary>
internal sealed class Payment
{
    public long Id { get; set; }
    public long DistributionId { get; set; }
    public long PayerId { get; set; }

    /// <summary>True when somebody else than the distribution's payer pays (差额补足).</summary>
    public bool TopUp { get; set; }
    public DateOnly PaidOn { get; set; }
    public long AmountFen { get; set; }
    public int LineCount { get; set; }
    public string Evidence { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>One holder's part of a payment. Append-only.</summary>
internal sealed class PaymentLine
{
    public long PaymentId { get; set; }
    public long HolderId { get; set; }
    public long AmountFen { get; set; }
}

/// <summary>
/// What became of one line: paid (confirmed by the receiving village), failed, unknown. Append-only; the last one counts.
/// Only paid moves cash in the books.
/// </summary>
internal sealed class PaymentResult
{
    public long PaymentId { get; set; }
    public long HolderId { get; set; }
    public long RecordedAtMs { get; set; }
    public string Result { get; set; } = "";
    public DateOnly ResultOn { get; set; }
    public string Note { get; set; } = "";
}
