using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Imports;

/// <summary>
/// Master data of one sheet on its way into the base: what is new is added, what stands is given the values of the file and
/// counts as changed or same. The former state of changed rows goes into the operation log, so that the import can be undone.
/// </summary>
/// <typeparam name="T">An entity with a long key <c>Id</c>, <c>RecordedAtMs</c> and <c>ImportBatchId</c>.</typeparam>
public sealed class MasterRows<T>(ImportRun run)
    where T : class, new()
{
    private readonly List<T> _added = [];
    private readonly List<(T Row, string Before)> _changed = [];

    /// <summary>Takes a good row.</summary>
    /// <param name="standing">The tracked entity, or null when there is none.</param>
    /// <param name="fill">Sets the values of the file.</param>
    /// <returns>The entity; a new one has its key after <see cref="FinishAsync"/>, unless <paramref name="fill"/> gave it one.</returns>
    public T Take(T? standing, Action<T> fill)
    {
        var row = standing ?? new T();
        var before = standing is null ? "" : ImportTrail.Snapshot(run.Db, row);
        fill(row);
        if (standing is null)
        {
            _added.Add(row);
            run.CountNew();
        }
        else if (ImportTrail.Snapshot(run.Db, row) == before)
        {
            run.CountSame();
        }
        else
        {
            _changed.Add((row, before));
            run.CountChanged();
        }

        return row;
    }

    /// <summary>Reserves keys for new rows that must be known before all are taken (parents); 0 when none are asked for.</summary>
    public static async Task<long> FirstIdAsync(BaotuanDb db, int count, CancellationToken cancel) =>
        count == 0 ? 0 : await db.NextIdsAsync(db.Model.FindEntityType(typeof(T))!.GetTableName()!, count, cancel);

    /// <summary>Gives the new rows their keys and hands everything to the context.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        var keyless = _added.Where(row => (long)run.Db.Entry(row).CurrentValues["Id"]! == 0).ToList();
        var id = await FirstIdAsync(run.Db, keyless.Count, cancel);
        foreach (var row in keyless)
        {
            run.Db.Entry(row).CurrentValues["Id"] = id++;
        }

        foreach (var row in _added)
        {
            var values = run.Db.Entry(row).CurrentValues;
            values["RecordedAtMs"] = run.Db.RecordedAtMs;
            values["ImportBatchId"] = run.BatchId;
        }

        run.Db.AddRange(_added);
        await run.LogChangesAsync(_changed, cancel);
    }

    /// <summary>Takes a batch back: rows that it brought are removed, rows that it changed get their former state.</summary>
    /// <param name="noun">What a row is called, for the refusal.</param>
    /// <param name="nameProperty">The property that names a row, for the refusal.</param>
    /// <param name="inUse">Why the rows brought may not be removed, or null.</param>
    public static async Task<Refusal?> UndoAsync(
        BaotuanDb db, long batchId, string noun, string nameProperty, Func<IReadOnlyList<T>, Task<string?>> inUse, CancellationToken cancel)
    {
        var brought = await db.Set<T>().AsTracking().Where(x => EF.Property<long>(x, "ImportBatchId") == batchId).ToListAsync(cancel);
        if (brought.Count > 0 && await inUse(brought) is { } use)
        {
            return ImportTrail.BuiltOn(use);
        }

        if (await ImportTrail.UndoChangesAsync<T>(db, batchId, nameProperty, cancel) is { } name)
        {
            return ImportTrail.BuiltOn($"{noun}“{name}”在这次导入之后又改过。请先撤销后面的导入。");
        }

        db.RemoveRange(brought);
        return null;
    }
}
