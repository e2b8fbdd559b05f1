using Baotuan.Kernel;
using Baotuan.Ledger.Journals;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>Control totals of an export; sums in fen over all vouchers written.</summary>
public sealed record JournalTotals(long Vouchers, long Lines, long DebitFen, long CreditFen);

/// <summary>
/// Writes whole journals as text that other programs check: hledger and beancount accept them in their strict modes and
/// arrive at our balances. Amounts come from whole fen, two decimals, commodity CNY.
/// </summary>
public static class JournalExport
{
    public const string Hledger = "hledger";
    public const string Beancount = "beancount";

    /// <summary>The columns of the sheet <c>vouchers</c>, and some more that an import leaves aside.</summary>
    public const string Csv = "csv";

    /// <summary>Every format.</summary>
    public static readonly IReadOnlyList<string> Formats = [Hledger, Beancount, Csv];

    /// <summary>
    /// Streams every voucher of the books, opening ones included, by book and date. With several books each account name carries
    /// its book. Refuses <c>format_unknown</c>, <c>book_not_found</c>.
    /// </summary>
    /// <param name="to">UTF-8; written to asynchronously, not closed.</param>
    public static Task<Outcome<JournalTotals>> WriteAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, string format, TextWriter to, CancellationToken cancel) =>
        ExportJournal.RunAsync(db, bookIds, format, to, cancel);
}
