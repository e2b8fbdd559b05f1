using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Ventures;

namespace Baotuan.Ventures.Register;

/// <summary>One holder's stake in one phase.</summary>
/// <param name="Share">Of the phase's paid-in principal.</param>
internal sealed record Stake(string PhaseCode, OrganizationInfo Holder, Money Subscribed, Money PaidIn, Rational Share)
{
    /// <summary>Percent with two decimals, half-up.</summary>
    public string Percent => new Money((Share * 10_000).RoundHalfUpToFen().Fen).ToString() + "%";
}

/// <summary>One event of the register with names.</summary>
internal sealed record RegisterEvent(EquityEvent Event, string PhaseCode, OrganizationInfo Holder, OrganizationInfo? To, string Kind);

/// <summary>The equity register as of a date, as known at a time.</summary>
internal static class Stakes
{
    public static async Task<IReadOnlyList<Stake>> LoadAsync(
        BaotuanDb db, string ventureCode, DateOnly asOf, long knownAtMs, CancellationToken cancel)
    {
        var positions = await RegisterReading.AsOfAsync(db, ventureCode, asOf, knownAtMs, cancel);
        var totals = positions.GroupBy(p => p.PhaseCode).ToDictionary(g => g.Key, g => g.Sum(p => p.PaidInFen));
        return [.. positions.Select(p => new Stake(
            p.PhaseCode, p.Holder, new(p.SubscribedFen), new(p.PaidInFen),
            totals[p.PhaseCode] == 0 ? Rational.Zero : new Rational(p.PaidInFen, totals[p.PhaseCode])))];
    }

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<RegisterEvent>> EventsAsync(BaotuanDb db, IReadOnlyList<Phase> phases, CancellationToken cancel)
    {
        var events = await EquityRegister.EventsAsync(db, [.. phases.Select(p => p.Id)], DateOnly.MaxValue, long.MaxValue, cancel);
        var people = await Organizations.ByIdsAsync(db, events.Select(e => e.HolderId).Concat(events.Select(e => e.ToHolderId).OfType<long>()), cancel);
        var codes = phases.ToDictionary(p => p.Id, p => p.Code);
        return [.. events.OrderByDescending(e => e.EffectiveOn).ThenByDescending(e => e.Id).Select(e => new RegisterEvent(
            e, codes[e.PhaseId], people[e.HolderId], e.ToHolderId is { } to ? people[to] : null,
            EquityRegister.Kinds.First(k => k.Code == e.Kind).Chinese))];
    }
}
