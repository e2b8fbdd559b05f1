using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Imports;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>期: the phases of ventures.</summary>
internal sealed class PhaseImport : SheetImport
{
    public override SheetDefinition Definition { get; } = new("phases", "期",
        new("venture", "项目", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "项目编码", Example = "ZCY" },
        new("phase", "期", SheetColumnKind.Code) { Required = true, MaxLength = 40, Help = "期号，本项目里不重复；只有一期也要写", Example = "1" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, Help = "公示用", Example = "一期" },
        new("opened_on", "起始日期", SheetColumnKind.Date) { Required = true, Help = "从哪一天起可以出资", Example = "2016-01-01" },
        new("closed_on", "截止日期", SheetColumnKind.Date) { Help = "到哪一天为止可以出资，没有限期留空" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = await ImportCodes.LoadAsync(run.Db, cancel);
        var known = await MasterRows<Phase>.Known(run.Db).ToDictionaryAsync(p => (p.VentureId, p.Code), cancel);
        var paid = await ListRows.Standing<Contribution>(run.Db).GroupBy(c => c.PhaseId)
            .Select(g => new { g.Key, First = g.Min(c => c.PaidOn), Last = g.Max(c => c.PaidOn) })
            .ToDictionaryAsync(g => g.Key, g => (g.First, g.Last), cancel);
        var seen = new RowsSeen<(long, string)>();
        var master = new MasterRows<Phase>(run);
        foreach (var row in rows)
        {
            var venture = codes.Venture(row);
            var code = row.Text("phase");
            var standing = venture is null ? null : known.GetValueOrDefault((venture.Id, code));
            if (venture is not null && code.Length > 0)
            {
                seen.First(row, "phase", (venture.Id, code), () => $"项目 {venture.Code} 第 {code} 期");
            }

            Check(row, standing is null ? null : paid.TryGetValue(standing.Id, out var days) ? days : null);
            if (!row.HasErrors)
            {
                master.Take(standing, phase => Fill(phase, row, venture!.Id));
            }
        }

        await master.FinishAsync(cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<Phase>.UndoAsync(db, batchId, "期", nameof(Phase.Code), brought => InUseAsync(db, batchId, brought, cancel), cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from p in db.Set<Phase>().AsNoTracking()
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   orderby v.Code, p.Code
                   select new { Venture = v.Code, p.Code, p.Name, p.OpenedOn, p.ClosedOn };
        foreach (var p in await rows.ToListAsync(cancel))
        {
            yield return [p.Venture, p.Code, p.Name, p.OpenedOn, p.ClosedOn];
        }
    }

    private static void Check(SheetRow row, (DateOnly First, DateOnly Last)? paid)
    {
        if (!row.Has("opened_on"))
        {
            return;
        }

        var (opened, closed) = (row.Date("opened_on"), row.DateOrNull("closed_on"));
        if (closed < opened)
        {
            row.Refuse("closed_on", "截止日期早于起始日期，请改正。");
        }

        if (paid is { } days && opened > days.First)
        {
            row.Refuse("opened_on", $"这一期在 {days.First:yyyy-MM-dd} 已有出资，起始日期不能晚于它。");
        }

        if (paid is { } range && closed < range.Last)
        {
            row.Refuse("closed_on", $"这一期在 {range.Last:yyyy-MM-dd} 还有出资，截止日期不能早于它。");
        }
    }

    private static void Fill(Phase phase, SheetRow row, long ventureId)
    {
        phase.VentureId = ventureId;
        phase.Code = row.Text("phase");
        phase.Name = row.Text("name");
        phase.OpenedOn = row.Date("opened_on");
        phase.ClosedOn = row.DateOrNull("closed_on");
    }

    private static async Task<string?> InUseAsync(BaotuanDb db, long batchId, IReadOnlyList<Phase> brought, CancellationToken cancel)
    {
        var used = await ListRows.Standing<Contribution>(db).Select(c => c.PhaseId)
            .Union(ListRows.Standing<EquityEvent>(db).Select(e => e.PhaseId))
            .Union(ListRows.Standing<ReturnTermRow>(db).Select(t => t.PhaseId)).ToListAsync(cancel);
        return brought.FirstOrDefault(p => used.Contains(p.Id)) is { } phase
            ? $"第 {phase.Code} 期还有别处登记的出资、股权变动或收益条款。请先撤销后面的导入。"
            : null;
    }
}
