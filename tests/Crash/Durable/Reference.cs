using Baotuan.Tests.Year;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>The files while an act was being written.</summary>
/// <param name="Done">Acts acknowledged before it.</param>
/// <param name="Database">The database file; the act has not touched it.</param>
/// <param name="Log">The write-ahead log after the act.</param>
/// <param name="Safe">Length of the part of the log that was on disk before the act began.</param>
internal sealed record Moment(int Done, byte[] Database, byte[] Log, int Safe);

/// <summary>The files while the log was being carried over into the database.</summary>
internal sealed record Carrying(int Done, byte[] Before, byte[] After, byte[] Log);

/// <summary>What the year leaves when nothing disturbs it: the state after every act, and copies of the files along the way.</summary>
internal sealed class Reference
{
    private const int Every = 16;
    private readonly SqliteConnection _reading;
    private readonly IReadOnlyList<string> _tables;
    private readonly List<string[]> _states = [];
    private readonly List<Acknowledged> _ends = [];
    private readonly List<Witness> _witnesses = [];
    private (byte[] Database, int Length) _last = ([], 0);

    public Reference(SqliteConnection reading)
    {
        (_reading, _tables) = (reading, State.Tables(reading));
        var (id, hash) = Head(reading);
        Add(new(0, id, hash, 0, ""));
    }

    public List<Moment> Moments { get; } = [];

    public List<Carrying> Carryings { get; } = [];

    public int Acts => _ends.Count - 1;

    /// <summary>Tables that the year writes to.</summary>
    public IReadOnlyList<string> Touched => [.. _tables.Where((_, i) => _states[0][i] != _states[^1][i])];

    /// <summary>What was published after so many acts of this year; the salts of another are not the same.</summary>
    public Witness WitnessAfter(int done) => _witnesses[done];

    /// <summary>How many acts are done in this database: its state, row by row and value by value, is the one after that many acts.</summary>
    public int Done(SqliteConnection connection)
    {
        State.AssertBalanced(connection);
        var (id, hash) = Head(connection);
        var done = _ends.FindIndex(e => e.Id == id);
        Assert.True(done >= 0, $"the operation log ends at line {id}: half an act");
        Assert.Equal(_ends[done].Hash, hash);
        for (var i = 0; i < _tables.Count; i++)
        {
            if (_states[0][i] != _states[^1][i])
            {
                Assert.True(_states[done][i] == State.Digest(connection, [_tables[i]]), $"{_tables[i]} is not as after act {done}");
            }
        }

        return done;
    }

    public void Note(Acknowledged end, string data)
    {
        Add(end);
        var database = File.ReadAllBytes(Path.Combine(data, "baotuan.db"));
        var log = new FileInfo(Path.Combine(data, "baotuan.db-wal"));
        if (!database.AsSpan().SequenceEqual(_last.Database))
        {
            if (_last.Length > 0)
            {
                Carryings.Add(new(end.Done, _last.Database, database, File.ReadAllBytes(log.FullName)));
            }

            _last.Database = database;
        }
        else if (log.Length > _last.Length && end.Done % Every == 1)
        {
            Moments.Add(new(end.Done - 1, database, File.ReadAllBytes(log.FullName), _last.Length));
        }

        _last.Length = (int)log.Length;
    }

    private void Add(Acknowledged end)
    {
        _ends.Add(end);
        _witnesses.Add(Witness.Of(_reading));
        _states.Add([.. _tables.Select(t => State.Digest(_reading, [t]))]);
    }

    /// <summary>The last line of the operation log.</summary>
    private static (long Id, string Hash) Head(SqliteConnection database) => (
        State.Number(database, "SELECT MAX(id) FROM platform_operation"),
        State.Text(database, "SELECT hash FROM platform_operation ORDER BY id DESC LIMIT 1"));
}
