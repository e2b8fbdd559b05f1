using Baotuan.Platform.Storage;

namespace Baotuan.Platform.Registers;

/// <summary>
/// One row of a register with two times: from when it is true, and since when we know it. Rows are never changed: a later
/// recording for the same key and valid-from replaces the earlier one, a retraction makes that valid-from count no more.
/// "As of D, as known on K" is the last unretracted valid-from ≤ D among rows recorded ≤ K.
/// </summary>
public abstract class Fact
{
    public DateOnly ValidFrom { get; set; }

    /// <summary>Unix milliseconds of the recording transaction.</summary>
    public long RecordedAtMs { get; set; }

    public bool Retracted { get; set; }

    /// <summary>The import that brought it; 0 when typed in.</summary>
    public long ImportBatchId { get; set; }

    internal Fact CopyAs(long recordedAtMs, bool retracted, long importBatchId)
    {
        var copy = (Fact)MemberwiseClone();
        copy.RecordedAtMs = recordedAtMs;
        copy.Retracted = retracted;
        copy.ImportBatchId = importBatchId;
        return copy;
    }
}

/// <summary>A row that can be streamed by a <see cref="BulkWriter"/>.</summary>
public interface IBulkRow<TSelf>
{
    static abstract string Table { get; }

    static abstract BulkColumn[] Columns { get; }

    void Write(BulkWriter writer);
}

/// <summary>Reading and correcting registers of facts.</summary>
public static class Facts
{
    /// <summary>
    /// The fact in force of each key. <paramref name="rows"/> must be ordered by key, then valid-from, then recorded-at, and
    /// already limited to valid-from ≤ D and recorded-at ≤ K.
    /// </summary>
    public static IEnumerable<T> InForce<T, TKey>(IEnumerable<T> rows, Func<T, TKey> key)
        where T : Fact
        where TKey : IEquatable<TKey>
    {
        T? inForce = null;
        T? candidate = null;
        foreach (var row in rows)
        {
            var newKey = candidate is not null && !key(candidate).Equals(key(row));
            if (candidate is not null && (newKey || candidate.ValidFrom != row.ValidFrom) && !candidate.Retracted)
            {
                inForce = candidate;
            }

            if (newKey && inForce is not null)
            {
                yield return inForce;
            }

            inForce = newKey ? null : inForce;
            candidate = row;
        }

        inForce = candidate is { Retracted: false } ? candidate : inForce;
        if (inForce is not null)
        {
            yield return inForce;
        }
    }

    /// <summary>
    /// What must be recorded now so that the rows of one import count no more: the version that stood before it where there
    /// was one, a retraction where there was none. A key and valid-from that was corrected since keeps its correction.
    /// </summary>
    /// <param name="rows">All versions of the touched keys and valid-froms; untouched ones may be among them.</param>
    /// <param name="undone">Imports undone earlier: what they brought does not come back.</param>
    public static IEnumerable<T> Undo<T, TKey>(
        IEnumerable<T> rows, long batchId, IReadOnlySet<long> undone, long recordedAtMs, Func<T, TKey> key)
        where T : Fact
        where TKey : IEquatable<TKey> =>
        Undo(rows, row => row.ImportBatchId == batchId, undone, recordedAtMs, key);

    /// <summary>As the other form, for the rows that <paramref name="isTakenBack"/> picks.</summary>
    public static IEnumerable<T> Undo<T, TKey>(
        IEnumerable<T> rows, Func<T, bool> isTakenBack, IReadOnlySet<long> undone, long recordedAtMs, Func<T, TKey> key)
        where T : Fact
        where TKey : IEquatable<TKey>
    {
        foreach (var group in rows.GroupBy(r => (key(r), r.ValidFrom)))
        {
            var versions = group.OrderBy(r => r.RecordedAtMs).ToList();
            if (!isTakenBack(versions[^1]))
            {
                continue; // corrected since, or none of these: what stands stays
            }

            var before = versions.TakeWhile(v => !isTakenBack(v)).LastOrDefault(v => !undone.Contains(v.ImportBatchId));
            yield return (T)(before ?? versions[^1]).CopyAs(recordedAtMs, before is null || before.Retracted, before?.ImportBatchId ?? 0);
        }
    }

    /// <summary>Streams facts into their table.</summary>
    public static long WriteAll<T>(BaotuanDb db, IEnumerable<T> rows)
        where T : IBulkRow<T>
    {
        using var writer = BulkWriter.Open(db, T.Table, T.Columns);
        foreach (var row in rows)
        {
            row.Write(writer);
            writer.EndRow();
        }

        writer.Complete();
        return writer.Rows;
    }

    /// <summary>The four columns that every fact table ends with.</summary>
    public static readonly BulkColumn[] TimeColumns =
    [
        new("valid_from", BulkKind.Date), new("recorded_at_ms", BulkKind.Integer),
        new("retracted", BulkKind.Boolean), new("import_batch_id", BulkKind.Integer),
    ];

    /// <summary>Writes the values of <see cref="TimeColumns"/>.</summary>
    public static void WriteTimes(this BulkWriter writer, Fact fact)
    {
        writer.Write(fact.ValidFrom);
        writer.Write(fact.RecordedAtMs);
        writer.Write(fact.Retracted);
        writer.Write(fact.ImportBatchId);
    }
}
