using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Ventures.Contracts;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>register --as-of</c></summary>
internal static class RegisterCommand
{
    public static Command Build()
    {
        var venture = CommonOptions.Venture(required: false);
        var asOf = CommonOptions.Date("--as-of", "截止日：这一天的股权。", required: true);
        var command = new Command("register", "股权登记簿：任何一天的认缴和实缴。") { venture, asOf };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var day = parsed.GetValue(asOf)!.Value;
            var rows = await session.ReadAsync((db, token) => RegisterReading.AsOfAsync(db, parsed.GetValue(venture), day, long.MaxValue, token), cancel);
            var json = new
            {
                AsOf = day.ToString("yyyy-MM-dd"),
                PaidIn = new Money(rows.Sum(r => r.PaidInFen)).ToString(),
                Lines = rows.Select(r => new
                {
                    Venture = r.VentureCode, Phase = r.PhaseCode, Holder = r.Holder.Code, r.Holder.Name,
                    Subscribed = new Money(r.SubscribedFen).ToString(), PaidIn = new Money(r.PaidInFen).ToString(),
                }),
            };
            return session.Answer(json, console =>
            {
                var table = Session.Table(("项目", false), ("期", false), ("编码", false), ("名称", false), ("认缴（元）", true), ("实缴（元）", true));
                foreach (var r in rows)
                {
                    table.AddRow(
                        Markup.Escape(r.VentureCode), Markup.Escape(r.PhaseCode), Markup.Escape(r.Holder.Code), Markup.Escape(r.Holder.Name),
                        new Money(r.SubscribedFen).Format(), new Money(r.PaidInFen).Format());
                }

                table.AddRow("合计", "", "", $"{rows.Count} 户", new Money(rows.Sum(r => r.SubscribedFen)).Format(), new Money(rows.Sum(r => r.PaidInFen)).Format());
                console.Write(table);
            });
        });
        return command;
    }
}
