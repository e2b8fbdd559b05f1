using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Proofs.Contracts;

/// <summary>A fact that has a number of its own, under which it stands in the log.</summary>
public interface INumbered
{
    /// <summary>Unique in its table, never used again.</summary>
    long Id { get; set; }
}

/// <summary>
/// A sheet whose rows are facts of one register: what says the same of a key and day is the same, what says something else is recorded over it,
/// and what stood before stays readable as of then. The register is read whole: for what grows with places and months, not with members.
/// </summary>
/// <param name="keyColumn">Where a row that comes twice is told.</param>
/// <param name="leaves">The leaf of a fact.</param>
public abstract class FactSheet<T, TKey>(string keyColumn, RowSource<T> leaves) : SheetImport
    where T : Fact, INumbered
    where TKey : notnull, IEquatable<TKey>
{
    /// <inheritdoc/>
    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var register = await FactRegister.StandingAsync<T, TKey>(run.Db, KeyOf, long.MaxValue, cancel);
        var standing = register.ToDictionary(f => (KeyOf(f), f.ValidFrom));
        var read = await ReaderAsync(run.Db, register, cancel);
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
            else if (CorrectionProblem(before, fact) is { } problem)
            {
                row.Refuse(problem.Column, problem.Message);
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
        if (added.Count > 0)
        {
            await AfterAsync(run.Db, cancel);
        }
    }

    /// <inheritdoc/>
    public sealed override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        if (await UndoProblemAsync(db, batchId, cancel) is { } problem)
        {
            return problem;
        }

        var rows = await db.Set<T>().AsNoTracking().OrderBy(f => f.RecordedAtMs).ThenBy(f => f.Id).ToListAsync(cancel);
        var back = Facts.Undo(rows, batchId, await ImportTrail.UndoneAsync(db, cancel), db.RecordedAtMs, KeyOf).ToList();
        await FactRegister.AddAsync(db, back, leaves, cancel);
        await AfterAsync(db, cancel);
        return null;
    }

    /// <summary>What reads a row and checks it against what is known now; it answers null when not even the key of the row is known.</summary>
    /// <param name="standing">What stands of the register itself.</param>
    protected abstract Task<Func<SheetRow, T?>> ReaderAsync(BaotuanDb db, IReadOnlyList<T> standing, CancellationToken cancel);

    /// <summary>What the facts of one register are told apart by, beside their day.</summary>
    protected abstract TKey KeyOf(T fact);

    /// <summary>Why a row may not be recorded over what stands, with its column and a Chinese sentence; null when it may.</summary>
    protected virtual (string? Column, string Message)? CorrectionProblem(T before, T after) => null;

    /// <summary>The key in the words of the file.</summary>
    protected abstract string Describe(T fact);

    /// <summary>Why an import may not be taken back; null when it may.</summary>
    protected virtual Task<Refusal?> UndoProblemAsync(BaotuanDb db, long batchId, CancellationToken cancel) => Task.FromResult<Refusal?>(null);

    /// <summary>What follows from the register is made anew, once it has changed.</summary>
    protected virtual Task AfterAsync(BaotuanDb db, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Names of properties that say who brought a row and nothing of what it says.</summary>
    protected virtual IReadOnlyList<string> Bringers => [];

    private bool SameContent(BaotuanDb db, T a, T b)
    {
        string[] about = [nameof(INumbered.Id), nameof(Fact.RecordedAtMs), nameof(Fact.ImportBatchId), .. Bringers];
        return db.Model.FindEntityType(typeof(T))!.GetProperties().Where(p => !about.Contains(p.Name))
            .All(p => Equals(p.PropertyInfo!.GetValue(a), p.PropertyInfo.GetValue(b)));
    }
}

/// <summary>Reads registers of numbered facts and adds to them.</summary>
public static class FactRegister
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
