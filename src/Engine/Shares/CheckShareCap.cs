using System.Numerics;
using Baotuan.Kernel;

namespace Baotuan.Engine.Shares;

/// <summary>The largest part of all shares that one member may hold by quantification and transfer, from a day on.</summary>
/// <param name="From">First day; it ends where the next one begins.</param>
/// <param name="Most">Part of the whole: 3/100.</param>
/// <param name="Basis">Law or rule that says so.</param>
public sealed record ShareCap(DateOnly From, Rational Most, string Basis);

/// <summary>What a member holds in one class from a day on.</summary>
/// <param name="Quantity10000">In 1/10000 share.</param>
/// <param name="Inherited10000">How much of it came by inheritance on this very day, in 1/10000 share.</param>
public sealed record HoldingFrom(string MemberNo, string ClassCode, DateOnly From, long Quantity10000, long Inherited10000 = 0);

/// <summary>What one share of a class weighs from a day on, in ppm.</summary>
public sealed record FactorFrom(string ClassCode, DateOnly From, long FactorPpm);

/// <summary>A member who would hold too much from a day on.</summary>
/// <param name="Part">Of all shares of that day, inherited ones left out of his.</param>
public sealed record ShareExcess(string MemberNo, DateOnly On, Rational Part, ShareCap Cap);

/// <summary>
/// Who holds more than the cap because his own holding rose. Shares are weighed by the factors of their classes. What a member inherited is
/// outside the cap as long as he keeps it; nobody is blamed when others left and his part of the whole grew by that.
/// </summary>
public static class CheckShareCap
{
    /// <summary>Days on which a member's holding rises above the cap of the day, earliest first.</summary>
    /// <param name="holdings">Everything that stands, of every member of the collective.</param>
    /// <param name="caps">In the order of their days; before the first there is no cap.</param>
    public static IEnumerable<ShareExcess> Find(IEnumerable<HoldingFrom> holdings, IEnumerable<FactorFrom> factors, IReadOnlyList<ShareCap> caps)
    {
        var register = new Register();
        var events = factors.GroupBy(f => f.From).Select(g => (Day: g.Key, Factors: g.AsEnumerable(), Holdings: Enumerable.Empty<HoldingFrom>()))
            .Concat(holdings.GroupBy(h => h.From).Select(g => (Day: g.Key, Factors: Enumerable.Empty<FactorFrom>(), Holdings: g.AsEnumerable())));
        foreach (var day in events.GroupBy(e => e.Day).OrderBy(g => g.Key))
        {
            var before = register.Follow(day.SelectMany(e => e.Factors), day.SelectMany(e => e.Holdings));
            if (caps.LastOrDefault(c => c.From <= day.Key) is not { } cap)
            {
                continue;
            }

            foreach (var (member, was) in before.OrderBy(b => b.Key, StringComparer.Ordinal))
            {
                if (register.Weight(member) > was && register.IsAbove(member, cap.Most))
                {
                    yield return new(member, day.Key, register.Part(member), cap);
                }
            }
        }
    }

    /// <summary>The holdings of one day; weights in 1/10000 share × ppm.</summary>
    private sealed class Register
    {
        private readonly Dictionary<(string Member, string Class), (long Quantity, long Inherited)> _held = [];
        private readonly Dictionary<string, HashSet<string>> _holders = [];
        private readonly Dictionary<string, long> _factors = [];
        private readonly Dictionary<string, (Int128 Weight, Int128 Inherited)> _weights = [];
        private Int128 _total;

        public Int128 Weight(string member) => _weights.GetValueOrDefault(member).Weight;

        public Rational Part(string member)
        {
            var (weight, inherited) = _weights[member];
            return new((BigInteger)(weight - inherited), (BigInteger)_total);
        }

        public bool IsAbove(string member, Rational most)
        {
            var (weight, inherited) = _weights[member];
            return (BigInteger)(weight - inherited) * most.Denominator > most.Numerator * _total;
        }

        /// <summary>Applies what changes on a day; answers with what those whom it touches weighed before.</summary>
        public IReadOnlyDictionary<string, Int128> Follow(IEnumerable<FactorFrom> factors, IEnumerable<HoldingFrom> holdings)
        {
            var before = new Dictionary<string, Int128>();
            foreach (var factor in factors)
            {
                foreach (var member in _holders.GetValueOrDefault(factor.ClassCode) ?? [])
                {
                    var (quantity, inherited) = _held[(member, factor.ClassCode)];
                    Weigh(before, member, factor.FactorPpm - _factors.GetValueOrDefault(factor.ClassCode), quantity, inherited);
                }

                _factors[factor.ClassCode] = factor.FactorPpm;
            }

            foreach (var holding in holdings)
            {
                Hold(before, holding);
            }

            return before;
        }

        private void Hold(Dictionary<string, Int128> before, HoldingFrom holding)
        {
            var key = (holding.MemberNo, holding.ClassCode);
            var (quantity, inherited) = _held.GetValueOrDefault(key);
            // what he gives away he takes from the inherited part only when nothing else is left
            var kept = Math.Min(inherited + holding.Inherited10000, holding.Quantity10000);
            _held[key] = (holding.Quantity10000, kept);
            if (!_holders.TryGetValue(holding.ClassCode, out var holders))
            {
                _holders[holding.ClassCode] = holders = [];
            }

            holders.Add(holding.MemberNo);
            Weigh(before, holding.MemberNo, _factors.GetValueOrDefault(holding.ClassCode), holding.Quantity10000 - quantity, kept - inherited);
        }

        private void Weigh(Dictionary<string, Int128> before, string member, long factor, long quantity, long inherited)
        {
            var (weight, outside) = _weights.GetValueOrDefault(member);
            before.TryAdd(member, weight);
            _weights[member] = (weight + ((Int128)quantity * factor), outside + ((Int128)inherited * factor));
            _total += (Int128)quantity * factor;
        }
    }
}
