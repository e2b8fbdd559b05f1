using System.Globalization;
using Baotuan.Kernel;
using Baotuan.Ledger.Accounts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Sums;

/// <summary>
/// What statement and trial balance are asked for in their query strings: book, days, known-at. Without days it is the whole
/// time from the book's first day to today. What cannot be read is named and left out.
/// </summary>
internal sealed record BookPeriodFilter(BookChoice? Book, Period Period, long? KnownAtMs, IReadOnlyList<string> Unread)
{
    public static async Task<BookPeriodFilter> ReadAsync(BaotuanDb db, Func<string, string?> value, DateOnly today, CancellationToken cancel)
    {
        var unread = new List<string>();
        var book = await BookChoice.FindAsync(db, value("book"), cancel);
        if (value("book") is { } code && book is null)
        {
            unread.Add($"没有编码为 {code} 的账套");
        }

        var end = Day("to") ?? Day("as-of") ?? today;
        var start = Day("from") ?? (value("as-of") is null ? book?.Book.OpenedOn ?? new DateOnly(end.Year, 1, 1) : new DateOnly(end.Year, 1, 1));
        if (start > end)
        {
            unread.AddRange(value("from") is null ? [] : [$"起始日期 {start:yyyy-MM-dd} 晚于截止日期 {end:yyyy-MM-dd}"]);
            start = new DateOnly(end.Year, 1, 1);
        }

        long? known = null;
        if (value("known-at") is { } time)
        {
            known = ChinaTime.TryParseEnd(time, out var ms) ? ms : null;
            unread.AddRange(known is null ? [$"当时所知“{time}”请写成 2024-01-31 或 2024-01-31 18:00"] : []);
        }

        return new BookPeriodFilter(book, new Period(start, end), known, unread);

        DateOnly? Day(string name)
        {
            if (value(name) is not { } text)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            {
                return day;
            }

            unread.Add($"日期“{text}”请写成 2018-12-31");
            return null;
        }
    }
}
