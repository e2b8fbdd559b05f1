using System.Runtime.CompilerServices;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Intake;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Imports;

/// <summary>
/// 办件: an older register, row by row as it ended there, or not ended and to be worked on here. Statement and names are sealed on the way in and never come out as a
/// file: exported are number, kind, places and days of those that ended there; who works on an open one needs its words.
/// </summary>
internal sealed class CaseSheet : SheetImport
{
    private const int LotRows = 500;

    public override SheetDefinition Definition { get; } = new("cases", "办件",
        new("owner", "研判单位", SheetColumnKind.Code) { Required = true, Help = "谁研判、交办，“组织”表里的编码", Example = "ZX" },
        new("number", "原编号", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "旧台账里的编号，一个研判单位里不能重复；这里另给新编号", Example = "2021-017" },
        new("kind", "种类", SheetColumnKind.Choice) { Required = true, Choices = [.. CaseKinds.All.Select(k => new SheetChoice(k.Code, k.Chinese))], Help = "", Example = "矛盾纠纷" },
        new("category", "类别", SheetColumnKind.Text) { Required = true, MaxLength = 40, Help = "办件页面上这个种类的类别，写名称或编码", Example = "邻里" },
        new("title", "标题", SheetColumnKind.Text) { MaxLength = CheckDraft.LongestTitle, Help = "人人可见，不写姓名；矛盾纠纷和排查线索留空" },
        new("channel", "来源", SheetColumnKind.Choice) { Choices = [.. CaseChannels.All.Where(c => c.Code != CaseChannels.Confidential).Select(c => new SheetChoice(c.Code, c.Chinese))], Help = "留空就是窗口；保密渠道的不导入，请在页面登记", Example = "窗口" },
        new("subject", "涉及的单位", SheetColumnKind.Code) { Required = true, Help = "事发的村（社区），堵点写问题所在的单位", Example = "VI" },
        new("received_on", "受理日期", SheetColumnKind.Date) { Required = true, Help = "", Example = "2021-03-09" },
        new("result", "结果", SheetColumnKind.Text) { MaxLength = 40, Help = "旧台账上已经办完的写结果，例如“已履行”；没有办完的留空，导入后接着办", Example = "已履行" },
        new("ended_on", "办结日期", SheetColumnKind.Date) { Help = "有结果就要写", Example = "2021-04-02" },
        new("lead", "承办单位", SheetColumnKind.Code) { Help = "办结的那个单位的编码，不知道可以留空", Example = "SF" },
        new("first_party", "第一方", SheetColumnKind.Text) { MaxLength = CheckDraft.LongestName, Help = "姓名，加密保存，不导出；办完的可以留空", Example = "甲某" },
        new("second_party", "另一方", SheetColumnKind.Text) { MaxLength = CheckDraft.LongestName, Help = "姓名，加密保存，不导出；办完的可以留空", Example = "乙某" },
        new("statement", "内容", SheetColumnKind.Text) { MaxLength = CheckDraft.LongestStatement, Help = "加密保存，不导出；办完的可以留空，纸质台账另存", Example = "两家为一堵墙" });

    public override string? OwnerColumn => "owner";

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = new OrganizationCodes(run.Db);
        var seen = new RowsSeen<(long, string)>();
        foreach (var lot in rows.Chunk(LotRows))
        {
            var read = new List<CarriedCase>();
            foreach (var row in lot)
            {
                if (await CarriedCase.ReadAsync(row, codes, run.Db, cancel) is { } carried && seen.First(row, "number", (carried.Owner.Id, carried.Number), () => $"原编号 {carried.Number}") && !row.HasErrors)
                {
                    read.Add(carried);
                }
            }

            await new CarryOver(run).RunAsync(read, cancel);
        }
    }

    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var brought = await db.Set<CaseRow>().AsNoTracking().Where(c => c.ImportBatchId == batchId).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);
        foreach (var lot in brought.Chunk(LotRows))
        {
            if (await CarryOver.BackAsync(db, lot, cancel) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        static string? Filled(string text) => text.Length == 0 ? null : text;
        var rows = await CarryOver.Standing(db).OrderBy(c => c.Id).ToListAsync(cancel);
        foreach (var lot in rows.Chunk(LotRows))
        {
            var ids = lot.Select(c => c.Id).ToArray();
            var ends = (await CarryOver.EndsAsync(db, ids, cancel)).ToDictionary(e => e.CaseId);
            var names = await Organizations.ByIdsAsync(db, [.. lot.Select(c => c.OwnerId), .. lot.Select(c => c.SubjectId), .. ends.Values.Select(e => e.OrganizationId).OfType<long>()], cancel);
            foreach (var (c, end) in lot.Where(c => ends.ContainsKey(c.Id)).Select(c => (c, ends[c.Id])))
            {
                var kind = CaseKinds.Of(c.Kind);
                yield return
                [
                    names[c.OwnerId].Code, c.NumberThere, c.Kind, kind.CategoryName(c.Category), Filled(c.Title), c.Channel, names[c.SubjectId].Code, c.ReceivedOn,
                    kind.StateName(end.State), end.FactOn, end.OrganizationId is { } lead ? names[lead].Code : null, null, null, null,
                ];
            }
        }
    }
}
