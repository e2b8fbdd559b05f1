using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Accounts;

/// <summary>Months close in order and open again in reverse order, each with a line in the operation log.</summary>
internal static class ClosePeriods
{
    public static async Task<Refusal?> CloseAsync(BaotuanDb db, long bookId, int yearMonth, CancellationToken cancel)
    {
        if (await db.Set<AccountingPeriod>().AsTracking().FirstOrDefaultAsync(m => m.BookId == bookId && m.YearMonth == yearMonth, cancel) is not { } period)
        {
            return NotFound(yearMonth);
        }

        if (period.ClosedAtMs is not null)
        {
            return new Refusal("period_already_closed", $"会计期间 {Name(yearMonth)} 已经结账。");
        }

        var earlier = await db.Set<AccountingPeriod>()
            .Where(m => m.BookId == bookId && m.YearMonth < yearMonth && m.ClosedAtMs == null)
            .OrderBy(m => m.YearMonth).Select(m => (long?)m.YearMonth).FirstOrDefaultAsync(cancel);
        if (earlier is { } open)
        {
            return new Refusal("earlier_period_open", $"会计期间 {Name(open)} 还没有结账，请按月份顺序结账。");
        }

        period.ClosedAtMs = db.RecordedAtMs;
        await db.LogAsync("ledger.close", $"book/{bookId}/{yearMonth}", "", cancel, await OwnerAsync(db, bookId, cancel));
        await db.SaveChangesAsync(cancel);
        return null;
    }

    public static async Task<Refusal?> ReopenAsync(BaotuanDb db, long bookId, int yearMonth, string reason, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "反结账必须写明原因。");
        }

        if (await db.Set<AccountingPeriod>().AsTracking().FirstOrDefaultAsync(m => m.BookId == bookId && m.YearMonth == yearMonth, cancel) is not { } period)
        {
            return NotFound(yearMonth);
        }

        if (period.ClosedAtMs is null)
        {
            return new Refusal("period_not_closed", $"会计期间 {Name(yearMonth)} 没有结账。");
        }

        if (await db.Set<AccountingPeriod>().AnyAsync(m => m.BookId == bookId && m.YearMonth > yearMonth && m.ClosedAtMs != null, cancel))
        {
            return new Refusal("later_period_closed", $"会计期间 {Name(yearMonth)} 之后还有已结账的月份，请先从最后一个月起反结账。");
        }

        period.ClosedAtMs = null;
        await db.LogAsync("ledger.reopen", $"book/{bookId}/{yearMonth}", reason.Trim(), cancel, await OwnerAsync(db, bookId, cancel));
        await db.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>Adds the months after the last one up to the end of a year.</summary>
    public static async Task<Refusal?> ExtendAsync(BaotuanDb db, long bookId, int throughYear, CancellationToken cancel)
    {
        var last = await db.Set<AccountingPeriod>().Where(m => m.BookId == bookId).MaxAsync(m => (long?)m.YearMonth, cancel);
        if (last is not { } known)
        {
            return new Refusal("book_not_found", "找不到这套账。");
        }

        if (throughYear < known / 100 || throughYear > (known / 100) + OpenBooks.MaxYears)
        {
            return new Refusal("periods_out_of_range", $"会计期间已经建到 {Name(known)}，不能改到 {throughYear} 年。");
        }

        var next = new DateOnly((int)(known / 100), (int)(known % 100), 1).AddMonths(1);
        Platform.Registers.Facts.WriteAll(db, OpenBooks.MonthsOf(bookId, next, throughYear));
        return null;
    }

    /// <summary>201803 → 2018-03.</summary>
    public static string Name(long yearMonth) => $"{yearMonth / 100:0000}-{yearMonth % 100:00}";

    private static Refusal NotFound(long yearMonth) => new("period_not_found", $"会计期间 {Name(yearMonth)} 还没有建立。");

    private static Task<long> OwnerAsync(BaotuanDb db, long bookId, CancellationToken cancel) =>
        db.Set<Book>().Where(b => b.Id == bookId).Select(b => b.OrganizationId).FirstAsync(cancel);
}
