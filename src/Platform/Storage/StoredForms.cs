using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Baotuan.Platform.Storage;

/// <summary>
/// SQLite keeps days as text and yes or no as numbers, and its driver reads <c>2024/02-10</c> as the same day and 5 as yes. Such a value was not written by
/// this program: a damaged bit would pass for nothing. PostgreSQL has types of its own for both.
/// </summary>
public static class StoredForms
{
    /// <summary>Tables with values in a form that the program does not write: code <c>stored_form_differs</c>, the table, a sentence.</summary>
    public static async Task<IReadOnlyList<(string Code, string Subject, string Message)>> CheckAsync(BaotuanDb db, CancellationToken cancel)
    {
        var problems = new List<(string, string, string)>();
        foreach (var (table, condition) in db.Engine == DatabaseEngine.Sqlite ? Conditions(db) : [])
        {
            await db.Database.OpenConnectionAsync(cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM {table} WHERE {condition}";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) is > 0 and var rows)
            {
                problems.Add(("stored_form_differs", table, $"表 {table} 有 {rows} 行的日期或是否值不是程序写的写法：数据库文件被改过或已损坏。"));
            }
        }

        return problems;
    }

    private static IEnumerable<(string Table, string Condition)> Conditions(BaotuanDb db)
    {
        foreach (var table in db.Model.GetEntityTypes().GroupBy(e => e.GetTableName()))
        {
            var conditions = table.SelectMany(e => e.GetProperties()).Select(Condition).OfType<string>().Distinct().ToList();
            if (table.Key is { } name && conditions.Count > 0)
            {
                yield return (name, string.Join(" OR ", conditions));
            }
        }
    }

    private static string? Condition(IProperty property)
    {
        var (column, type) = (property.GetColumnName(), Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType);
        return type == typeof(DateOnly) ? $"({column} IS NOT NULL AND {column} IS NOT date({column}))"
            : type == typeof(bool) ? $"({column} IS NOT NULL AND {column} NOT IN (0, 1))"
            : null;
    }
}
