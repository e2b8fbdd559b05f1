using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Imports;

/// <summary>Reads and takes back the facts of one collective (or joint company) at a time.</summary>
internal static class FactRows
{
    // so many rows are held before they are written
    private const int Lot = 50_000;

    /// <summary>All versions that belong to one owner, in the order of recording.</summary>
    public static Task<List<T>> OfAsync<T>(BaotuanDb db, string ownerProperty, long ownerId, CancellationToken cancel)
        where T : Fact =>
        db.Set<T>().AsNoTracking().Where(f => EF.Property<long>(f, ownerProperty) == ownerId).OrderBy(f => f.RecordedAtMs).ToListAsync(cancel);

    /// <summary>What stands of each key, in the order of valid-from: last versions, without retracted ones.</summary>
    public static Dictionary<TKey, List<T>> Standing<T, TKey>(IEnumerable<T> versions, Func<T, TKey> key)
        where T : Fact
        where TKey : notnull
    {
        var last = new Dictionary<(TKey, DateOnly), T>();
        foreach (var version in versions)
        {
            last[(key(version), version.ValidFrom)] = version;
        }

        return last.Values.Where(f => !f.Retracted).GroupBy(key).ToDictionary(g => g.Key, g => g.OrderBy(f => f.ValidFrom).ToList());
    }

    /// <summary>Whether anything stands of an owner.</summary>
    public static async Task<bool> AnyAsync<T, TKey>(
        BaotuanDb db, string ownerProperty, long ownerId, Func<T, TKey> key, CancellationToken cancel)
        where T : Fact
        where TKey : notnull =>
        Standing(await OfAsync<T>(db, ownerProperty, ownerId, cancel), key).Count > 0;

    /// <summary>Takes back what a batch recorded, owner by owner.</summary>
    public static async Task UndoAsync<T, TKey>(
        BaotuanDb db, long batchId, string ownerProperty, Func<T, TKey> key, CancellationToken cancel)
        where T : Fact, IBulkRow<T>
        where TKey : IEquatable<TKey>
    {
        var undone = await ImportTrail.UndoneAsync(db, cancel);
        var owners = await db.Set<T>().Where(f => f.ImportBatchId == batchId).Select(f => EF.Property<long>(f, ownerProperty)).Distinct().ToListAsync(cancel);
        var lot = new List<T>();
        foreach (var owner in owners)
        {
            lot.AddRange(Facts.Undo(await OfAsync<T>(db, ownerProperty, owner, cancel), batchId, undone, db.RecordedAtMs, key));
            if (lot.Count >= Lot)
            {
                Write(db, lot);
            }
        }

        Write(db, lot);
    }

    private static void Write<T>(BaotuanDb db, List<T> lot)
        where T : Fact, IBulkRow<T>
    {
        lot.ForEach(fact => RegisterLeaves.Written(db, fact));
        Facts.WriteAll(db, lot);
        lot.Clear();
    }
}
