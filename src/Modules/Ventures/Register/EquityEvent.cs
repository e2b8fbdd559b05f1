using Baotuan.Ventures.Imports;

namespace Baotuan.Ventures.Register;

/// <summary>One tranche of a contribution (出资): money, converted quota, grant, loan or things, with its evidence. Append-only.</summary>
internal sealed class Contribution : IListRow
{
    public long Id { get; set; }
    public long PhaseId { get; set; }
    public long HolderId { get; set; }

    /// <summary>cash, quota, grant, loan, in_kind.</summary>
    public string Kind { get; set; } = "";
    public long AmountFen { get; set; }
    public DateOnly PaidOn { get; set; }
    public long? QuotaId { get; set; }

    /// <summary>Fen per mu, for quota.</summary>
    public long? UnitPriceFen { get; set; }
    public string Evidence { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}

/// <summary>
/// One event of the equity register (股权登记簿). Append-only; the register as of any date and as known at any time is the
/// sum of its events. A withdrawn event (see Withdrawal) stops counting from its withdrawal on.
/// </summary>
internal sealed class EquityEvent : IListRow
{
    public long Id { get; set; }
    public long PhaseId { get; set; }
    public long HolderId { get; set; }

    /// <summary>subscribe, pay_in, transfer, increase, exit.</summary>
    public string Kind { get; set; } = "";
    public long AmountFen { get; set; }
    public DateOnly EffectiveOn { get; set; }
    public long? ToHolderId { get; set; }
    public long? ContributionId { get; set; }
    public string Note { get; set; } = "";
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }
}
