using System.Diagnostics;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>A backup is one consistent moment however much is being written, and a restored one is that moment again.</summary>
public sealed class BackupTests(County county, ITestOutputHelper output)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backup_under_load_comes_back_as_one_moment()
    {
        var reference = await county.ReferenceAsync();
        var (backups, moments) = (0, new HashSet<int>());
        while (backups < (Full ? 100 : 8))
        {
            using var folder = new TempFolder();
            var data = county.Copy(folder);
            var store = Databases.OpenStore(StoreLocation.Sqlite(data), TimeProvider.System);
            using var run = YearRun.Start(data, 0);
            var year = Task.Run(() => run.Finish(), Cancel);
            for (var n = 0; n < 4; n++, backups++)
            {
                moments.Add(await BackUpAndRestoreAsync(reference, store, folder, n));
            }

            await year;
            Assert.Equal(["end"], run.Said);
            SqliteConnection.ClearAllPools();
        }

        output.WriteLine($"{backups} backups of {moments.Count} moments");
        Assert.True(moments.Count > 2, "nothing was written while backups ran");
    }

    [Fact]
    public async Task Killed_backup_is_whole_or_refused()
    {
        var reference = await county.ReferenceAsync();
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var folder = new TempFolder();
        var data = county.Copy(folder, 100);
        var (whole, killed, longestMs) = (0, 0, 1_500);
        for (var n = 0; n < (Full ? 100 : 10); n++)
        {
            var file = folder.File($"killed-{n}.zip");
            using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "baotuan.dll"), "backup", file, "--data", data]) { RedirectStandardOutput = true })!;
            var watch = Stopwatch.StartNew();
            if (process.WaitForExit(random.Next(longestMs / 2, longestMs)))
            {
                longestMs = (int)watch.ElapsedMilliseconds; // a machine of any speed: the next kill falls before this one's end
            }
            else
            {
                process.Kill();
                process.WaitForExit();
                (killed, longestMs) = (killed + 1, longestMs + 20);
            }

            if (File.Exists(file + ".partial"))
            {
                var refused = await Backup.RestoreAsync(file + ".partial", folder.File($"half-{n}"), Cancel);
                Assert.False(refused.Ok);
                Assert.False(Directory.Exists(folder.File($"half-{n}")));
            }

            if (File.Exists(file))
            {
                whole++;
                Assert.True((await Backup.RestoreAsync(file, folder.File($"whole-{n}"), Cancel)).Ok);
                using var connection = State.Open(folder.File($"whole-{n}"));
                Assert.Equal(100, reference.Done(connection));
            }
        }

        output.WriteLine($"{killed} killed, {whole} whole");
        Assert.True(killed > 0, "no backup was killed in time: the test showed nothing");
    }

    private static async Task<int> BackUpAndRestoreAsync(Reference reference, Store store, TempFolder folder, int n)
    {
        var (file, restored) = (folder.File($"backup-{n}.zip"), folder.File($"restored-{n}"));
        var manifest = await new Backup(store).WriteAsync(file, Cancel);
        Assert.Contains(manifest.Files, f => f.Name.StartsWith("keys/", StringComparison.Ordinal));
        var read = await Backup.RestoreAsync(file, restored, Cancel);
        Assert.True(read.Ok, string.Join("; ", read.Refusals));
        Assert.Equal(manifest.Head, read.Value.Head);
        var again = await Backup.RestoreAsync(file, restored, Cancel);
        Assert.Equal("target_not_empty", Assert.Single(again.Refusals).Code);
        Assert.Equal(["baotuan.db"], Directory.GetFiles(restored).Select(Path.GetFileName));
        using var connection = State.Open(restored);
        Assert.Equal(1, State.Number(connection, $"SELECT COUNT(*) FROM platform_operation WHERE id = {manifest.Head!.Operations} AND hash = '{manifest.Head.Hash}'"));
        foreach (var table in State.Tables(connection))
        {
            Assert.Equal(State.Number(connection, $"SELECT COUNT(*) FROM {table}"), manifest.Rows![table]);
        }

        return reference.Done(connection);
    }
}
