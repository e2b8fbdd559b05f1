using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Imports;

/// <summary>Facts of one import that wait to be written together: no query may run while rows stream.</summary>
internal sealed class FactLot(ImportRun run)
{
    private readonly Dictionary<Type, Action> _writes = [];
    private readonly Dictionary<Type, object> _rows = [];

    /// <summary>Adds a fact in the name of the import.</summary>
    public void Add<T>(T fact)
        where T : Fact, IBulkRow<T>
    {
        fact.RecordedAtMs = run.Db.RecordedAtMs;
        fact.ImportBatchId = run.BatchId;
        AddBeside(fact);
    }

    /// <summary>Adds a row that belongs to a fact and is none itself.</summary>
    public void AddBeside<T>(T row)
        where T : IBulkRow<T>
    {
        if (!_rows.TryGetValue(typeof(T), out var rows))
        {
            var list = new List<T>();
            _rows[typeof(T)] = rows = list;
            _writes[typeof(T)] = () =>
            {
                Facts.WriteAll(run.Db, list);
                list.Clear();
            };
        }

        ((List<T>)rows).Add(row);
    }

    public void Write()
    {
        foreach (var write in _writes.Values)
        {
            write();
        }
    }
}
