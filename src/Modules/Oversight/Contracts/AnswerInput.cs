namespace Baotuan.Oversight.Contracts;

/// <summary>One answer as a form posts it (<see cref="AnswerFields"/>).</summary>
public sealed class AnswerInput
{
    /// <summary>The version of the question.</summary>
    public long QuestionId { get; set; }

    /// <summary>Index of the word; null where none was chosen.</summary>
    public int? Choice { get; set; }

    /// <summary>Words; null where none were written.</summary>
    public string? Text { get; set; }

    /// <summary>What the acts take.</summary>
    public static IReadOnlyList<QuestionAnswer> Given(IEnumerable<AnswerInput>? input) => [.. (input ?? []).Select(a => new QuestionAnswer(a.QuestionId, a.Choice, a.Text ?? ""))];
}
