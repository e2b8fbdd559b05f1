using System.CommandLine;
using Baotuan.App.Shell;
using Baotuan.Kernel;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Baotuan.Ventures.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>receipt export|verify|page</c></summary>
internal static class ReceiptCommands
{
    public static Command Build() => new("receipt", "收据：导出某成员或某户一次分配的收据，离线核对收据。") { Export(), Verify(), Page() };

    private static Command Export()
    {
        var distribution = new Option<long>("--distribution") { Description = "收益分配的编号（cascade show 里的编号）。", HelpName = "ID", Required = true };
        var member = new Option<string?>("--member") { Description = "成员号。", HelpName = "NO" };
        var household = new Option<string?>("--household") { Description = "户号，代替成员号。", HelpName = "NO" };
        var file = new Option<string>("--out") { Description = "写到哪个文件；不覆盖已有文件。", HelpName = "FILE", Required = true };
        var command = new Command("export", "导出收据。") { distribution, member, household, file };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var (id, path) = (parsed.GetValue(distribution), parsed.GetRequiredValue(file));
            if ((parsed.GetValue(member) is null) == (parsed.GetValue(household) is null))
            {
                return session.Answer(new Refusal("whose_receipt", "请给出 --member 或 --household 其中一个。"));
            }

            if (Cli.Stands(path) is { } stands)
            {
                return session.Answer(stands);
            }

            if (await ReceiptActs.CoverAsync(session.Store, id, cancel) is { } refusal)
            {
                return session.Answer(refusal);
            }

            var made = await session.ReadAsync(
                (db, token) => parsed.GetValue(member) is { } no
                    ? ReceiptActs.OfMemberAsync(db, id, no, token)
                    : ReceiptActs.OfHouseholdAsync(db, id, parsed.GetValue(household)!, token), cancel);
            if (made.Ok)
            {
                await File.WriteAllTextAsync(path, made.Value.ToString(), cancel);
            }

            return session.Answer(
                made, r => new { File = path, Lines = r.Lines.Count, r.Note.Text },
                (r, console) => console.WriteLine($"已写入 {path}：{r.Lines.Count} 行。请连同公钥一起保存，不需要服务器也能核对。"));
        });
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("FILE") { Description = "收据文件。" };
        var key = new Option<string?>("--key") { Description = "日志的公钥（baotuan log key 打印，或村里公布的）；不给则用本机数据目录的。", HelpName = "VKEY" };
        var policy = new Option<string?>("--policy") { Description = "信任策略文件：哪些日志和见证方。", HelpName = "FILE" };
        var command = new Command("verify", "核对收据；成立退出码 0，不成立 1。") { file, key, policy };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var trusted = await TrustedAsync(parsed, parsed.GetValue(key), parsed.GetValue(policy), cancel);
            var path = parsed.GetRequiredValue(file);
            var verdict = !trusted.Ok ? Outcome<ReceiptProof>.Refused(trusted.Refusals)
                : !File.Exists(path) ? new Refusal("file_not_found", $"找不到文件 {path}。")
                : new FileInfo(path).Length > Receipt.LongestFile ? new Refusal("receipt_is_damaged", "文件太大，不是收据。")
                : ReceiptCheck.Verify(await File.ReadAllTextAsync(path, cancel), trusted.Value);
            if (!verdict.Ok)
            {
                await error.WriteLineAsync($"不成立：{verdict.Refusals[0]}");
                return Cli.DoesNotHold;
            }

            foreach (var line in verdict.Value.Lines)
            {
                await output.WriteLineAsync($"{line.Collective} 成员 {line.Member}：{new Money(line.AmountFen).Format()} 元（代扣 {new Money(line.WithheldFen).Format()} 元），{verdict.Value.Period} 分配的第 {line.Line} 行，共 {verdict.Value.LineCount} 行");
            }

            await output.WriteLineAsync($"全部成员合计 {new Money(verdict.Value.SumFen).Format()} 元；日志 {verdict.Value.Checkpoint.Origin} 共 {verdict.Value.Checkpoint.Size} 条");
            await output.WriteLineAsync("成立：收据上的每一行都在签名的日志里，一分不差。");
            return Cli.Done;
        });
        return command;
    }

    private static Command Page()
    {
        var file = new Option<string>("--out") { Description = "写到哪个文件；不覆盖已有文件。", HelpName = "FILE", Required = true };
        var key = new Option<string?>("--key") { Description = "写进网页的公钥；不给则用本机数据目录的。", HelpName = "VKEY" };
        var command = new Command("page", "写出离线核对收据的网页：一个文件，断网也能用。") { file, key };
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

            var vkey = parsed.GetValue(key) is { } given ? Cli.KeyOf(given) : (await LogCheckpoints.KeysAsync(session.Store, cancel))[0];
            if (!vkey.Ok)
            {
                return session.Answer(vkey.Refusals);
            }

            await File.WriteAllTextAsync(path, VerifyPage.With(vkey.Value.ToString()), cancel);
            return session.Answer(new { File = path, Key = vkey.Value.ToString() }, console => console.WriteLine($"已写入 {path}。用浏览器打开，选收据文件即可核对，不用上网。"));
        });
        return command;
    }

    private static async Task<Outcome<WitnessPolicy>> TrustedAsync(ParseResult parsed, string? key, string? policyFile, CancellationToken cancel)
    {
        if (policyFile is not null)
        {
            var (policy, line) = File.Exists(policyFile) ? WitnessPolicy.Parse(await File.ReadAllTextAsync(policyFile, cancel)) : (null, 0);
            return policy is not null ? policy : new Refusal("policy_is_damaged", $"策略文件 {policyFile} 第 {line} 行读不懂。");
        }

        if (key is not null)
        {
            var given = Cli.KeyOf(key);
            return given.Ok ? WitnessPolicy.Of(given.Value) : Outcome<WitnessPolicy>.Refused(given.Refusals);
        }

        if (await Session.OpenAsync(parsed, cancel) is not { } session)
        {
            return new Refusal("no_key", "没有公钥可用。请用 --key 给出村里公布的公钥。");
        }

        return WitnessPolicy.Of((await LogCheckpoints.KeysAsync(session.Store, cancel))[0]);
    }
}
