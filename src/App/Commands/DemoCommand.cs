using System.CommandLine;
using Spectre.Console;
using System.Diagnostics;
using Baotuan.App.Accounts;
using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.App.Commands;

/// <summary><c>demo</c>: the sample county in a data directory of its own, ready to be looked at.</summary>
internal static class DemoCommand
{
    private const string Mark = "demo.loaded";

    public static Command Build()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "只装入数据，不开网页。" };
        var port = ServeCommand.Port();
        var command = new Command("demo", "装入 samples/pinghu 的演示数据（虚构，已标明），并打开网页。默认目录 baotuan-demo。") { noServe, port };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel, "baotuan-demo") is not { } session)
            {
                return Cli.Refused;
            }

            var loaded = await LoadAsync(session, cancel);
            if (loaded != Cli.Done)
            {
                return loaded;
            }

            if (parsed.GetValue(noServe))
            {
                return session.Answer(new { session.Location.DataDirectory, Loaded = true }, console => console.WriteLine($"演示数据在 {session.Location.DataDirectory}。"));
            }

            // what a demo prints is scanned at the same machine
            var number = parsed.GetRequiredValue(port);
            return await ServeCommand.RunAsync(
                session, number, null, address => Tour(session, address), cancel, o => o with { PublicRoot = number == 0 ? null : new Uri($"http://localhost:{number}/") });
        });
        return command;
    }

    /// <summary>Loads the sample once; a second start finds the mark and loads nothing.</summary>
    private static async Task<int> LoadAsync(Session session, CancellationToken cancel)
    {
        await using (var db = session.Store.Open())
        {
            if (await db.Set<Setting>().AnyAsync(s => s.Name == Mark, cancel))
            {
                return Cli.Done;
            }

            if (await db.Set<ImportBatch>().AnyAsync(cancel))
            {
                return session.Answer(new Refusal("not_a_demo_directory", $"{session.Location.DataDirectory} 里已有别的数据，不装入演示数据。请用 --data 换一个空目录。"));
            }
        }

        var samples = Path.Combine(AppContext.BaseDirectory, "samples", "pinghu");
        var watch = Stopwatch.StartNew();
        var report = await ImportCommands.RunAsync(session, samples, ImportMode.AllOrNothing, dryRun: false, cancel);
        if (!report.Saved)
        {
            session.Answer(new { report.Saved, Errors = report.Problems.ErrorCount }, console => ImportCommands.Text(report, console));
            return Cli.Broken;
        }

        var marked = await session.WriteAsync<bool>(
            (db, _) =>
            {
                db.Add(new Setting { Name = Mark, Value = $"batch {report.BatchId}" });
                return Task.FromResult<Outcome<bool>>(true);
            },
            cancel);
        await DemoAccounts.MakeAsync(session.Store, Session.Actor, cancel);
        var briefing = await File.ReadAllTextAsync(Path.Combine(samples, "briefing.md"), cancel);
        _ = (await session.WriteAsync((db, token) => BriefingCommands.SaveAsync(db, "PINGHU", "PHJKQ", briefing, "", token), cancel)).Value;
        if (!session.Json)
        {
            session.Output.WriteLine($"已装入演示数据：{report.NewRows:N0} 行，用时 {watch.Elapsed.TotalSeconds:F1} 秒。");
        }

        return marked.Ok ? Cli.Done : session.Answer(marked.Refusals);
    }

    private static void Tour(Session session, Uri address)
    {
        var output = session.Output;
        var accounts = Path.Combine(session.Location.DataDirectory, "demo-accounts.txt");
        if (File.Exists(accounts))
        {
            output.WriteLine();
            output.Write(File.ReadAllText(accounts));
        }

        output.WriteLine();
        output.WriteLine("先看这些：");
        output.WriteLine($"  {address}ventures/ZCY　　智创园：36 个村，历年应分与实付，公开数字与我们的差额");
        output.WriteLine($"  {address}public　　　　　　不用登录的公开网页：每个村、每个项目、每个数怎么来的；{address}r　用分红单上的收据码看自己家的");
        output.WriteLine($"  {address}cockpit　　　　　驾驶舱：几个数、几张图，每个数点进去是记录；县里的人用 nongye 登录");
        output.WriteLine($"  {address}distributions/new　试算一次分红，看每一分怎么来");
        output.WriteLine($"  {address}villages　　　　　村集体：收到多少、提留多少、分给成员多少，打印每户分红单（示例一村已经分到户，用 shenji 登录）");
        output.WriteLine($"  {address}briefings　　　　　简报：每个数都从记录算出，发布后冻结，以后再算一遍对照");
        output.WriteLine($"  {address}trial-balance　　科目余额；{address}imports　导入自己的表格");
        output.WriteLine("演示数据除公开报道的数字外均为虚构。");
    }
}
