using System.CommandLine;
using Baotuan.Industry.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>release check|publish|list</c></summary>
internal static class ReleaseCommands
{
    private const string Total = "total";

    public static Command Build() => new("release", "产业产值的对外公布：先由系统检查会不会推算出单家企业，再公布。") { Ask("check"), Ask("publish"), List() };

    private static Command Ask(string name)
    {
        var series = new Option<string>("--series") { Description = "口径：official 统计、dispatch 调度。", HelpName = "CODE", DefaultValueFactory = _ => OutputSeries.Official };
        var month = CommonOptions.PeriodOption("--month", "月份，例如 2022-11。");
        var quantities = new Option<string[]>("--quantity") { Description = "month 当月、cumulative 本年累计、base 上年同期，可多次。", Required = true, AllowMultipleArgumentsPerToken = true };
        var groups = new Option<string[]>("--group") { Description = "total 合计，或产业链编码，几条链合并用 + 相连，可多次。", Required = true, AllowMultipleArgumentsPerToken = true };
        var reason = new Option<string>("--reason") { Description = "这个月公布过，再公布的原因。", DefaultValueFactory = _ => "" };
        var clientId = new Option<string?>("--client-id") { Description = "提交编号：同一编号重复提交只公布一次；不写就由内容定，同样的公布两次只算一次。", HelpName = "ID" };
        var command = new Command(name, name == "check" ? "只检查，不公布；不能公布时给出可以公布的分组，退出码是 1。" : "公布；公布的数从此不变。") { series, month, quantities, groups };
        if (name == "publish")
        {
            command.Options.Add(reason);
            command.Options.Add(clientId);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var request = new ReleaseRequest(
                parsed.GetRequiredValue(series), parsed.GetValue(month)!.Value.End, parsed.GetRequiredValue(quantities), [.. parsed.GetRequiredValue(groups).Select(g => g == Total ? "" : g)]);
            if (name == "publish")
            {
                var (why, client) = (parsed.GetRequiredValue(reason), parsed.GetValue(clientId));
                return session.Answer(await session.WriteAsync((db, token) => ReleaseActs.PublishAsync(db, request, why, client ?? ByContent(request, why), token), cancel), Shape, Text);
            }

            var check = await session.ReadAsync((db, token) => ReleaseActs.CheckAsync(db, request, token), cancel);
            var answered = session.Answer(check, Shape, Text);
            return check.Ok && check.Value.Refusals.Count > 0 ? Cli.DoesNotHold : answered;
        });
        return command;
    }

    private static string ByContent(ReleaseRequest r, string reason) =>
        "cli-" + TextHash.Of($"{r.Series} {r.Month:yyyy-MM} {string.Join(' ', r.Quantities)} / {string.Join(' ', r.Groups)} / {reason.Trim()}")[..32];

    private static Command List()
    {
        var command = new Command("list", "公布过的数，新的在前。");
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var releases = await session.ReadAsync((db, token) => ReleaseActs.ListAsync(db, token), cancel);
            return session.Answer(releases.Select(Shape), console => releases.ToList().ForEach(r => Text(r, console)));
        });
        return command;
    }

    private static object Shape(ReleaseInfo r) => new { r.Id, r.Series, Month = $"{r.Month:yyyy-MM}", r.Actor, r.Reason, Cells = r.Cells.Select(Shape) };

    private static object Shape(ReleasedNumber c) => new { c.Quantity, Group = c.Chains.Length == 0 ? Total : c.Chains, c.Firms, Value = c.Value.ToString() };

    private static object Shape(ReleaseCheck c) => new
    {
        MayBePublished = c.Refusals.Count == 0, Refusals = c.Refusals.Select(r => new { r.Code, r.Message }), Cells = c.Cells.Select(Shape), Proposal = c.Proposal?.Select(g => g.Length == 0 ? Total : g),
    };

    private static void Text(ReleaseInfo r, IAnsiConsole console)
    {
        console.MarkupLineInterpolated($"公布 {r.Id}：{r.Month:yyyy-MM} {OutputSeries.Chinese(r.Series)}");
        Table(r.Cells, console);
    }

    private static void Text(ReleaseCheck c, IAnsiConsole console)
    {
        if (c.Refusals.Count == 0)
        {
            console.MarkupLineInterpolated($"可以公布。");
            Table(c.Cells, console);
            return;
        }

        c.Refusals.ToList().ForEach(r => console.MarkupLineInterpolated($"{r.Message}"));
        console.MarkupLineInterpolated(c.Proposal is { } groups
            ? (FormattableString)$"可以改为公布：--group {string.Join(' ', groups.Select(g => g.Length == 0 ? Total : g))}"
            : $"没有可以公布的分组，这个月的数不要公布。");
    }

    private static void Table(IReadOnlyList<ReleasedNumber> cells, IAnsiConsole console)
    {
        var table = Session.Table(("范围和数", false), ("企业数", true), ("金额（元）", true));
        foreach (var cell in cells)
        {
            table.AddRow(Markup.Escape(cell.Name), $"{cell.Firms}", cell.Value.Format());
        }

        console.Write(table);
    }
}
