using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>distribution preview|post|reverse|show</c></summary>
internal static class DistributionCommands
{
    public static Command Build() => new("distribution", "分红：试算、入账、冲销、查看。") { Preview(), Post(), Reverse(), Show() };

    private sealed record Options(
        Option<string> Venture, Option<Period?> Period, Option<string?> Phase, Option<Money?> Declared, Option<DateOnly?> RecordDate, Option<DateOnly?> DeclaredOn)
    {
        public Options()
            : this(
                CommonOptions.Venture(), CommonOptions.PeriodOption(), CommonOptions.Phase(),
                CommonOptions.Amount("--declared", "申报金额或利润；据实、保底、分成条款要填。"),
                CommonOptions.Date("--record-date", "权益登记日，默认期间最后一天。"),
                CommonOptions.Date("--declared-on", "入账日期，默认期间最后一天。"))
        {
        }

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[Venture, Period, Phase, Declared, RecordDate, DeclaredOn])
            {
                command.Options.Add(option);
            }
        }

        public DistributionRequest Read(ParseResult parsed, string? planHash = null, string? clientId = null) => new(
            parsed.GetRequiredValue(Venture), parsed.GetValue(Period)!.Value, parsed.GetValue(Phase), parsed.GetValue(Declared),
            parsed.GetValue(RecordDate), parsed.GetValue(DeclaredOn), planHash, clientId);
    }

    private static Command Preview()
    {
        var options = new Options();
        var command = new Command("preview", "试算，不保存。");
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var preview = await session.ReadAsync((db, token) => DistributionActs.PreviewAsync(db, options.Read(parsed), token), cancel);
            return session.Answer(preview, PreviewJson, PreviewText);
        });
        return command;
    }

    private static Command Post()
    {
        var options = new Options();
        var planHash = new Option<string?>("--plan-hash") { Description = "试算时的指纹；结果有变就不入账。", HelpName = "SHA256" };
        var clientId = new Option<string?>("--client-id") { Description = "提交编号：同一编号重复提交只入账一次。", HelpName = "ID" };
        var command = new Command("post", "入账：应付明细和各方凭证一次写入，或全不写入。") { planHash, clientId };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var request = options.Read(parsed, parsed.GetValue(planHash), parsed.GetValue(clientId));
            var posted = await session.WriteAsync((db, token) => DistributionActs.PostAsync(db, request, token), cancel);
            return session.Answer(posted, InfoJson, InfoText);
        });
        return command;
    }

    private static Command Reverse()
    {
        var (venture, period, phase) = (CommonOptions.Venture(), CommonOptions.PeriodOption(), CommonOptions.Phase());
        var on = CommonOptions.Date("--on", "冲销日期。", required: true);
        var reason = new Option<string>("--reason") { Description = "冲销原因。", Required = true };
        var command = new Command("reverse", "冲销一笔分红和它的全部凭证。") { venture, period, phase, on, reason };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var reversed = await session.WriteAsync<DistributionInfo>(
                async (db, token) =>
                {
                    var found = await DistributionActs.FindAsync(db, parsed.GetRequiredValue(venture), parsed.GetValue(period)!.Value, parsed.GetValue(phase), token);
                    return found.Ok
                        ? await DistributionActs.ReverseAsync(db, found.Value.Id, parsed.GetValue(on)!.Value, parsed.GetRequiredValue(reason), token)
                        : found;
                },
                cancel);
            return session.Answer(reversed, InfoJson, InfoText);
        });
        return command;
    }

    private static Command Show()
    {
        var (venture, period, phase) = (CommonOptions.Venture(), CommonOptions.PeriodOption(), CommonOptions.Phase());
        var command = new Command("show", "查看已入账的分红。") { venture, period, phase };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var found = await session.ReadAsync(
                (db, token) => DistributionActs.FindAsync(db, parsed.GetRequiredValue(venture), parsed.GetValue(period)!.Value, parsed.GetValue(phase), token), cancel);
            return session.Answer(found, InfoJson, InfoText);
        });
        return command;
    }

    private static object PreviewJson(DistributionPreview p) => new
    {
        Venture = p.VentureCode,
        Name = p.VentureName,
        Period = p.Request.Period.Code,
        Phase = p.Request.PhaseCode,
        Declared = p.Request.Declared?.ToString(),
        RecordDate = p.Request.EffectiveRecordDate.ToString("yyyy-MM-dd"),
        DeclaredOn = p.Request.EffectiveDeclaredOn.ToString("yyyy-MM-dd"),
        Payer = p.Payer.Code,
        Pool = p.Plan.Pool.ToString(),
        Sum = p.Plan.Sum.ToString(),
        p.PlanHash,
        Lines = p.Plan.Lines.Select(l => new
        {
            Holder = l.HolderCode,
            p.Holders[l.HolderCode].Name,
            Exact = Yuan(l.Exact),
            Entitlement = Yuan(l.Entitlement),
            Amount = l.Amount.ToString(),
        }),
        Trace = p.Plan.Lines.ToDictionary(l => l.HolderCode, l => TraceText.Of(p, l)),
    };

    private static void PreviewText(DistributionPreview p, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{p.VentureName}[/] {p.Request.Period.ChineseName}分红试算　应分 {p.Plan.Pool.Format()} 元　付款方 {p.Payer.Name}");
        var table = Session.Table(("编码", false), ("名称", false), ("精确应得（元）", true), ("应付（元）", true));
        foreach (var line in p.Plan.Lines)
        {
            table.AddRow(Markup.Escape(line.HolderCode), Markup.Escape(p.Holders[line.HolderCode].Name), (line.Exact / 100).ToDecimalString(6), line.Amount.Format());
        }

        table.AddRow("合计", $"{p.Plan.Lines.Count} 户", "", p.Plan.Sum.Format());
        console.Write(table);
        if (p.Plan.Lines.Count > 0)
        {
            console.MarkupLineInterpolated($"[bold]算法（{p.Plan.Lines[0].HolderCode}）[/]");
            foreach (var step in TraceText.Of(p, p.Plan.Lines[0]))
            {
                console.MarkupLineInterpolated($"  {step}");
            }
        }

        console.MarkupLineInterpolated($"指纹 {p.PlanHash}");
    }

    private static object InfoJson(DistributionInfo d) => new
    {
        d.Id,
        Venture = d.VentureCode,
        Name = d.VentureName,
        Period = d.Period.Code,
        Phase = d.PhaseCode,
        Declared = d.Declared?.ToString(),
        RecordDate = d.RecordDate.ToString("yyyy-MM-dd"),
        DeclaredOn = d.DeclaredOn.ToString("yyyy-MM-dd"),
        Payer = d.Payer.Code,
        Pool = d.Pool.ToString(),
        Sum = Total(d, l => l.Amount).ToString(),
        Paid = Total(d, l => l.Paid).ToString(),
        Outstanding = Total(d, l => l.Outstanding).ToString(),
        d.PlanHash,
        ReversedOn = d.ReversedOn?.ToString("yyyy-MM-dd"),
        d.ReversalReason,
        Lines = d.Lines.Select(l => new
        {
            Holder = l.Holder.Code,
            l.Holder.Name,
            Exact = Yuan(ParseRational(l.Exact)),
            Amount = l.Amount.ToString(),
            Paid = l.Paid.ToString(),
            Outstanding = l.Outstanding.ToString(),
        }),
    };

    private static void InfoText(DistributionInfo d, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{d.VentureName}[/] {d.Period.ChineseName}分红　应分 {d.Pool.Format()} 元　{(d.ReversedOn is { } on ? $"已在 {on:yyyy-MM-dd} 冲销：{d.ReversalReason}" : "已入账")}");
        var table = Session.Table(("编码", false), ("名称", false), ("应付（元）", true), ("已确认收到（元）", true), ("尚欠（元）", true));
        foreach (var line in d.Lines)
        {
            table.AddRow(Markup.Escape(line.Holder.Code), Markup.Escape(line.Holder.Name), line.Amount.Format(), line.Paid.Format(), line.Outstanding.Format());
        }

        table.AddRow("合计", $"{d.Lines.Count} 户", Total(d, l => l.Amount).Format(), Total(d, l => l.Paid).Format(), Total(d, l => l.Outstanding).Format());
        console.Write(table);
    }

    private static Money Total(DistributionInfo d, Func<DistributionInfoLine, Money> part) =>
        d.Lines.Aggregate(Money.Zero, (sum, l) => sum + part(l));

    /// <summary>Fen to yuan without loss: a decimal when it ends, else a fraction.</summary>
    internal static string Yuan(Rational fen)
    {
        var yuan = fen / 100;
        var text = yuan.ToDecimalString(12);
        return text.EndsWith('…') ? yuan.ToString() : text;
    }

    internal static Rational ParseRational(string text)
    {
        var parts = text.Split('/');
        return new(System.Numerics.BigInteger.Parse(parts[0]), parts.Length == 2 ? System.Numerics.BigInteger.Parse(parts[1]) : 1);
    }
}
