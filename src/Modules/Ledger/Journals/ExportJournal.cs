using System.Text;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Journals;

/// <summary>Streams vouchers through a format, one at a time, and adds up what it wrote.</summary>
internal static class ExportJournal
{
    public static async Task<Outcome<JournalTotals>> RunAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, string format, TextWriter to, CancellationToken cancel)
    {
        if (!JournalExport.Formats.Contains(format))
        {
            return new Refusal("format_unknown", $"没有“{format}”这种格式，可用：{string.Join("、", JournalExport.Formats)}。");
        }

        var books = await JournalBook.LoadAsync(db, bookIds, cancel);
        if (books.Count < bookIds.Distinct().Count())
        {
            return new Refusal("book_not_found", "找不到要导出的账套。");
        }

        return await WriteAsync(db, books, FormatOf(format), to, cancel);
    }

    private static JournalFormat FormatOf(string format) => format switch
    {
        JournalExport.Hledger => new HledgerFormat(),
        JournalExport.Beancount => new BeancountFormat(),
        _ => new CsvFormat(),
    };

    private static async Task<JournalTotals> WriteAsync(
        BaotuanDb db, IReadOnlyList<JournalBook> books, JournalFormat format, TextWriter to, CancellationToken cancel)
    {
        var text = new StringBuilder();
        var totals = new JournalTotals(0, 0, 0, 0);
        format.Begin(text, books);
        foreach (var book in books)
        {
            await foreach (var voucher in SealedVoucher.StreamAsync(db, book.Info.Id, cancel))
            {
                format.Add(text, book, voucher);
                totals = Sum(totals, voucher);
                await FlushAsync(text, to, 1 << 15, cancel);
            }
        }

        format.End(text, totals);
        await FlushAsync(text, to, 0, cancel);
        return totals;
    }

    private static async Task FlushAsync(StringBuilder text, TextWriter to, int atLeast, CancellationToken cancel)
    {
        if (text.Length >= atLeast)
        {
            await to.WriteAsync(text, cancel);
            text.Clear();
        }
    }

    private static JournalTotals Sum(JournalTotals totals, SealedVoucher voucher) => new(
        totals.Vouchers + 1,
        totals.Lines + voucher.Lines.Count,
        totals.DebitFen + voucher.Lines.Where(l => l.Side == SideCodes.Debit).Sum(l => l.AmountFen),
        totals.CreditFen + voucher.Lines.Where(l => l.Side == SideCodes.Credit).Sum(l => l.AmountFen));
}

/// <summary>One text form of a journal.</summary>
internal abstract class JournalFormat
{
    public abstract void Begin(StringBuilder text, IReadOnlyList<JournalBook> books);

    public abstract void Add(StringBuilder text, JournalBook book, SealedVoucher voucher);

    public abstract void End(StringBuilder text, JournalTotals totals);

    /// <summary>Debit positive, credit negative, as plain-text accounting writes it.</summary>
    protected static Money Signed(Posting line) => new(line.Side == SideCodes.Debit ? line.AmountFen : -line.AmountFen);

    /// <summary>The sentence of control totals that ends a file.</summary>
    protected static string Totals(JournalTotals totals) =>
        $"{totals.Vouchers} vouchers, {totals.Lines} lines, debit {new Money(totals.DebitFen)}, credit {new Money(totals.CreditFen)}";
}
