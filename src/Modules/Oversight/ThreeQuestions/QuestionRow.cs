namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>One version of a question that a supervising unit asks. Append-only; a change, a new place and an end are a version more.</summary>
internal sealed class QuestionRow
{
    public const string TableName = "oversight_question";

    public long Id { get; set; }

    /// <summary>The supervising unit whose question it is.</summary>
    public long UnitId { get; set; }

    /// <summary>The same through all versions; from 1 in each unit.</summary>
    public int QuestionNo { get; set; }

    /// <summary>See <see cref="Contracts.QuestionHeadings"/>.</summary>
    public string Heading { get; set; } = "";

    /// <summary>Place under its heading.</summary>
    public int Position { get; set; }

    /// <summary>See <see cref="Contracts.AnswerKinds"/>.</summary>
    public string AnswerKind { get; set; } = "";
    public string Text { get; set; } = "";

    /// <summary>Words of a scale, one a line; empty where the kind has its own.</summary>
    public string Words { get; set; } = "";

    /// <summary>Asked from this day on in what is opened then.</summary>
    public DateOnly ValidFrom { get; set; }
    public bool Retired { get; set; }

    /// <summary>Why it is asked, changed or asked no more.</summary>
    public string Reason { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long UserId { get; set; }
    public long RecordedAtMs { get; set; }
}
