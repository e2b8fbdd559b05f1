using Baotuan.Cases.Contracts;
using Baotuan.Decisions.Contracts;
using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Notes;
using Baotuan.Ventures.Contracts;

namespace Baotuan.App.Commands;

/// <summary>Asks every module to recompute what it holds.</summary>
internal static class Verification
{
    /// <param name="others">Checkpoints kept elsewhere, to hold the log against.</param>
    public static async Task RunAsync(
        BaotuanDb db, Store store, IReadOnlyList<SignedNote> others, List<(string Code, string Subject, string Message)> problems, CancellationToken cancel)
    {
        problems.AddRange(await StoredForms.CheckAsync(db, cancel));
        problems.AddRange((await LedgerVerify.CheckAsync(db, cancel)).Select(p => (p.Code, p.VoucherId is { } id ? $"账套 {p.BookId} 凭证 {id}" : $"账套 {p.BookId}", p.Message)));
        problems.AddRange(await DecisionsVerify.CheckAsync(db, cancel));
        problems.AddRange(await VenturesVerify.CheckAsync(db, null, cancel));
        problems.AddRange(await CasesVerify.CheckAsync(db, cancel));
        problems.AddRange(await OversightVerify.CheckAsync(db, cancel));
        problems.AddRange(await ProofsVerify.CheckAsync(db, store, others, cancel));
    }
}
