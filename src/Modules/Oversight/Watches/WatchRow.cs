namespace Baotuan.Oversight.Watches;

/// <summary>A version of a watch over an indicator. Append-only; the last version whose day has come holds.</summary>
internal sealed class WatchRow
{
    public const string TableName = "oversight_watch";

    public long Id { get; set; }

    /// <summary>1, 2, 3 …; the same for all versions.</summary>
    public int WatchNo { get; set; }
    public string Indicator { get; set; } = "";

    /// <summary>A unit of the tree, whose village collectives are looked at; null for all.</summary>
    public long? UnitId { get; set; }

    /// <summary>See <see cref="Contracts.WatchPeriods"/>.</summary>
    public string PeriodKind { get; set; } = "";

    /// <summary>See <see cref="Contracts.WatchComparisons"/>.</summary>
    public string Comparison { get; set; } = "";

    /// <summary>In the unit of the indicator, an exact number: <c>1800000</c>, <c>7/2</c>.</summary>
    public string LimitText { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public bool Active { get; set; }
    public string Reason { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}
