using Baotuan.Ledger.Accounts;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>Reads posted vouchers for lists and sheets.</summary>
internal static class ReadVouchers
{
    public static async Task<VoucherPage> PageAsync(BaotuanDb db, VoucherQuery query, CancellationToken cancel)
    {
        var found = Narrow(db, query);
        var page = found.OrderByDescending(v => v.VoucherOn).ThenByDescending(v => v.Id).Skip(query.Skip).Take(query.Take);
        return new VoucherPage(
            await found.CountAsync(cancel), await found.SumAsync(v => v.TotalFen, cancel), await InfosAsync(db, page, cancel));
    }

    private static IQueryable<Voucher> Narrow(BaotuanDb db, VoucherQuery query)
    {
        var found = db.Set<Voucher>().AsQueryable();
        found = query.BookId is { } book ? found.Where(v => v.BookId == book) : found;
        if (query.OrganizationIds is { } among)
        {
            found = found.Where(v => db.Set<Book>().Any(b => b.Id == v.BookId && EF.Parameter(among).Contains(b.OrganizationId)));
        }

        if (query.Period is { } period)
        {
            var (start, end) = (period.Start, period.End);
            found = found.Where(v => v.VoucherOn >= start && v.VoucherOn <= end);
        }

        found = query.Text.Length > 0 ? found.Where(v => v.Summary.Contains(query.Text)) : found;
        found = query.VoucherClass.Length > 0 ? found.Where(v => v.VoucherClass == query.VoucherClass) : found;
        return From(Of(db, found, query.AmountFen), query.Source);
    }

    private static IQueryable<Voucher> Of(BaotuanDb db, IQueryable<Voucher> found, long? amountFen)
    {
        if (amountFen is not { } black)
        {
            return found;
        }

        var red = -black;
        return found.Where(v => v.TotalFen == black || v.TotalFen == red || db.Set<Posting>().Any(
            p => p.BookId == v.BookId && p.VoucherId == v.Id && (p.AmountFen == black || p.AmountFen == red)));
    }

    private static IQueryable<Voucher> From(IQueryable<Voucher> found, string source)
    {
        if (VoucherSource.All.FirstOrDefault(s => s.Code == source) is not { } wanted)
        {
            return found;
        }

        var (kinds, prefix) = (wanted.Kinds, wanted.Prefix.Length > 0 ? wanted.Prefix : "\uFFFF");
        return found.Where(v => EF.Parameter(kinds).Contains(v.SourceKind) || v.SourceKind.StartsWith(prefix));
    }

    public static async Task<VoucherDetail?> DetailAsync(BaotuanDb db, long voucherId, CancellationToken cancel)
    {
        var own = db.Set<Voucher>().Where(v => v.Id == voucherId);
        var header = (await InfosAsync(db, own, cancel)).FirstOrDefault();
        if (header is null)
        {
            return null;
        }

        var lines = await (
            from p in db.Set<Posting>()
            join a in db.Set<Account>() on new { p.BookId, Code = p.AccountCode } equals new { a.BookId, a.Code }
            where p.BookId == header.BookId && p.VoucherId == voucherId
            orderby p.LineNo
            select new { p, a.Name }).AsNoTracking().ToListAsync(cancel);
        return new VoucherDetail(header, [.. lines.Select(l => Line(l.p, l.Name))], await own.Select(v => v.ContentHash).FirstAsync(cancel));
    }

    public static Task<IReadOnlyList<VoucherInfo>> BySourceAsync(BaotuanDb db, string sourceKind, long sourceId, CancellationToken cancel) =>
        InfosAsync(db, db.Set<Voucher>().Where(v => v.SourceKind == sourceKind && v.SourceId == sourceId).OrderBy(v => v.Id), cancel);

    public static async Task<IReadOnlyList<SourceTotal>> SourceTotalsAsync(BaotuanDb db, string sourceKind, CancellationToken cancel)
    {
        var totals = await (
            from v in db.Set<Voucher>()
            join b in db.Set<Book>() on v.BookId equals b.Id
            join r in db.Set<Voucher>() on new { v.BookId, ReversesId = (long?)v.Id } equals new { r.BookId, r.ReversesId } into reversals
            from reversal in reversals.DefaultIfEmpty()
            where v.SourceKind == sourceKind && v.SourceId != null && v.ReversesId == null
            group new { v.TotalFen, Standing = reversal == null ? v.TotalFen : 0 } by new { b.OrganizationId, v.SourceId, v.RecordedAtMs } into g
            select new { g.Key, Posted = g.Sum(x => x.TotalFen), Standing = g.Sum(x => x.Standing) }).ToListAsync(cancel);
        return [.. totals.Select(t => new SourceTotal(t.Key.OrganizationId, t.Key.SourceId!.Value, t.Key.RecordedAtMs, t.Posted, t.Standing))];
    }

    private static async Task<IReadOnlyList<VoucherInfo>> InfosAsync(BaotuanDb db, IQueryable<Voucher> vouchers, CancellationToken cancel)
    {
        var rows = await vouchers.Select(v => new
        {
            v,
            ReversedById = db.Set<Voucher>().Where(r => r.ReversesId == v.Id && r.BookId == v.BookId).Select(r => (long?)r.Id).FirstOrDefault(),
        }).AsNoTracking().ToListAsync(cancel);
        return [.. rows.Select(r => Info(r.v, r.ReversedById))];
    }

    private static VoucherInfo Info(Voucher v, long? reversedById) => new(
        v.Id, v.BookId, (int)v.YearMonth, v.VoucherClass, (int)v.Number, v.VoucherOn, v.RecordedAtMs, v.Summary,
        (int)v.LineCount, v.TotalFen, v.ReversesId, reversedById, v.Reason, v.Imported, v.SourceKind, v.SourceId);

    private static PostingInfo Line(Posting p, string accountName) => new(
        (int)p.LineNo, p.AccountCode, accountName, SideCodes.Parse(p.Side), p.AmountFen, p.Summary, p.PartyCode, p.Tag);
}
