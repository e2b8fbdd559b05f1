using System.CommandLine;
using Spectre.Console;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Ventures.Contracts;

namespace Baotuan.App.Commands;

/// <summary><c>bank issue|write|result|list</c></summary>
internal static class BankCommands
{
    public static Command Build() => new("bank", "银行代发：冻结明细，两人放行后出代发文件，收逐笔结果。") { Issue(), Write(), Result(), List() };

    private static Command Issue()
    {
        var (holder, period) = (CommonOptions.Holder(), CommonOptions.PeriodOption());
        var command = new Command("issue", "把没有发过、或发过而失败的行冻结成一批；不明的行绝不再发。两名不同的人在网页上放行后，用 bank write 写出文件。") { holder, period };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var fields = FieldProtector.Open(session.Location.DataDirectory);
            var issued = await session.WriteAsync(
                (db, token) => BankFileActs.IssueAsync(db, fields, parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, token), cancel);
            return session.Answer(
                issued,
                i => new { Batch = i.Batch.Id, i.Batch.LineCount, Sum = i.Batch.Sum.ToString(), Problems = i.Problems.Select(p => p.Message) },
                (i, console) =>
                {
                    console.WriteLine($"批次 {i.Batch.Id}：{i.Batch.LineCount} 笔，合计 {i.Batch.Sum.Format()} 元。请两名不同的人在网页 /bank-batches/{i.Batch.Id} 核对放行。");
                    Problems(i.Problems, console);
                });
        });
        return command;
    }

    private static Command Write()
    {
        var batch = new Option<long>("--batch") { Description = "批次编号。", Required = true };
        var output = new Option<string>("--out") { Description = "代发文件写到这里。", HelpName = "FILE", Required = true };
        var encoding = new Option<string>("--encoding") { Description = "gb18030（多数银行）或 utf-8。", DefaultValueFactory = _ => "gb18030" };
        encoding.AcceptOnlyFromAmong("gb18030", "utf-8");
        var command = new Command("write", "写出一批已由两人放行的代发文件；没有放行的不写。") { batch, output, encoding };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var path = parsed.GetRequiredValue(output);
            if (File.Exists(path))
            {
                return session.Answer(new Refusal("file_exists", $"{path} 已存在。代发文件不覆盖，请换一个文件名。"));
            }

            var fields = FieldProtector.Open(session.Location.DataDirectory);
            var chosen = parsed.GetValue(encoding) == "utf-8" ? BankFileEncoding.Utf8 : BankFileEncoding.Gb18030;
            using var bytes = new MemoryStream();
            var written = await session.WriteAsync(
                async (db, token) =>
                {
                    var file = await BankFileActs.WriteAsync(db, fields, parsed.GetRequiredValue(batch), chosen, bytes, token);
                    if (file.Ok)
                    {
                        await File.WriteAllBytesAsync(path, bytes.ToArray(), token); // before the commit: none in the log without its file
                    }

                    return file;
                },
                cancel);
            return session.Answer(
                written,
                f => new { f.LineCount, Sum = f.Sum.ToString(), f.Sha256, File = path },
                (f, console) =>
                {
                    console.WriteLine($"{f.LineCount} 笔，合计 {f.Sum.Format()} 元，已写到 {path}。");
                    Problems(f.RareNames, console);
                });
        });
        return command;
    }

    private static void Problems(IReadOnlyList<BankIssueProblem> problems, IAnsiConsole console)
    {
        foreach (var problem in problems)
        {
            console.WriteLine($"  {problem.MemberNo} {problem.Name}：{problem.Message}");
        }
    }

    private static Command Result()
    {
        var batch = new Option<long>("--batch") { Description = "批次编号。", Required = true };
        var file = new Option<string>("--file") { Description = "银行回盘文件（CSV 或 .xlsx：账号、户名、金额、结果、原因）。", HelpName = "FILE", Required = true };
        var on = CommonOptions.Date("--on", "结果日期，也是凭证日期。", required: true);
        var command = new Command("result", "读入银行逐笔结果；只有成功的才记银行存款。") { batch, file, on };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                return session.Answer(new Refusal("file_not_found", $"找不到 {path}。"));
            }

            await using var stream = File.OpenRead(path);
            var rows = await BankFileActs.ReadResultsAsync(stream, Path.GetFileName(path), cancel);
            if (rows.Problems.Count > 0)
            {
                return session.Answer([.. rows.Problems.Select(p => new Refusal("bank_result_row", p))]);
            }

            var done = await session.WriteAsync(
                (db, token) => BankFileActs.ResultAsync(
                    db, FieldProtector.Open(session.Location.DataDirectory), parsed.GetRequiredValue(batch), rows.Rows, parsed.GetValue(on)!.Value, token),
                cancel);
            return session.Answer(done, Shape, (b, console) => Text([b], console));
        });
        return command;
    }

    private static Command List()
    {
        var (holder, period) = (CommonOptions.Holder(), CommonOptions.PeriodOption());
        var command = new Command("list", "一次分配的全部代发批次。") { holder, period };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var list = await session.ReadAsync<Outcome<IReadOnlyList<BankBatchInfo>>>(
                async (db, token) => await CascadeActs.FindAsync(db, parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, exact: true, token) is { } cascade
                    ? Outcome<IReadOnlyList<BankBatchInfo>>.Of(await BankFileActs.ListAsync(db, cascade.Id, token))
                    : new Refusal("cascade_not_found", "没有已入账的分配。"),
                cancel);
            return session.Answer(list, l => l.Select(Shape), (l, console) => Text(l, console));
        });
        return command;
    }

    private static object Shape(BankBatchInfo b) => new
    {
        Batch = b.Id, b.BatchNo, b.LineCount, Sum = b.Sum.ToString(),
        Paid = b.Paid.Sum.ToString(), Failed = b.Failed.Sum.ToString(), Unknown = b.Unknown.Sum.ToString(), Open = b.Open.Sum.ToString(),
    };

    private static void Text(IReadOnlyList<BankBatchInfo> batches, IAnsiConsole console)
    {
        var table = Session.Table(("批次", true), ("笔数", true), ("金额（元）", true), ("成功", true), ("失败", true), ("不明", true), ("未回", true));
        foreach (var b in batches)
        {
            table.AddRow($"{b.Id}", $"{b.LineCount}", b.Sum.Format(), b.Paid.Sum.Format(), b.Failed.Sum.Format(), b.Unknown.Sum.Format(), b.Open.Sum.Format());
        }

        console.Write(table);
    }
}
