using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>cascade preview|post|reverse|show</c></summary>
internal static class CascadeCommands
{
    public static Command Build() => new("cascade", "逐级分配：联合公司分到村，村提留后分到成员。") { Preview(), Post(), Reverse(), Show() };

    private static Command Preview()
    {
        var (holder, period, record) = (CommonOptions.Holder(), CommonOptions.PeriodOption(), RecordDate());
        var command = new Command("preview", "试算，不保存。") { holder, period, record };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var request = new CascadeRequest(parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, parsed.GetValue(record));
            var preview = await session.ReadAsync((db, token) => CascadeActs.PreviewAsync(db, request, token), cancel);
            return session.Answer(preview, PreviewJson, PreviewText);
        });
        return command;
    }

    private static Command Post()
    {
        var (holder, period, record) = (CommonOptions.Holder(), CommonOptions.PeriodOption(), RecordDate());
        var planHash = new Option<string?>("--plan-hash") { Description = "试算时的指纹；结果有变就不入账。", HelpName = "SHA256" };
        var command = new Command("post", "入账：提留、成员明细和凭证一次写入，或全不写入。") { holder, period, record, planHash };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var request = new CascadeRequest(
                parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, parsed.GetValue(record), parsed.GetValue(planHash));
            var posted = await session.WriteAsync((db, token) => CascadeActs.PostAsync(db, request, token), cancel);
            return await AnswerInfoAsync(session, posted, cancel);
        });
        return command;
    }

    private static Command Reverse()
    {
        var (holder, period) = (CommonOptions.Holder(), CommonOptions.PeriodOption());
        var on = CommonOptions.Date("--on", "冲销日期。", required: true);
        var reason = new Option<string>("--reason") { Description = "冲销原因。", Required = true };
        var command = new Command("reverse", "冲销一次分配和它的凭证。") { holder, period, on, reason };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var reversed = await session.WriteAsync<CascadeInfo>(
                async (db, token) => await CascadeActs.FindAsync(db, parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, exact: true, token) is { } info
                    ? await CascadeActs.ReverseAsync(db, info.Id, parsed.GetValue(on)!.Value, parsed.GetRequiredValue(reason), token)
                    : NotFound(parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value),
                cancel);
            return await AnswerInfoAsync(session, reversed, cancel);
        });
        return command;
    }

    private static Command Show()
    {
        var (holder, period) = (CommonOptions.Holder(), CommonOptions.PeriodOption());
        var command = new Command("show", "查看已入账的分配。") { holder, period };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var info = await session.ReadAsync(
                (db, token) => CascadeActs.FindAsync(db, parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value, exact: true, token), cancel);
            return await AnswerInfoAsync(
                session, info is null ? NotFound(parsed.GetRequiredValue(holder), parsed.GetValue(period)!.Value) : (Outcome<CascadeInfo>)info, cancel);
        });
        return command;
    }

    private static Option<DateOnly?> RecordDate() => CommonOptions.Date("--record-date", "权益登记日：按这一天的份额分。");

    private static Refusal NotFound(string holder, Period period) => new("cascade_not_found", $"{holder} 在 {period.Code} 没有已入账的分配。");

    private static object PreviewJson(CascadePreview p) => new
    {
        Holder = p.Holder.Code,
        p.Holder.Name,
        p.Kind,
        Period = p.Request.Period.Code,
        RecordDate = p.RecordDate.ToString("yyyy-MM-dd"),
        DeclaredOn = p.DeclaredOn.ToString("yyyy-MM-dd"),
        Received = p.Received.ToString(),
        Sources = p.Sources.Select(s => new { s.Code, s.Name, Period = s.Period.Code, Amount = s.Amount.ToString() }),
        NetIncome = p.Appropriation?.Year.NetIncome.ToString(),
        OpeningUndistributed = p.Appropriation is { } a ? new Money(a.Year.OpeningFen).ToString() : null,
        Restricted = p.Appropriation is { } b ? new Money(b.Year.RestrictedFen).ToString() : null,
        Steps = p.Appropriation?.Steps.Select(s => new
        {
            Kind = KindCode(s.Kind), RatePpm = s.RatePpm, Base = s.Base.ToString(), Amount = s.Amount.ToString(), s.Basis,
        }),
        Pool = p.Pool.ToString(),
        Sum = p.Sum.ToString(),
        Withheld = p.Withheld.ToString(),
        p.PlanHash,
        Lines = p.Lines.Select(l => new
        {
            Holder = l.Code, l.Name, Household = l.HouseholdNo, Weight = l.Weight.ToString(), Exact = DistributionCommands.Yuan(l.Exact),
            Amount = l.Amount.ToString(), Withheld = l.Withheld.ToString(), Net = l.Net.ToString(),
        }),
    };

    private static string KindCode(Baotuan.Engine.Cascades.AppropriationKind kind) => kind switch
    {
        Baotuan.Engine.Cascades.AppropriationKind.CoverLosses => "cover_losses",
        Baotuan.Engine.Cascades.AppropriationKind.Reserve => "reserve",
        _ => "members",
    };

    private static string KindChinese(string code) => code switch
    {
        "cover_losses" => "弥补亏损", "reserve" => "提取公积公益金", "members" => "向成员分配", _ => code,
    };

    private static void PreviewText(CascadePreview p, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"[bold]{p.Holder.Name}[/] {p.Request.Period.ChineseName}分配试算　收到 {p.Received.Format()} 元　分出 {p.Pool.Format()} 元　权益登记日 {p.RecordDate:yyyy-MM-dd}");
        foreach (var step in p.Appropriation?.Steps ?? [])
        {
            console.MarkupLineInterpolated($"  {KindChinese(KindCode(step.Kind))}　{step.Amount.Format()} 元　（基数 {step.Base.Format()} 元 × {TraceText.Percent(step.RatePpm)}；{step.Basis}）");
        }

        Lines(p.Lines.Select(l => (l.Code, l.Name, l.Weight, l.Amount, l.Withheld)).ToList(), p.Sum, console);
    }

    private static async Task<int> AnswerInfoAsync(Session session, Outcome<CascadeInfo> outcome, CancellationToken cancel)
    {
        if (!outcome.Ok)
        {
            return session.Answer(outcome.Refusals);
        }

        var c = outcome.Value;
        var lines = await session.ReadAsync((BaotuanDb db, CancellationToken token) => CascadeActs.LinesAsync(db, c, token), cancel);
        var json = new
        {
            c.Id,
            Holder = c.Holder.Code,
            c.Holder.Name,
            c.Kind,
            Period = c.Period.Code,
            RecordDate = c.RecordDate.ToString("yyyy-MM-dd"),
            DeclaredOn = c.DeclaredOn.ToString("yyyy-MM-dd"),
            Received = c.Received.ToString(),
            Steps = c.Steps.Select(s => new { s.Kind, s.RatePpm, Base = s.Base.ToString(), Amount = s.Amount.ToString(), s.Basis }),
            Pool = c.Pool.ToString(),
            Sum = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount).ToString(),
            Withheld = c.Withheld.ToString(),
            c.PlanHash,
            ReversedOn = c.ReversedOn?.ToString("yyyy-MM-dd"),
            Lines = lines.Select(l => new
            {
                Holder = l.Code, l.Name, Household = l.HouseholdNo, Weight = l.Weight.ToString(), Amount = l.Amount.ToString(),
                Withheld = l.Withheld.ToString(), Net = l.Net.ToString(),
            }),
        };
        return session.Answer(json, console =>
        {
            console.MarkupLineInterpolated($"[bold]{c.Holder.Name}[/] {c.Period.ChineseName}分配　收到 {c.Received.Format()} 元　分出 {c.Pool.Format()} 元{(c.ReversedOn is null ? "" : "　已冲销")}");
            foreach (var step in c.Steps)
            {
                console.MarkupLineInterpolated($"  {KindChinese(step.Kind)}　{step.Amount.Format()} 元");
            }

            Lines([.. lines.Select(l => (l.Code, l.Name, l.Weight, l.Amount, l.Withheld))], c.Pool, console);
        });
    }

    private static void Lines(List<(string Code, string Name, Rational Weight, Money Amount, Money Withheld)> lines, Money sum, IAnsiConsole console)
    {
        const int shown = 50;
        var table = Session.Table(("编码", false), ("名称", false), ("份额", true), ("应得（元）", true), ("代扣（元）", true));
        foreach (var line in lines.Take(shown))
        {
            table.AddRow(Markup.Escape(line.Code), Markup.Escape(line.Name), line.Weight.ToDecimalString(4), line.Amount.Format(), line.Withheld.Format());
        }

        table.AddRow("合计", $"{lines.Count} 行", "", sum.Format(), "");
        console.Write(table);
        if (lines.Count > shown)
        {
            console.MarkupLineInterpolated($"只显示前 {shown} 行；全部请加 --json。");
        }
    }
}
