using Baotuan.Ledger.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.App.Commands;

/// <summary>Asks every module to recompute what it holds.</summary>
internal static class Verification
{
    public static async Task RunAsync(BaotuanDb db, List<(string Code, string Subject, string Message)> problems, CancellationToken cancel)
    {
        problems.AddRange((await LedgerVerify.CheckAsync(db, cancel)).Select(p => (p.Code, p.VoucherId is { } id ? $"账套 {p.BookId} 凭证 {id}" : $"账套 {p.BookId}", p.Message)));
        problems.AddRange(await VenturesVerify.CheckAsync(db, null, cancel));
        problems.AddRange(await OversightVerify.CheckAsync(db, cancel));
    }
}
