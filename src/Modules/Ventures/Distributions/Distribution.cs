namespace Baotuan.Ventures.Distributions;

/// <summary>A declared distribution of one venture for one period: pool, plan fingerprint, sums. Append-only.</summary>
internal sealed class Distribution
{
    public long Id { get; set; }
    public long VentureId { get; set; }

    /// <summary>The one phase it is limited to; null for all phases of the venture.</summary>
    public long? PhaseId { get; set; }
    public DateOnly PeriodStart { get; set; }
    public DateOnly PeriodEnd { get; set; }

    /// <summary>Units of a joint company are read as of this day when it passes its part on.</summary>
    public DateOnly RecordDate { get; set; }
    public DateOnly DeclaredOn { get; set; }
    public long? DeclaredFen { get; set; }
    public long PoolFen { get; set; }
    public int LineCount { get; set; }
    public long SumFen { get; set; }
    public long PayerId { get; set; }

    /// <summary>SHA-256 of the canonical plan; a preview with the same fingerprint is this plan.</summary>
    public string PlanHash { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>What one holder is due (应付明细). Append-only.</summary>
internal sealed class DistributionLine
{
    public long DistributionId { get; set; }
    public long HolderId { get; set; }

    /// <summary>Exact share of the pool in fen, as numerator/denominator text.</summary>
    public string Exact { get; set; } = "";
    public long AmountFen { get; set; }
}

/// <summary>A distribution or cascade that was reversed, with its own date and reason. Append-only.</summary>
internal sealed class Reversal
{
    /// <summary>distribution, cascade, payment.</summary>
    public string Subject { get; set; } = "";
    public long SubjectId { get; set; }
    public DateOnly ReversedOn { get; set; }
    public string Reason { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
