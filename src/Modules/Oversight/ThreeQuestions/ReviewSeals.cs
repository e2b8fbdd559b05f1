namespace Baotuan.Oversight.ThreeQuestions;

/// <summary>What each sealed value of a review is bound to, so that one copied to another row does not open.</summary>
internal static class ReviewSeals
{
    public static string Reason(long id) => $"review/{id}/reason";

    public static string Code(long id, int partyNo) => $"review/{id}/party/{partyNo}/code";

    public static string Answer(long id, int partyNo) => $"review/{id}/party/{partyNo}/answer";

    public static string Released(long releaseId, int textNo) => $"release/{releaseId}/text/{textNo}";

    public static string Text(long id, int sequenceNo) => $"review/{id}/event/{sequenceNo}";
}
