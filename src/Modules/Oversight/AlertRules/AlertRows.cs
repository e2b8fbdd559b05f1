namespace Baotuan.Oversight.AlertRules;

/// <summary>A version of an alert rule that this installation set. Append-only; the ones of the program stand in rules/alert-rules.csv.</summary>
internal sealed class AlertRuleRow
{
    public string Code { get; set; } = "";

    /// <summary>1, 2, 3 … per rule.</summary>
    public int Version { get; set; }

    /// <summary><c>name=value;name=value</c>.</summary>
    public string Parameters { get; set; } = "";
    public bool Active { get; set; }
    public string Reason { get; set; } = "";
    public DateOnly ValidFrom { get; set; }
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>An alert that somebody looked into and closed with a note. It stays closed for exactly the facts it had then. Append-only.</summary>
internal sealed class AlertClosing
{
    public string RuleCode { get; set; } = "";
    public string Subject { get; set; } = "";

    /// <summary>SHA-256 in hex over the facts.</summary>
    public string Fingerprint { get; set; } = "";
    public string Note { get; set; } = "";
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}
