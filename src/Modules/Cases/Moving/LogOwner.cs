using Baotuan.Cases.Register;

namespace Baotuan.Cases.Moving;

/// <summary>Whose line of the operation log it is.</summary>
internal static class LogOwner
{
    /// <summary>What came by the confidential channel stands in no line that the unit complained of reads.</summary>
    public static long Of(CaseRow row) => row.Confidential ? row.OwnerId : row.SubjectId;
}
