namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>Answers that went to the unit that handled the cases, many together and without a number of one. Append-only.</summary>
internal sealed class ReleaseRow
{
    public const string TableName = "oversight_release";

    public long Id { get; set; }

    /// <summary>The supervising unit.</summary>
    public long UnitId { get; set; }

    /// <summary>The organisation that handled the cases.</summary>
    public long OrganizationId { get; set; }
    public int Answers { get; set; }
    public int Cases { get; set; }

    /// <summary>SHA-256, in hex, of the sealed answers in the order of reviews and parties: what was counted cannot be another thing later.</summary>
    public string Digest { get; set; } = "";
    public DateOnly ReleasedOn { get; set; }
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>An answer that went with a release; none goes twice. Append-only, and shown to nobody.</summary>
internal sealed class ReleasedRow
{
    public const string TableName = "oversight_released";

    public long ReviewId { get; set; }
    public int PartyNo { get; set; }
    public long ReleaseId { get; set; }
}

/// <summary>How often a word was chosen. Append-only; what is shown of it is the rule's of the day.</summary>
internal sealed class ReleaseCountRow
{
    public const string TableName = "oversight_release_count";

    public long ReleaseId { get; set; }

    /// <summary>The version of the question.</summary>
    public long QuestionId { get; set; }

    /// <summary>Index of the word, from 0.</summary>
    public int Choice { get; set; }
    public int Count { get; set; }
}

/// <summary>Words that were cleared, sealed, in an order of no meaning. Append-only.</summary>
internal sealed class ReleaseTextRow
{
    public const string TableName = "oversight_release_text";

    public long ReleaseId { get; set; }
    public int TextNo { get; set; }
    public long QuestionId { get; set; }
    public byte[] Text { get; set; } = [];
}
