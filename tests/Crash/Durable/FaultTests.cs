using Baotuan.Tests.Year;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// The disk answers writing or flushing with an error. The program says so and stops writing, what it acknowledged stays, reading goes
/// on, and a new start goes on writing without anybody's repair.
/// </summary>
public sealed class FaultTests(County county, ITestOutputHelper output)
{
    private static readonly int PointsEach = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1" ? 63 : 13;

    public static TheoryData<string, string, string> Faults => new(
        from call in new[] { "fsync,fdatasync", "pwrite64,write" }
        from error in new[] { "EIO", "ENOSPC" }
        from lasting in new[] { "", "+" }
        select (call, error, lasting));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Failed_disk_stops_writing_and_loses_nothing_acknowledged(string call, string error, string lasting)
    {
        var reference = await county.ReferenceAsync();
        var points = new List<int>();
        for (var i = 0; i < PointsEach; i++)
        {
            points.Add(call.StartsWith('f') ? 1 + i * 3 : 1 + i * 41);
            using var folder = new TempFolder();
            var data = county.Copy(folder);
            var log = Path.Combine(data, "baotuan.db-wal");
            using var run = YearRun.Start(data, 0)
                .Trace(folder.File("trace"), "-P", log, "-P", Path.Combine(data, "baotuan.db"), "-e", $"trace={call}", "-e", $"inject={call}:error={error}:when={points[^1]}{lasting}")
                .Finish();
            Assert.Contains(run.Traced, l => l.Contains("(INJECTED)", StringComparison.Ordinal));
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("已停止写入", run.Complaints, StringComparison.Ordinal);
            Assert.StartsWith("failed", run.Said[0], StringComparison.Ordinal);
            Assert.Equal("still stopped", run.Said[1]);
            Assert.StartsWith("reads ", run.Said[2], StringComparison.Ordinal);
            Assert.DoesNotContain("nothing", run.Said[2], StringComparison.Ordinal);
            await AssertGoesOnAsync(reference, data, KilledYearTests.AssertWhole(reference, data, 0, run));
        }

        output.WriteLine($"{points.Count} faults");
    }

    /// <summary>A new start on the same files performs the next act.</summary>
    internal static async Task AssertGoesOnAsync(Reference reference, string data, int done)
    {
        var desk = new YearDesk(data);
        await desk.PerformAsync(done);
        using (var connection = State.Open(data))
        {
            Assert.Equal(done + 1, reference.Done(connection));
        }

        SqliteConnection.ClearAllPools();
    }
}
