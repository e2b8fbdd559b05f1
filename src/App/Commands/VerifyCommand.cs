using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>verify</c></summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        var command = new Command("verify", "从事实重算每个余额、登记簿和每一行分红，指出任何不符。");
        var against = new Option<string[]>("--against") { Description = "另外保存的检查点或收据文件，与日志核对；可给多个。", AllowMultipleArgumentsPerToken = true };
        command.Options.Add(against);
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (Others(parsed.GetValue(against) ?? [], out var others) is { } refusal)
            {
                return session.Answer(refusal);
            }

            await using var db = session.Store.Open();
            var problems = new List<(string Code, string Subject, string Message)>();
            foreach (var trigger in await SchemaGuard.MissingTriggersAsync(db, cancel))
            {
                problems.Add(("trigger_missing", trigger, $"缺少只增不改的触发器 {trigger}。"));
            }

            await Verification.RunAsync(db, session.Store, others, problems, cancel);
            var erased = await SecretActs.ErasedAsync(db, cancel);
            session.Answer(
                new { Ok = problems.Count == 0, Erased = erased, Problems = problems.Select(p => new { p.Code, p.Subject, p.Message }) },
                console =>
                {
                    foreach (var (code, subject, message) in problems)
                    {
                        console.WriteLine($"{subject}：{message} [{code}]");
                    }

                    if (erased > 0)
                    {
                        console.WriteLine($"{erased} 位成员的开封密钥已按申请删除，日志里他们此前的内容不再逐条打开核对。");
                    }

                    console.WriteLine(problems.Count == 0 ? "全部相符。" : $"发现 {problems.Count} 处不符。");
                });
            return problems.Count == 0 ? Cli.Done : Cli.Refused;
        });
        return command;
    }

    /// <summary>Checkpoints out of files: signed notes, or receipts that end with one.</summary>
    private static Refusal? Others(string[] files, out List<SignedNote> notes)
    {
        notes = [];
        foreach (var file in files)
        {
            var text = File.Exists(file) ? File.ReadAllText(file) : null;
            if (text is null || (TlogProof.Parse(text)?.Note ?? SignedNote.Parse(text)) is not { } note)
            {
                return new("checkpoint_is_damaged", text is null ? $"找不到文件 {file}。" : $"{file} 既不是检查点，也不是收据。");
            }

            notes.Add(note);
        }

        return null;
    }
}
