using System.Globalization;
using System.Numerics;
using Baotuan.Engine.Shares;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Parties.Imports;
using Baotuan.Parties.Inheritances;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Shares;

/// <summary>Holds changes of one collective's shares against the cap of one member's part (浙江省农村集体资产管理条例 art. 30, where nothing else is registered).</summary>
internal sealed class ShareCapCheck
{
    private readonly IReadOnlyList<ShareCap> _caps;
    private readonly IReadOnlyDictionary<(string, string, DateOnly), long> _inherited;

    private ShareCapCheck(IReadOnlyList<ShareCap> caps, IReadOnlyDictionary<(string, string, DateOnly), long> inherited) =>
        (_caps, _inherited) = (caps, inherited);

    public static async Task<ShareCapCheck> OfAsync(BaotuanDb db, OrganizationInfo collective, CancellationToken cancel) => new(
        db.Modules.OfType<IShareCaps>().SingleOrDefault() is { } caps ? await caps.OfAsync(db, collective, cancel) : [],
        await StandingInheritances.ReceivedAsync(db, collective.Id, cancel));

    /// <summary>Who would hold too much by these changes of holdings; what was too much before and does not grow by them is left alone.</summary>
    public IReadOnlyList<ShareExcess> ByShares(IReadOnlyList<Share> standing, IReadOnlyList<ShareClass> classes, IReadOnlyList<Share> changes)
    {
        if (!Concerned(standing, changes))
        {
            return [];
        }

        var touched = changes.GroupBy(c => c.MemberNo).ToDictionary(g => g.Key, g => g.Min(c => c.ValidFrom));
        return Grown(Find(standing, classes), Find(Over(standing, changes, s => (s.MemberNo, s.ClassCode)), classes))
            .Where(e => touched.TryGetValue(e.MemberNo, out var from) && from <= e.On).ToList();
    }

    /// <summary>Who would hold too much by these changes of classes.</summary>
    public IReadOnlyList<ShareExcess> ByClasses(IReadOnlyList<Share> standing, IReadOnlyList<ShareClass> classes, IReadOnlyList<ShareClass> changes) =>
        _caps.Count == 0 || standing.Count == 0 ? [] : Grown(Find(standing, classes), Find(standing, Over(classes, changes, c => c.ClassCode)));

    /// <summary>What is wrong, in a sentence.</summary>
    public static string Words(ShareExcess excess) =>
        $"成员 {excess.MemberNo} 从 {excess.On:yyyy-MM-dd} 起的份额占全部的 {Percent(excess.Part)}，超过一名成员的上限 {Percent(excess.Cap.Most)}（{excess.Cap.Basis}）。";

    // below the first day of any cap nothing needs adding up
    private bool Concerned(IReadOnlyList<Share> standing, IReadOnlyList<Share> changes) =>
        _caps.Count > 0 && changes.Count > 0 && changes.Concat(standing).Max(s => s.ValidFrom) >= _caps[0].From;

    private List<ShareExcess> Find(IReadOnlyList<Share> shares, IReadOnlyList<ShareClass> classes) =>
    [
        .. CheckShareCap.Find(
            shares.Select(s => new HoldingFrom(
                s.MemberNo, s.ClassCode, s.ValidFrom, s.Quantity10000, _inherited.GetValueOrDefault((s.MemberNo, s.ClassCode, s.ValidFrom)))),
            classes.Select(c => new FactorFrom(c.ClassCode, c.ValidFrom, c.FactorPpm)), _caps),
    ];

    private static List<ShareExcess> Grown(List<ShareExcess> before, List<ShareExcess> after)
    {
        var was = before.ToDictionary(e => (e.MemberNo, e.On), e => e.Part);
        return [.. after.Where(e => !was.TryGetValue((e.MemberNo, e.On), out var part) || e.Part > part)];
    }

    private static List<T> Over<T, TKey>(IReadOnlyList<T> standing, IReadOnlyList<T> changes, Func<T, TKey> key)
        where T : Platform.Registers.Fact
        where TKey : notnull
    {
        var changed = changes.Select(c => (key(c), c.ValidFrom)).ToHashSet();
        return [.. standing.Where(s => !changed.Contains((key(s), s.ValidFrom))), .. changes];
    }

    // rounded up: what is above the cap never reads as the cap
    private static string Percent(Rational part)
    {
        var hundredths = (part.Numerator * 10_000 + part.Denominator - 1) / part.Denominator;
        var (whole, rest) = BigInteger.DivRem(hundredths, 100);
        return rest.IsZero ? $"{whole}%" : $"{whole}.{((int)rest).ToString("D2", CultureInfo.InvariantCulture).TrimEnd('0')}%";
    }
}
