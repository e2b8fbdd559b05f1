using System.CommandLine;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>reading CODE</c>, <c>claims</c></summary>
internal static class IndicatorCommands
{
    public static Command Reading()
    {
        var code = new Argument<string>("CODE") { Description = "指标编码，例如 return_paid。" };
        var scope = new Option<string>("--scope") { Description = "*、unit:单位、organization:组织或 venture:项目。", DefaultValueFactory = _ => "*" };
        var period = new Option<string>("--period") { Description = "2021、2021-06 或 2018-01-01..2022-12-31。", Required = true };
        var known = new Option<string?>("--known") { Description = "按当时所知，例如 2024-01-31。" };
        var command = new Command("reading", "读一个指标：数值、口径、范围、算了多少记录。") { code, scope, period, known };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (!Period.TryParse(parsed.GetRequiredValue(period), out var days))
            {
                return session.Answer(new Refusal("period_not_readable", "期间请写成 2018、2018-H1、2018-Q3、2018-05 或 2018-01-01..2018-06-30。"));
            }

            var at = long.MaxValue;
            if (parsed.GetValue(known) is { } day && !ChinaTime.TryParseEnd(day, out at))
            {
                return session.Answer(new Refusal("known_not_readable", "--known 请写日期，例如 2024-01-31。"));
            }

            var request = new ReadingRequest(parsed.GetRequiredValue(code), parsed.GetRequiredValue(scope), days, at);
            var reading = await session.ReadAsync((db, token) => IndicatorReadings.ReadAsync(db, request, token), cancel);
            return session.Answer(
                reading,
                r => new
                {
                    Indicator = r.Indicator.Code, r.Indicator.Name, r.Indicator.Version, Value = r.Value?.ToDecimalString(6), ValueExact = r.Value?.ToString(),
                    Unit = r.Indicator.Unit.Code, r.Qualifier, Scope = r.Scope.Code, Period = r.Period.Code, r.Records, r.Indicator.Definition,
                },
                (r, console) => console.WriteLine($"{r.Indicator.Name}（{r.Scope.Name}，{r.PeriodText}）：{r.ValueText}，{r.Records:N0} 条记录。"));
        });
        return command;
    }

    public static Command Claims()
    {
        var state = new Option<string?>("--state") { Description = "只列这个状态：agreed、within_rounding、stale、residual、not_computable。" };
        var command = new Command("claims", "公开的数字和系统算出的数逐个核对；差额照实列出。") { state };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var claims = await session.ReadAsync((db, token) => ClaimBook.ListAsync(db, long.MaxValue, token), cancel);
            if (parsed.GetValue(state) is { Length: > 0 } wanted)
            {
                claims = [.. claims.Where(c => ClaimStates.Code(c.State) == wanted)];
            }

            return session.Answer(claims.Select(Shape), console => console.Write(Table(claims)));
        });
        return command;
    }

    // numbers as text: exact ones stay exact
    private static object Shape(ClaimInfo c) => new
    {
        Id = c.Code, c.Text, c.About, Published = c.Printed.Length > 0 ? c.Printed : null, Unit = c.Unit?.Code, c.Qualifier, Period = c.Period?.Code,
        Indicator = c.Reading?.Indicator.Code, Scope = c.Reading?.Scope.Code, Computed = c.Computed?.ToDecimalString(6), ComputedExact = c.Computed?.ToString(),
        State = ClaimStates.Code(c.State), c.Reason, Residual = c.Residual?.ToDecimalString(6), Share = c.Share?.ToDecimalString(6), c.Records,
        PublishedOn = c.PublishedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), c.Source,
    };

    private static Table Table(IReadOnlyList<ClaimInfo> claims)
    {
        var table = Session.Table(("编号", false), ("原文", false), ("公开的数", true), ("系统算出", true), ("差额", true), ("状态", false), ("记录", true));
        foreach (var c in claims)
        {
            table.AddRow(
                new Text(c.Code), new Text(c.Text), new Text(c.PrintedText), new Text(c.Computed is { } computed ? c.Unit!.TextWithUnit(computed) : "—"),
                new Text(c.Residual is { } residual ? c.Unit!.Text(residual) : "—"), new Text(ClaimStates.Chinese(c.State)), new Text($"{c.Records:N0}"));
        }

        return table;
    }
}
