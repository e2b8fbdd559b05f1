using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;

namespace Baotuan.Proofs.Contracts;

/// <summary>What opens a leaf: with it anybody who has the log sees that this record is the one that was committed to.</summary>
/// <param name="Index">Of the leaf in the log.</param>
/// <param name="Salt">32 bytes.</param>
/// <param name="Record">Canonical JSON (RFC 8785) in UTF-8.</param>
public sealed record Opening(long Index, byte[] Salt, byte[] Record);

/// <summary>Hands out what opens the leaves, as the tables have the records now.</summary>
public static class LogOpenings
{
    /// <summary>
    /// Every opening of one type of leaf, in the order of subjects; leaves whose secret was erased and leaves that are public whole give none.
    /// Answers with what <see cref="ProofsVerify"/> would say of this type.
    /// </summary>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> OfAsync(
        BaotuanDb db, ILeafSource source, Action<Opening> opened, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        await CheckRecords.RunAsync(db, source, problems, cancel, opened);
        return problems;
    }
}
