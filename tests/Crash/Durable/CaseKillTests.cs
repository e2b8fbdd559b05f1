using Baotuan.Cases.Contracts;
using Baotuan.Migrations;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Year;
using Microsoft.Data.Sqlite;

namespace Baotuan.Tests.Crash.Durable;

/// <summary>
/// Cases, and a review of one, are killed with SIGKILL at every step of their way, while the step is being written or when it is made durable (in turn; both with BAOTUAN_FULL=1): what is left is the way up to the step
/// before or the step itself, whole either way, and the way goes on from there to the same end.
/// </summary>
public sealed class CaseKillTests
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("BAOTUAN_FULL") == "1";
    private static readonly string[] Calls = ["pwrite64", "fsync,fdatasync"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What can be told of the cases without opening a seal: seals are made of chance.</summary>
    private const string Telling =
        """
        SELECT (SELECT group_concat(case_id || ' ' || sequence_no || ' ' || act || ' ' || state, ';') FROM (SELECT * FROM cases_event ORDER BY case_id, sequence_no))
            || '|' || (SELECT group_concat(case_id || ' ' || state || ' ' || events, ';') FROM (SELECT * FROM cases_standing ORDER BY case_id))
            || '|' || (SELECT COUNT(*) FROM cases_attachment) || ' ' || (SELECT COUNT(*) FROM cases_attachment_content) || ' ' || (SELECT COUNT(*) FROM cases_attachment_removal)
            || '|' || (SELECT COUNT(*) FROM cases_meeting) || ' ' || (SELECT COUNT(*) FROM cases_meeting_case) || '|' || (SELECT COUNT(*) FROM cases_agreement)
            || '|' || (SELECT COUNT(*) FROM oversight_question) || ' ' || (SELECT COUNT(*) FROM oversight_review) || ' ' || (SELECT COUNT(*) FROM oversight_review_party) || ' '
            || (SELECT COUNT(*) FROM oversight_review_answer) || ' ' || (SELECT COUNT(*) FROM oversight_review_event)
        """;

    [Fact]
    public async Task Killed_at_every_step_a_case_is_whole_and_goes_on()
    {
        using var folder = new TempFolder();
        string At(int done) => Path.Combine(folder.Path, $"at-{done}");
        await MakeAsync(folder, At(0));
        var (told, acts) = (new List<string> { "" }, CaseWay.Acts(At(0)).Count);
        var live = Path.Combine(folder.Path, "live");
        County.CopyFolder(At(0), live);
        var desk = new YearDesk(live, CaseWay.Acts(live));
        for (var n = 0; n < acts; n++)
        {
            await desk.PerformAsync(n);
            told.Add(Told(live));
            County.CopyFolder(live, At(n + 1));
        }

        Assert.Equal(acts, told.Skip(1).Distinct().Count());
        Assert.Contains("1 11 perform performed", told[^1], StringComparison.Ordinal);
        var (before, after) = (0, 0);
        for (var n = 0; n < acts; n++)
        {
            foreach (var call in Full ? Calls : [Calls[n % 2]])
            {
                using var copy = new TempFolder();
                var data = Path.Combine(copy.Path, "data");
                County.CopyFolder(At(n), data);
                using (var run = YearRun.Start(data, n, "cases").Trace(copy.File("trace"), "-e", $"trace={call}", "-e", $"inject={call}:signal=SIGKILL:when=1").Finish())
                {
                    Assert.Contains(run.Traced, l => l.Contains("+++ killed by SIGKILL", StringComparison.Ordinal));
                    Assert.Empty(run.Acknowledged);
                }

                var left = Told(data);
                Assert.True(left == told[n] || left == told[n + 1], $"step {n}, {call}: {left}");
                var done = left == told[n] ? n : n + 1;
                (before, after) = done == n ? (before + 1, after) : (before, after + 1);
                await SoundAsync(data);
                if (n % 6 == 5)
                {
                    using var rest = YearRun.Start(data, done, "cases").Finish();
                    Assert.True(rest.Said is ["end"], rest.Complaints);
                    Assert.Equal(told[^1], Told(data));
                    await SoundAsync(data);
                }
            }
        }

        Assert.True(before >= acts / 3 && after >= acts / 3, $"{before} before, {after} after: one of the two was hardly tried");
    }

    private static async Task MakeAsync(TempFolder folder, string data)
    {
        County.Program("init", "--data", data);
        var sheets = Path.Combine(folder.Path, "sheets");
        Directory.CreateDirectory(sheets);
        foreach (var (file, text) in CaseWay.Sheets)
        {
            await File.WriteAllTextAsync(Path.Combine(sheets, file), text, Cancel);
        }

        County.Program("import", sheets, "--data", data);
        await CaseWay.MakePeopleAsync(Databases.OpenStore(StoreLocation.Sqlite(data), TimeProvider.System));
        SqliteConnection.ClearAllPools();
    }

    private static string Told(string data)
    {
        using var connection = State.Open(data);
        Assert.Equal("ok", State.Text(connection, "PRAGMA integrity_check"));
        return State.Number(connection, "SELECT COUNT(*) FROM cases_case") == 0 ? "" : State.Text(connection, Telling);
    }

    private static async Task SoundAsync(string data)
    {
        await using (var db = Databases.OpenStore(StoreLocation.Sqlite(data), TimeProvider.System).Open())
        {
            Assert.Empty(await CasesVerify.CheckAsync(db, Cancel));
            Assert.Empty(await OversightVerify.CheckAsync(db, Cancel));
        }

        SqliteConnection.ClearAllPools();
    }
}
