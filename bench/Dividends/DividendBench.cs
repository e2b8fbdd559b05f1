using System.Diagnostics;
using System.Text.Json;
using Baotuan.Platform.Storage;

namespace Baotuan.Bench.Dividends;

/// <summary>
/// Measures a year's dividend of many collectives four ways, each time into a fresh copy of one prepared database, in turns
/// so that a slow moment of the machine hits all: (a) the product, (b) the product without the leaves of the lines in the log, (c) the raw insert of
/// the same rows, (d) SQL. The result of a way is the median of its runs.
/// </summary>
internal sealed class DividendBench(DatabaseEngine engine, int members, int runs, ulong seed)
{
    private const int WarmMembers = 5_000;

    private readonly List<double> _product = [];
    private readonly List<double> _withoutLog = [];
    private readonly List<double> _raw = [];
    private readonly List<double> _sql = [];
    private long _peakKb;
    private List<byte[]>? _copyBytes;
    private PayoutRows? _rows;

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var register = new BenchRegister(seed, members);
        Say($"{engine}: {members:N0} members of {register.Collectives:N0} collectives, {runs} runs of each way in turns, medians; every run on a fresh copy of the database");
        var prepared = await PrepareAsync(database, "prepared", register);
        var warm = await PrepareAsync(database, "warm", new BenchRegister(seed, WarmMembers));
        for (var run = 1; run <= runs; run++)
        {
            database.Drop(Product(database, prepared, warm, inLog: false));
            var posted = Product(database, prepared, warm, inLog: true);
            Raw(database, prepared, posted);
            Sql(database, prepared, posted, register);
            database.Drop(posted);
            Say($"run {run}: product {_product[^1]:N3} s, without log {_withoutLog[^1]:N3} s, raw {_raw[^1]:N3} s, SQL {_sql[^1]:N3} s; peak memory so far {_peakKb / 1024} MB");
        }

        var lines = _rows!.Count;
        Say($"{lines:N0} lines; product and SQL compared row by row after every run: equal");
        var (product, raw, sql) = (lines / Median.Of(_product), lines / Median.Of(_raw), lines / Median.Of(_sql));
        var withoutLog = lines / Median.Of(_withoutLog);
        Say($"product / product without log = {product / withoutLog:N2}");
        Say($"product / raw = {product / raw:N2}, product / SQL = {product / sql:N2}, {1_000_000_000 / product:N0} ns per line");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = engine.ToString().ToLowerInvariant(),
            members,
            collectives = register.Collectives,
            lines_per_second = (long)product,
            without_log_lines_per_second = (long)withoutLog,
            raw_lines_per_second = (long)raw,
            sql_lines_per_second = (long)sql,
            peak_memory_mb = (_peakKb + 1023) / 1024,
        }));
        return 0;
    }

    private static async Task<StoreLocation> PrepareAsync(BenchDatabase database, string name, BenchRegister register)
    {
        var location = await database.CreateAsync(name);
        await register.WriteAsync(location);
        database.Seal(location);
        return location;
    }

    private StoreLocation Product(BenchDatabase database, StoreLocation prepared, StoreLocation warm, bool inLog)
    {
        StoreLocation[] warmUps = [database.Copy(warm), database.Copy(warm), database.Copy(warm)];
        var fresh = database.Copy(prepared);
        var measure = PostOnce.Start(fresh, warmUps, WarmMembers, members, seed, inLog);
        Array.ForEach(warmUps, database.Drop);
        (inLog ? _product : _withoutLog).Add(measure.Seconds);
        _peakKb = inLog ? Math.Max(_peakKb, measure.PeakKb) : _peakKb;
        return fresh;
    }

    private void Raw(BenchDatabase database, StoreLocation prepared, StoreLocation posted)
    {
        _rows ??= PayoutRows.Load(posted);
        var fresh = database.Copy(prepared);
        if (engine == DatabaseEngine.Postgres)
        {
            _copyBytes ??= _rows.PackForCopy();
        }

        GC.Collect();
        var clock = Stopwatch.StartNew();
        if (engine == DatabaseEngine.Postgres)
        {
            PayoutRows.CopyPostgres(fresh, _copyBytes!);
        }
        else
        {
            _rows.InsertSqlite(fresh);
        }

        _raw.Add(clock.Elapsed.TotalSeconds);
        PayoutRows.RequireEqual(posted, fresh);
        database.Drop(fresh);
    }

    private void Sql(BenchDatabase database, StoreLocation prepared, StoreLocation posted, BenchRegister register)
    {
        var fresh = database.Copy(prepared);
        _sql.Add(SplitBySql.Run(fresh, register.Pools()));
        PayoutRows.RequireEqual(posted, fresh);
        database.Drop(fresh);
    }

    private static void Say(string text) => Console.WriteLine(text);
}
