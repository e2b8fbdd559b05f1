using Baotuan.Oversight.Rectification;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Platform.Storage;

namespace Baotuan.Oversight.Contracts;

/// <summary>Checks what this module answers for: the chain of the operation log, and the way of every finding.</summary>
public static class OversightVerify
{
    /// <summary>
    /// Every problem, or an empty list. Codes: <c>operation_chain_broken</c> (the first line that does not follow; what stands
    /// behind it proves nothing), <c>finding_events_have_gaps</c>, <c>finding_event_not_allowed</c>,
    /// <c>review_events_have_gaps</c>, <c>review_event_not_allowed</c>, <c>release_does_not_add_up</c>.
    /// </summary>
    /// <returns>Code, whom or what it concerns, and a Chinese sentence.</returns>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        if (await OperationChain.CheckAsync(db, cancel) is { } broken)
        {
            problems.Add(("operation_chain_broken", $"操作日志 {broken.OperationId}", broken.Message));
        }

        problems.AddRange(await CheckFindings.RunAsync(db, cancel));
        problems.AddRange(await CheckReviews.RunAsync(db, cancel));
        return problems;
    }
}
