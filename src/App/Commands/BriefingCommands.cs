using System.CommandLine;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>briefing render FILE</c>, <c>briefing draft FILE</c>, <c>briefing compare CODE</c></summary>
internal static class BriefingCommands
{
    public static Command Build() => new("briefing", "简报：数字都从记录算出的文章。") { Render(), Draft(), Compare() };

    /// <summary>Saves a file as the next version of a briefing; publishing is for people.</summary>
    private static Command Draft()
    {
        var file = new Argument<string>("FILE") { Description = "带占位符的 Markdown。" };
        var code = new Option<string>("--code") { Description = "编号：大写英文字母、数字和短横。", Required = true };
        var organization = new Option<string>("--organization") { Description = "谁的简报：组织编码。", Required = true };
        var reason = new Option<string>("--reason") { Description = "为什么修改；第一稿不用。", DefaultValueFactory = _ => "" };
        var command = new Command("draft", "保存为一稿；发布要由人登录后办理。") { file, code, organization, reason };
        command.SetAction(async (parsed, cancel) =>
        {
            var (path, briefing) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(code));
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (!File.Exists(path))
            {
                return session.Answer(new Refusal("file_not_found", $"找不到 {path}。"));
            }

            var text = await File.ReadAllTextAsync(path, cancel);
            var saved = await session.WriteAsync((db, token) => SaveAsync(db, briefing, parsed.GetRequiredValue(organization), text, parsed.GetRequiredValue(reason), token), cancel);
            return session.Answer(saved, no => new { Code = briefing, Version = no }, (no, console) => console.MarkupLineInterpolated($"已保存 {briefing} 第 {no} 稿。"));
        });
        return command;
    }

    /// <summary>Saves a text over the version that stands.</summary>
    internal static async Task<Outcome<int>> SaveAsync(BaotuanDb db, string code, string organization, string text, string reason, CancellationToken cancel)
    {
        var standing = await BriefingBook.FindAsync(db, code, cancel);
        return await BriefingBook.DraftAsync(db, new(code, organization, text, reason, standing?.Last.No ?? 0, "cli-" + Guid.CreateVersion7().ToString("N")), cancel);
    }

    private static Command Compare()
    {
        var code = new Argument<string>("CODE") { Description = "简报的编号。" };
        var command = new Command("compare", "把发布的数再算一遍：发布时多少，现在多少，因为哪些记录。") { code };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var compared = await session.ReadAsync((db, token) => CompareAsync(db, parsed.GetRequiredValue(code), token), cancel);
            return session.Answer(
                compared,
                rows => rows.Select(c => new
                {
                    c.Number.Number, c.Number.Text, Indicator = c.Number.Reading.Indicator.Code, c.Changed, ValueThen = c.Number.Reading.Value?.ToString(), ValueNow = c.Now?.Value?.ToString(),
                    RecordsThen = c.Number.Reading.Records, RecordsNow = c.Now?.Records, Came = c.Came?.Count, Gone = c.Gone?.Count, c.Said,
                }),
                (rows, console) =>
                {
                    foreach (var row in rows)
                    {
                        console.WriteLine($"{row.Number.Number}. {row.Number.Text}（{row.Number.Reading.Indicator.Name}）：{row.Said}");
                    }
                });
        });
        return command;
    }

    private static async Task<Outcome<IReadOnlyList<BriefingComparison>>> CompareAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        var briefing = await BriefingBook.FindAsync(db, code, cancel);
        return briefing?.Standing is { } standing
            ? Outcome<IReadOnlyList<BriefingComparison>>.Of(await BriefingBook.CompareAsync(db, await BriefingBook.FrozenAsync(db, standing, cancel), cancel))
            : new Refusal("briefing_not_published", $"没有编号为 {code} 的已发布简报。");
    }

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
