using Baotuan.Ledger.Contracts;
using Baotuan.Ledger.Entries;

namespace Baotuan.Ledger.Sums;

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
