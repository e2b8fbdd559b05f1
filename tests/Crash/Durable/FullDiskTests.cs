namespace Baotuan.Tests.Crash.Durable;

/// <summary>The disk is full: a file system of its own, so small that the year does not fit.</summary>
public sealed class FullDiskTests(County county)
{
    [Fact]
    public async Task Full_disk_stops_writing_and_room_lets_it_go_on()
    {
        var reference = await county.ReferenceAsync();
        using var folder = new TempFolder();
        var data = county.Copy(folder);
        var bytes = Directory.GetFiles(data, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
        // the year runs on the small disk; what it left is copied out, as it lies, when the disk goes away
        const string script = """
            mount -t tmpfs -o size="$1" tmpfs "$2" || exit 99
            cp -r "$3/." "$2/"
            printf 'go\n' | dotnet "$4" year "$2" 0
            code=$?
            cp "$2"/baotuan.db "$2"/baotuan.db-wal "$3/" 2>/dev/null
            exit $code
            """;
        var ran = Tool.Run("unshare", ["-m", "sh", "-c", script, "sh", $"{bytes + 600_000}", Directory.CreateDirectory(folder.File("small")).FullName, data, Path.Combine(AppContext.BaseDirectory, "Baotuan.Tests.Year.dll")]);
        Assert.True(ran.ExitCode != 99 && !ran.Error.Contains("unshare", StringComparison.Ordinal), $"a file system may not be mounted here, so nothing is shown: {ran}");
        Assert.True(ran.ExitCode == 1, $"{ran}");
        Assert.Contains("磁盘已满，已停止写入", ran.Error, StringComparison.Ordinal);
        Assert.Contains("still stopped", ran.Output, StringComparison.Ordinal);
        var acknowledged = ran.Output.Split('\n').Count(l => l.StartsWith("ack", StringComparison.Ordinal));
        Assert.InRange(acknowledged, 1, reference.Acts - 1);
        int done;
        using (var connection = State.Open(data))
        {
            done = reference.Done(connection);
        }

        Assert.InRange(done, acknowledged, acknowledged + 1);
        await FaultTests.AssertGoesOnAsync(reference, data, done);
    }
}
