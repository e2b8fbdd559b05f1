namespace Baotuan.Disclosure.Slips;

/// <summary>What a household has against its line of a distribution that was posted. Append-only.</summary>
internal sealed class SlipObjectionRow
{
    public const string TableName = "disclosure_slip_objection";

    public long Id { get; set; }
    public long CascadeId { get; set; }
    public long OrganizationId { get; set; }
    public string HouseholdNo { get; set; } = "";
    public string Text { get; set; } = "";

    /// <summary>True where somebody at the village office wrote down what the household said.</summary>
    public bool OnPaper { get; set; }

    /// <summary>0 for who holds the slip and did not sign in.</summary>
    public long UserId { get; set; }

    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>The written answer to an objection; one each. Append-only.</summary>
internal sealed class SlipAnswerRow
{
    public const string TableName = "disclosure_slip_answer";

    public long ObjectionId { get; set; }
    public string Text { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
