using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Checks;

/// <summary>The database groups what is equal; only what came up twice is read.</summary>
internal static class FindTwins
{
    // where nothing else of ours was made with the voucher, nothing else tells two movements apart
    private static readonly string[] Alone = [.. VoucherSource.All.Where(s => s.StandsAlone).SelectMany(s => s.Kinds)];

    private sealed class BankLine
    {
        public long BookId { get; init; }
        public long VoucherId { get; init; }
        public DateOnly VoucherOn { get; init; }
        public string AccountCode { get; init; } = "";
        public string Side { get; init; } = "";
        public long AmountFen { get; init; }
        public string PartyCode { get; init; } = "";
        public string Reference { get; init; } = "";
    }

    public static async Task<IReadOnlyList<VoucherTwin>> RunAsync(
        BaotuanDb db, IReadOnlyCollection<long>? organizationIds, DateOnly since, IReadOnlyList<string> bankAccounts, CancellationToken cancel)
    {
        var among = organizationIds?.ToArray();
        var books = await db.Set<Book>().Where(b => among == null || EF.Parameter(among).Contains(b.OrganizationId))
            .ToDictionaryAsync(b => b.Id, b => b.OrganizationId, cancel);
        return
        [
            .. await OfOneSourceAsync(db, books, since, cancel),
            .. await OfOneBankLineAsync(db, books, since, bankAccounts, cancel),
        ];
    }

    private static async Task<List<VoucherTwin>> OfOneSourceAsync(
        BaotuanDb db, Dictionary<long, long> books, DateOnly since, CancellationToken cancel)
    {
        var same = await Standing(db, books, since).Where(v => v.SourceId != null && !EF.Parameter(Alone).Contains(v.SourceKind))
            .GroupBy(v => new { v.BookId, v.SourceKind, v.SourceId, v.VoucherOn, v.TotalFen, v.LineCount })
            .Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync(cancel);
        var twins = new List<VoucherTwin>();
        foreach (var key in same)
        {
            var ids = await Standing(db, books, since)
                .Where(v => v.BookId == key.BookId && v.SourceKind == key.SourceKind && v.SourceId == key.SourceId
                    && v.VoucherOn == key.VoucherOn && v.TotalFen == key.TotalFen && v.LineCount == key.LineCount)
                .OrderBy(v => v.Id).Select(v => v.Id).ToArrayAsync(cancel);
            var lines = await db.Set<Posting>().AsNoTracking().Where(p => p.BookId == key.BookId && ids.Contains(p.VoucherId)).ToListAsync(cancel);
            twins.AddRange(lines.GroupBy(l => l.VoucherId).GroupBy(Content).Where(g => g.Count() > 1).Select(g => new VoucherTwin(
                books[key.BookId], [.. g.Select(v => v.Key).Order()], key.VoucherOn, "", Side.Debit, key.TotalFen, "", "", key.SourceKind, key.SourceId)));
        }

        return twins;
    }

    private static string Content(IEnumerable<Posting> lines) => string.Join('\n', lines
        .Select(l => $"{l.AccountCode}\t{l.Side}\t{l.AmountFen}\t{l.PartyCode}\t{l.Tag}").Order(StringComparer.Ordinal));

    private static async Task<List<VoucherTwin>> OfOneBankLineAsync(
        BaotuanDb db, Dictionary<long, long> books, DateOnly since, IReadOnlyList<string> bankAccounts, CancellationToken cancel)
    {
        var codes = (await db.Set<Account>().Select(a => a.Code).Distinct().ToListAsync(cancel))
            .Where(c => bankAccounts.Any(b => c.StartsWith(b, StringComparison.Ordinal))).ToArray();
        var lines = BankLines(db, books, since, codes);
        var same = await lines.GroupBy(l => new { l.BookId, l.VoucherOn, l.AccountCode, l.Side, l.AmountFen, l.PartyCode, l.Reference })
            .Where(g => g.Select(l => l.VoucherId).Distinct().Count() > 1).Select(g => g.Key).ToListAsync(cancel);
        var twins = new List<VoucherTwin>();
        foreach (var key in same)
        {
            var ids = await lines.Where(l => l.BookId == key.BookId && l.VoucherOn == key.VoucherOn && l.AccountCode == key.AccountCode
                    && l.Side == key.Side && l.AmountFen == key.AmountFen && l.PartyCode == key.PartyCode && l.Reference == key.Reference)
                .Select(l => l.VoucherId).Distinct().ToListAsync(cancel);
            twins.Add(new(
                books[key.BookId], [.. ids.Order()], key.VoucherOn, key.AccountCode, SideCodes.Parse(key.Side), key.AmountFen, key.PartyCode,
                key.Reference, "", null));
        }

        return twins;
    }

    private static IQueryable<BankLine> BankLines(BaotuanDb db, Dictionary<long, long> books, DateOnly since, string[] codes) =>
        from v in Standing(db, books, since)
        join p in db.Set<Posting>() on new { v.BookId, VoucherId = v.Id } equals new { p.BookId, p.VoucherId }
        where EF.Parameter(Alone).Contains(v.SourceKind) && EF.Parameter(codes).Contains(p.AccountCode)
        select new BankLine
        {
            BookId = v.BookId,
            VoucherId = v.Id,
            VoucherOn = v.VoucherOn,
            AccountCode = p.AccountCode,
            Side = p.Side,
            AmountFen = p.AmountFen,
            PartyCode = p.PartyCode,
            Reference = (p.Summary != "" ? p.Summary : v.Summary).Trim(),
        };

    private static IQueryable<Voucher> Standing(BaotuanDb db, Dictionary<long, long> books, DateOnly since)
    {
        var ids = books.Keys.ToArray();
        return db.Set<Voucher>().AsNoTracking()
            .Where(v => EF.Parameter(ids).Contains(v.BookId) && v.VoucherOn >= since && v.ReversesId == null && v.VoucherClass != VoucherClasses.Opening)
            .Where(v => !db.Set<Voucher>().Any(r => r.ReversesId == v.Id && r.BookId == v.BookId));
    }
}
