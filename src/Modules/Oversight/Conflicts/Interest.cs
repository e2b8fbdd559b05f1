namespace Baotuan.Oversight.Conflicts;

/// <summary>
/// A person has an interest in an organisation or a project: a share, a contract, a relative in it. From its first day he neither approves nor
/// rejects nor releases their matters; the vote of a member in an assembly is his own. Or it is a close relative: he does not handle a case to which that one is a party.
/// </summary>
internal sealed class Interest
{
    public const string Table = "oversight_interest";

    public long Id { get; set; }
    public string ClientId { get; set; } = "";

    /// <summary>Whose interest it is.</summary>
    public long UserId { get; set; }

    /// <summary>Null when it is in a project, or a relative.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>Code of the project; empty when it is none.</summary>
    public string VentureCode { get; set; } = "";

    /// <summary>Name of the relative, sealed; null when it is none.</summary>
    public byte[]? KinName { get; set; }

    /// <summary>The relative's phone, sealed; null where it was not given.</summary>
    public byte[]? KinPhone { get; set; }

    /// <summary>What the interest is.</summary>
    public string Ground { get; set; } = "";

    public DateOnly ValidFrom { get; set; }

    /// <summary>Last day where it was known from the beginning.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Who declared it: himself, an inspector or the audit administrator.</summary>
    public long RecordedBy { get; set; }

    public long RecordedAtMs { get; set; }
}

/// <summary>An interest is over; never said by the person himself.</summary>
internal sealed class InterestEnd
{
    public const string Table = "oversight_interest_end";

    public long InterestId { get; set; }

    /// <summary>Last day.</summary>
    public DateOnly EndedOn { get; set; }

    public string Reason { get; set; } = "";
    public long RecordedBy { get; set; }
    public long RecordedAtMs { get; set; }
}
