using Baotuan.Proofs.Contracts;

namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>
/// What of the three questions is in the log of proofs: the questions and the batches that went to units, committed to as they stand. Reviews and answers are not: a leaf would tell everybody, to the
/// second, that somebody asks; they are held by the append-only tables and, once they are released, by the digest of their batch.
/// </summary>
internal static class ReviewLeaves
{
    public static readonly RowSource<QuestionRow> Questions = new("review-question", "三问的问题", q => q.Id);

    public static readonly RowSource<ReleaseRow> Releases = new("review-release", "三问成批结果", r => r.Id);

    public static readonly IReadOnlyList<ILeafSource> All = [Questions, Releases];
}
