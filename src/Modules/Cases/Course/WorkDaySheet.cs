using System.Runtime.CompilerServices;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Course;

/// <summary>
/// 工作日安排: the days that a notice makes worked or free, one a row. Only days to come: the terms of the past were counted as they were. With an import, and when it is taken
/// back, the due days of open cases are counted anew.
/// </summary>
internal sealed class WorkDaySheet() : FactSheet<WorkDayRow, int>("day", CaseLeaves.WorkDays)
{
    public override SheetDefinition Definition { get; } = new("work-days", "工作日安排",
        new("day", "日期", SheetColumnKind.Date) { Required = true, Help = "还没有到的日子；平常的周末和工作日不用写", Example = "2031-02-03" },
        new("worked", "上班还是放假", SheetColumnKind.Choice) { Required = true, Choices = [new("yes", "上班"), new("no", "放假")], Help = "", Example = "放假" },
        new("name", "名称", SheetColumnKind.Text) { Required = true, MaxLength = 40, Help = "哪个节日", Example = "春节" },
        new("source", "依据", SheetColumnKind.Text) { Required = true, MaxLength = 100, Help = "哪个通知，写文号", Example = "当年的放假通知" });

    public override async IAsyncEnumerable<object?[]> ExportAsync(BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var r in await WorkDays.ImportedAsync(db, cancel))
        {
            yield return [r.ValidFrom, r.Worked ? "yes" : "no", r.Name, r.Source];
        }
    }

    protected override Task<Func<SheetRow, WorkDayRow?>> ReaderAsync(BaotuanDb db, IReadOnlyList<WorkDayRow> standing, CancellationToken cancel)
    {
        var (today, there) = (db.Today(), standing.ToDictionary(r => r.ValidFrom));
        return Task.FromResult<Func<SheetRow, WorkDayRow?>>(row => Read(row, there, today));
    }

    protected override int KeyOf(WorkDayRow fact) => 0;

    protected override string Describe(WorkDayRow fact) => $"{fact.ValidFrom:yyyy-MM-dd} 的安排";

    protected override async Task<Refusal?> UndoProblemAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var first = await db.Set<WorkDayRow>().AsNoTracking().Where(r => r.ImportBatchId == batchId).Select(r => (DateOnly?)r.ValidFrom).MinAsync(cancel);
        return first <= db.Today() ? new("work_days_are_used", $"这次导入的 {first:yyyy-MM-dd} 已经到了，期限按它算过，不能撤销。后面的日子有错的，请导入改正的表。") : null;
    }

    protected override async Task AfterAsync(BaotuanDb db, CancellationToken cancel)
    {
        await db.SaveChangesAsync(cancel);
        foreach (var id in await db.Set<StandingRow>().AsNoTracking().Where(s => !s.Done && s.NextDueOn != null).OrderBy(s => s.CaseId).Select(s => s.CaseId).ToListAsync(cancel))
        {
            var found = (await LoadCourse.FindAsync(db, id, cancel))!;
            await WriteStanding.RunAsync(db, found.Row, found.Parties, found.Course, cancel);
            await db.SaveChangesAsync(cancel);
        }
    }

    private static WorkDayRow? Read(SheetRow row, IReadOnlyDictionary<DateOnly, WorkDayRow> there, DateOnly today)
    {
        if (!row.Has("day") || row.ChoiceOrNull("worked") is not { } worked || row.TextOrNull("name") is not { } name || row.TextOrNull("source") is not { } source)
        {
            return null;
        }

        var read = new WorkDayRow { ValidFrom = row.Date("day"), Worked = worked == "yes", Name = name, Source = source };
        var same = there.TryGetValue(read.ValidFrom, out var old) && (old.Worked, old.Name, old.Source) == (read.Worked, read.Name, read.Source);
        if (read.ValidFrom <= today && !same)
        {
            row.Refuse("day", $"{read.ValidFrom:yyyy-MM-dd} 已经到了，期限按原来的安排算过。请只写以后的日子。");
        }

        return read;
    }
}
