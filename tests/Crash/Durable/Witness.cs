using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Tree;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// What somebody outside the database remembers of it: size and root of the log, as a published checkpoint, a printed slip or a cosignature has them. Read
/// with plain SQL and grown leaf by leaf, without the product's way to its tiles.
/// </summary>
internal sealed record Witness(long Size, string Root)
{
    public static Witness Of(SqliteConnection database) => Grow(database, long.MaxValue);

    /// <summary>True when the log in this database does not begin with what the witness remembers.</summary>
    public bool Notices(SqliteConnection database) => Grow(database, Size) != this;

    private static Witness Grow(SqliteConnection database, long until)
    {
        var tree = new GrowingTree();
        using var command = database.CreateCommand();
        command.CommandText = "SELECT data FROM proofs_entry ORDER BY first_index";
        using var reader = command.ExecuteReader();
        while (tree.Size < until && reader.Read())
        {
            tree.Append(LeafBlock.HashesOf((byte[])reader.GetValue(0)), _ => { });
        }

        return new(tree.Size, Convert.ToBase64String(tree.Root()));
    }
}
