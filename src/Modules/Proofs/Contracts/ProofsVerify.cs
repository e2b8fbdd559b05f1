using Baotuan.Platform.Storage;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Entries;
using Baotuan.Proofs.Witnessing;
using Baotuan.Transparency.Notes;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>
/// Holds the log against itself, against what was signed and published, and against the tables that it is about. Codes:
/// <c>log_has_a_gap</c>, <c>log_entry_is_damaged</c>, <c>log_tile_differs</c>, <c>log_edge_differs</c>, <c>checkpoint_differs</c>, <c>checkpoint_not_signed</c>,
/// <c>log_lost_its_end</c>, <c>log_contradicts_published</c>, <c>checkpoint_is_damaged</c>, <c>leaf_differs</c>, <c>leaf_missing</c>, <c>record_missing</c>,
/// <c>secret_erased_without_act</c>.
/// </summary>
public static class ProofsVerify
{
    private const int Most = 1000;

    /// <summary>Every problem, at most 1,000; an empty list when all agrees. Memory does not grow with the log.</summary>
    /// <param name="others">Checkpoints kept elsewhere (a receipt's, a witness's) to hold the log against.</param>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(
        BaotuanDb db, Store store, IReadOnlyList<SignedNote> others, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        var keys = await LogCheckpoints.KeysAsync(store, cancel);
        await CheckTree.RunAsync(db, [.. keys, .. (await db.Set<CosignerRow>().ToListAsync(cancel)).Select(r => r.Key)], problems, cancel);
        foreach (var published in Published(store, keys, others, problems))
        {
            if (await LogCheckpoints.DisagreesAsync(db, published, cancel) is { } refusal)
            {
                problems.Add((refusal.Code, "检查点", refusal.Message));
            }
        }

        problems.AddRange(await SecretActs.CheckAsync(db, cancel));
        foreach (var source in db.Modules.OfType<IKeepsLeaves>().SelectMany(m => m.LeafSources))
        {
            if (problems.Count < Most)
            {
                await CheckRecords.RunAsync(db, source, problems, cancel);
            }
        }

        return problems.Count > Most ? [.. problems.Take(Most), ("more_problems", "日志", $"另有 {problems.Count - Most} 处不符没有列出。")] : problems;
    }

    private static List<SignedNote> Published(Store store, IReadOnlyList<VerifierKey> keys, IReadOnlyList<SignedNote> others, List<(string, string, string)> problems)
    {
        var notes = new List<SignedNote>(others);
        try
        {
            if (PublishedFile.Read(store.Location.DataDirectory) is { } file)
            {
                notes.Add(file);
            }
        }
        catch (InvalidDataException)
        {
            problems.Add(("checkpoint_is_damaged", "检查点", "数据目录里的 log/checkpoint 已损坏。请与收据或见证方手里的检查点核对。"));
        }

        foreach (var note in notes.Where(n => n.HeldBy(keys) is not { Count: > 0 }).ToList())
        {
            problems.Add(("checkpoint_not_signed", "检查点", "给出的检查点不是本日志的钥匙签的。"));
            notes.Remove(note);
        }

        return notes;
    }
}
