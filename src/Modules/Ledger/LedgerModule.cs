using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Downloads;
using Baotuan.Ledger.Entries;
using Baotuan.Ledger.Imports;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Ledger;

/// <summary>
/// The books: one per legal entity, with a chart of accounts, months that open and close, and vouchers in double entry.
/// A posted voucher is forever (财会〔2024〕12号 art. 21): postings are written first, the header seals them after the
/// database itself has added them up, and a mistake is cancelled by a red-letter voucher with its own date and reason.
/// </summary>
public sealed class LedgerModule : IModule, IKeepsLeaves
{
    private const string OwnPostings = "FROM ledger_posting p WHERE p.book_id = NEW.book_id AND p.voucher_id = NEW.id";

    public string Name => "ledger";

    public IReadOnlyList<string> AppendOnlyTables { get; } = [Voucher.Table, Posting.Table];

    public IReadOnlyList<ILeafSource> LeafSources { get; } = [new VoucherLeaves()];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } =
    [
        new("ledger_check_posting_unsealed", Posting.Table,
            "EXISTS (SELECT 1 FROM ledger_voucher v WHERE v.book_id = NEW.book_id AND v.id = NEW.voucher_id)",
            "ledger: the voucher is already sealed"),
        new("ledger_check_voucher_balances", Voucher.Table,
            $"(SELECT COALESCE(SUM(CASE WHEN p.side = 'D' THEN p.amount_fen ELSE -p.amount_fen END), 1) {OwnPostings}) <> 0",
            "ledger: debit and credit differ"),
        new("ledger_check_voucher_totals", Voucher.Table,
            $"NEW.line_count < 2 OR (SELECT COUNT(*) {OwnPostings}) <> NEW.line_count " +
            $"OR (SELECT COALESCE(SUM(CASE WHEN p.side = 'D' THEN p.amount_fen ELSE 0 END), 0) {OwnPostings}) <> NEW.total_fen",
            "ledger: the header does not agree with its postings"),
        new("ledger_check_voucher_period", Voucher.Table,
            "NOT EXISTS (SELECT 1 FROM ledger_period m WHERE m.book_id = NEW.book_id AND m.year_month = NEW.year_month AND m.closed_at_ms IS NULL)",
            "ledger: no open period"),
        // the number before it stands and, by the unique index, it does not itself: so it is the next one. One lookup; MAX
        // makes PostgreSQL without statistics read the whole month for every voucher
        new("ledger_check_voucher_number", Voucher.Table,
            "NEW.number < 1 OR (NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM ledger_voucher v WHERE v.book_id = NEW.book_id " +
            "AND v.year_month = NEW.year_month AND v.voucher_class = NEW.voucher_class AND v.number = NEW.number - 1))",
            "ledger: the number is not the next one"),
    ];

    // months close last: what is imported must find its month open
    public IReadOnlyList<SheetImport> Imports { get; } = [new BookSheet(), new OpeningBalanceSheet(), new VoucherSheet(), new PeriodSheet()];

    public void Tables(ModelBuilder model)
    {
        model.Entity<Book>(t =>
        {
            t.ToTable("ledger_book");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.OrganizationId).IsUnique();
        });
        model.Entity<Account>(t => { t.ToTable("ledger_account"); t.HasKey(x => new { x.BookId, x.Code }); });
        model.Entity<AccountingPeriod>(t => { t.ToTable("ledger_period"); t.HasKey(x => new { x.BookId, x.YearMonth }); });
        model.Entity<Voucher>(t =>
        {
            t.ToTable("ledger_voucher");
            t.HasKey(x => new { x.Id, x.BookId });
            t.HasIndex(x => new { x.BookId, x.YearMonth, x.VoucherClass, x.Number }).IsUnique();
            // the client id leads, so that one lot of ids over many books is one lookup each
            t.HasIndex(x => new { x.ClientId, x.BookId }).IsUnique();
            t.HasIndex(x => new { x.ReversesId, x.BookId }).IsUnique();
            t.HasIndex(x => new { x.SourceKind, x.SourceId, x.BookId });
        });
        model.Entity<Posting>(t => { t.ToTable("ledger_posting"); t.HasKey(x => new { x.BookId, x.VoucherId, x.LineNo }); });
    }

    public IReadOnlyList<Permission> Permissions => LedgerPermissions.All;

    public void Register(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder routes) => LedgerDownloads.Map(routes);
}
