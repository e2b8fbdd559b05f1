using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>payment post|result|list</c></summary>
internal static class PaymentCommands
{
    public static Command Build() => new("payment", "付款：登记、逐户结果、查看。") { Post(), Result(), List() };

    private static Command Post()
    {
        var (venture, period, phase) = (CommonOptions.Venture(), CommonOptions.PeriodOption(), CommonOptions.Phase());
        var amount = CommonOptions.Amount("--amount", "付款金额。", required: true);
        var on = CommonOptions.Date("--on", "付款日期。", required: true);
        var payer = new Option<string?>("--payer") { Description = "付款方编码；不填为分红的付款方，填别人即差额补足。", HelpName = "CODE" };
        var evidence = new Option<string?>("--evidence") { Description = "凭据，例如银行回单号。" };
        var received = new Option<bool>("--received") { Description = "收款方都已确认收到，立即记银行存款。" };
        var clientId = new Option<string?>("--client-id") { Description = "提交编号：同一编号重复提交只登记一次。", HelpName = "ID" };
        var command = new Command("post", "登记一笔付款；不足应付的，按各户尚欠比例分到分，余下为欠付。") { venture, period, phase, amount, on, payer, evidence, received, clientId };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var request = new PaymentRequest(
                parsed.GetRequiredValue(venture), parsed.GetValue(period)!.Value, parsed.GetValue(phase), parsed.GetValue(payer),
                parsed.GetValue(amount)!.Value, parsed.GetValue(on)!.Value, parsed.GetValue(evidence) ?? "", parsed.GetValue(received), parsed.GetValue(clientId));
            var posted = await session.WriteAsync((db, token) => PaymentActs.PostAsync(db, request, token), cancel);
            return session.Answer(posted, Shape, Text);
        });
        return command;
    }

    private static Command Result()
    {
        var id = new Option<long>("--payment") { Description = "付款编号。", Required = true };
        var holder = new Option<string[]>("--holder") { Description = "收款方编码，可多次；不填为全部未定的。", AllowMultipleArgumentsPerToken = true };
        var result = new Option<string>("--result") { Description = "paid 成功、failed 失败、unknown 不明。", Required = true };
        result.AcceptOnlyFromAmong("paid", "failed", "unknown");
        var on = CommonOptions.Date("--on", "结果日期。", required: true);
        var command = new Command("result", "登记银行结果和收款确认；只有成功的才动银行存款。") { id, holder, result, on };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var done = await session.WriteAsync<PaymentInfo>(
                async (db, token) =>
                {
                    var payment = await PaymentActs.ShowAsync(db, parsed.GetRequiredValue(id), token);
                    if (!payment.Ok)
                    {
                        return payment;
                    }

                    var named = parsed.GetValue(holder) ?? [];
                    var codes = named.Length > 0 ? named : [.. payment.Value.Lines.Where(l => l.Result is "" or "unknown").Select(l => l.Holder.Code)];
                    return await PaymentActs.ResultAsync(
                        db, payment.Value.Id, [.. codes.Select(c => new PaymentLineResult(c, parsed.GetRequiredValue(result)))], parsed.GetValue(on)!.Value, token);
                },
                cancel);
            return session.Answer(done, Shape, Text);
        });
        return command;
    }

    private static Command List()
    {
        var (venture, period, phase) = (CommonOptions.Venture(), CommonOptions.PeriodOption(), CommonOptions.Phase());
        var command = new Command("list", "查看一笔分红的全部付款。") { venture, period, phase };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var list = await session.ReadAsync<Outcome<IReadOnlyList<PaymentInfo>>>(
                async (db, token) =>
                {
                    var found = await DistributionActs.FindAsync(db, parsed.GetRequiredValue(venture), parsed.GetValue(period)!.Value, parsed.GetValue(phase), token);
                    return found.Ok
                        ? Outcome<IReadOnlyList<PaymentInfo>>.Of(await PaymentActs.ListAsync(db, found.Value.Id, token))
                        : Outcome<IReadOnlyList<PaymentInfo>>.Refused(found.Refusals);
                },
                cancel);
            return session.Answer(list, p => p.Select(Shape), (p, console) => p.ToList().ForEach(x => Text(x, console)));
        });
        return command;
    }

    private static object Shape(PaymentInfo p) => new
    {
        p.Id,
        Payer = p.Payer.Code,
        p.TopUp,
        PaidOn = p.PaidOn.ToString("yyyy-MM-dd"),
        Amount = p.Amount.ToString(),
        p.Evidence,
        ReversedOn = p.ReversedOn?.ToString("yyyy-MM-dd"),
        Lines = p.Lines.Select(l => new { Holder = l.Holder.Code, l.Holder.Name, Amount = l.Amount.ToString(), l.Result }),
    };

    private static void Text(PaymentInfo p, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"付款 {p.Id}：{p.Payer.Name} {p.PaidOn:yyyy-MM-dd} 付 {p.Amount.Format()} 元{(p.TopUp ? "（差额补足）" : "")}{(p.ReversedOn is null ? "" : "（已冲销）")}");
        var table = Session.Table(("编码", false), ("名称", false), ("金额（元）", true), ("结果", false));
        foreach (var line in p.Lines)
        {
            table.AddRow(Markup.Escape(line.Holder.Code), Markup.Escape(line.Holder.Name), line.Amount.Format(), line.Result switch
            {
                "paid" => "已收到", "failed" => "失败", "unknown" => "不明", _ => "待确认",
            });
        }

        console.Write(table);
    }
}
