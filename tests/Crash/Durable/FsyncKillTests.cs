namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// The year is killed by a tracer at each of its first two hundred calls of <c>fsync</c> or <c>fdatasync</c> (at every third of them
/// without BAOTUAN_FULL=1); see <see cref="KilledYearTests"/>.
/// </summary>
public sealed class FsyncKillTests(County county)
{
    private const int FsyncPoints = 200;

    public static TheoryData<int> Segments => [.. Enumerable.Range(0, FsyncPoints / County.Segment)];

    [Theory]
    [MemberData(nameof(Segments))]
    public async Task Killed_at_each_fsync_it_loses_nothing_acknowledged(int segment)
    {
        var reference = await county.ReferenceAsync();
        var from = segment * County.Segment;
        var step = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1" ? 1 : 3;
        for (var point = 1 + segment % step; point <= County.Segment; point += step)
        {
            using var folder = new TempFolder();
            var data = county.Copy(folder, from);
            using var run = YearRun.Start(data, from)
                .Trace(folder.File("trace"), "-e", "trace=fsync,fdatasync", "-e", $"inject=fsync,fdatasync:signal=SIGKILL:when={point}")
                .Finish();
            Assert.Contains(run.Traced, l => l.Contains("+++ killed by SIGKILL", StringComparison.Ordinal));
            Assert.Equal(point, run.Traced.Count(l => l.Contains("sync(", StringComparison.Ordinal)));
            Assert.NotEqual(0, run.ExitCode);
            KilledYearTests.AssertWhole(reference, data, from, run);
        }
    }
}
