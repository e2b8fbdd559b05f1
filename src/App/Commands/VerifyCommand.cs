using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>verify</c></summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        var command = new Command("verify", "从事实重算每个余额、登记簿和每一行分红，指出任何不符。");
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            await using var db = session.Store.Open();
            var problems = new List<(string Code, string Subject, string Message)>();
            foreach (var trigger in await SchemaGuard.MissingTriggersAsync(db, cancel))
            {
                problems.Add(("trigger_missing", trigger, $"缺少只增不改的触发器 {trigger}。"));
            }

            await Verification.RunAsync(db, problems, cancel);
            session.Answer(
                new { Ok = problems.Count == 0, Problems = problems.Select(p => new { p.Code, p.Subject, p.Message }) },
                console =>
                {
                    foreach (var (code, subject, message) in problems)
                    {
                        console.WriteLine($"{subject}：{message} [{code}]");
                    }

                    console.WriteLine(problems.Count == 0 ? "全部相符。" : $"发现 {problems.Count} 处不符。");
                });
            return problems.Count == 0 ? Cli.Done : Cli.Refused;
        });
        return command;
    }
}
