using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Disclosure.Portal;

/// <summary>Indicators of a collective's year that everybody sees, read by the same definitions as the pages behind the sign-in.</summary>
internal static class PublicIndicators
{
    public static readonly IReadOnlyList<string> Codes = [VillageIncome.Recurring, VillageIncome.Operating];

    /// <summary>Those whose definition holds in the year. A collective without a book here has none: ask for its accounts first.</summary>
    public static async Task<IReadOnlyList<Reading>> OfAsync(BaotuanDb db, OrganizationInfo village, int year, CancellationToken cancel)
    {
        var readings = new List<Reading>();
        foreach (var code in Codes)
        {
            if (await IndicatorReadings.ReadAsync(db, new(code, $"organization:{village.Code}", Period.Year(year)), cancel) is { Ok: true } read)
            {
                readings.Add(read.Value);
            }
        }

        return readings;
    }

    /// <summary>In fen; these indicators are sums of postings in yuan.</summary>
    public static Money Amount(Reading reading) => (reading.Value ?? Rational.Zero) * 100 is { IsInteger: true } fen
        ? new((long)fen.Numerator)
        : throw new InvalidOperationException($"{reading.Indicator.Code} is no amount in fen");
}
