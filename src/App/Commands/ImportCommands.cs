using System.CommandLine;
using Baotuan.Kernel;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Spectre.Console;

namespace Baotuan.App.Commands;

/// <summary><c>import PATH</c>, <c>import-undo BATCH</c>, <c>template</c></summary>
internal static class ImportCommands
{
    public static Command Import()
    {
        var path = new Argument<string>("PATH") { Description = "CSV 文件夹、单个 CSV、.xlsx 或 CSV 的 .zip。" };
        var dryRun = new Option<bool>("--dry-run") { Description = "只检查，不保存。" };
        var goodRows = new Option<bool>("--good-rows") { Description = "有错误时只保存正确的行；默认有一处错误就全不保存。" };
        var errors = new Option<string?>("--errors") { Description = "把带“错误信息”列的原文件写到这里。", HelpName = "DIR" };
        var command = new Command("import", "导入，格式见 docs/formats。") { path, dryRun, goodRows, errors };
        command.SetAction(async (parsed, cancel) =>
        {
            var source = parsed.GetRequiredValue(path);
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            if (!Path.Exists(source))
            {
                return session.Answer(new Refusal("file_not_found", $"找不到 {source}。"));
            }

            var mode = parsed.GetValue(goodRows) ? ImportMode.GoodRowsOnly : ImportMode.AllOrNothing;
            var report = await RunAsync(session, source, mode, parsed.GetValue(dryRun), cancel);
            if (parsed.GetValue(errors) is { } folder && report.Problems.HasErrors)
            {
                WriteErrorFiles(source, report.Problems, folder);
            }

            session.Answer(Shape(report), console => Text(report, console));
            return report.Problems.HasErrors && !report.Saved ? Cli.Refused : Cli.Done;
        });
        return command;
    }

    public static Command Undo()
    {
        var batch = new Argument<long>("BATCH") { Description = "导入批次编号。" };
        var command = new Command("import-undo", "整批撤销一次导入；已有业务建立在上面时拒绝。") { batch };
        command.SetAction(async (parsed, cancel) =>
        {
            if (await Session.OpenAsync(parsed, cancel) is not { } session)
            {
                return Cli.Refused;
            }

            var undone = await session.Importer.UndoAsync(parsed.GetRequiredValue(batch), Session.Actor, cancel);
            return session.Answer(undone, b => new { Batch = b.Id, b.Source, Undone = true }, (b, console) => console.MarkupLineInterpolated($"已撤销第 {b.Id} 批导入：{b.Source}"));
        });
        return command;
    }

    public static Command Template()
    {
        var output = new Option<string>("--out") { Description = "写到这里；默认 抱团导入模板.xlsx。", DefaultValueFactory = _ => "抱团导入模板.xlsx" };
        var english = new Option<bool>("--english") { Description = "英文表头。" };
        var sheets = new Option<string[]>("--sheet") { Description = "只要这些表，例如 contributions 或 出资。", AllowMultipleArgumentsPerToken = true };
        var command = new Command("template", "导出带下拉选项的导入模板。") { output, english, sheets };
        command.SetAction(parsed =>
        {
            var definitions = Baotuan.Migrations.InstalledModules.All.SelectMany(m => m.Imports).Select(s => s.Definition).ToList();
            var wanted = parsed.GetValue(sheets) ?? [];
            var chosen = wanted.Length == 0 ? definitions : definitions.Where(d => wanted.Contains(d.Name) || wanted.Contains(d.ChineseName)).ToList();
            if (chosen.Count == 0)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"没有这样的表。可用的表：{string.Join("、", definitions.Select(d => $"{d.Name}（{d.ChineseName}）"))}");
                return Cli.Refused;
            }

            using var file = File.Create(parsed.GetRequiredValue(output));
            TemplateWriter.Write(chosen, file, !parsed.GetValue(english));
            parsed.InvocationConfiguration.Output.WriteLine($"已写出 {parsed.GetRequiredValue(output)}，{chosen.Count} 张表。");
            return Cli.Done;
        });
        return command;
    }

    /// <summary>Runs an import with progress on the terminal.</summary>
    internal static async Task<ImportReport> RunAsync(Session session, string source, ImportMode mode, bool dryRun, CancellationToken cancel)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(source)));
        if (session.Json || Console.IsOutputRedirected)
        {
            return await session.Importer.RunAsync(source, name, Session.Actor, mode, dryRun, null, cancel);
        }

        return await AnsiConsole.Status().StartAsync(
            "正在读取文件…",
            context => session.Importer.RunAsync(source, name, Session.Actor, mode, dryRun, sheet => context.Status($"正在导入：{sheet}"), cancel));
    }

    internal static void Text(ImportReport report, IAnsiConsole console)
    {
        var table = Session.Table(("表", false), ("新增", true), ("变更", true), ("相同", true), ("有错", true));
        foreach (var sheet in report.Sheets)
        {
            table.AddRow(sheet.ChineseName, $"{sheet.NewRows}", $"{sheet.ChangedRows}", $"{sheet.SameRows}", $"{sheet.BadRows}");
        }

        console.Write(table);
        foreach (var problem in report.Problems.Take(200))
        {
            console.WriteLine(problem.ToString());
        }

        if (report.Problems.Truncated || report.Problems.Count > 200)
        {
            console.MarkupLineInterpolated($"共 {report.Problems.ErrorCount} 个错误，只列出前 200 个；加 --errors DIR 可得到带错误信息的原文件。");
        }

        console.WriteLine((report.Saved, report.DryRun, report.Problems.HasErrors) switch
        {
            (true, _, true) => $"已保存正确的行，批次 {report.BatchId}；有错的行没有保存。",
            (true, _, _) => $"已保存，批次 {report.BatchId}。撤销：baotuan import-undo {report.BatchId}",
            (_, true, false) => "检查通过，没有保存（--dry-run）。",
            (_, true, true) => "检查发现错误，没有保存（--dry-run）。",
            _ => "有错误，没有保存任何内容。",
        });
    }

    private static object Shape(ImportReport report) => new
    {
        report.Saved,
        report.DryRun,
        Batch = report.BatchId,
        report.NewRows,
        report.ChangedRows,
        report.SameRows,
        report.BadRows,
        Sheets = report.Sheets.Select(s => new { s.Name, New = s.NewRows, Changed = s.ChangedRows, Same = s.SameRows, Bad = s.BadRows }),
        Errors = report.Problems.ErrorCount,
        Warnings = report.Problems.WarningCount,
        Problems = report.Problems.Select(p => new { p.File, p.Sheet, p.Row, p.Column, p.Message, Severity = p.Severity.ToString().ToLowerInvariant() }),
    };

    private static void WriteErrorFiles(string source, SheetProblems problems, string folder)
    {
        Directory.CreateDirectory(folder);
        var files = Directory.Exists(source)
            ? problems.Select(p => p.File).Distinct().Select(f => Path.Combine(source, f)).Where(File.Exists)
            : [source];
        foreach (var file in files)
        {
            using var stream = File.Create(Path.Combine(folder, ErrorWorkbook.NameFor(file)));
            ErrorWorkbook.Write(file, problems, stream, onlyBadRows: false);
        }
    }
}
