using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.Imports;

/// <summary>A fact that has a number of its own, under which it stands in the log.</summary>
internal interface INumbered
{
    long Id { get; set; }
}

/// <summary>
/// A sheet whose rows are facts of one register: what says the same of a key and day is the same, what says something else is recorded over it,
/// and what stood before stays readable as of then. The register is read whole: definitions, thresholds, published figures.
/// </summary>
internal abstract class FactSheet<T, TKey>(string keyColumn, RowSource<T> leaves) : SheetImport
    where T : Fact, INumbered
    where TKey : notnull, IEquatable<TKey>
{
    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var standing = (await FactRegister.StandingAsync<T, TKey>(run.Db, KeyOf, long.MaxValue, cancel)).ToDictionary(f => (KeyOf(f), f.ValidFrom));
        var read = await ReaderAsync(run.Db, cancel);
        var seen = new RowsSeen<(TKey, DateOnly)>();
        var added = new List<T>();
        foreach (var row in rows)
        {
            var fact = read(row);
            if (fact is null || !seen.First(row, keyColumn, (KeyOf(fact), fact.ValidFrom), () => Describe(fact)) || row.HasErrors)
            {
                continue;
            }

            if (!standing.TryGetValue((KeyOf(fact), fact.ValidFrom), out var before))
            {
                run.CountNew();
            }
            else if (SameContent(run.Db, before, fact))
            {
                run.CountSame();
                continue;
            }
            else
            {
                run.CountChanged();
            }

            fact.ImportBatchId = run.BatchId;
            added.Add(fact);
        }

        await FactRegister.AddAsync(run.Db, added, leaves, cancel);
    }

    public sealed override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var rows = await db.Set<T>().AsNoTracking().OrderBy(f => f.RecordedAtMs).ThenBy(f => f.Id).ToListAsync(cancel);
        var back = Facts.Undo(rows, batchId, await ImportTrail.UndoneAsync(db, cancel), db.RecordedAtMs, KeyOf).ToList();
        await FactRegister.AddAsync(db, back, leaves, cancel);
        return null;
    }

    /// <summary>What reads a row and checks it against what is known now; it answers null when not even the key of the row is known.</summary>
    protected abstract Task<Func<SheetRow, T?>> ReaderAsync(BaotuanDb db, CancellationToken cancel);

    protected abstract TKey KeyOf(T fact);

    /// <summary>The key in the words of the file.</summary>
    protected abstract string Describe(T fact);

    private static bool SameContent(BaotuanDb db, T a, T b)
    {
        var about = new[] { nameof(INumbered.Id), nameof(Fact.RecordedAtMs), nameof(Fact.ImportBatchId) };
        return db.Model.FindEntityType(typeof(T))!.GetProperties().Where(p => !about.Contains(p.Name))
            .All(p => Equals(p.PropertyInfo!.GetValue(a), p.PropertyInfo.GetValue(b)));
    }
}

/// <summary>Reads registers of numbered facts and adds to them.</summary>
internal static class FactRegister
{
    /// <summary>What stands of each key and day, as known at a time, in the order of day and number.</summary>
    public static async Task<IReadOnlyList<T>> StandingAsync<T, TKey>(BaotuanDb db, Func<T, TKey> key, long knownAtMs, CancellationToken cancel)
        where T : Fact, INumbered
        where TKey : notnull
    {
        var rows = await db.Set<T>().AsNoTracking().Where(f => f.RecordedAtMs <= knownAtMs).OrderBy(f => f.RecordedAtMs).ThenBy(f => f.Id).ToListAsync(cancel);
        return [.. rows.GroupBy(f => (key(f), f.ValidFrom)).Select(g => g.Last()).Where(f => !f.Retracted).OrderBy(f => f.ValidFrom).ThenBy(f => f.Id)];
    }

    /// <summary>Adds facts with their numbers and leaves; <see cref="Fact.RecordedAtMs"/> is that of the transaction.</summary>
    public static async Task AddAsync<T>(BaotuanDb db, IReadOnlyList<T> facts, RowSource<T> leaves, CancellationToken cancel)
        where T : Fact, INumbered
    {
        var id = facts.Count == 0 ? 0 : await db.NextIdsAsync(db.Model.FindEntityType(typeof(T))!.GetTableName()!, facts.Count, cancel);
        foreach (var fact in facts)
        {
            (fact.Id, fact.RecordedAtMs) = (id++, db.RecordedAtMs);
        }

        db.AddRange(facts);
        await leaves.AppendAsync(db, facts, cancel);
    }
}
