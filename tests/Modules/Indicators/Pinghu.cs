using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>samples/pinghu on either database, one copy for all tests of a class that only read, and one of its own for each that changes it.</summary>
public sealed class Pinghu(PostgresCluster cluster) : IAsyncDisposable
{
    private readonly Lazy<Task<ImportDesk>> _sqlite = new(() => ImportDesk.OfSampleAsync(cluster, DatabaseEngine.Sqlite, "pinghu"));
    private readonly Lazy<Task<ImportDesk>> _postgres = new(() => ImportDesk.OfSampleAsync(cluster, DatabaseEngine.Postgres, "pinghu"));

    public static string Folder { get; } = Path.Combine(Repository.Root, "samples", "pinghu");

    internal Task<ImportDesk> ReadOnlyAsync(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite ? _sqlite.Value : _postgres.Value;

    internal Task<ImportDesk> FreshAsync(DatabaseEngine engine, string? folder = null) => folder is null ? ImportDesk.OfSampleAsync(cluster, engine, "pinghu") : ImportDesk.OfFolderAsync(cluster, engine, folder);

    /// <summary>A number, or the code of the refusal.</summary>
    internal static async Task<(string Value, long Records)> ReadAsync(ImportDesk desk, string code, string scope, string period, long known = long.MaxValue)
    {
        await using var db = desk.Data.Store.Open();
        var read = await IndicatorReadings.ReadAsync(db, new(code, scope, Period.Parse(period), known), ImportDesk.Cancel);
        return read.Ok ? (read.Value.Value?.ToString() ?? "none", read.Value.Records) : (read.Refusals[0].Code, -1);
    }

    /// <summary>Somebody who may read numbers and everything behind them, of some organisations.</summary>
    internal static async Task<Caller> ReaderAsync(ImportDesk desk, params string[] codes)
    {
        await using var db = desk.Data.Store.Open();
        var ids = new HashSet<long>();
        foreach (var code in codes)
        {
            ids.Add((await Baotuan.Parties.Contracts.Organizations.ByCodeAsync(db, code, ImportDesk.Cancel))!.Id);
        }

        return new()
        {
            UserId = 7, Login = "reader", Name = "读者", View = new(false, ids),
            Permissions = desk.Data.Modules.SelectMany(m => m.Permissions).Select(p => p.Code).ToHashSet(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in new[] { _sqlite, _postgres }.Where(d => d.IsValueCreated && d.Value.IsCompletedSuccessfully))
        {
            await (await desk.Value).DisposeAsync();
        }
    }
}
