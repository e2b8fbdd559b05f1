using Baotuan.Kernel;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>Rows that each call for a whole act (a distribution, a payment): it happens whole or leaves nothing behind.</summary>
internal static class ActRows
{
    private const string Savepoint = "import_row";

    /// <summary>Performs one act; a refusal goes to the row.</summary>
    /// <param name="columns">Which column a refusal belongs to, by its code; others belong to the row as a whole.</param>
    public static async Task<T?> TryAsync<T>(
        BaotuanDb db, SheetRow row, IReadOnlyDictionary<string, string> columns, Func<Task<Outcome<T>>> act, CancellationToken cancel)
        where T : class
    {
        await db.SaveChangesAsync(cancel);
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync(Savepoint, cancel);
        var outcome = await act();
        if (outcome.Ok)
        {
            await db.SaveChangesAsync(cancel);
            await transaction.ReleaseSavepointAsync(Savepoint, cancel);
            return outcome.Value;
        }

        await transaction.RollbackToSavepointAsync(Savepoint, cancel);
        await transaction.ReleaseSavepointAsync(Savepoint, cancel);
        db.ChangeTracker.Clear(); // what it holds was rolled back, numbers of sequences too
        foreach (var refusal in outcome.Refusals)
        {
            row.Refuse(columns.GetValueOrDefault(refusal.Code), refusal.Message);
        }

        return null;
    }
}
