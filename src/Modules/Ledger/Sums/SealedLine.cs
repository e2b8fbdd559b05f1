using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Sums;

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

/// <summary>Debit and credit in fen.</summary>
internal readonly record struct TwoSides(long Debit, long Credit)
{
    public static TwoSides operator +(TwoSides a, TwoSides b) => new(a.Debit + b.Debit, a.Credit + b.Credit);

    public long Net => Debit - Credit;

    /// <summary>The balance alone, on the side where it stands.</summary>
    public TwoSides Balance => Net >= 0 ? new(Net, 0) : new(0, -Net);

    public long On(Side side) => side == Side.Debit ? Net : -Net;

    public static TwoSides Of(string side, long fen) => side == SideCodes.Debit ? new(fen, 0) : new(0, fen);
}
