using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Entries;

/// <summary>Names of counterparties where they are organisations; members stay codes, because a voucher hangs on the wall.</summary>
internal static class PartyNames
{
    public static async Task<Dictionary<string, string>> ByCodesAsync(BaotuanDb db, IEnumerable<string> codes, CancellationToken cancel)
    {
        var names = new Dictionary<string, string>();
        foreach (var code in codes.Where(c => c.Length > 0).Distinct().Take(200))
        {
            if (await Organizations.ByCodeAsync(db, code, cancel) is { } organization)
            {
                names[code] = organization.Name;
            }
        }

        return names;
    }
}
