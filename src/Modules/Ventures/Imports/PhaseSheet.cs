using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>期</summary>
internal sealed class PhaseSheet : SheetImport
{
    public override SheetDefinition Definition { get; } = new(
        "phases", "期",
        Columns.Venture(),
        Columns.Phase(),
        new SheetColumn("name", "名称", SheetColumnKind.Text) { Example = "一期" },
        Columns.Date("opened_on", "起始日期", "从这一天起可以出资"),
        Columns.Date("closed_on", "截止日期", "这一天之后不再出资；不填即未结束", required: false));

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var ventures = await VentureCodes.LoadAsync(run.Db, cancel);
        var standing = await run.Db.Set<Phase>().AsTracking().ToDictionaryAsync(p => (p.VentureId, p.Code), cancel);
        var seen = new RowsSeen<(long, string)>();
        var master = new MasterRows<Phase>(run);
        foreach (var row in rows)
        {
            var venture = ventures.Venture(row);
            if (row.DateOrNull("closed_on") is { } closed && row.DateOrNull("opened_on") is { } opened && closed < opened)
            {
                row.Refuse("closed_on", "截止日期早于起始日期，请改正。");
            }

            if (row.HasErrors || venture is null || !seen.First(row, "phase", (venture.Id, row.Text("phase")), () => $"{venture.Code} 第 {row.Text("phase")} 期"))
            {
                continue;
            }

            master.Take(standing.GetValueOrDefault((venture.Id, row.Text("phase"))), p =>
            {
                p.VentureId = venture.Id;
                p.Code = row.Text("phase");
                p.Name = row.TextOrNull("name") ?? "";
                p.OpenedOn = row.Date("opened_on");
                p.ClosedOn = row.DateOrNull("closed_on");
            });
        }

        await master.FinishAsync(cancel);
    }

    public override Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
        MasterRows<Phase>.UndoAsync(db, batchId, "期", nameof(Phase.Name), async brought =>
        {
            var ids = brought.Select(p => p.Id).ToArray();
            var used = await Withdrawals.Standing<EquityEvent>(db).Where(e => ids.Contains(e.PhaseId)).Select(e => (long?)e.PhaseId).FirstOrDefaultAsync(cancel)
                ?? await Withdrawals.Standing<ReturnTermRow>(db).Where(e => ids.Contains(e.PhaseId)).Select(e => (long?)e.PhaseId).FirstOrDefaultAsync(cancel);
            return used is { } id ? $"第 {brought.First(p => p.Id == id).Code} 期已有出资或收益条款。" : null;
        }, cancel);

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = from p in db.Set<Phase>().AsNoTracking()
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   orderby v.Code, p.Code
                   select new { Venture = v.Code, p };
        foreach (var r in await rows.ToListAsync(cancel))
        {
            yield return [r.Venture, r.p.Code, r.p.Name, r.p.OpenedOn, r.p.ClosedOn];
        }
    }
}
