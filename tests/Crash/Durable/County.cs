using Baotuan.Tests.Year;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// A small imported county, and the year performed on it once without any disturbance: how many acts there are, what stands in
/// the database after each, and copies of the files along the way. Whatever happens to other runs is held against this one.
/// </summary>
public sealed class County : IDisposable
{
    /// <summary>Acts between two kept folders from which a run may start.</summary>
    internal const int Segment = 50;

    private readonly TempFolder _folder = new();
    private readonly Lazy<Task<Reference>> _reference;

    public County() => _reference = new(() => Task.Run(BuildAsync));

    internal Task<Reference> ReferenceAsync() => _reference.Value;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>A data directory of its own in the state after so many acts, a multiple of <see cref="Segment"/>, log and all.</summary>
    internal string Copy(TempFolder to, int done = 0)
    {
        var data = Path.Combine(to.Path, "data");
        CopyFolder(At(done), data);
        return data;
    }

    internal static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private string At(int done) => Path.Combine(_folder.Path, $"at-{done}");

    private async Task<Reference> BuildAsync()
    {
        var start = At(0);
        Program("init", "--data", start);
        Program("import", Path.Combine(AppContext.BaseDirectory, "samples", "other-county"), "--data", start);
        var live = Path.Combine(_folder.Path, "live");
        CopyFolder(start, live);
        using var reading = State.Open(live);
        var reference = new Reference(reading);
        var desk = new YearDesk(live);
        for (var n = 0; n < YearActs.All.Count; n++)
        {
            reference.Note(await desk.PerformAsync(n), live);
            if ((n + 1) % Segment == 0)
            {
                CopyFolder(live, At(n + 1));
            }
        }

        return reference;
    }

    /// <summary>Runs the program, which must do as told.</summary>
    internal static void Program(params string[] arguments)
    {
        var result = Tool.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "baotuan.dll"), .. arguments]);
        Assert.True(result.Succeeded, result.ToString());
    }
}
