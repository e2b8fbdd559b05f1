using System.Collections.Concurrent;
using Baotuan.Decisions;
using Baotuan.Ledger;
using Baotuan.Parties;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Ventures;

namespace Baotuan.Tests.Modules.Imports;

/// <summary>A store with all modules and the words to import into it.</summary>
internal sealed class ImportDesk(TestStore store) : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private int _folders;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestStore Data { get; } = store;

    public Importer Importer { get; } = new(store.Store, store.Modules);

    public static async Task<ImportDesk> OpenAsync(PostgresCluster cluster, DatabaseEngine engine) =>
        new(await TestStore.CreateAsync(engine, cluster, new Baotuan.Proofs.ProofsModule(), new PartiesModule(), new DecisionsModule(), new LedgerModule(), new VenturesModule(), new Baotuan.Indicators.IndicatorsModule(), new Baotuan.Industry.IndustryModule(), new Baotuan.Cases.CasesModule(), new Baotuan.Oversight.OversightModule(), new Baotuan.Disclosure.DisclosureModule()));

    private static readonly ConcurrentDictionary<(DatabaseEngine, string), Lazy<Task<ImportDesk>>> Imported = new();

    /// <summary>With one of the repository's samples: imported once, copied for everybody who asks.</summary>
    public static async Task<ImportDesk> OfSampleAsync(PostgresCluster cluster, DatabaseEngine engine, string sample)
    {
        var original = await Imported.GetOrAdd((engine, sample), _ => new(async () =>
        {
            var desk = await OfFolderAsync(cluster, engine, Path.Combine(Repository.Root, "samples", sample));
            AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            {
                desk._folder.Dispose();
                Directory.Delete(desk.Data.Store.Location.DataDirectory, recursive: true);
            };
            return desk;
        })).Value;
        lock (original)
        {
            return new(original.Data.Copy());
        }
    }

    /// <summary>With a folder imported whole.</summary>
    public static async Task<ImportDesk> OfFolderAsync(PostgresCluster cluster, DatabaseEngine engine, string folder)
    {
        var desk = await OpenAsync(cluster, engine);
        var report = await desk.ImportFolderAsync(folder);
        Assert.Equal([], report.Problems.Select(p => p.ToString()));
        Assert.True(report.Saved);
        return desk;
    }

    /// <summary>Imports sheets: name (with or without .csv) and text, one blank for each cell boundary is a comma.</summary>
    public Task<ImportReport> ImportAsync(params (string Sheet, string Csv)[] sheets) => ImportAsync(ImportMode.AllOrNothing, sheets);

    public Task<ImportReport> ImportAsync(ImportMode mode, params (string Sheet, string Csv)[] sheets) =>
        ImportFolderAsync(Folder(sheets), mode);

    public Task<ImportReport> ImportFolderAsync(string path, ImportMode mode = ImportMode.AllOrNothing) =>
        Importer.RunAsync(path, "测试", "测试员", mode, dryRun: false, null, Cancel);

    /// <summary>Imports what must be good.</summary>
    public async Task<long> SetUpAsync(params (string Sheet, string Csv)[] sheets)
    {
        var report = await ImportAsync(sheets);
        Assert.Equal([], report.Problems.Select(p => p.ToString()));
        Assert.True(report.Saved);
        return report.BatchId!.Value;
    }

    public async Task UndoAsync(long batch)
    {
        var undone = await Importer.UndoAsync(batch, "测试员", Cancel);
        Assert.True(undone.Ok, string.Join("; ", undone.Refusals));
    }

    public async Task<string> UndoRefusalAsync(long batch) => Assert.Single((await Importer.UndoAsync(batch, "测试员", Cancel)).Refusals).Message;

    /// <summary>Every sheet as exported, in CSV without mark.</summary>
    public async Task<Dictionary<string, string>> ExportAsync()
    {
        var texts = new Dictionary<string, string>();
        await using var db = Data.Store.Open();
        var fields = FieldProtector.Open(Data.Store.Location.DataDirectory);
        foreach (var sheet in Importer.Sheets)
        {
            var rows = new List<object?[]>();
            await foreach (var row in sheet.ExportAsync(db, fields, Cancel))
            {
                rows.Add(row);
            }

            using var stream = new MemoryStream();
            SheetWriter.WriteCsv(sheet.Definition, rows, stream, SheetEncoding.Utf8, chineseHeaders: false);
            texts[sheet.Definition.Name] = System.Text.Encoding.UTF8.GetString(stream.ToArray()).ReplaceLineEndings("\n");
        }

        return texts;
    }

    public string Folder(params (string Sheet, string Csv)[] sheets)
    {
        var path = _folder.File($"import-{++_folders}");
        Directory.CreateDirectory(path);
        foreach (var (sheet, csv) in sheets)
        {
            File.WriteAllText(Path.Combine(path, $"{sheet}.csv"), csv);
        }

        return path;
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await Data.DisposeAsync();
    }
}
