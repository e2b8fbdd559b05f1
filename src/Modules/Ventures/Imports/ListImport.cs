using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>
/// A sheet that fills an append-only list in which a key stands once: what says the same is the same, what says something
/// else of a standing key is refused until that is withdrawn.
/// </summary>
internal abstract class ListImport<T, TKey>(string keyColumn) : SheetImport
    where T : class, IListRow
    where TKey : notnull
{
    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = await ImportCodes.LoadAsync(run.Db, cancel);
        var standing = await ListRows.Standing<T>(run.Db).ToListAsync(cancel);
        var byKey = standing.ToLookup(KeyOf);
        var seen = new RowsSeen<TKey>();
        var added = new List<(SheetRow Row, T Item)>();
        foreach (var row in rows)
        {
            if (await ReadAsync(codes, row, cancel) is not { } item || !seen.First(row, keyColumn, KeyOf(item), () => Describe(row, item)))
            {
                continue;
            }

            if (!byKey.Contains(KeyOf(item)))
            {
                added.Add((row, item));
            }
            else if (!row.HasErrors)
            {
                Compare(run, row, item, byKey[KeyOf(item)]);
            }
        }

        CheckTogether(added, standing);
        var good = added.Where(a => !a.Row.HasErrors).Select(a => a.Item).ToList();
        good.ForEach(_ => run.CountNew());
        await ListRows.AddAsync(run, good, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var own = await ListRows.OfBatchAsync<T>(db, batchId, cancel);
        if (await BuiltOnAsync(db, batchId, own, cancel) is { } refusal)
        {
            return refusal;
        }

        await ListRows.WithdrawAsync(db, own, ListRows.UndoReason(batchId), cancel);
        return null;
    }

    /// <summary>Reads a row; null when so much is wrong that not even its key is known.</summary>
    protected abstract Task<T?> ReadAsync(ImportCodes codes, SheetRow row, CancellationToken cancel);

    protected abstract TKey KeyOf(T item);

    protected abstract bool Same(T a, T b);

    /// <summary>The key in the words of the file.</summary>
    protected abstract string Describe(SheetRow row, T item);

    /// <summary>Checks that look at new rows and standing ones together; called after all rows were read.</summary>
    protected virtual void CheckTogether(IReadOnlyList<(SheetRow Row, T Item)> added, IReadOnlyList<T> standing)
    {
    }

    /// <summary>What keeps the rows of a batch from being withdrawn.</summary>
    protected virtual Task<Refusal?> BuiltOnAsync(BaotuanDb db, long batchId, IReadOnlyList<T> own, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(null);

    private void Compare(ImportRun run, SheetRow row, T item, IEnumerable<T> standing)
    {
        if (standing.Any(s => Same(s, item)))
        {
            run.CountSame();
        }
        else
        {
            row.Refuse(keyColumn, $"{Describe(row, item)} 已经登记，内容不同。要改请先撤销当时的导入，再重新导入。");
        }
    }
}
