using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Imports;

/// <summary>Runs an import as one transaction and one batch, and undoes a batch whole.</summary>
public sealed class Importer(Store store, IReadOnlyList<IModule> modules)
{
    /// <summary>Every sheet that can be imported, in the order of application.</summary>
    public IReadOnlyList<SheetImport> Sheets { get; } = [.. modules.SelectMany(m => m.Imports)];

    public IReadOnlyList<SheetDefinition> Definitions => [.. Sheets.Select(s => s.Definition)];

    /// <summary>Imports for a program; see the other form.</summary>
    public Task<ImportReport> RunAsync(
        string path, string sourceName, string actor, ImportMode mode, bool dryRun, Action<string>? progress, CancellationToken cancel) =>
        RunAsync(path, sourceName, Caller.Program(actor), mode, dryRun, progress, cancel);

    /// <summary>Imports a folder of CSV, one CSV, one workbook or a zip of CSV, as far as the caller may enter.</summary>
    /// <param name="progress">Called with the sheet's Chinese name when its turn comes.</param>
    public async Task<ImportReport> RunAsync(
        string path, string sourceName, Caller caller, ImportMode mode, bool dryRun, Action<string>? progress, CancellationToken cancel)
    {
        var reports = new List<ImportSheetReport>();
        using var folder = SheetFolder.Open(path, Definitions, cancellation: cancel, fileName: File.Exists(path) ? sourceName : null);
        if (folder.Problems.HasErrors)
        {
            return new(false, dryRun, null, sourceName, reports, folder.Problems);
        }

        var outcome = await store.WriteAsync<long>(
            caller,
            async (db, token) =>
            {
                db.Access.Require(PlatformPermissions.ImportRun);
                var batchId = await db.NextIdAsync("platform_import_batch", token);
                await ApplyAsync(db, batchId, folder, reports, progress, token);
                if (folder.Problems.HasErrors && mode == ImportMode.AllOrNothing)
                {
                    return new Refusal("import_has_problems", "有错误，没有保存任何内容。");
                }

                await SaveBatchAsync(db, batchId, path, sourceName, reports, token);
                return batchId;
            },
            cancel,
            dryRun);
        var saved = outcome.Ok && !dryRun;
        return new(saved, dryRun, saved ? outcome.Value : null, sourceName, reports, folder.Problems);
    }

    /// <summary>Takes a whole import back while nothing was built on it.</summary>
    public Task<Outcome<ImportBatch>> UndoAsync(long batchId, string actor, CancellationToken cancel) => UndoAsync(batchId, Caller.Program(actor), cancel);

    /// <summary>Takes a whole import back while nothing was built on it: one's own, or anybody's for who enters for all.</summary>
    public Task<Outcome<ImportBatch>> UndoAsync(long batchId, Caller caller, CancellationToken cancel) =>
        store.WriteAsync<ImportBatch>(
            caller,
            async (db, token) =>
            {
                var reach = db.Access.Reach(PlatformPermissions.ImportUndo);
                var batch = await db.Set<ImportBatch>().AsTracking().FirstOrDefaultAsync(b => b.Id == batchId, token);
                if (batch is null || !reach.Everywhere && batch.Actor != caller.Login)
                {
                    return new Refusal("batch_not_found", $"没有编号为 {batchId} 的导入。");
                }

                if (batch.UndoneAtMs is not null)
                {
                    return new Refusal("batch_already_undone", $"第 {batchId} 次导入已经撤销过了。");
                }

                db.Access = new(db.Caller.Elevated());
                foreach (var sheet in Sheets.Reverse())
                {
                    if (await sheet.UndoAsync(db, batchId, token) is { } refusal)
                    {
                        return refusal;
                    }

                    await db.SaveChangesAsync(token);
                }

                batch.UndoneAtMs = db.RecordedAtMs;
                await db.LogAsync("import.undo", $"batch/{batchId}", batch.Source, token);
                return batch;
            },
            cancel);

    private async Task ApplyAsync(
        BaotuanDb db, long batchId, SheetFolder folder, List<ImportSheetReport> reports, Action<string>? progress, CancellationToken cancel)
    {
        var fields = FieldProtector.Open(store.Location.DataDirectory);
        var owners = await OwnerCheck.ForAsync(db, cancel);
        db.Access = new(db.Caller.Elevated()); // every row is checked before its sheet sees it
        foreach (var sheet in Sheets.Where(s => folder.Has(s.Definition)))
        {
            progress?.Invoke(sheet.Definition.ChineseName);
            var run = new ImportRun(db, batchId, fields);
            await sheet.ApplyAsync(run, owners.Checked(sheet, folder.Read(sheet.Definition)), cancel);
            await db.SaveChangesAsync(cancel);
            var place = folder.Sheets.First(s => s.Definition.Name == sheet.Definition.Name);
            var (added, changed, same) = run.Counts;
            reports.Add(new(
                sheet.Definition.Name, sheet.Definition.ChineseName, added, changed, same, folder.Problems.BadRows(place.File, place.Sheet)));
        }
    }

    private static async Task SaveBatchAsync(
        BaotuanDb db, long batchId, string path, string sourceName, List<ImportSheetReport> reports, CancellationToken cancel)
    {
        db.Add(new ImportBatch
        {
            Id = batchId,
            RecordedAtMs = db.RecordedAtMs,
            Actor = db.Actor,
            Source = sourceName,
            ContentHash = await FingerprintAsync(path, cancel),
            NewRows = reports.Sum(r => r.NewRows),
            ChangedRows = reports.Sum(r => r.ChangedRows),
            SameRows = reports.Sum(r => r.SameRows),
            BadRows = reports.Sum(r => r.BadRows),
        });
        await db.LogAsync("import", $"batch/{batchId}", sourceName, cancel);
    }

    /// <summary>What <see cref="ImportBatch.ContentHash"/> says of a file or folder: the same content has the same fingerprint.</summary>
    public static async Task<string> FingerprintAsync(string path, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var files = Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1);
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            hash.AppendData(await SHA256.HashDataAsync(stream, cancel));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
