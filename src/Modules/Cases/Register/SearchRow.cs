namespace Baotuan.Cases.Register;

/// <summary>What of a case is searched: number and title, as <see cref="Kernel.Bigrams.Fold"/> has them. Append-only; computed from <see cref="CaseRow"/> and nothing else.</summary>
internal sealed class SearchRow
{
    public const string TableName = "cases_search";

    public long CaseId { get; set; }
    public string Text { get; set; } = "";
}

/// <summary>A pair of characters of a case's search text (<see cref="Kernel.Bigrams"/>). Append-only.</summary>
internal sealed class GramRow
{
    public const string TableName = "cases_gram";

    public long Gram { get; set; }
    public long CaseId { get; set; }
}
