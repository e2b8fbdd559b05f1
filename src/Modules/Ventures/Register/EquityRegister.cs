using Baotuan.Engine.Distributions;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Register;

/// <summary>Reads the equity register: the sum of its events as of a date, as known at a time.</summary>
internal static class EquityRegister
{
    public const string Subscribe = "subscribe";
    public const string PayIn = "pay_in";
    public const string Transfer = "transfer";
    public const string Increase = "increase";
    public const string Exit = "exit";

    public static readonly IReadOnlyList<(string Code, string Chinese)> Kinds =
        [(Subscribe, "认缴"), (PayIn, "实缴"), (Transfer, "转让"), (Increase, "增资"), (Exit, "退出")];

    /// <summary>Events that count: effective by <paramref name="until"/>, recorded by <paramref name="knownAtMs"/>, not withdrawn by then.</summary>
    public static async Task<List<EquityEvent>> EventsAsync(
        BaotuanDb db, IReadOnlyCollection<long> phaseIds, DateOnly until, long knownAtMs, CancellationToken cancel) =>
        await db.Set<EquityEvent>().AsNoTracking()
            .Where(e => phaseIds.Contains(e.PhaseId) && e.EffectiveOn <= until && e.RecordedAtMs <= knownAtMs)
            .Where(e => !db.Set<Withdrawal>().Any(w =>
                w.Subject == "ventures_equity_event" && w.SubjectId == e.Id && w.RecordedAtMs <= knownAtMs))
            .OrderBy(e => e.EffectiveOn).ThenBy(e => e.Id).ToListAsync(cancel);

    /// <summary>What each event does to paid-in principal: at most one minus and one plus.</summary>
    public static IEnumerable<(long HolderId, long SignedFen)> Principal(EquityEvent e) => e.Kind switch
    {
        PayIn or Increase => [(e.HolderId, e.AmountFen)],
        Exit => [(e.HolderId, -e.AmountFen)],
        Transfer => [(e.HolderId, -e.AmountFen), (e.ToHolderId!.Value, e.AmountFen)],
        Subscribe => [],
        _ => throw new InvalidOperationException($"unknown equity event {e.Kind}"),
    };

    /// <summary>What each event does to the subscription.</summary>
    public static IEnumerable<(long HolderId, long SignedFen)> Subscription(EquityEvent e) => e.Kind switch
    {
        Subscribe => [(e.HolderId, e.AmountFen)],
        PayIn => [],
        _ => Principal(e),
    };

    /// <summary>The changes of principal that the engine computes on.</summary>
    public static List<PrincipalChange> Changes(
        IEnumerable<EquityEvent> events, IReadOnlyDictionary<long, string> phaseCodes, IReadOnlyDictionary<long, string> holderCodes) =>
        [.. events.SelectMany(e => Principal(e).Select(p => new PrincipalChange(phaseCodes[e.PhaseId], holderCodes[p.HolderId], e.EffectiveOn, p.SignedFen)))];

    /// <summary>The first day on which a holder would hold less than nothing; null when he never does.</summary>
    public static DateOnly? FirstShortDay(IEnumerable<EquityEvent> events, long phaseId, long holderId)
    {
        long balance = 0;
        foreach (var day in events.Where(e => e.PhaseId == phaseId)
            .SelectMany(e => Principal(e).Where(p => p.HolderId == holderId).Select(p => (e.EffectiveOn, p.SignedFen)))
            .GroupBy(p => p.EffectiveOn).OrderBy(g => g.Key))
        {
            balance += day.Sum(p => p.SignedFen);
            if (balance < 0)
            {
                return day.Key;
            }
        }

        return null;
    }
}
