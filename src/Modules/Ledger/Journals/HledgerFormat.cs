using System.Text;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;

namespace Baotuan.Ledger.Journals;

/// <summary>
/// hledger's journal. Every commodity and account is declared, so that <c>hledger check --strict</c> holds. What the format
/// has no place for goes into tags; free text loses the signs that hledger would read as tags, dates or comments.
/// </summary>
internal sealed class HledgerFormat : JournalFormat
{
    public override void Begin(StringBuilder text, IReadOnlyList<JournalBook> books)
    {
        text.Append("; Baotuan journal\ncommodity 1000.00 CNY\n");
        foreach (var book in books)
        {
            text.Append($"\n; book {book.Info.Id}: {Plain(book.OrganizationCode)} {Plain(book.Title)}, opened {book.Info.OpenedOn:yyyy-MM-dd}\n");
            foreach (var account in book.Leaves)
            {
                text.Append($"account {book.Names[account.Code]}\n");
            }
        }
    }

    public override void Add(StringBuilder text, JournalBook book, SealedVoucher voucher)
    {
        var header = voucher.Header;
        text.Append($"\n{header.VoucherOn:yyyy-MM-dd} * ({Plain(header.VoucherClass)}-{header.Number}) {Plain(header.Summary)}\n");
        text.Append($"    ; voucher-id:{header.Id}, recorded-at-ms:{header.RecordedAtMs}, hash:{header.ContentHash}\n");
        Optional(text, "    ; reverses-id:", header.ReversesId?.ToString() ?? "");
        Optional(text, "    ; reason:", header.Reason);
        Optional(text, "    ; source:", header.SourceKind.Length > 0 ? $"{header.SourceKind}/{header.SourceId}" : "");
        Optional(text, "    ; imported:", header.Imported ? "yes" : "");
        foreach (var line in voucher.Lines)
        {
            text.Append($"    {book.Names[line.AccountCode]}  {Signed(line)} CNY  ; line:{line.LineNo}, side:{line.Side}");
            Optional(text, ", party:", line.PartyCode, end: "");
            Optional(text, ", tag:", line.Tag, end: "");
            Optional(text, ", text:", line.Summary, end: "");
            text.Append('\n');
        }
    }

    public override void End(StringBuilder text, JournalTotals totals) => text.Append($"\n; {Totals(totals)}\n");

    private static void Optional(StringBuilder text, string before, string value, string end = "\n")
    {
        if (value.Length > 0)
        {
            text.Append(before).Append(Plain(value)).Append(end);
        }
    }

    /// <summary>Free text with full-width twins of the signs that mean something to hledger.</summary>
    private static string Plain(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var letter in value)
        {
            text.Append(letter switch
            {
                ';' => '；',
                ',' => '，',
                ':' => '：',
                '[' => '［',
                ']' => '］',
                '(' => '（',
                ')' => '）',
                '|' => '｜',
                _ when char.IsControl(letter) || char.IsWhiteSpace(letter) => ' ',
                _ => letter,
            });
        }

        return text.ToString().Trim();
    }
}
