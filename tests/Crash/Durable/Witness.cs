using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// What somebody outside the database remembers of it: the last line of the operation log and its hash in the chain. The seam at
/// which another witness (a signed checkpoint) is put in.
/// </summary>
internal sealed record Witness(long Id, string Hash)
{
    public static Witness Of(SqliteConnection database) => new(
        State.Number(database, "SELECT MAX(id) FROM platform_operation"),
        State.Text(database, "SELECT hash FROM platform_operation ORDER BY id DESC LIMIT 1"));

    /// <summary>True when what the witness remembers is not in this database any more.</summary>
    public bool Notices(SqliteConnection database) =>
        State.Number(database, $"SELECT COUNT(*) FROM platform_operation WHERE id = {Id} AND hash = '{Hash}'") != 1;
}
