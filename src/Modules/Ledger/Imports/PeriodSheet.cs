using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Imports;

/// <summary>会计期间: closes months in order. It never opens one again: that needs a reason and is done by hand.</summary>
internal sealed class PeriodSheet : SheetImport
{
    public override string? OwnerColumn => BookDirectory.OrganizationColumn;

    public override SheetDefinition Definition { get; } = new(
        "periods", "会计期间",
        new SheetColumn(BookDirectory.OrganizationColumn, "组织", SheetColumnKind.Code) { Required = true, Help = "组织代码", Example = "ZD01" },
        new SheetColumn("month", "月份", SheetColumnKind.Period) { Required = true, Help = "一个月，如 2018-03", Example = "2018-03" },
        new SheetColumn("state", "状态", SheetColumnKind.Choice)
        {
            Required = true,
            Help = "结账要按月份顺序；凭证在结账之前导入",
            Example = "closed",
            Choices = [new("open", "未结账"), new("closed", "已结账")],
        });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var directory = new BookDirectory(run.Db);
        var asked = new Dictionary<long, SortedDictionary<long, SheetRow>>();
        foreach (var row in rows)
        {
            if (await directory.BookAsync(row, cancel) is { } book && !row.HasErrors && MonthOf(row) is { } month)
            {
                asked.TryAdd(book.Book.Id, []);
                if (!asked[book.Book.Id].TryAdd(month, row))
                {
                    row.Refuse("month", $"{ClosePeriods.Name(month)} 在第 {asked[book.Book.Id][month].Row} 行已经写过");
                }
            }
        }

        foreach (var (bookId, months) in asked)
        {
            await ApplyAsync(run, bookId, months, cancel);
        }
    }

    /// <summary>Opens again the months that the batch closed: they carry its recording time.</summary>
    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var closedAtMs = await ImportedVouchers.RecordedAtAsync(db, batchId, cancel);
        var own = db.Set<AccountingPeriod>().Where(m => m.ClosedAtMs == closedAtMs);
        if (await own.AnyAsync(m => db.Set<AccountingPeriod>().Any(l => l.BookId == m.BookId && l.YearMonth > m.YearMonth && l.ClosedAtMs > closedAtMs), cancel))
        {
            return new Refusal("later_period_closed", "这次导入结账之后又有月份结了账，不能撤销；请先反结账。");
        }

        await own.ExecuteUpdateAsync(m => m.SetProperty(x => x.ClosedAtMs, (long?)null), cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var books = await Contracts.Books.ListAsync(db, cancel);
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        foreach (var book in books.OrderBy(b => owners[b.OrganizationId].Code, StringComparer.Ordinal))
        {
            foreach (var month in await Contracts.Books.PeriodsAsync(db, book.Id, cancel))
            {
                yield return [owners[book.OrganizationId].Code, Period.Parse(ClosePeriods.Name(month.YearMonth)), month.IsOpen ? "open" : "closed"];
            }
        }
    }

    private static long? MonthOf(SheetRow row)
    {
        var period = row.Period("month");
        if (period.Start.Day == 1 && period.DayAfter == period.Start.AddMonths(1))
        {
            return (period.Start.Year * 100L) + period.Start.Month;
        }

        row.Refuse("month", "请填一个月份，如 2018-03");
        return null;
    }

    private static async Task ApplyAsync(ImportRun run, long bookId, SortedDictionary<long, SheetRow> asked, CancellationToken cancel)
    {
        var known = (await Contracts.Books.PeriodsAsync(run.Db, bookId, cancel)).ToDictionary(m => (long)m.YearMonth, m => m.IsOpen);
        var closing = new List<long>();
        foreach (var (month, row) in asked)
        {
            if (Check(month, row, known) is not { } change)
            {
                continue;
            }

            if (change)
            {
                known[month] = false;
                closing.Add(month);
                run.CountChanged();
            }
            else
            {
                run.CountSame();
            }
        }

        var months = closing.ToArray();
        await run.Db.Set<AccountingPeriod>().Where(m => m.BookId == bookId && EF.Parameter(months).Contains(m.YearMonth))
            .ExecuteUpdateAsync(m => m.SetProperty(x => x.ClosedAtMs, run.Db.RecordedAtMs), cancel);
    }

    /// <summary>Whether the month must be closed; null after refusing the row.</summary>
    private static bool? Check(long month, SheetRow row, Dictionary<long, bool> open)
    {
        if (!open.TryGetValue(month, out var isOpen))
        {
            row.Refuse("month", $"会计期间 {ClosePeriods.Name(month)} 还没有建立，请在“账套”表里把会计期间延长");
            return null;
        }

        if (row.Choice("state") == "open")
        {
            if (isOpen)
            {
                return false;
            }

            row.Refuse("state", $"{ClosePeriods.Name(month)} 已经结账；反结账要写明原因，请在账套页面办理");
            return null;
        }

        var earlier = open.Where(m => m.Value && m.Key < month).Select(m => m.Key).DefaultIfEmpty().Min();
        if (isOpen && earlier != 0)
        {
            row.Refuse("state", $"{ClosePeriods.Name(earlier)} 还没有结账，请按月份顺序结账");
            return null;
        }

        return isOpen;
    }
}
