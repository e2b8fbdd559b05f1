using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Register;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>One holder's position in one phase, in fen.</summary>
public sealed record RegisterRow(string VentureCode, string PhaseCode, OrganizationInfo Holder, long SubscribedFen, long PaidInFen)
{
    /// <summary>Number of the phase.</summary>
    public long PhaseId { get; init; }

    /// <summary>When the last event that it is made of was recorded, in Unix milliseconds.</summary>
    public long RecordedAtMs { get; init; }
}

/// <summary>Reads the equity register (股权登记簿).</summary>
public static class RegisterReading
{
    /// <summary>Positions as of a date, as known at a time, by venture, phase and holder code; emptied positions are left out.</summary>
    /// <param name="ventureCode">Null for all ventures.</param>
    /// <param name="knownAtMs">Unix milliseconds; <see cref="long.MaxValue"/> for all we know.</param>
    public static async Task<IReadOnlyList<RegisterRow>> AsOfAsync(
        BaotuanDb db, string? ventureCode, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var phases = await (
            from p in db.Set<Phase>().AsNoTracking()
            join v in db.Set<Venture>() on p.VentureId equals v.Id
            where ventureCode == null || v.Code == ventureCode
            select new { p.Id, Phase = p.Code, Venture = v.Code }).ToDictionaryAsync(p => p.Id, cancel);
        var events = await EquityRegister.EventsAsync(db, phases.Keys, asOf, knownAtMs, cancel);
        var positions = new Dictionary<(long PhaseId, long HolderId), (long Subscribed, long PaidIn)>();
        var recorded = new Dictionary<(long PhaseId, long HolderId), long>();
        foreach (var e in events)
        {
            foreach (var (holder, _) in EquityRegister.Subscription(e).Concat(EquityRegister.Principal(e)))
            {
                recorded[(e.PhaseId, holder)] = Math.Max(recorded.GetValueOrDefault((e.PhaseId, holder)), e.RecordedAtMs);
            }

            foreach (var (holder, fen) in EquityRegister.Subscription(e))
            {
                var now = positions.GetValueOrDefault((e.PhaseId, holder));
                positions[(e.PhaseId, holder)] = now with { Subscribed = now.Subscribed + fen };
            }

            foreach (var (holder, fen) in EquityRegister.Principal(e))
            {
                var now = positions.GetValueOrDefault((e.PhaseId, holder));
                positions[(e.PhaseId, holder)] = now with { PaidIn = now.PaidIn + fen };
            }
        }

        var holders = await Organizations.ByIdsAsync(db, positions.Keys.Select(k => k.HolderId), cancel);
        return
        [
            .. positions.Where(p => p.Value != default)
                .Select(p => new RegisterRow(
                    phases[p.Key.PhaseId].Venture, phases[p.Key.PhaseId].Phase, holders[p.Key.HolderId], p.Value.Subscribed, p.Value.PaidIn) { PhaseId = p.Key.PhaseId, RecordedAtMs = recorded[p.Key] })
                .OrderBy(r => r.VentureCode, StringComparer.Ordinal).ThenBy(r => r.PhaseCode, StringComparer.Ordinal)
                .ThenBy(r => r.Holder.Code, StringComparer.Ordinal),
        ];
    }
}
