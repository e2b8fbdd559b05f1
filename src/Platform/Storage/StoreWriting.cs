using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>What a writing command asks of the context: numbers, and a line in the operation log.</summary>
public static class StoreWriting
{
    /// <summary>Reserves <paramref name="count"/> consecutive numbers and returns the first.</summary>
    public static async Task<long> NextIdsAsync(this BaotuanDb db, string sequence, long count, CancellationToken cancel)
    {
        var row = db.Set<Sequence>().Local.FirstOrDefault(s => s.Name == sequence)
            ?? await db.Set<Sequence>().AsTracking().FirstOrDefaultAsync(s => s.Name == sequence, cancel);
        if (row is null)
        {
            row = new Sequence { Name = sequence, Next = 1 };
            db.Add(row);
        }

        var first = row.Next;
        row.Next += count;
        return first;
    }

    /// <summary>One number.</summary>
    public static Task<long> NextIdAsync(this BaotuanDb db, string sequence, CancellationToken cancel) =>
        db.NextIdsAsync(sequence, 1, cancel);

    /// <summary>Writes a line of the operation log in the same transaction, chained to the line before it.</summary>
    /// <param name="action">What was done: <c>payment.post</c>.</param>
    /// <param name="subject">The record: <c>payment/17</c>.</param>
    /// <param name="details">In words; never a personal field in clear.</param>
    /// <param name="organizationId">Whose record it is.</param>
    /// <param name="kind"><c>change</c>, <c>view</c>, <c>access</c> or <c>denied</c>.</param>
    public static async Task LogAsync(
        this BaotuanDb db, string action, string subject, string details, CancellationToken cancel,
        long? organizationId = null, string? before = null, string? after = null, string kind = "change")
    {
        var operation = new Operation
        {
            Id = await db.NextIdAsync("platform_operation", cancel),
            RecordedAtMs = db.RecordedAtMs,
            Actor = db.Actor,
            UserId = db.Caller.UserId,
            UnitId = db.Caller.UnitId,
            Address = db.Caller.Address,
            Kind = kind,
            Action = action,
            Subject = subject,
            OrganizationId = organizationId,
            Details = details,
            Before = before,
            After = after,
        };
        db.LastOperationHash ??= await OperationChain.LastHashAsync(db, cancel);
        operation.Hash = db.LastOperationHash = OperationChain.HashOf(operation, db.LastOperationHash);
        db.Add(operation);
    }
}
