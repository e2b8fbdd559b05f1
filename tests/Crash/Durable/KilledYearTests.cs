namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// The year is killed with SIGKILL. What was acknowledged is there, what is there is whole: the state equals, value by value, the
/// one after the acts acknowledged, or one act more; and the year goes on from there to the same end.
/// </summary>
public sealed class KilledYearTests(County county, ITestOutputHelper output)
{
    private const int Killed = 128 + 9;
    private static readonly bool Full = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1";

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_acknowledged()
    {
        var reference = await county.ReferenceAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (wanted, kills, years, longestMs) = (Full ? 1_000 : 50, 0, 0, 600);
        while (kills < wanted)
        {
            using var folder = new TempFolder();
            var data = county.Copy(folder);
            var done = 0;
            while (done < reference.Acts)
            {
                using var run = YearRun.Start(data, done).Finish(random.Next(1, longestMs));
                // a machine of any speed: the next kill falls before the moment at which a whole year ends
                longestMs = run.ExitCode != 0 ? Math.Min(longestMs + 50, 30_000) : done == 0 ? run.LastedMs : longestMs;
                var ended = run.Said is ["end"]; // killed between its last word and its exit, it has ended all the same
                Assert.True(run.ExitCode == Killed || (run.ExitCode == 0 && ended), $"it ended with {run.ExitCode}: {run.Complaints}");
                Assert.True(ended || run.Said is [], string.Join('\n', run.Said));
                kills += ended ? 0 : 1;
                done = AssertWhole(reference, data, done, run);
                Assert.True(!ended || done == reference.Acts, $"it said end at act {done}");
            }

            years++;
        }

        output.WriteLine($"{kills} kills in {years} years");
    }

    /// <summary>Opens what is left as a new start would, and says how many acts stand in it.</summary>
    internal static int AssertWhole(Reference reference, string data, int from, YearRun run)
    {
        using var connection = State.Open(data);
        Assert.Equal("ok", State.Text(connection, "PRAGMA integrity_check"));
        var acknowledged = run.Acknowledged.Count > 0 ? run.Acknowledged[^1].Done : from;
        Assert.False(run.Acknowledged is [.., var last] && new Witness(last.Size, last.Root).Notices(connection), $"act {acknowledged} was acknowledged and is gone");
        var done = reference.Done(connection);
        Assert.InRange(done, acknowledged, acknowledged + 1);
        return done;
    }
}
