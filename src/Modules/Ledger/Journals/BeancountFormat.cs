using System.Text;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;

namespace Baotuan.Ledger.Journals;

/// <summary>beancount's ledger (version 2 syntax): accounts open on the book's first day, ids and sides stand in metadata.</summary>
internal sealed class BeancountFormat : JournalFormat
{
    public override void Begin(StringBuilder text, IReadOnlyList<JournalBook> books)
    {
        text.Append($"option \"title\" {Quoted(string.Join("、", books.Select(b => b.Title)))}\n");
        text.Append("option \"operating_currency\" \"CNY\"\n1900-01-01 commodity CNY\n");
        foreach (var book in books)
        {
            text.Append('\n');
            foreach (var account in book.Leaves)
            {
                text.Append($"{book.Info.OpenedOn:yyyy-MM-dd} open {book.Names[account.Code]} CNY\n  name: {Quoted(account.Name)}\n");
            }
        }
    }

    public override void Add(StringBuilder text, JournalBook book, SealedVoucher voucher)
    {
        var header = voucher.Header;
        text.Append($"\n{header.VoucherOn:yyyy-MM-dd} * {Quoted(header.Summary)}\n");
        Field(text, "  ", "book", book.Info.Id.ToString());
        Field(text, "  ", "number", $"{header.VoucherClass}-{header.Number}");
        Field(text, "  ", "voucher-id", header.Id.ToString());
        Field(text, "  ", "recorded-at-ms", header.RecordedAtMs.ToString());
        Field(text, "  ", "hash", header.ContentHash);
        Field(text, "  ", "reverses-id", header.ReversesId?.ToString() ?? "");
        Field(text, "  ", "reason", header.Reason);
        Field(text, "  ", "source", header.SourceKind.Length > 0 ? $"{header.SourceKind}/{header.SourceId}" : "");
        Field(text, "  ", "imported", header.Imported ? "yes" : "");
        foreach (var line in voucher.Lines)
        {
            text.Append($"  {book.Names[line.AccountCode]}  {Signed(line)} CNY\n");
            Field(text, "    ", "line", line.LineNo.ToString());
            Field(text, "    ", "side", line.Side);
            Field(text, "    ", "party", line.PartyCode);
            Field(text, "    ", "tag", line.Tag);
            Field(text, "    ", "text", line.Summary);
        }
    }

    public override void End(StringBuilder text, JournalTotals totals) => text.Append($"\n; {Totals(totals)}\n");

    private static void Field(StringBuilder text, string indent, string key, string value)
    {
        if (value.Length > 0)
        {
            text.Append(indent).Append(key).Append(": ").Append(Quoted(value)).Append('\n');
        }
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in value)
        {
            if (letter is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return text.Append('"').ToString();
    }
}
