using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Imports;

/// <summary>账套: opens books, and adds months to books that stand.</summary>
internal sealed class BookSheet : SheetImport
{
    public override string? OwnerColumn => BookDirectory.OrganizationColumn;

    public override SheetDefinition Definition { get; } = new(
        "books", "账套",
        new SheetColumn(BookDirectory.OrganizationColumn, "组织", SheetColumnKind.Code) { Required = true, Help = "组织代码；一个组织一套账", Example = "ZD01" },
        new SheetColumn("chart", "科目表", SheetColumnKind.Choice)
        {
            Required = true,
            Help = "村集体用 village-2023，公司用 enterprise",
            Example = Charts.Village,
            Choices = [.. Charts.All.Select(c => new SheetChoice(c.Code, c.Chinese))],
        },
        new SheetColumn("opened_on", "建账日期", SheetColumnKind.Date) { Required = true, Help = "账套的第一天，期初余额记在这一天", Example = "2018-01-01" },
        new SheetColumn("periods_through", "会计期间到", SheetColumnKind.Integer) { Required = true, Help = "会计期间建到哪一年年底", Example = "2025" });

    public override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var directory = new BookDirectory(run.Db);
        var opened = new Dictionary<long, int>();
        var openings = new List<BookOpening>();
        foreach (var row in rows)
        {
            if (await directory.OrganizationAsync(row, cancel) is { } organization && !row.HasErrors)
            {
                await ApplyAsync(run, row, organization, opened, openings, cancel);
            }
        }

        var outcome = await OpenBooks.RunAsync(run.Db, openings, run.BatchId, cancel);
        _ = outcome.Value; // every row was checked, so a refusal here is a mistake of ours
    }

    /// <summary>
    /// Removes books without vouchers. A book whose vouchers have all been cancelled stays, because vouchers stay; one that is
    /// in use refuses.
    /// </summary>
    public override async Task<Refusal?> UndoAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var own = db.Set<Book>().Where(b => b.ImportBatchId == batchId);
        var inUse = await own.Where(b => db.Set<Voucher>().Any(v => v.BookId == b.Id && v.ReversesId == null
            && !db.Set<Voucher>().Any(r => r.ReversesId == v.Id && r.BookId == v.BookId))).CountAsync(cancel);
        if (inUse > 0)
        {
            return new Refusal("book_in_use", $"这次导入所建的账套中有 {inUse} 套已经记账，不能撤销；请先冲销其中的凭证。");
        }

        var brought = (await PartiesOfImport.OrganizationsAsync(db, batchId, cancel)).ToDictionary(o => o.Id);
        var undone = await ImportTrail.UndoneAsync(db, cancel);
        var others = await db.Set<Book>().Where(b => b.ImportBatchId != batchId).Select(b => new { b.OrganizationId, b.ImportBatchId }).ToListAsync(cancel);
        if (others.FirstOrDefault(b => brought.ContainsKey(b.OrganizationId) && !undone.Contains(b.ImportBatchId)) is { } other)
        {
            return ImportTrail.BuiltOn($"组织 {brought[other.OrganizationId].Code} 还有别处建立的账套。请先撤销后面的导入。");
        }

        var empty = await own.Where(b => !db.Set<Voucher>().Any(v => v.BookId == b.Id)).Select(b => b.Id).ToArrayAsync(cancel);
        await db.Set<AccountingPeriod>().Where(m => EF.Parameter(empty).Contains(m.BookId)).ExecuteDeleteAsync(cancel);
        await db.Set<Account>().Where(a => EF.Parameter(empty).Contains(a.BookId)).ExecuteDeleteAsync(cancel);
        await db.Set<Book>().Where(b => EF.Parameter(empty).Contains(b.Id)).ExecuteDeleteAsync(cancel);
        return null;
    }

    public override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        var books = await Contracts.Books.ListAsync(db, cancel);
        var owners = await Organizations.ByIdsAsync(db, books.Select(b => b.OrganizationId), cancel);
        var last = await db.Set<AccountingPeriod>().GroupBy(m => m.BookId)
            .Select(g => new { g.Key, Last = g.Max(m => m.YearMonth) }).ToDictionaryAsync(g => g.Key, g => g.Last, cancel);
        foreach (var book in books.OrderBy(b => owners[b.OrganizationId].Code, StringComparer.Ordinal))
        {
            yield return [owners[book.OrganizationId].Code, book.Chart, book.OpenedOn, last[book.Id] / 100];
        }
    }

    private static async Task ApplyAsync(
        ImportRun run, SheetRow row, OrganizationInfo organization, Dictionary<long, int> opened, List<BookOpening> openings, CancellationToken cancel)
    {
        var (chart, openedOn, through) = (row.Choice("chart"), row.Date("opened_on"), row.Integer("periods_through"));
        if (!opened.TryAdd(organization.Id, row.Row))
        {
            row.Refuse(BookDirectory.OrganizationColumn, $"组织“{organization.Code}”在第 {opened[organization.Id]} 行已有账套，一个组织只能有一套账");
            return;
        }

        if (through < openedOn.Year || through >= openedOn.Year + OpenBooks.MaxYears)
        {
            row.Refuse("periods_through", $"请填 {openedOn.Year} 至 {openedOn.Year + OpenBooks.MaxYears - 1} 之间的年份");
            return;
        }

        var standing = await Contracts.Books.FindByOrganizationsAsync(run.Db, [organization.Id], cancel);
        if (standing.TryGetValue(organization.Id, out var book))
        {
            await ExtendAsync(run, row, book, chart, openedOn, (int)through, cancel);
            return;
        }

        openings.Add(new BookOpening(organization.Id, chart, openedOn, (int)through));
        run.CountNew();
    }

    private static async Task ExtendAsync(
        ImportRun run, SheetRow row, BookInfo book, string chart, DateOnly openedOn, int through, CancellationToken cancel)
    {
        if (book.Chart != chart || book.OpenedOn != openedOn)
        {
            row.Refuse(
                BookDirectory.OrganizationColumn, $"这个组织已在 {book.OpenedOn:yyyy-MM-dd} 用科目表 {book.Chart} 建账，科目表和建账日期不能改");
            return;
        }

        var last = (await Contracts.Books.PeriodsAsync(run.Db, book.Id, cancel))[^1].YearMonth / 100;
        if (through > last)
        {
            await ClosePeriods.ExtendAsync(run.Db, book.Id, through, cancel);
            run.CountChanged();
        }
        else
        {
            run.CountSame();
        }
    }
}
