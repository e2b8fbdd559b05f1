using System.CommandLine;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>briefing render FILE</c></summary>
internal static class BriefingCommands
{
    public static Command Build() => new("briefing", "简报：数字都从记录算出的文章。") { Render() };

    private static Command Render()
    {
        var file = new Argument<string>("FILE") { Description = "带占位符的 Markdown，例如 samples/pinghu/briefing.md。" };
        var output = new Option<string?>("--out") { Description = "写到这里：.docx、.html 或 .md；不给就打印 Markdown。" };
        var known = new Option<string?>("--known") { Description = "按当时所知，例如 2024-01-31。" };
        var command = new Command("render", "算出简报里的每个数，附每个数的来源。") { file, output, known };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var at = long.MaxValue;
            if (Problem(path, parsed.GetValue(output), parsed.GetValue(known), ref at) is { } problem)
            {
                return session.Answer(problem);
            }

            var text = await File.ReadAllTextAsync(path, cancel);
            var rendered = await session.ReadAsync((db, token) => Briefings.RenderAsync(db, text, at, token), cancel);
            return rendered.Ok ? Answer(session, rendered.Value, parsed.GetValue(output)) : session.Answer(rendered.Refusals);
        });
        return command;
    }

    private static Refusal? Problem(string path, string? output, string? known, ref long at)
    {
        if (!File.Exists(path))
        {
            return new("file_not_found", $"找不到 {path}。");
        }

        if (output is not null && Path.GetExtension(output) is not (".docx" or ".html" or ".md"))
        {
            return new("output_not_known", "--out 请以 .docx、.html 或 .md 结尾。");
        }

        return known is not null && !ChinaTime.TryParseEnd(known, out at) ? new("known_not_readable", "--known 请写日期，例如 2024-01-31。") : null;
    }

    private static int Answer(Session session, Briefing briefing, string? output)
    {
        if (output is null && !session.Json)
        {
            session.Output.Write(Briefings.Markdown(briefing));
            return Cli.Done;
        }

        if (output is not null)
        {
            using var stream = File.Create(output);
            Write(briefing, Path.GetExtension(output), stream);
        }

        return session.Answer(
            new
            {
                briefing.Title, Out = output,
                Numbers = briefing.Numbers.Select(n => new
                {
                    n.Number, n.Text, Indicator = n.Reading.Indicator.Code, n.Reading.Indicator.Version, Scope = n.Reading.Scope.Code, Period = n.Reading.Period.Code,
                    ValueExact = n.Reading.Value?.ToString(), n.Reading.Records, Claim = n.Claim?.Code,
                }),
            },
            console => console.MarkupLineInterpolated($"已写到 {output}：{briefing.Numbers.Count} 个数，每个都附来源。"));
    }

    private static void Write(Briefing briefing, string extension, Stream stream)
    {
        if (extension == ".docx")
        {
            Briefings.Docx(briefing, stream);
            return;
        }

        stream.Write(System.Text.Encoding.UTF8.GetBytes(extension == ".html" ? Briefings.Html(briefing) : Briefings.Markdown(briefing)));
    }
}
