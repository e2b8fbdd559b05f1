using System.CommandLine;
using Baotuan.Proofs.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>log witness add|remove|list|quorum|policy</c>: who cosigns our log.</summary>
internal static class LogWitnessCommands
{
    public static Command Build() => new("witness", "本日志的见证方：谁来会签检查点。") { Add(), Remove(), List(), Quorum(), Policy() };

    private static Command Add()
    {
        var url = new Argument<string>("URL") { Description = "见证方的网址，例如 https://zhen.example/witness。" };
        var vkey = new Argument<string>("VKEY") { Description = "见证方的公钥（对方 baotuan witness key 打印的一整行）。" };
        var command = new Command("add", "登记见证方，今后每个检查点都请它会签；对方须先登记本日志的公钥。") { url, vkey };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await LogWitnesses.AddAsync(session.Store, Session.Actor, parsed.GetRequiredValue(url), parsed.GetRequiredValue(vkey), cancel),
                w => w, (w, console) => console.WriteLine($"已登记见证方 {w.Name}。运行 baotuan log checkpoint 即请它会签。"))
            : Cli.Refused);
        return command;
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "见证方的名称（公钥里第一个加号前面的）。" };
        var command = new Command("remove", "今后不再请它会签；已有的会签照旧成立。") { name };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await LogWitnesses.RemoveAsync(session.Store, Session.Actor, parsed.GetRequiredValue(name), cancel),
                w => new { Name = w }, (w, console) => console.WriteLine($"已去掉见证方 {w}。"))
            : Cli.Refused);
        return command;
    }

    private static Command List() => LogCommands.Of("list", "列出见证方和它们会签到哪里。", async (session, cancel) =>
    {
        var witnesses = await LogWitnesses.ListAsync(session.Store, cancel);
        var quorum = await session.ReadAsync(LogWitnesses.QuorumAsync, cancel);
        return session.Answer(new { Quorum = quorum, Witnesses = witnesses }, console =>
        {
            LogCommands.Lines(session, witnesses.Select(w => $"{w.Name}　{w.Url}　会签到 {w.Size} 条"));
            session.Output.WriteLine(witnesses.Count == 0 ? "没有登记见证方。" : $"须有 {quorum} 个见证方会签才对外提供检查点。");
        });
    });

    private static Command Quorum()
    {
        var count = new Argument<int>("N") { Description = "须有几个见证方会签，对外的检查点才更新；0 表示不要求。" };
        var command = new Command("quorum", "定须有几个见证方会签。") { count };
        command.SetAction(async (parsed, cancel) => await Session.OpenAsync(parsed, cancel) is { } session
            ? session.Answer(
                await LogWitnesses.SetQuorumAsync(session.Store, Session.Actor, parsed.GetRequiredValue(count), cancel),
                n => new { Quorum = n }, (n, console) => console.WriteLine($"今后须有 {n} 个见证方会签。请把 baotuan log witness policy 打印的策略文件公布出去。"))
            : Cli.Refused);
        return command;
    }

    private static Command Policy() => LogCommands.Of("policy", "打印策略文件：公布出去，receipt verify --policy 凭它核对。", async (session, cancel) =>
    {
        var policy = await LogWitnesses.PolicyAsync(session.Store, cancel);
        return session.Answer(new { Policy = policy.ToString() }, console => session.Output.Write(policy.ToString()));
    });
}
