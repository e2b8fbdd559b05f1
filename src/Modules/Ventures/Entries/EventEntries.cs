using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ventures.Entries;

/// <summary>What happened, seen from one side; each has one entry per chart in docs/ledger.md and in the table below.</summary>
internal enum LedgerEvent
{
    ContributeCash, ContributeQuota, ContributeGrant, ContributeLoan, ContributeInKind,
    ReceiveCash, ReceiveQuota, ReceiveInKind,
    TransferOut, TransferIn, Exit, BuyBack,
    Declare, DeclaredToUs,
    Pay, Paid, TopUp, ToppedUp,
    PayMembers, WithholdTax,
}

/// <summary>Debit and credit account of an event.</summary>
internal readonly record struct Entry(string Debit, string Credit);

/// <summary>
/// The event → accounts table: villages by 财会〔2023〕14号, companies by 小企业会计准则. The one place where an account code is
/// chosen; docs/ledger.md prints it and says which entries still want confirmation by the county.
/// </summary>
internal static class EventEntries
{
    private static readonly Dictionary<(string Chart, LedgerEvent Event), Entry> Table = new()
    {
        [("village-2023", LedgerEvent.ContributeCash)] = new("141", "102"),
        [("village-2023", LedgerEvent.ContributeQuota)] = new("141", "311"),
        [("village-2023", LedgerEvent.ContributeGrant)] = new("141", "241"),
        [("village-2023", LedgerEvent.ContributeLoan)] = new("141", "221"),
        [("village-2023", LedgerEvent.ContributeInKind)] = new("141", "151"),
        [("village-2023", LedgerEvent.ReceiveCash)] = new("102", "301"),
        [("village-2023", LedgerEvent.ReceiveQuota)] = new("161", "301"),
        [("village-2023", LedgerEvent.ReceiveInKind)] = new("151", "301"),
        [("village-2023", LedgerEvent.TransferOut)] = new("112", "141"),
        [("village-2023", LedgerEvent.TransferIn)] = new("141", "211"),
        [("village-2023", LedgerEvent.Exit)] = new("112", "141"),
        [("village-2023", LedgerEvent.BuyBack)] = new("301", "211"),
        [("village-2023", LedgerEvent.Declare)] = new("32205", "211"),
        [("village-2023", LedgerEvent.DeclaredToUs)] = new("112", "502"),
        [("village-2023", LedgerEvent.Pay)] = new("211", "102"),
        [("village-2023", LedgerEvent.Paid)] = new("102", "112"),
        [("village-2023", LedgerEvent.TopUp)] = new("112", "102"),
        [("village-2023", LedgerEvent.ToppedUp)] = new("211", "211"),
        [("village-2023", LedgerEvent.PayMembers)] = new("113", "102"),
        [("village-2023", LedgerEvent.WithholdTax)] = new("113", "214"),
        [("enterprise", LedgerEvent.ContributeCash)] = new("1511", "1002"),
        [("enterprise", LedgerEvent.ContributeQuota)] = new("1511", "3002"),
        [("enterprise", LedgerEvent.ContributeGrant)] = new("1511", "2401"),
        [("enterprise", LedgerEvent.ContributeLoan)] = new("1511", "2501"),
        [("enterprise", LedgerEvent.ContributeInKind)] = new("1511", "1601"),
        [("enterprise", LedgerEvent.ReceiveCash)] = new("1002", "3001"),
        [("enterprise", LedgerEvent.ReceiveQuota)] = new("1701", "3001"),
        [("enterprise", LedgerEvent.ReceiveInKind)] = new("1601", "3001"),
        [("enterprise", LedgerEvent.TransferOut)] = new("1221", "1511"),
        [("enterprise", LedgerEvent.TransferIn)] = new("1511", "2241"),
        [("enterprise", LedgerEvent.Exit)] = new("1221", "1511"),
        [("enterprise", LedgerEvent.BuyBack)] = new("3001", "2241"),
        [("enterprise", LedgerEvent.Declare)] = new("310402", "2232"),
        [("enterprise", LedgerEvent.DeclaredToUs)] = new("1131", "5111"),
        [("enterprise", LedgerEvent.Pay)] = new("2232", "1002"),
        [("enterprise", LedgerEvent.Paid)] = new("1002", "1131"),
        [("enterprise", LedgerEvent.TopUp)] = new("1221", "1002"),
        [("enterprise", LedgerEvent.ToppedUp)] = new("2232", "2241"),
    };

    /// <exception cref="KeyNotFoundException">The chart has no entry for the event: a gap in the table, not user error.</exception>
    public static Entry For(string chart, LedgerEvent happened) => Table[(chart, happened)];
}

/// <summary>
/// Collects the vouchers of one business act over all books concerned. Books kept elsewhere, and books opened after the
/// act's date (whose opening balances hold it), get none.
/// </summary>
internal sealed class VoucherSet(IReadOnlyDictionary<long, BookInfo> books, string sourceKind, long sourceId, DateOnly on, string summary)
{
    private readonly List<VoucherDraft> _drafts = [];

    public IReadOnlyList<VoucherDraft> Drafts => _drafts;

    public static async Task<VoucherSet> ForAsync(
        BaotuanDb db, IEnumerable<long> organizationIds, string sourceKind, long sourceId, DateOnly on, string summary, CancellationToken cancel) =>
        new(await Books.FindByOrganizationsAsync(db, [.. organizationIds.Distinct()], cancel), sourceKind, sourceId, on, summary);

    /// <summary>One voucher in one organisation's book: one event, one or many counterparties.</summary>
    /// <param name="parties">Counterparty codes with amounts in fen; the side that <paramref name="detailDebit"/> names is kept per party.</param>
    /// <param name="against">Counterparty of the other side where it is not the one of the detail.</param>
    public void Add(
        long organizationId, LedgerEvent happened, IReadOnlyList<(string Party, long AmountFen)> parties, bool detailDebit,
        string suffix = "", string? against = null)
    {
        if (!Keeps(organizationId, out var book))
        {
            return;
        }

        var entry = EventEntries.For(book.Chart, happened);
        var total = parties.Sum(p => p.AmountFen);
        var detail = parties.Select(p => detailDebit
            ? PostingDraft.Debit(entry.Debit, p.AmountFen, summary, p.Party)
            : PostingDraft.Credit(entry.Credit, p.AmountFen, summary, p.Party));
        var single = against ?? (parties.Count == 1 ? parties[0].Party : "");
        Add(book, detailDebit
            ? [.. detail, PostingDraft.Credit(entry.Credit, total, summary, single)]
            : [PostingDraft.Debit(entry.Debit, total, summary, single), .. detail], suffix);
    }

    /// <summary>One voucher of given lines.</summary>
    public void Add(long organizationId, IReadOnlyList<PostingDraft> postings, string suffix = "")
    {
        if (Keeps(organizationId, out var book))
        {
            Add(book, postings, suffix);
        }
    }

    public bool Keeps(long organizationId, out BookInfo book) =>
        books.TryGetValue(organizationId, out book!) && book.OpenedOn <= on;

    private void Add(BookInfo book, IReadOnlyList<PostingDraft> postings, string suffix) => _drafts.Add(new(
        book.Id, on, summary, $"{sourceKind}/{sourceId}{suffix}", postings, SourceKind: sourceKind, SourceId: sourceId));
}
