namespace Baotuan.Cases.Register;

/// <summary>
/// Where a case stands, for lists: follows from its events, written in their transaction and held against them by <c>verify</c>. Whether it is late depends on the day
/// on which somebody looks, so it is no column.
/// </summary>
internal sealed class StandingRow
{
    public const string TableName = "cases_standing";

    public long CaseId { get; set; }

    /// <summary>The case's, here as well: with the state it is what lists are narrowed by first.</summary>
    public string Kind { get; set; } = "";
    public string State { get; set; } = "";
    public bool Done { get; set; }
    public long? LeadId { get; set; }
    public long? OfferedId { get; set; }

    /// <summary>The duty that is due first; empty where none runs.</summary>
    public string NextClock { get; set; } = "";
    public DateOnly? NextDueOn { get; set; }
    public int Events { get; set; }
    public DateOnly LastOn { get; set; }
}

/// <summary>An organisation that has a part in a case now; follows from the events as <see cref="StandingRow"/> does. Who handed a case on has none any more.</summary>
internal sealed class InvolvedRow
{
    public const string TableName = "cases_involved";

    public long CaseId { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>See <see cref="Parts"/>.</summary>
    public string Part { get; set; } = "";
}

/// <summary>A named mediator of a case now; follows from the events.</summary>
internal sealed class MediatorRow
{
    public const string TableName = "cases_mediator";

    public long CaseId { get; set; }
    public long UserId { get; set; }
}

/// <summary>Parts that an organisation has in a case.</summary>
internal static class Parts
{
    public const string Subject = "subject";
    public const string Owner = "owner";
    public const string Creator = "creator";
    public const string Party = "party";
    public const string Lead = "lead";
    public const string Offered = "offered";
    public const string Assisting = "assisting";
    public const string Invited = "invited";
}
