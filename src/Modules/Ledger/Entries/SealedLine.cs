using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>A posting together with its header.</summary>
internal sealed class SealedLine
{
    public required Voucher Voucher { get; init; }
    public required Posting Posting { get; init; }

    /// <summary>Lines of vouchers dated up to a day and recorded up to a time.</summary>
    public static IQueryable<SealedLine> Of(BaotuanDb db, DateOnly upTo, long? knownAtMs)
    {
        var known = knownAtMs ?? long.MaxValue;
        return from v in db.Set<Voucher>()
               join p in db.Set<Posting>() on new { v.BookId, VoucherId = v.Id } equals new { p.BookId, p.VoucherId }
               where v.VoucherOn <= upTo && v.RecordedAtMs <= known
               select new SealedLine { Voucher = v, Posting = p };
    }
}
