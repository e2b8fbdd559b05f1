namespace Baotuan.Oversight.Log;

/// <summary>How long lines of one kind are kept, from a day on. An installation's own rule; the ones in the program stand in rules/retention.csv.</summary>
internal sealed class RetentionRow
{
    public long Id { get; set; }

    /// <summary>Kind of the lines: change, view, access, denied.</summary>
    public string Kind { get; set; } = "";
    public int Months { get; set; }

    /// <summary>The written basis.</summary>
    public string Basis { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public long RecordedAtMs { get; set; }
    public long UserId { get; set; }
}
