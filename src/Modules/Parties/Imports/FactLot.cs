using Baotuan.Platform.Registers;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Imports;

/// <summary>Facts of one import or act that wait to be written together: no query may run while rows stream. Their leaves go into the log before the command ends.</summary>
internal sealed class FactLot(BaotuanDb db, long batchId)
{
    private readonly Dictionary<Type, Action> _writes = [];
    private readonly Dictionary<Type, object> _rows = [];
    private List<SheetRow> _putOff = [];

    /// <summary>The import in whose name it writes; 0 for what is typed in.</summary>
    public long BatchId => batchId;

    /// <summary>True when no rows come any more but those that were put off.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Puts a row off until all others were taken: it is judged by what the rest of the file brings.</summary>
    public void PutOff(SheetRow row) => _putOff.Add(row);

    /// <summary>The rows that were put off; from now on none may be.</summary>
    public IReadOnlyList<SheetRow> TakePutOff()
    {
        IsLast = true;
        (var rows, _putOff) = (_putOff, []);
        return rows;
    }

    /// <summary>Adds a fact recorded now, in the name of the import.</summary>
    public void Add<T>(T fact)
        where T : Fact, IBulkRow<T>
    {
        fact.RecordedAtMs = db.RecordedAtMs;
        fact.ImportBatchId = batchId;
        AddBeside(fact);
    }

    /// <summary>Adds a row that belongs to a fact and is none itself.</summary>
    public void AddBeside<T>(T row)
        where T : IBulkRow<T>
    {
        if (row is Fact fact)
        {
            RegisterLeaves.Written(db, fact);
        }

        if (!_rows.TryGetValue(typeof(T), out var rows))
        {
            var list = new List<T>();
            _rows[typeof(T)] = rows = list;
            _writes[typeof(T)] = () =>
            {
                Facts.WriteAll(db, list);
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
