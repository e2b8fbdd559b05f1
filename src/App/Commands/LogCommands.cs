using System.CommandLine;
using Baotuan.Proofs.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>log key|checkpoint|name|sm2|witness</c></summary>
internal static class LogCommands
{
    public static Command Build() => new("log", "日志：公钥、检查点、名称、见证方。") { Key(), Checkpoint(), Name(), Sm2(), LogWitnessCommands.Build() };

    private static Command Key() => Of("key", "打印公钥：公布出去，任何人都能凭它核对收据。", async (session, cancel) =>
    {
        var keys = await LogCheckpoints.KeysAsync(session.Store, cancel);
        return session.Answer(new { Keys = keys.Select(k => k.ToString()) }, console => Lines(session, keys.Select(k => k.ToString())));
    });

    private static Command Checkpoint() => Of("checkpoint", "签发到日志末尾的检查点，请见证方会签，然后打印；交给镇里、审计或别的村保存。", async (session, cancel) =>
    {
        var signed = await LogCheckpoints.AdvanceAsync(session.Store, cancel);
        if (!signed.Ok)
        {
            return session.Answer(signed.Refusals);
        }

        foreach (var report in await LogWitnesses.CollectAsync(session.Store, cancel))
        {
            await session.Error.WriteLineAsync(report.Message);
        }

        var note = await session.ReadAsync(LogCheckpoints.LatestAsync, cancel);
        return session.Answer(new { Checkpoint = note?.ToString() }, console => session.Output.Write(note?.ToString() ?? "日志还是空的。\n"));
    });

    private static Command Name()
    {
        var origin = new Argument<string>("NAME") { Description = "不带协议的网址，例如 baotuan.example.gov.cn/log。" };
        var command = new Command("name", "给日志命名；签发过检查点以后不能再改。") { origin };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await LogCheckpoints.NameAsync(session.Store, parsed.GetRequiredValue(origin), cancel),
                name => new { Name = name }, (name, console) => console.WriteLine($"日志名为 {name}。"))
            : Cli.Refused);
        return command;
    }

    private static Command Sm2() => Of("sm2", "另用国密 SM2/SM3 签发：检查点多一行签名，原有的照旧。", async (session, cancel) =>
    {
        var keys = await LogCheckpoints.AddSm2Async(session.Store, cancel);
        return session.Answer(new { Keys = keys.Select(k => k.ToString()) }, console => Lines(session, keys.Select(k => k.ToString())));
    });

    internal static Command Of(string name, string description, Func<Session, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session ? await run(session, cancel) : Cli.Refused);
        return command;
    }

    // a key is one line, however narrow the window
    internal static void Lines(Session session, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            session.Output.WriteLine(line);
        }
    }
}
