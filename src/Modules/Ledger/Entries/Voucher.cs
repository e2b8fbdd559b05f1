using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>The header that seals a voucher. Append-only; written after its postings, checked against them by the database.</summary>
internal sealed class Voucher : IBulkRow<Voucher>
{
    public long Id { get; set; }
    public long BookId { get; set; }
    public long YearMonth { get; set; }
    public string VoucherClass { get; set; } = "";

    /// <summary>1, 2, 3 … without gaps within book, month and class.</summary>
    public long Number { get; set; }
    public DateOnly VoucherOn { get; set; }
    public long RecordedAtMs { get; set; }
    public string Summary { get; set; } = "";

    /// <summary>Made by the caller; the same id with the same content is the same voucher.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>SHA-256 in hex over everything the caller said; see <see cref="VoucherHash"/>.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>The voucher that this red-letter voucher cancels.</summary>
    public long? ReversesId { get; set; }
    public string Reason { get; set; } = "";

    /// <summary>History brought in from elsewhere with its own dates.</summary>
    public bool Imported { get; set; }
    public string SourceKind { get; set; } = "";
    public long? SourceId { get; set; }
    public long LineCount { get; set; }

    /// <summary>Sum of the debit side in fen; negative for red-letter vouchers.</summary>
    public long TotalFen { get; set; }

    public static string Table => "ledger_voucher";

    public static BulkColumn[] Columns { get; } =
    [
        new("id", BulkKind.Integer), new("book_id", BulkKind.Integer), new("year_month", BulkKind.Integer),
        new("voucher_class", BulkKind.Text), new("number", BulkKind.Integer), new("voucher_on", BulkKind.Date),
        new("recorded_at_ms", BulkKind.Integer), new("summary", BulkKind.Text), new("client_id", BulkKind.Text),
        new("content_hash", BulkKind.Text), new("reverses_id", BulkKind.Integer), new("reason", BulkKind.Text),
        new("imported", BulkKind.Boolean), new("source_kind", BulkKind.Text), new("source_id", BulkKind.Integer),
        new("line_count", BulkKind.Integer), new("total_fen", BulkKind.Integer),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(Id);
        writer.Write(BookId);
        writer.Write(YearMonth);
        writer.Write(VoucherClass);
        writer.Write(Number);
        writer.Write(VoucherOn);
        writer.Write(RecordedAtMs);
        writer.Write(Summary);
        writer.Write(ClientId);
        writer.Write(ContentHash);
        writer.WriteOrNull(ReversesId);
        writer.Write(Reason);
        writer.Write(Imported);
        writer.Write(SourceKind);
        writer.WriteOrNull(SourceId);
        writer.Write(LineCount);
        writer.Write(TotalFen);
    }
}

/// <summary>One line of a voucher. Append-only, and refused once the header stands.</summary>
internal sealed class Posting : IBulkRow<Posting>
{
    public long BookId { get; set; }
    public long VoucherId { get; set; }
    public long LineNo { get; set; }
    public string AccountCode { get; set; } = "";

    /// <summary>D or C.</summary>
    public string Side { get; set; } = "";

    /// <summary>Never zero; negative in red letters, on the side of the line that it cancels.</summary>
    public long AmountFen { get; set; }
    public string Summary { get; set; } = "";

    /// <summary>The other party or the member, as an auxiliary dimension.</summary>
    public string PartyCode { get; set; } = "";

    /// <summary>Empty, or a mark of money that may not be distributed to members.</summary>
    public string Tag { get; set; } = "";

    public static string Table => "ledger_posting";

    public static BulkColumn[] Columns { get; } =
    [
        new("book_id", BulkKind.Integer), new("voucher_id", BulkKind.Integer), new("line_no", BulkKind.Integer),
        new("account_code", BulkKind.Text), new("side", BulkKind.Text), new("amount_fen", BulkKind.Integer),
        new("summary", BulkKind.Text), new("party_code", BulkKind.Text), new("tag", BulkKind.Text),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(BookId);
        writer.Write(VoucherId);
        writer.Write(LineNo);
        writer.Write(AccountCode);
        writer.Write(Side);
        writer.Write(AmountFen);
        writer.Write(Summary);
        writer.Write(PartyCode);
        writer.Write(Tag);
    }
}
