using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Accounts;

/// <summary>The books of one legal entity.</summary>
internal sealed class Book : IBulkRow<Book>
{
    public long Id { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>Name of the chart file it was opened with.</summary>
    public string Chart { get; set; } = "";

    /// <summary>First day with vouchers; opening balances carry this date.</summary>
    public DateOnly OpenedOn { get; set; }
    public long RecordedAtMs { get; set; }
    public long ImportBatchId { get; set; }

    public static string Table => "ledger_book";

    public static BulkColumn[] Columns { get; } =
    [
        new("id", BulkKind.Integer), new("organization_id", BulkKind.Integer), new("chart", BulkKind.Text),
        new("opened_on", BulkKind.Date), new("recorded_at_ms", BulkKind.Integer), new("import_batch_id", BulkKind.Integer),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(Id);
        writer.Write(OrganizationId);
        writer.Write(Chart);
        writer.Write(OpenedOn);
        writer.Write(RecordedAtMs);
        writer.Write(ImportBatchId);
    }
}

/// <summary>An account of one book. Postings go to leaves only: accounts that no other account names as its parent.</summary>
internal sealed class Account : IBulkRow<Account>
{
    public long BookId { get; set; }
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";

    /// <summary>The side on which it grows: D or C.</summary>
    public string Side { get; set; } = "";

    /// <summary>asset, liability, equity, cost, income or expense.</summary>
    public string Kind { get; set; } = "";
    public string ParentCode { get; set; } = "";

    public static string Table => "ledger_account";

    public static BulkColumn[] Columns { get; } =
    [
        new("book_id", BulkKind.Integer), new("code", BulkKind.Text), new("name", BulkKind.Text),
        new("side", BulkKind.Text), new("kind", BulkKind.Text), new("parent_code", BulkKind.Text),
    ];

    public void Write(BulkWriter writer)
    {
        writer.Write(BookId);
        writer.Write(Code);
        writer.Write(Name);
        writer.Write(Side);
        writer.Write(Kind);
        writer.Write(ParentCode);
    }
}

/// <summary>A month of one book; open while <see cref="ClosedAtMs"/> is null.</summary>
internal sealed class AccountingPeriod : IBulkRow<AccountingPeriod>
{
    public long BookId { get; set; }

    /// <summary>201801 for January 2018.</summary>
    public long YearMonth { get; set; }
    public long? ClosedAtMs { get; set; }

    public static string Table => "ledger_period";

    public static BulkColumn[] Columns { get; } = [new("book_id", BulkKind.Integer), new("year_month", BulkKind.Integer)];

    public void Write(BulkWriter writer)
    {
        writer.Write(BookId);
        writer.Write(YearMonth);
    }
}
