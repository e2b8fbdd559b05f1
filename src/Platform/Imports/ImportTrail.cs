using System.Text.Encodings.Web;
using System.Text.Json;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Imports;

/// <summary>
/// What an import leaves in the operation log so that it can be undone: the former state of each row of master data that it
/// changed, and the numbers of acts (a posted distribution, a payment) that keep no batch of their own.
/// </summary>
public static class ImportTrail
{
    private const string Change = "import.change";
    private const string Act = "import.act";

    // names stay readable in the log
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The state of a row of master data, to be taken before it is changed.</summary>
    public static string Snapshot(BaotuanDb db, object row) =>
        JsonSerializer.Serialize(db.Entry(row).CurrentValues.Properties.ToDictionary(p => p.Name, p => db.Entry(row).CurrentValues[p]), Plain);

    /// <summary>Logs what changed rows were before; call once per sheet, after the rows were changed.</summary>
    /// <param name="rows">Changed tracked rows with the snapshot taken before.</param>
    public static Task LogChangesAsync<T>(
        this ImportRun run, IReadOnlyList<(T Row, string Before)> rows, CancellationToken cancel)
        where T : class =>
        LogAsync(run.Db, Change, Subject<T>(run.Db, run.BatchId), [.. rows.Select(r => Details(r.Before, Snapshot(run.Db, r.Row)))], cancel);

    /// <summary>Logs the number of an act that the import made.</summary>
    public static Task LogActsAsync<T>(this ImportRun run, IReadOnlyList<long> ids, CancellationToken cancel)
        where T : class =>
        LogAsync(run.Db, Act, Subject<T>(run.Db, run.BatchId), [.. ids.Select(id => id.ToString())], cancel);

    /// <summary>The acts that a batch made, last first.</summary>
    public static async Task<IReadOnlyList<long>> ActsAsync<T>(BaotuanDb db, long batchId, CancellationToken cancel)
        where T : class =>
        [.. (await DetailsAsync(db, Act, Subject<T>(db, batchId), cancel)).Select(long.Parse)];

    /// <summary>
    /// Gives the rows that a batch changed their former state again. A row that was changed since is not touched: the answer
    /// is then its former state's property <paramref name="nameProperty"/>, for the refusal.
    /// </summary>
    public static async Task<string?> UndoChangesAsync<T>(BaotuanDb db, long batchId, string nameProperty, CancellationToken cancel)
        where T : class
    {
        var properties = db.Model.FindEntityType(typeof(T))!.GetProperties().ToList();
        foreach (var details in await DetailsAsync(db, Change, Subject<T>(db, batchId), cancel))
        {
            var parts = JsonSerializer.Deserialize<string[]>(details)!;
            var before = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(parts[0])!;
            var row = await db.Set<T>().FindAsync([before["Id"].GetInt64()], cancel);
            if (row is null)
            {
                continue; // gone with the import that brought it
            }

            if (Snapshot(db, row) != parts[1])
            {
                return before[nameProperty].ToString();
            }

            foreach (var property in properties.Where(p => !p.IsPrimaryKey()))
            {
                db.Entry(row).CurrentValues[property] = before[property.Name].Deserialize(property.ClrType);
            }
        }

        return null;
    }

    /// <summary>Batches that were undone; what they brought never comes back.</summary>
    public static async Task<IReadOnlySet<long>> UndoneAsync(BaotuanDb db, CancellationToken cancel) =>
        (await db.Set<ImportBatch>().AsNoTracking().Where(b => b.UndoneAtMs != null).Select(b => b.Id).ToListAsync(cancel)).ToHashSet();

    /// <summary>The refusal of an undo that would take away what something else stands on.</summary>
    public static Refusal BuiltOn(string what) => new("import_was_built_on", $"不能撤销这次导入：{what}");

    private static string Details(string before, string after) => JsonSerializer.Serialize(new[] { before, after }, Plain);

    private static string Subject<T>(BaotuanDb db, long batchId) =>
        $"batch/{batchId}/{db.Model.FindEntityType(typeof(T))!.GetTableName()}";

    private static async Task<List<string>> DetailsAsync(BaotuanDb db, string action, string subject, CancellationToken cancel) =>
        await db.Set<Operation>().AsNoTracking().Where(o => o.Action == action && o.Subject == subject)
            .OrderByDescending(o => o.Id).Select(o => o.Details).ToListAsync(cancel);

    private static async Task LogAsync(BaotuanDb db, string action, string subject, IReadOnlyList<string> details, CancellationToken cancel)
    {
        foreach (var each in details)
        {
            await db.LogAsync(action, subject, each, cancel);
        }
    }
}
