using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Baotuan.Disclosure.Contracts;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Portal;

/// <summary>One collective's year as everybody sees it.</summary>
/// <param name="Records">Lines that the received amount was added up from.</param>
/// <param name="PassedOn">Null while the collective has not passed the year on.</param>
internal sealed record YearSum(long HolderId, int Year, Money Received, int Records, PassedOnFigure? PassedOn)
{
    /// <summary>So few people share the sum that single amounts could be told from it.</summary>
    public bool TooFew => PassedOn is { Members: < PublicReach.FewestPeople };

    /// <summary>What members got together; null where nothing was passed on or too few got it.</summary>
    public Money? Members => PassedOn is null || TooFew ? null : PassedOn.Pool;
}

/// <summary>Years of collectives: received by day of declaration, passed on by calendar year.</summary>
internal static class YearSums
{
    public static async Task<IReadOnlyList<YearSum>> LoadAsync(BaotuanDb db, int? year, long? holderId, CancellationToken cancel)
    {
        var flows = (await PublicFigures.FlowsAsync(db, year, holderId, cancel)).ToLookup(f => (f.HolderId, f.Year));
        var passed = (await PublicFigures.PassedOnAsync(db, year, holderId, cancel)).ToLookup(p => (p.HolderId, p.Year));
        return
        [
            .. flows.Select(f => f.Key).Union(passed.Select(p => p.Key)).OrderByDescending(k => k.Year).ThenBy(k => k.HolderId)
                .Select(k => new YearSum(k.HolderId, k.Year, Sum(flows[k].Select(f => f.Amount)), flows[k].Sum(f => f.Records), passed[k].FirstOrDefault())),
        ];
    }

    public static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, a) => sum + a);
}
