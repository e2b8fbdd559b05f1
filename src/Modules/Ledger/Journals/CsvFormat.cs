using System.Text;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Sheets;

namespace Baotuan.Ledger.Journals;

/// <summary>
/// One line per posting: first the columns of the sheet <c>vouchers</c>, so that the file can be imported elsewhere, then
/// what only our books know. Control totals are returned to the caller, not written as a row that an import would take.
/// </summary>
internal sealed class CsvFormat : JournalFormat
{
    public override void Begin(StringBuilder text, IReadOnlyList<JournalBook> books) => Record(
        text, "organization", "voucher_no", "date", "class", "summary", "account", "debit", "credit", "party", "tag",
        "account_name", "book_id", "voucher_id", "line_no", "recorded_at_ms", "reverses_id", "reason", "imported", "source", "content_hash");

    public override void Add(StringBuilder text, JournalBook book, SealedVoucher voucher)
    {
        var v = voucher.Header;
        foreach (var line in voucher.Lines)
        {
            var amount = new Money(line.AmountFen).ToString();
            Record(
                text, book.OrganizationCode, VoucherNo(v), $"{v.VoucherOn:yyyy-MM-dd}", v.VoucherClass,
                line.Summary.Length > 0 ? line.Summary : v.Summary, line.AccountCode,
                line.Side == SideCodes.Debit ? amount : "", line.Side == SideCodes.Credit ? amount : "", line.PartyCode, line.Tag,
                book.AccountNames[line.AccountCode], $"{v.BookId}", $"{v.Id}", $"{line.LineNo}", $"{v.RecordedAtMs}",
                $"{v.ReversesId}", v.Reason, v.Imported ? "yes" : "no", v.SourceKind.Length > 0 ? $"{v.SourceKind}/{v.SourceId}" : "", v.ContentHash);
        }
    }

    public override void End(StringBuilder text, JournalTotals totals)
    {
    }

    /// <summary>201803-记-5: groups the lines of a voucher within a file.</summary>
    public static string VoucherNo(Voucher voucher) => $"{voucher.YearMonth}-{voucher.VoucherClass}-{voucher.Number}";

    // a red amount begins with a minus sign and is a number; everything else that a spreadsheet would run is guarded
    private static void Record(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = Money.TryParse(cells[i], out _, out _) ? cells[i] : FormulaGuard.Escape(cells[i]);
            var quote = cell.AsSpan().IndexOfAny(",\"\r\n") >= 0;
            text.Append(i == 0 ? "" : ",").Append(quote ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell);
        }

        text.Append("\r\n");
    }
}
