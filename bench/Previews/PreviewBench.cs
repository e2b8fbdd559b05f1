using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Baotuan.Bench.Dividends;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Baotuan.Bench.Previews;

/// <summary>
/// Measures the preview of one distribution of the sample county, warm, beside the limit that the database sets: reading the
/// rows of the register that it is computed from by plain SQL. Both in turns, each on a connection of its own; medians.
/// </summary>
internal sealed class PreviewBench(DatabaseEngine engine, string samples, int runs)
{
    private const int WarmUps = 20;

    private const string Register = """
        SELECT e.phase_id, e.holder_id, o.code, o.name, e.kind, e.amount_fen, e.effective_on, e.to_holder_id
        FROM ventures_equity_event e
        JOIN ventures_phase p ON p.id = e.phase_id
        JOIN ventures_venture v ON v.id = p.venture_id
        JOIN parties_organization o ON o.id = e.holder_id
        WHERE v.code = 'ZCY' AND e.effective_on <= '2018-12-31'
          AND NOT EXISTS (SELECT 1 FROM ventures_withdrawal w WHERE w.subject = 'ventures_equity_event' AND w.subject_id = e.id)
        ORDER BY e.effective_on, e.id
        """;

    private static readonly DistributionRequest Request = new("ZCY", Period.Year(2018));

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var location = await database.CreateAsync("preview");
        var store = Databases.OpenStore(location, TimeProvider.System);
        await LoadAsync(store);
        var (previews, reads) = (new List<TimeSpan>(), new List<TimeSpan>());
        var (lines, rows) = (0, 0);
        for (var run = -WarmUps; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            lines = await PreviewAsync(store);
            var preview = clock.Elapsed;
            clock.Restart();
            rows = await ReadAsync(location);
            var read = clock.Elapsed;
            if (run >= 0)
            {
                previews.Add(preview);
                reads.Add(read);
            }
        }

        Console.WriteLine($"{engine}: ZCY 2018, {lines} lines from {rows} rows of the register, {runs} runs of each in turns, medians");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = engine.ToString().ToLowerInvariant(),
            preview_ms = Milliseconds(Median.Of(previews)),
            plain_sql_ms = Milliseconds(Median.Of(reads)),
            slowest_preview_ms = Milliseconds(previews.Max()),
            lines,
            register_rows = rows,
        }));
        return 0;
    }

    private async Task LoadAsync(Store store)
    {
        var importer = new Importer(store, InstalledModules.All);
        var report = await importer.RunAsync(samples, samples, "bench", ImportMode.AllOrNothing, dryRun: false, null, CancellationToken.None);
        if (!report.Saved)
        {
            throw new ArgumentException($"{samples}: {string.Join('\n', report.Problems.Take(5))}");
        }
    }

    /// <summary>As a page does it: a context, the preview, its lines.</summary>
    private static async Task<int> PreviewAsync(Store store)
    {
        await using var db = store.Open();
        var preview = await DistributionActs.PreviewAsync(db, Request, CancellationToken.None);
        return preview.Value.Plan.Sum == Money.Parse("15400000.00")
            ? preview.Value.Plan.Lines.Count
            : throw new InvalidOperationException($"the preview says {preview.Value.Plan.Sum}");
    }

    private async Task<int> ReadAsync(StoreLocation location)
    {
        await using DbConnection connection = engine == DatabaseEngine.Sqlite
            ? new SqliteConnection(location.ConnectionString)
            : new NpgsqlConnection(location.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Register;
        await using var reader = await command.ExecuteReaderAsync();
        var cells = new object[reader.FieldCount];
        var rows = 0;
        while (await reader.ReadAsync())
        {
            reader.GetValues(cells);
            rows++;
        }

        return rows;
    }

    /// <summary>To a hundredth.</summary>
    private static decimal Milliseconds(TimeSpan time) => time.Ticks / 100 / 100m;
}
