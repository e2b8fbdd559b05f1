using System.Runtime.CompilerServices;
using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Notices;

/// <summary>荣誉: an older list of honours, each row a draft that somebody else reviews before it is shown.</summary>
internal sealed class HonourSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new("honours", "荣誉",
        new("organization", "获得单位", SheetColumnKind.Code) { Required = true, Help = "“组织”表里的编码", Example = "VI" },
        new("title", "荣誉名称", SheetColumnKind.Text) { Required = true, MaxLength = DraftNotice.LongestTitle, Help = "照证书写；同一种荣誉名称要一样，数才数得到一起", Example = "优美庭院示范村" },
        new("awarded_by", "授予单位", SheetColumnKind.Text) { Required = true, MaxLength = DraftNotice.LongestPart, Help = "", Example = "示例县人民政府" },
        new("level", "级别", SheetColumnKind.Text) { Required = true, MaxLength = DraftNotice.LongestPart, Help = "", Example = "县级" },
        new("awarded_on", "授予日期", SheetColumnKind.Date) { Required = true, Help = "", Example = "2022-06-01" },
        new("valid_to", "有效期至", SheetColumnKind.Date) { Required = true, Help = "最后一天，过了就不再公示", Example = "2025-05-31" },
        new("evidence", "证明材料", SheetColumnKind.Text) { Required = true, MaxLength = DraftNotice.LongestPart, Help = "文号或证书编号", Example = "示例发〔2022〕8号" },
        new("body", "说明", SheetColumnKind.Text) { Required = true, MaxLength = DraftNotice.LongestBody, Help = "审核后公开显示，不写个人信息", Example = "庭院整洁、绿化好。" });

    public override string? OwnerColumn => "organization";

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = new OrganizationCodes(run.Db);
        var standing = (await Standing(run.Db).ToListAsync(cancel)).GroupBy(KeyOf).ToDictionary(g => g.Key, g => g.First());
        var seen = new RowsSeen<(long, string, DateOnly?)>();
        var added = new List<NoticeRow>();
        foreach (var row in rows)
        {
            if (await ReadAsync(run, codes, row, cancel) is not { } read || !seen.First(row, "title", KeyOf(read), () => $"{read.AwardedOn:yyyy-MM-dd} 的“{read.Title}”") || row.HasErrors)
            {
                continue;
            }

            if (!standing.TryGetValue(KeyOf(read), out var before))
            {
                run.CountNew();
                added.Add(read);
            }
            else if (Said(before) == Said(read))
            {
                run.CountSame();
            }
            else
            {
                row.Refuse("title", $"{read.AwardedOn:yyyy-MM-dd} 的“{read.Title}”已登记，内容不同。荣誉登记后不改：请在“公告和荣誉”里退回或撤下，再导入新的。");
            }
        }

        var id = added.Count == 0 ? 0 : await run.Db.NextIdsAsync(NoticeRow.TableName, added.Count, cancel);
        foreach (var row in added)
        {
            row.Id = id++;
            row.ClientId = $"import-{row.Id}";
        }

        run.Db.AddRange(added);
        await DisclosureLeaves.Notices.AppendAsync(run.Db, added, cancel);
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var brought = Standing(db).Where(n => n.ImportBatchId == batchId).OrderBy(n => n.Id);
        if (await brought.FirstOrDefaultAsync(n => db.Set<NoticeEventRow>().Any(e => e.NoticeId == n.Id), cancel) is { } published)
        {
            return ImportTrail.BuiltOn($"荣誉“{published.Title}”已经审核发布。请先撤下。");
        }

        List<NoticeEventRow> back =
        [
            .. (await brought.ToListAsync(cancel)).Select(n => new NoticeEventRow
            {
                NoticeId = n.Id, SequenceNo = 1, Kind = NoticeEvents.Return, Text = "导入已撤销", UserId = db.Caller.UserId, UserName = db.Caller.Name, RecordedAtMs = db.RecordedAtMs,
            }),
        ];
        db.AddRange(back);
        await DisclosureLeaves.NoticeEvents.AppendAsync(db, back, cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = await Standing(db).ToListAsync(cancel);
        var names = await Organizations.ByIdsAsync(db, rows.Select(n => n.OrganizationId), cancel);
        foreach (var n in rows.OrderBy(n => names[n.OrganizationId].Code, StringComparer.Ordinal).ThenBy(n => n.AwardedOn).ThenBy(n => n.Id))
        {
            yield return [names[n.OrganizationId].Code, n.Title, n.AwardedBy, n.Level, n.AwardedOn, n.ValidTo, n.Evidence, n.Body];
        }
    }

    /// <summary>Honours that were neither sent back nor taken down.</summary>
    private static IQueryable<NoticeRow> Standing(BaotuanDb db) => db.Set<NoticeRow>().AsNoTracking()
        .Where(n => n.Kind == NoticeKinds.Honour && !db.Set<NoticeEventRow>().Any(e => e.NoticeId == n.Id && e.Kind != NoticeEvents.Publish));

    private static async Task<NoticeRow?> ReadAsync(ImportRun run, OrganizationCodes codes, SheetRow row, CancellationToken cancel)
    {
        if (await codes.FindAsync(row, "organization", cancel) is not { } organization || row.HasErrors)
        {
            return null;
        }

        var draft = new NoticeDraft(
            organization.Code, NoticeKinds.Honour, row.Text("title"), row.Text("body"), "", row.Date("awarded_on"), row.Date("valid_to"), "",
            AwardedBy: row.Text("awarded_by"), Level: row.Text("level"), AwardedOn: row.Date("awarded_on"), Evidence: row.Text("evidence"));
        if (DraftNotice.ProblemOf(draft) is { } problem)
        {
            row.Refuse(problem.Code == "days_reversed" ? "valid_to" : null, problem.Message);
            return null;
        }

        var read = DraftNotice.RowOf(run.Db, draft, organization.Id, 0);
        read.ImportBatchId = run.BatchId;
        return read;
    }

    private static (long, string, DateOnly?) KeyOf(NoticeRow n) => (n.OrganizationId, n.Title, n.AwardedOn);

    private static (string, string, DateOnly, string, string) Said(NoticeRow n) => (n.AwardedBy, n.Level, n.ValidTo, n.Evidence, n.Body);
}
