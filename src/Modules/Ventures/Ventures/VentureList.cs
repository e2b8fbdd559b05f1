using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Register;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Ventures;

/// <summary>One venture in the list.</summary>
internal sealed record VentureRow(Venture Venture, OrganizationInfo Operator, int Holders, Money Principal, Money Declared, Money Paid, Money Outstanding);

/// <summary>The list of ventures; there are few of them, so it is read whole and narrowed here.</summary>
internal static class VentureList
{
    public static async Task<IReadOnlyList<VentureRow>> LoadAsync(BaotuanDb db, string? text, DateOnly today, CancellationToken cancel)
    {
        var readable = await VentureAccess.ReadableIdsAsync(db, cancel);
        var ventures = await db.Set<Venture>().AsNoTracking()
            .Where(v => readable == null || readable.Contains(v.Id))
            .Where(v => text == null || v.Name.Contains(text) || v.Code.Contains(text) || v.Location.Contains(text))
            .OrderBy(v => v.Code).ToListAsync(cancel);
        var operators = await Organizations.ByIdsAsync(db, ventures.Select(v => v.OperatorId), cancel);
        var distributions = (await DistributionRows.LoadAsync(db, null, cancel)).Where(d => d.ReversedOn is null).ToLookup(d => d.VentureId);
        var rows = new List<VentureRow>();
        foreach (var venture in ventures)
        {
            var register = await Stakes.LoadAsync(db, venture.Code, today, long.MaxValue, cancel);
            var own = distributions[venture.Id].ToList();
            rows.Add(new(
                venture, operators[venture.OperatorId], register.Where(r => r.PaidIn > Money.Zero).Select(r => r.Holder.Id).Distinct().Count(),
                Sum(register.Select(r => r.PaidIn)), Sum(own.Select(d => d.Pool)), Sum(own.Select(d => d.Paid)), Sum(own.Select(d => d.Outstanding))));
        }

        return rows;
    }

    public static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, a) => sum + a);
}
