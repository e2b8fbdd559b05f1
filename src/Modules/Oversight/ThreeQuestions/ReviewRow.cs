namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>An inspector looks at how a case was handled and asks its parties (三问). Append-only; what becomes of it are its events. Nobody who handles the case sees that it is there.</summary>
internal sealed class ReviewRow
{
    public const string TableName = "oversight_review";

    public long Id { get; set; }
    public long CaseId { get; set; }

    /// <summary>The supervising unit: of who opened it.</summary>
    public long UnitId { get; set; }

    /// <summary>The draw that it came out of; null where it was picked with a reason.</summary>
    public long? DrawId { get; set; }

    /// <summary>Why this case, sealed.</summary>
    public byte[] Reason { get; set; } = [];
    public DateOnly OpenedOn { get; set; }

    /// <summary>Last day for the parties.</summary>
    public DateOnly AnswerDueOn { get; set; }

    /// <summary>Last day for the inspector.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>The last version of a question that was written when it was opened: later ones are not asked in it.</summary>
    public long QuestionsThrough { get; set; }
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>A party that is asked, by a code of its own. Append-only.</summary>
internal sealed class ReviewPartyRow
{
    public const string TableName = "oversight_review_party";

    public long ReviewId { get; set; }
    public int PartyNo { get; set; }

    /// <summary>SHA-256 of the code, in hex.</summary>
    public string CodeHash { get; set; } = "";

    /// <summary>The code, sealed, for who asks.</summary>
    public byte[] CodeSealed { get; set; } = [];
}

/// <summary>What a party answered, once and whole. Append-only, sealed.</summary>
internal sealed class ReviewAnswerRow
{
    public const string TableName = "oversight_review_answer";

    public long ReviewId { get; set; }
    public int PartyNo { get; set; }

    /// <summary>See <see cref="Contracts.AnswerChannels"/>.</summary>
    public string Channel { get; set; } = "";

    /// <summary>The answers as JSON, sealed.</summary>
    public byte[] Body { get; set; } = [];
    public string ClientId { get; set; } = "";

    /// <summary>Who wrote it down; 0 where the party answered itself.</summary>
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>One step on the way of a review. Append-only; numbered from 1 without a gap.</summary>
internal sealed class ReviewEventRow
{
    public const string TableName = "oversight_review_event";

    public long ReviewId { get; set; }
    public int SequenceNo { get; set; }

    /// <summary>See <see cref="Contracts.ReviewEvents"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Whose words were cleared or kept back.</summary>
    public int? PartyNo { get; set; }

    /// <summary>To which version of a question.</summary>
    public long? QuestionId { get; set; }

    /// <summary>The finding that was raised.</summary>
    public long? FindingId { get; set; }

    /// <summary>Words, sealed; null where there are none.</summary>
    public byte[]? Text { get; set; }
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>Cases drawn by lot among those that ended within some days. Append-only: who draws again until he likes it leaves every draw behind.</summary>
internal sealed class DrawRow
{
    public const string TableName = "oversight_review_draw";

    public long Id { get; set; }
    public long UnitId { get; set; }

    /// <summary>Code of the kind; empty for all.</summary>
    public string Kind { get; set; } = "";
    public DateOnly FromOn { get; set; }
    public DateOnly ToOn { get; set; }

    /// <summary>How many were to be drawn.</summary>
    public int Size { get; set; }

    /// <summary>Among how many.</summary>
    public int Candidates { get; set; }

    /// <summary>SHA-256, in hex, of their numbers in order, a line feed behind each.</summary>
    public string CandidatesDigest { get; set; } = "";

    /// <summary>Made by the program when it drew: 32 hex digits.</summary>
    public string Seed { get; set; } = "";

    /// <summary>Passed over, because who drew had a hand or an interest in them or they are looked at already.</summary>
    public int Skipped { get; set; }
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}
