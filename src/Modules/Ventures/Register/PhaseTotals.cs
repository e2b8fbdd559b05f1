using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>
/// Keeps the principal of a phase far enough below 64 bits that principal × days never overflows; nothing real comes near.
/// </summary>
internal sealed class PhaseTotals
{
    /// <summary>A hundred trillion yuan, in fen.</summary>
    private const long Most = 10_000_000_000_000_000;

    private readonly Dictionary<long, Int128> _totals = [];

    public PhaseTotals(IEnumerable<EquityEvent> standing)
    {
        foreach (var e in standing)
        {
            Add(e.PhaseId, e.AmountFen);
        }
    }

    /// <summary>Adds an amount, or refuses the row when the sum would be beyond anything real.</summary>
    public void Take(SheetRow row, long phaseId, long amountFen)
    {
        if (_totals.GetValueOrDefault(phaseId) + amountFen > Most)
        {
            row.Refuse("amount", "这一期的金额合计太大，请检查是否多写了数字。");
        }
        else
        {
            Add(phaseId, amountFen);
        }
    }

    private void Add(long phaseId, long amountFen) => _totals[phaseId] = _totals.GetValueOrDefault(phaseId) + amountFen;
}
