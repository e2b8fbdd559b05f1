using Baotuan.Platform.Imports;
using Baotuan.Ventures.Imports;

namespace Baotuan.Ventures.Ventures;

/// <summary>A pooled project (抱团项目): who runs it, who pays the return, who guarantees it, on what legal basis.</summary>
internal sealed class Venture : IMasterRow
{
    public long Id { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>The legal entity that takes the money in and in whose book the project stands.</summary>
    public long OperatorId { get; set; }

    /// <summary>Who owes the return; the operator when null.</summary>
    public long? PayerId { get; set; }

    /// <summary>Who tops up a shortfall by contract; never a government by default.</summary>
    public long? GuarantorId { get; set; }
    public string Location { get; set; } = "";
    public string LegalBasis { get; set; } = "";
    public long? TotalInvestmentFen { get; set; }
    public string Note { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>A phase (期) of a venture: contributions and terms belong to it.</summary>
internal sealed class Phase : IMasterRow
{
    public long Id { get; set; }
    public long VentureId { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public DateOnly OpenedOn { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>A return term of a phase, from a day to a day. Append-only; a mistake is retracted and entered anew.</summary>
internal sealed class ReturnTermRow : IListRow
{
    public long Id { get; set; }
    public long PhaseId { get; set; }

    /// <summary>fixed, actual, floor, profit_share.</summary>
    public string Kind { get; set; } = "";
    public long RatePpm { get; set; }
    public long SharePpm { get; set; }
    public string DayCount { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public DateOnly? ValidTo { get; set; }
    public long? PayerId { get; set; }
    public long? GuarantorId { get; set; }
    public string LegalBasis { get; set; } = "";

    /// <summary>Month and day by which the return is due, e.g. 12-31; empty when not agreed.</summary>
    public string DueDay { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>Where the project's money comes from, for the picture: villages, zone, loan, grant.</summary>
internal sealed class FundingSource : IListRow
{
    public long Id { get; set; }
    public long VentureId { get; set; }
    public string Source { get; set; } = "";
    public long AmountFen { get; set; }

    /// <summary>exact, at_least, about, forecast.</summary>
    public string Qualifier { get; set; } = "exact";
    public string Evidence { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>A figure somebody published about the venture; shown beside ours with the difference, never forced to agree.</summary>
internal sealed class PublishedFigure : IListRow
{
    public long Id { get; set; }
    public long VentureId { get; set; }

    /// <summary>What it is compared with: paid_total, average_per_village, yearly_forecast, villages_equity, none.</summary>
    public string Measure { get; set; } = "";
    public string Text { get; set; } = "";
    public long AmountFen { get; set; }
    public string Qualifier { get; set; } = "exact";
    public string Source { get; set; } = "";
    public DateOnly PublishedOn { get; set; }
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>
/// Marks a row of an append-only list (term, funding source, contribution, equity event, published figure, rule) as not
/// counting from this recording time on. The row itself stays.
/// </summary>
internal sealed class Withdrawal
{
    public long Id { get; set; }

    /// <summary>Table of the withdrawn row.</summary>
    public string Subject { get; set; } = "";
    public long SubjectId { get; set; }
    public string Reason { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
