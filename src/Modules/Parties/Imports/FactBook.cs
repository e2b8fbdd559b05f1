using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Imports;

/// <summary>
/// One register of one owner while rows are laid against it: a row that says what stands is the same, one that says something
/// else of the same key and day is recorded over it, all others are new.
/// </summary>
internal sealed class FactBook<T, TKey>
    where T : Fact, IBulkRow<T>
    where TKey : notnull
{
    private readonly Dictionary<TKey, List<T>> _standing;
    private readonly Func<T, TKey> _key;
    private readonly RowsSeen<(TKey, DateOnly)> _seen = new();

    private FactBook(Dictionary<TKey, List<T>> standing, Func<T, TKey> key) => (_standing, _key) = (standing, key);

    public static async Task<FactBook<T, TKey>> LoadAsync(
        BaotuanDb db, string ownerProperty, long ownerId, Func<T, TKey> key, CancellationToken cancel) =>
        new(FactRows.Standing(await FactRows.OfAsync<T>(db, ownerProperty, ownerId, cancel), key), key);

    public IEnumerable<TKey> Keys => _standing.Keys;

    /// <summary>Everything that stands.</summary>
    public IReadOnlyList<T> All => [.. _standing.Values.SelectMany(f => f)];

    /// <summary>What stands of a key, in the order of valid-from.</summary>
    public IReadOnlyList<T> Of(TKey key) => _standing.TryGetValue(key, out var facts) ? facts : [];

    /// <summary>What stands of a key from exactly this day.</summary>
    public T? At(TKey key, DateOnly validFrom) => Of(key).FirstOrDefault(f => f.ValidFrom == validFrom);

    /// <summary>Refuses a row whose key and day an earlier row of the file had.</summary>
    public void CheckFirst(ImportRun run, SheetRow row, TKey key, DateOnly validFrom, string column, Func<string> what)
    {
        var first = _seen.First(row, column, (key, validFrom), what);
        if (first && At(key, validFrom) is { } standing && standing.RecordedAtMs == run.Db.RecordedAtMs)
        {
            row.Refuse(column, $"{what()} 在这个文件里出现了两次，请只留一行。");
        }
    }

    /// <summary>Records the fact unless it stands already.</summary>
    /// <param name="same">Whether two facts of one key and day say the same.</param>
    /// <returns>New, changed or same.</returns>
    public RowFate Take(FactLot lot, T fact, Func<T, T, bool> same)
    {
        var standing = At(_key(fact), fact.ValidFrom);
        if (standing is not null && same(standing, fact))
        {
            return RowFate.Same;
        }

        lot.Add(fact);
        Remember(fact);
        return standing is null ? RowFate.New : RowFate.Changed;
    }

    /// <summary>Records that what stands of a key from this day is no longer held to be true.</summary>
    public void Retract(FactLot lot, T retraction)
    {
        retraction.Retracted = true;
        lot.Add(retraction);
        if (_standing.TryGetValue(_key(retraction), out var facts))
        {
            facts.RemoveAll(f => f.ValidFrom == retraction.ValidFrom);
        }
    }

    /// <summary>Takes a fact for what stands, without recording it.</summary>
    public void Remember(T fact)
    {
        if (!_standing.TryGetValue(_key(fact), out var facts))
        {
            _standing[_key(fact)] = facts = [];
        }

        facts.RemoveAll(f => f.ValidFrom == fact.ValidFrom);
        var place = facts.FindIndex(f => f.ValidFrom > fact.ValidFrom);
        facts.Insert(place < 0 ? facts.Count : place, fact);
    }
}

/// <summary>What a row comes to.</summary>
internal enum RowFate { Same, Changed, New }
