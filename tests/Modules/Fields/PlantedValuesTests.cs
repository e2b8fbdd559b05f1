using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using Npgsql;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>
/// A thousand invented people with 3,000 known numbers go through everything; afterwards none of the numbers stands in clear
/// in anything that was stored, logged or handed out. Alone, because the whole server of the run is searched.
/// </summary>
[Collection(nameof(PlantedValuesTests))]
[CollectionDefinition(nameof(PlantedValuesTests), DisableParallelization = true)]
public sealed class PlantedValuesTests(PostgresCluster cluster)
{
    private const int People = 1_000;
    private const int Failing = 5_000_000;

    private static readonly HashSet<string> Stored = [.. Enumerable.Range(0, People).SelectMany(NumbersOf)];
    private static readonly HashSet<string> Refused = [.. Enumerable.Range(Failing, 20).SelectMany(NumbersOf)];
    private static readonly HashSet<string> All = [.. Stored, .. Refused];

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NoNumber_StandsInClear_InAnythingStoredLoggedOrHandedOut(DatabaseEngine engine)
    {
        using var talk = new EverythingSaid();
        await using var desk = await ImportDesk.OpenAsync(cluster, engine);
        await TalkativeAsync(desk);
        await desk.SetUpAsync([.. County, ("members", FieldDesk.People(0, People))]);
        await using var site = await PartiesSite.StartAsync(desk.Data.Store, Caller.Program("local:test"));
        await LiveADayAsync(desk, site);
        var handedBack = await FailAsync(desk);

        Assert.Empty(PlantedNumbers.In(handedBack, Stored));
        Assert.NotEmpty(PlantedNumbers.In(handedBack, Refused)); // his own file, with what he typed
        Assert.Empty(PlantedNumbers.In(Encoding.UTF8.GetBytes(talk.Text + site.Log.Text), All));
        Assert.Contains("parties_person", talk.Text + site.Log.Text, StringComparison.Ordinal);
        await HandedOutAsync(desk, site);
        await OnDiskAsync(desk);
    }

    [Fact]
    public void TheSearch_FindsWhatIsThere()
    {
        var csv = Encoding.UTF8.GetBytes("\u0001x" + FieldDesk.People(0, People));
        Assert.Equal(Stored.Count, PlantedNumbers.In(csv, All).Count);
        Assert.Equal(Stored.Count, PlantedNumbers.In(Encoding.Unicode.GetBytes(FieldDesk.People(0, People)), All).Count);
        Assert.Single(PlantedNumbers.In(Encoding.UTF8.GetBytes($"00{Phone(3)}77"), All));
    }

    // the server's log has every statement with its parameters
    private static async Task TalkativeAsync(ImportDesk desk)
    {
        if (desk.Data.Store.Location.Engine == DatabaseEngine.Postgres)
        {
            var name = new NpgsqlConnectionStringBuilder(desk.Data.Store.Location.ConnectionString).Database;
            await desk.Data.ExecuteAsync($"ALTER DATABASE \"{name}\" SET log_statement = 'all'");
            await using var connection = new NpgsqlConnection(desk.Data.Store.Location.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private static async Task LiveADayAsync(ImportDesk desk, PartiesSite site)
    {
        var program = Caller.Program("local:test");
        await desk.SetUpAsync(("members", FieldDesk.People(0, 50).Replace("张小", "张大", StringComparison.Ordinal)));
        foreach (var number in NumbersOf(17))
        {
            Assert.Contains("000017", (await site.PostAsync("/members", "find-by-number", ("Number", number))).Body, StringComparison.Ordinal);
        }

        Assert.Contains(Phone(3), (await site.PostAsync("/members/V01/000003/reveal?field=phone", "reveal", ("Input.Choice", "通知本人"))).Body, StringComparison.Ordinal);
        await site.Client.GetStringAsync("/members?village=V01", Cancel);
        Assert.True((await KeyActs.RotateAsync(desk.Data.Store, program, null, Cancel)).Ok);
        Assert.True((await Parties.Contracts.MemberIndexActs.RebuildAsync(desk.Data.Store, program, null, Cancel)).Ok);
    }

    private static async Task<byte[]> FailAsync(ImportDesk desk)
    {
        var folder = desk.Folder(("members", FieldDesk.People(Failing, 20).Replace(",0001,", ",9999,", StringComparison.Ordinal)));
        var file = Path.Combine(folder, "members.csv");
        var report = await desk.Importer.RunAsync(file, "members.csv", "测试员", ImportMode.AllOrNothing, dryRun: false, null, Cancel);
        Assert.False(report.Saved);
        using var back = new MemoryStream();
        ErrorWorkbook.Write(file, report.Problems, back, onlyBadRows: false, "members.csv");
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(back.ToArray()) + string.Join('\n', report.Problems.Select(p => p.Message)));
    }

    private static async Task HandedOutAsync(ImportDesk desk, PartiesSite site)
    {
        Assert.Empty(PlantedNumbers.In(Encoding.UTF8.GetBytes(string.Join('\n', (await desk.ExportAsync()).Values)), All));
        var member = await site.Client.GetStringAsync("/members.csv?village=V01", Cancel);
        Assert.Empty(PlantedNumbers.In(Encoding.UTF8.GetBytes(member), All));
        Assert.Contains("191****0017", member, StringComparison.Ordinal);
        var open = await site.Client.GetStringAsync("/members.csv?village=V01&rendering=public", Cancel);
        Assert.DoesNotContain("****", open, StringComparison.Ordinal);
        Assert.DoesNotContain("000017", open, StringComparison.Ordinal);
        Assert.DoesNotContain("张小", open, StringComparison.Ordinal);
        Assert.DoesNotContain("身份证", open, StringComparison.Ordinal);
        Assert.Equal(People, open.Split('\n').Count(l => l.StartsWith("张**,0001", StringComparison.Ordinal)));
        Assert.Equal(2, (await desk.LoggedAsync("member.export")).Count);
    }

    private async Task OnDiskAsync(ImportDesk desk)
    {
        var store = desk.Data.Store;
        using var folder = new TempFolder();
        await new Backup(store).WriteAsync(folder.File("backup.zip"), Cancel);
        await ZipFile.ExtractToDirectoryAsync(folder.File("backup.zip"), folder.File("backup"), Cancel);
        var looked = PlantedNumbers.NoneBelow(folder.Path, All) + PlantedNumbers.NoneBelow(store.Location.DataDirectory, All);
        Assert.InRange(looked.Bytes, 1, long.MaxValue);
        if (store.Location.Engine == DatabaseEngine.Sqlite)
        {
            Assert.True(new FileInfo(store.Location.DatabaseFile + "-wal").Length > 0);
            Assert.InRange(looked.Bytes, People * 500L, long.MaxValue);
            return;
        }

        await desk.Data.ExecuteAsync("CHECKPOINT");
        var server = PlantedNumbers.NoneBelow(cluster.Folder, All);
        Assert.Contains(server.Files, f => f.Contains("pg_wal", StringComparison.Ordinal));
        Assert.Contains("parties_person_index", await ReadSharedAsync(Path.Combine(cluster.Folder, "server.log")), StringComparison.Ordinal);
    }

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancel);
    }

    /// <summary>What the program says to whoever listens: diagnostic events as they would be logged, and the console.</summary>
    private sealed class EverythingSaid : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        private readonly LogLines _lines = new();
        private readonly List<IDisposable> _heard = [];
        private readonly TextWriter _output = Console.Out;
        private readonly TextWriter _error = Console.Error;
        private readonly StringWriter _console = new();

        public EverythingSaid()
        {
            _heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
            var both = TextWriter.Synchronized(_console);
            Console.SetOut(both);
            Console.SetError(both);
        }

        public string Text => _lines.Text + _console;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal))
            {
                _heard.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) => _lines.Add($"{value.Key} {value.Value}");

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            Console.SetOut(_output);
            Console.SetError(_error);
            _heard.ForEach(h => h.Dispose());
        }
    }
}
