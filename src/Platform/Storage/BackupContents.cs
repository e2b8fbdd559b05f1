using Microsoft.Data.Sqlite;

namespace Baotuan.Platform.Storage;

/// <summary>Counts what a closed database file holds, for the manifest of a backup and for checking a restored one against it.</summary>
internal static class BackupContents
{
    public static (BackupHead? Head, IReadOnlyDictionary<string, long> Rows) Of(string database)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        using (connection)
        {
            connection.Open();
            var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var table in Texts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"))
            {
                rows[table] = Texts(connection, $"SELECT COUNT(*) FROM \"{table}\"").Select(long.Parse).Single();
            }

            // a database from before the chain, backed up before its migration, has no hash to name
            var last = Texts(connection, "SELECT name FROM pragma_table_info('platform_operation') WHERE name = 'hash'").Count == 1
                ? Texts(connection, "SELECT id || ' ' || hash FROM platform_operation ORDER BY id DESC LIMIT 1").SingleOrDefault()?.Split(' ')
                : null;
            return (last is null ? null : new(long.Parse(last[0]), last[1]), rows);
        }
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
