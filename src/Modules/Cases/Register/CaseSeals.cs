namespace Baotuan.Cases.Register;

/// <summary>What each sealed value of a case is bound to, so that one copied to another row does not open.</summary>
internal static class CaseSeals
{
    /// <summary>Field of the keyed digest by which parties are found.</summary>
    public const string NameField = "case-party";

    public static string Statement(long id) => $"case/{id}/statement";

    public static string Code(long id) => $"case/{id}/code";

    public static string Text(long id, int sequenceNo) => $"case/{id}/event/{sequenceNo}";

    public static string Cleared(long id, int sequenceNo) => $"case/{id}/event/{sequenceNo}/cleared";

    public static string Agreement(long id, int sequenceNo, string part) => $"case/{id}/agreement/{sequenceNo}/{part}";

    public static string Name(long id, int partyNo) => $"case/{id}/party/{partyNo}/name";

    public static string Contact(long id, int partyNo) => $"case/{id}/party/{partyNo}/contact";

    public static string Minutes(long meetingId) => $"case-meeting/{meetingId}/minutes";

    public static string FileName(long attachmentId) => $"case-file/{attachmentId}/name";

    public static string File(long attachmentId) => $"case-file/{attachmentId}/content";
}
