using System.Diagnostics;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Baotuan.Tests.Crash;

/// <summary>The program is killed with SIGKILL at random moments; what is left is the whole act or nothing, and verifies.</summary>
public sealed class KilledProgramTests(PostgresCluster cluster, ITestOutputHelper output)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1";

    public static TheoryData<DatabaseEngine> Engines => [DatabaseEngine.Sqlite, DatabaseEngine.Postgres];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Killed_import_is_whole_or_absent(DatabaseEngine engine)
    {
        SkipWithoutDatabase(engine);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var samples = Path.Combine(AppContext.BaseDirectory, "samples", "pinghu");
        var (killed, whole) = (0, 0);
        var longestMs = 6_000;
        for (var round = 0; round < (Full ? 60 : 4); round++)
        {
            using var folder = new TempFolder();
            var place = Place(engine, folder);
            Assert.Equal(0, Run(place, "init").ExitCode);
            var watch = Stopwatch.StartNew();
            var ended = RunAndKill(place, random.Next(100, longestMs), "import", samples);
            longestMs = ended ? (int)watch.ElapsedMilliseconds : Math.Min(longestMs + 2_000, 60_000);
            var batches = await CountAsync(place, "SELECT COUNT(*) FROM platform_import_batch");
            Assert.Equal(ended ? 1 : batches, batches);
            Assert.Equal(batches == 1, await CountAsync(place, "SELECT COUNT(*) FROM parties_organization") > 0);
            Assert.Equal(batches == 1, await CountAsync(place, "SELECT COUNT(*) FROM ventures_payout") > 0);
            Assert.Equal(batches == 1, await CountAsync(place, "SELECT COUNT(*) FROM ledger_voucher") > 0);
            AssertVerified(place);
            (killed, whole) = (killed + (ended ? 0 : 1), whole + (batches == 1 ? 1 : 0));
        }

        output.WriteLine($"{killed} killed, {whole} whole");
        Assert.True(killed > 0, "no round was killed in time: the test showed nothing");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Killed_posting_is_whole_or_absent_and_an_acknowledged_one_stays(DatabaseEngine engine)
    {
        SkipWithoutDatabase(engine);
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var place = Place(engine, folder);
        Assert.Equal(0, Run(place, "demo", "--no-serve").ExitCode);
        var killed = 0;
        var longestMs = 3_000;
        for (var round = 0; round < (Full ? 100 : 6); round++)
        {
            var year = 2023;
            var watch = Stopwatch.StartNew();
            var posted = RunAndKill(place, random.Next(Math.Min(300, longestMs / 3), longestMs), "distribution", "post", "--venture", "ZCY", "--period", $"{year}");
            // a machine of any speed: the next kill falls before the moment at which this one ended
            longestMs = posted ? (int)watch.ElapsedMilliseconds : Math.Min(longestMs + 500, 60_000);
            killed += posted ? 0 : 1;
            var standing = await CountAsync(place,
                "SELECT COUNT(*) FROM ventures_distribution d WHERE d.period_start >= '2023-01-01' AND NOT EXISTS " +
                "(SELECT 1 FROM ventures_reversal r WHERE r.subject = 'distribution' AND r.subject_id = d.id)");
            Assert.True(standing == 1 || !posted, "an acknowledged posting is gone");
            Assert.Equal(standing * 36, await CountAsync(place,
                "SELECT COUNT(*) FROM ventures_distribution_line WHERE distribution_id IN (SELECT d.id FROM ventures_distribution d " +
                "WHERE d.period_start >= '2023-01-01' AND NOT EXISTS (SELECT 1 FROM ventures_reversal r WHERE r.subject = 'distribution' AND r.subject_id = d.id))"));
            if (standing == 1)
            {
                var reversed = Run(place, "distribution", "reverse", "--venture", "ZCY", "--period", $"{year}", "--on", "2023-12-31", "--reason", "测试");
                Assert.True(reversed.Succeeded, reversed.ToString());
            }
        }

        AssertVerified(place);
        output.WriteLine($"{killed} killed");
        Assert.True(killed > 0, "no round was killed in time: the test showed nothing");
    }

    private sealed record Where(DatabaseEngine Engine, string Data, string Connection)
    {
        public IEnumerable<string> Arguments => Engine == DatabaseEngine.Sqlite ? ["--data", Data] : ["--data", Data, "--database", Connection];
    }

    private static void SkipWithoutDatabase(DatabaseEngine engine) =>
        Assert.SkipUnless(engine == DatabaseEngine.Sqlite || PostgresCluster.Available, PostgresCluster.Reason);

    private Where Place(DatabaseEngine engine, TempFolder folder)
    {
        var data = Path.Combine(folder.Path, "data");
        return new(engine, data, engine == DatabaseEngine.Postgres ? cluster.ConnectionString(cluster.CreateDatabase()) : StoreLocation.Sqlite(data).ConnectionString);
    }

    private static IEnumerable<string> Program(Where place, string[] arguments) =>
        [Path.Combine(AppContext.BaseDirectory, "baotuan.dll"), .. arguments, .. place.Arguments];

    private static ToolResult Run(Where place, params string[] arguments) => Tool.Run("dotnet", Program(place, arguments));

    private static void AssertVerified(Where place)
    {
        var verified = Run(place, "verify");
        Assert.True(verified.Succeeded, verified.ToString());
    }

    /// <returns>True when it ended with success before the kill.</returns>
    private static bool RunAndKill(Where place, int afterMs, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", Program(place, arguments)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExit(afterMs);
        if (!ended)
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.True(!ended || process.ExitCode == 0, $"{said.Result}\n{complained.Result}");
        return ended;
    }

    private static async Task<long> CountAsync(Where place, string sql)
    {
        await using System.Data.Common.DbConnection connection = place.Engine == DatabaseEngine.Sqlite
            ? new SqliteConnection(place.Connection)
            : new NpgsqlConnection(place.Connection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
