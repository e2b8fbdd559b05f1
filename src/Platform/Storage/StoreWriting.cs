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

    /// <summary>Writes the operation log in the same transaction.</summary>
    public static async Task LogAsync(this BaotuanDb db, string action, string subject, string details, CancellationToken cancel)
    {
        db.Add(new Operation
        {
            Id = await db.NextIdAsync("platform_operation", cancel),
            RecordedAtMs = db.RecordedAtMs,
            Actor = db.Actor,
            Action = action,
            Subject = subject,
            Details = details,
        });
    }
}
