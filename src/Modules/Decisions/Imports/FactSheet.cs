using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Decisions.Imports;

/// <summary>A sheet of facts with two times: what says the same is the same, what says something else of a key and day replaces it.</summary>
internal abstract class FactSheet<T, TKey>(string keyColumn) : SheetImport
    where T : Fact, IBulkRow<T>
    where TKey : IEquatable<TKey>
{
    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = new OrganizationCodes(run.Db);
        var standing = Standing(await AllAsync(run.Db, cancel)).ToDictionary(f => (KeyOf(f), f.ValidFrom));
        var seen = new RowsSeen<(TKey, DateOnly)>();
        var lot = new List<T>();
        foreach (var row in rows)
        {
            if (await ReadAsync(run.Db, codes, row, cancel) is not { } fact || row.HasErrors
                || !seen.First(row, keyColumn, (KeyOf(fact), fact.ValidFrom), () => Describe(row)))
            {
                continue;
            }

            Count(run, standing.GetValueOrDefault((KeyOf(fact), fact.ValidFrom)), fact, lot);
        }

        await run.Db.SaveChangesAsync(cancel);
        Facts.WriteAll(run.Db, lot);
        lot.ForEach(fact => Written(run.Db, fact));
    }

    public sealed override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        if (await db.Set<T>().AnyAsync(f => f.ImportBatchId == batchId, cancel))
        {
            var back = Facts.Undo(await AllAsync(db, cancel), batchId, await ImportTrail.UndoneAsync(db, cancel), db.RecordedAtMs, KeyOf).ToList();
            Facts.WriteAll(db, back);
            back.ForEach(fact => Written(db, fact));
        }

        return null;
    }

    /// <summary>Rows that stand, in no order.</summary>
    protected IEnumerable<T> Standing(IEnumerable<T> all) =>
        all.GroupBy(f => (KeyOf(f), f.ValidFrom)).Select(g => g.MaxBy(f => f.RecordedAtMs)!).Where(f => !f.Retracted);

    protected static Task<List<T>> AllAsync(BaotuanDb db, CancellationToken cancel) => db.Set<T>().AsNoTracking().ToListAsync(cancel);

    /// <summary>Reads a row; null when so much is wrong that not even its key is known.</summary>
    protected abstract Task<T?> ReadAsync(BaotuanDb db, OrganizationCodes codes, SheetRow row, CancellationToken cancel);

    protected abstract TKey KeyOf(T fact);

    /// <summary>A fact was recorded.</summary>
    protected virtual void Written(BaotuanDb db, T fact)
    {
    }

    protected abstract bool Same(T a, T b);

    /// <summary>The key in the words of the file.</summary>
    protected abstract string Describe(SheetRow row);

    private void Count(ImportRun run, T? before, T fact, List<T> lot)
    {
        if (before is not null && Same(before, fact))
        {
            run.CountSame();
            return;
        }

        if (before is null)
        {
            run.CountNew();
        }
        else
        {
            run.CountChanged();
        }

        fact.RecordedAtMs = run.Db.RecordedAtMs;
        fact.ImportBatchId = run.BatchId;
        lot.Add(fact);
    }
}
