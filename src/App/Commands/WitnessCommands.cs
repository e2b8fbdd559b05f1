using System.CommandLine;
using Baotuan.Proofs.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>witness key|add|remove|list</c>: this installation as a witness of others' logs.</summary>
internal static class WitnessCommands
{
    public static Command Build() => new("witness", "为别的村、镇的日志作见证：会签它们的检查点。没有登记日志时不对外应答。") { Key(), Add(), Remove(), List() };

    private static Command Key() => LogCommands.Of("key", "打印会签用的公钥：交给对方，对方用 baotuan log witness add 登记。", async (session, cancel) =>
    {
        var key = (await WitnessActs.KeyAsync(session.Store, cancel)).ToString();
        return session.Answer(new { Key = key }, console => LogCommands.Lines(session, [key]));
    });

    private static Command Add()
    {
        var vkey = new Argument<string>("VKEY") { Description = "日志的公钥（对方 baotuan log key 打印的一整行）。" };
        var command = new Command("add", "登记一个日志，今后它的检查点接得上以前签过的就会签。") { vkey };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await WitnessActs.WatchAsync(session.Store, Session.Actor, parsed.GetRequiredValue(vkey), cancel),
                Json, (log, console) => console.WriteLine($"已登记日志 {log.Origin}。serve 运行时，对方把检查点发到 /witness/add-checkpoint。"))
            : Cli.Refused);
        return command;
    }

    private static Command Remove()
    {
        var origin = new Argument<string>("ORIGIN") { Description = "日志的名称（公钥里第一个加号前面的）。" };
        var command = new Command("remove", "今后不再会签这个日志；签到过哪里仍然记得。") { origin };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await WitnessActs.ForgetAsync(session.Store, Session.Actor, parsed.GetRequiredValue(origin), cancel),
                Json, (log, console) => console.WriteLine($"不再会签日志 {log.Origin}。"))
            : Cli.Refused);
        return command;
    }

    private static Command List() => LogCommands.Of("list", "列出登记的日志和会签到哪里。", async (session, cancel) =>
    {
        var logs = await WitnessActs.ListAsync(session.Store, cancel);
        return session.Answer(new { Logs = logs.Select(Json) }, console =>
        {
            LogCommands.Lines(session, logs.Select(l => $"{l.Origin}　{(l.Vkey.Length > 0 ? "" : "已去掉　")}会签到 {l.Size} 条　根 {Convert.ToBase64String(l.Root)}"));
            session.Output.Write(logs.Count == 0 ? "没有登记日志，不对外应答。\n" : "");
        });
    });

    private static object Json(WatchedLog log) => new { log.Origin, log.Vkey, log.Size, Root = Convert.ToBase64String(log.Root) };
}
