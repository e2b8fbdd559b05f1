using Baotuan.Kernel;
using Baotuan.Ledger.Sums;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>An account with its sub-accounts, of one tag or of any.</summary>
/// <param name="Prefix">Code of the account.</param>
/// <param name="Tag">See <see cref="PostingTags"/>; null for any.</param>
public sealed record AccountTerm(string Prefix, string? Tag);

/// <summary>Which postings are added up.</summary>
/// <param name="Side">The side on which an amount counts as plus.</param>
/// <param name="OneSide">Whether the postings of the other side do not count at all, rather than as minus.</param>
/// <param name="Accounts">One of these.</param>
/// <param name="WithoutTags">Postings with one of these tags do not count.</param>
/// <param name="WithoutSourcePrefixes">Postings of vouchers made from a source whose kind begins like this do not count: the year-end transfer.</param>
/// <param name="WithoutDistributions">Postings of vouchers made from these distributions of ventures do not count.</param>
public sealed record PostingFilter(
    Side Side, bool OneSide, IReadOnlyList<AccountTerm> Accounts, IReadOnlyList<string> WithoutTags, IReadOnlyList<string> WithoutSourcePrefixes, IReadOnlyList<long> WithoutDistributions)
{
    /// <summary>What a cell adds, with its sign; null where it does not count. The same as <see cref="PostingRecords.SumsAsync"/> of the postings in it.</summary>
    public long? Of(PostingCell cell)
    {
        var counts = (!OneSide || cell.Side == Side)
            && Accounts.Any(a => cell.AccountCode.StartsWith(a.Prefix, StringComparison.Ordinal) && (a.Tag is null || a.Tag == cell.Tag))
            && !WithoutTags.Contains(cell.Tag) && !WithoutSourcePrefixes.Any(p => cell.SourceKind.StartsWith(p, StringComparison.Ordinal))
            && (cell.DistributionId is not { } id || !WithoutDistributions.Contains(id));
        return counts ? cell.Side == Side ? cell.AmountFen : -cell.AmountFen : null;
    }
}

/// <summary>Postings of one book and calendar year that agree in everything that a filter looks at, added up in fen.</summary>
/// <param name="DistributionId">Null where the voucher was not made from a distribution of a venture, or from one that no filter leaves out.</param>
public sealed record PostingCell(
    long BookId, int Year, string AccountCode, Side Side, string Tag, string SourceKind, long? DistributionId, long AmountFen, long Records);

/// <summary>Postings of one book added up, in fen.</summary>
/// <param name="RecordedAtMs">When the last of them was recorded.</param>
public sealed record PostingSum(long BookId, long AmountFen, long Records, long RecordedAtMs);

/// <summary>One posting that counts.</summary>
/// <param name="AmountFen">Plus on the side asked for, minus on the other.</param>
public sealed record PostingRecord(
    long BookId, long VoucherId, string VoucherClass, long Number, DateOnly VoucherOn, string AccountCode, string Summary, string Tag, long AmountFen, long RecordedAtMs);

/// <summary>
/// Postings that an accounting definition names, added up in the database and listed page by page. Opening vouchers are no turnover and do not count. Asks
/// for no right: the caller asked and narrowed to books.
/// </summary>
public static class PostingRecords
{
    /// <summary>Sum and number of the postings of each book; books without any are absent.</summary>
    /// <param name="knownAtMs">Vouchers recorded later do not count.</param>
    public static Task<IReadOnlyList<PostingSum>> SumsAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long knownAtMs, PostingFilter filter, CancellationToken cancel) =>
        ChosenPostings.SumsAsync(db, bookIds, period, knownAtMs, filter, cancel);

    /// <summary>
    /// All postings of whole years in one pass, for many filters at once: read them as they come, there are as many as books × years × accounts in use.
    /// Opening vouchers are left out.
    /// </summary>
    /// <param name="filters">Whose <see cref="PostingFilter.Of"/> will be asked.</param>
    public static IAsyncEnumerable<PostingCell> CellsAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, int firstYear, int lastYear, long knownAtMs, IEnumerable<PostingFilter> filters) =>
        YearCells.ReadAsync(db, bookIds, firstYear, lastYear, knownAtMs, [.. filters.SelectMany(f => f.WithoutDistributions).Distinct()]);

    /// <summary>A page of the same postings, by book, date and number.</summary>
    public static Task<IReadOnlyList<PostingRecord>> PageAsync(
        BaotuanDb db, IReadOnlyList<long> bookIds, Period period, long knownAtMs, PostingFilter filter, int skip, int take, CancellationToken cancel) =>
        ChosenPostings.PageAsync(db, bookIds, period, knownAtMs, filter, skip, take, cancel);
}
