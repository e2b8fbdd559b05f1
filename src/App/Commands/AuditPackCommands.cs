using System.CommandLine;
using System.Text;
using Baotuan.App.Shell;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Transparency.Witnessing;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>audit-pack export|verify</c></summary>
internal static class AuditPackCommands
{
    public static Command Build() => new("audit-pack", "审计包：导出全部凭证、登记簿、规则、决议、日志和开封；离线重算核对。") { Export(), Verify() };

    private static Command Export()
    {
        var file = new Option<string>("--out") { Description = "写到哪个文件；不覆盖已有文件。", HelpName = "FILE", Required = true };
        var command = new Command("export", "导出审计包（含成员明细，只供审计）。") { file };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var path = parsed.GetRequiredValue(file);
            if (Cli.Stands(path) is { } stands)
            {
                return session.Answer(stands);
            }

            var logged = await session.Store.WriteAsync<bool>(
                Session.Actor,
                async (db, token) =>
                {
                    await db.LogAsync("audit_pack.export", "log", Path.GetFileName(path), token, kind: "view");
                    return true;
                },
                cancel);
            var written = logged.Ok ? await AuditPacks.WriteAsync(session.Store, path, [new("verify.html", Encoding.UTF8.GetBytes(VerifyPage.With("")))], cancel) : Outcome<PackWritten>.Refused(logged.Refusals);
            return session.Answer(
                written, w => new { File = path, w.Leaves, w.Openings, w.Files, Problems = w.Problems.Select(p => new { p.Code, p.Subject, p.Message }) },
                (w, console) =>
                {
                    console.WriteLine($"已写入 {path}：日志 {w.Leaves} 条，开封 {w.Openings} 条，{w.Files} 个文件。里面有成员明细，请只交给审计的人。");
                    foreach (var problem in w.Problems)
                    {
                        console.WriteLine($"{problem.Subject}：{problem.Message} [{problem.Code}]");
                    }
                });
        });
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("FILE") { Description = "审计包。" };
        var key = new Option<string>("--key") { Description = "日志的公钥（baotuan log key 打印，或村里公布的）。", HelpName = "VKEY", Required = true };
        var command = new Command("verify", "由审计包重算日志的根、每个余额、登记簿和每一行分红；全部相符退出码 0，否则 1。不需要数据库。") { file, key };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetRequiredValue(file);
            var given = Cli.KeyOf(parsed.GetRequiredValue(key));
            var checkedPack = !given.Ok ? Outcome<PackVerdict>.Refused(given.Refusals)
                : !File.Exists(path) ? new Refusal("file_not_found", $"找不到文件 {path}。") : await AuditPacks.CheckAsync(path, WitnessPolicy.Of(given.Value), cancel);
            if (!checkedPack.Ok)
            {
                await error.WriteLineAsync($"不成立：{checkedPack.Refusals[0]}");
                return Cli.DoesNotHold;
            }

            var verdict = checkedPack.Value;
            foreach (var problem in verdict.Problems)
            {
                await error.WriteLineAsync($"{problem.Subject}：{problem.Message} [{problem.Code}]");
            }

            foreach (var line in verdict.Unchecked)
            {
                await output.WriteLineAsync(line);
            }

            await output.WriteLineAsync($"日志 {verdict.Origin} 共 {verdict.Leaves} 条，开封 {verdict.Opened} 条，未开封 {verdict.Closed} 条");
            await output.WriteLineAsync($"重算：凭证 {verdict.Vouchers} 张，科目余额 {verdict.Balances} 个，股权 {verdict.Positions} 份，成员分红 {verdict.Payouts} 行 {new Money(verdict.PayoutFen).Format()} 元");
            await output.WriteLineAsync(verdict.Problems.Count == 0 ? verdict.Unchecked.Count == 0 ? "成立：全部相符，一分不差。" : "成立：能核对的全部相符；上面列出的不能逐行核对。" : $"不成立：发现 {verdict.Problems.Count} 处不符。");
            return verdict.Problems.Count == 0 ? Cli.Done : Cli.DoesNotHold;
        });
        return command;
    }
}
