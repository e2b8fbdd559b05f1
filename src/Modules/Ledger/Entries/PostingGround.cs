using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>A voucher that stands, as far as a repeated request must know it.</summary>
internal readonly record struct StandingVoucher(
    long Id, long BookId, string ClientId, long YearMonth, string VoucherClass, long Number, string ContentHash);

/// <summary>
/// Everything that posting a lot of drafts needs to know, read with one query per question however many drafts and books.
/// </summary>
internal sealed class PostingGround
{
    private readonly Dictionary<(long Book, long YearMonth, string Class), long> _lastNumbers = [];

    /// <summary>First day of each book.</summary>
    public Dictionary<long, DateOnly> OpenedOn { get; private init; } = [];

    /// <summary>Of the accounts that the drafts name: those that exist.</summary>
    public HashSet<(long Book, string Code)> Accounts { get; private init; } = [];

    /// <summary>Of the accounts that the drafts name: those with sub-accounts.</summary>
    public HashSet<(long Book, string Code)> Parents { get; private init; } = [];

    /// <summary>Months that exist, and whether they are open.</summary>
    public Dictionary<(long Book, long YearMonth), bool> Open { get; private init; } = [];

    public Dictionary<(long Book, string ClientId), StandingVoucher> Standing { get; private init; } = [];

    /// <summary>Vouchers that already have a red-letter voucher.</summary>
    public HashSet<(long Book, long VoucherId)> Reversed { get; private init; } = [];

    public static async Task<PostingGround> LoadAsync(BaotuanDb db, IReadOnlyList<VoucherPlan> plans, CancellationToken cancel)
    {
        var books = plans.Select(p => p.Draft.BookId).Distinct().ToArray();
        var codes = plans.SelectMany(p => p.Draft.Postings).Select(l => l.AccountCode).Distinct().ToArray();
        var months = plans.Select(p => YearMonth(p.Draft.VoucherOn)).Distinct().ToArray();
        var clientIds = plans.Select(p => p.Draft.ClientId).Distinct().ToArray();
        var reversing = plans.Where(p => p.ReversesId is not null).Select(p => p.ReversesId).Distinct().ToArray();

        var accounts = db.Set<Account>().Where(a => EF.Parameter(books).Contains(a.BookId));
        var ground = new PostingGround
        {
            OpenedOn = await db.Set<Book>().Where(b => EF.Parameter(books).Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.OpenedOn, cancel),
            Accounts = Pairs(await accounts.Where(a => EF.Parameter(codes).Contains(a.Code))
                .Select(a => new { a.BookId, a.Code }).ToListAsync(cancel), a => (a.BookId, a.Code)),
            Parents = Pairs(await accounts.Where(a => EF.Parameter(codes).Contains(a.ParentCode))
                .Select(a => new { a.BookId, a.ParentCode }).Distinct().ToListAsync(cancel), a => (a.BookId, a.ParentCode)),
            Open = await db.Set<AccountingPeriod>()
                .Where(m => EF.Parameter(books).Contains(m.BookId) && EF.Parameter(months).Contains(m.YearMonth))
                .ToDictionaryAsync(m => (m.BookId, m.YearMonth), m => m.ClosedAtMs is null, cancel),
            Standing = (await db.Set<Voucher>().Where(v => EF.Parameter(clientIds).Contains(v.ClientId))
                .Select(v => new StandingVoucher(v.Id, v.BookId, v.ClientId, v.YearMonth, v.VoucherClass, v.Number, v.ContentHash))
                .ToListAsync(cancel)).ToDictionary(v => (v.BookId, v.ClientId)),
            Reversed = reversing.Length == 0 ? [] : Pairs(await db.Set<Voucher>()
                .Where(v => v.ReversesId != null && EF.Parameter(reversing).Contains(v.ReversesId))
                .Select(v => new { v.BookId, v.ReversesId }).ToListAsync(cancel), v => (v.BookId, v.ReversesId!.Value)),
        };
        await ground.LoadNumbers(db, books, months, cancel);
        return ground;
    }

    /// <summary>The next number of a book, month and class.</summary>
    public long NextNumber(long book, long yearMonth, string voucherClass)
    {
        var next = _lastNumbers.GetValueOrDefault((book, yearMonth, voucherClass)) + 1;
        _lastNumbers[(book, yearMonth, voucherClass)] = next;
        return next;
    }

    /// <summary>2018-03-05 → 201803.</summary>
    public static long YearMonth(DateOnly day) => (day.Year * 100L) + day.Month;

    private async Task LoadNumbers(BaotuanDb db, long[] books, long[] months, CancellationToken cancel)
    {
        var last = await db.Set<Voucher>()
            .Where(v => EF.Parameter(books).Contains(v.BookId) && EF.Parameter(months).Contains(v.YearMonth))
            .GroupBy(v => new { v.BookId, v.YearMonth, v.VoucherClass })
            .Select(g => new { g.Key, Last = g.Max(v => v.Number) })
            .ToListAsync(cancel);
        foreach (var row in last)
        {
            _lastNumbers[(row.Key.BookId, row.Key.YearMonth, row.Key.VoucherClass)] = row.Last;
        }
    }

    private static HashSet<(long, TKey)> Pairs<T, TKey>(List<T> rows, Func<T, (long, TKey)> key) => [.. rows.Select(key)];
}
