namespace Baotuan.Industry.Releases;

/// <summary>One publication of output figures: what was asked, when and by whom. Append-only; what was published cannot be unknown again.</summary>
internal sealed class ReleaseRow
{
    public const string TableName = "industry_release";

    public long Id { get; set; }

    /// <summary>See <see cref="Contracts.OutputSeries"/>.</summary>
    public string Series { get; set; } = "";

    /// <summary>First day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>Who released it.</summary>
    public string Actor { get; set; } = "";

    /// <summary>Why the month was released once more; empty for its first release.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Of the request: the same one publishes once.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Figures as known then.</summary>
    public long RecordedAtMs { get; set; }
}

/// <summary>A number of a release, frozen. Key: release, place in it.</summary>
internal sealed class ReleaseCellRow
{
    public const string TableName = "industry_release_cell";

    public long ReleaseId { get; set; }

    /// <summary>1, 2, 3 …</summary>
    public int Place { get; set; }

    /// <summary>See <see cref="Contracts.OutputQuantities"/>.</summary>
    public string Quantity { get; set; } = "";

    /// <summary>Codes of chains joined by +, whose firms count once; empty for the whole list.</summary>
    public string Chains { get; set; } = "";

    /// <summary>Firms that the number is made of.</summary>
    public int Firms { get; set; }
    public long ValueFen { get; set; }
}
