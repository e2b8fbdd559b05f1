using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Imports;

/// <summary>
/// A row of master data: known by a code, changed in place. When the import that brought it is undone it is gone from every
/// list, but stays in its table under its number, because vouchers and registers of the time still name it; the same code
/// entered again brings it back. A module hides gone rows by a query filter on <see cref="ImportBatchId"/>.
/// </summary>
public interface IMasterRow
{
    long Id { get; set; }

    long RecordedAtMs { get; set; }

    /// <summary>The import that brought it; 0 when typed in; negative when that import was undone.</summary>
    long ImportBatchId { get; set; }

    /// <summary>Whether the import that brought it was undone.</summary>
    bool Gone => ImportBatchId < 0;
}

/// <summary>
/// Master data of one sheet on its way into the base: what is new is added, what stands is given the values of the file and
/// counts as changed or same. The former state of changed rows goes into the operation log, so that the import can be undone.
/// </summary>
public sealed class MasterRows<T>(ImportRun run)
    where T : class, IMasterRow, new()
{
    private readonly List<T> _added = [];
    private readonly List<(T Row, string Before)> _changed = [];

    /// <summary>All rows, tracked; also those that are gone, whose codes may come again.</summary>
    public static IQueryable<T> Known(BaotuanDb db) => db.Set<T>().AsTracking().IgnoreQueryFilters();

    /// <summary>Takes a good row.</summary>
    /// <param name="known">The tracked row of this code, or null when there never was one.</param>
    /// <param name="fill">Sets the values of the file.</param>
    /// <returns>The row; a new one has its key after <see cref="FinishAsync"/>, unless <paramref name="fill"/> gave it one.</returns>
    public T Take(T? known, Action<T> fill)
    {
        if (known is null or { Gone: true })
        {
            return Bring(known ?? new T(), fill, isNew: known is null);
        }

        var before = ImportTrail.Snapshot(run.Db, known);
        fill(known);
        if (ImportTrail.Snapshot(run.Db, known) == before)
        {
            run.CountSame();
        }
        else
        {
            _changed.Add((known, before));
            run.CountChanged();
        }

        return known;
    }

    /// <summary>Reserves keys for new rows that must be known before all are taken (parents).</summary>
    public static async Task<long> FirstIdAsync(BaotuanDb db, int count, CancellationToken cancel) =>
        count == 0 ? 0 : await db.NextIdsAsync(db.Model.FindEntityType(typeof(T))!.GetTableName()!, count, cancel);

    /// <summary>Gives the new rows their keys and hands everything to the context.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        var keyless = _added.Where(row => row.Id == 0).ToList();
        var id = await FirstIdAsync(run.Db, keyless.Count, cancel);
        foreach (var row in keyless)
        {
            row.Id = id++;
        }

        run.Db.AddRange(_added);
        await run.LogChangesAsync(_changed, cancel);
    }

    /// <summary>Takes a batch back: rows that it brought are gone, rows that it changed get their former state.</summary>
    /// <param name="noun">What a row is called, for the refusal.</param>
    /// <param name="nameProperty">The property that names a row, for the refusal.</param>
    /// <param name="inUse">Why the rows brought may not go, or null.</param>
    public static async Task<Refusal?> UndoAsync(
        BaotuanDb db, long batchId, string noun, string nameProperty, Func<IReadOnlyList<T>, Task<string?>> inUse, CancellationToken cancel)
    {
        var brought = await Known(db).Where(x => x.ImportBatchId == batchId).ToListAsync(cancel);
        if (brought.Count > 0 && await inUse(brought) is { } use)
        {
            return ImportTrail.BuiltOn(use);
        }

        if (await ImportTrail.UndoChangesAsync<T>(db, batchId, nameProperty, cancel) is { } name)
        {
            return ImportTrail.BuiltOn($"{noun}“{name}”在这次导入之后又改过。请先撤销后面的导入。");
        }

        foreach (var row in brought)
        {
            row.ImportBatchId = -batchId;
        }

        return null;
    }

    private T Bring(T row, Action<T> fill, bool isNew)
    {
        fill(row);
        row.RecordedAtMs = run.Db.RecordedAtMs;
        row.ImportBatchId = run.BatchId;
        if (isNew)
        {
            _added.Add(row);
        }

        run.CountNew();
        return row;
    }
}
