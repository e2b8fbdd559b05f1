using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Distributions;
using Baotuan.Ventures.Ventures;
using Baotuan.Ventures.Villages;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Contracts;

/// <summary>A published figure of a venture beside the computed one.</summary>
/// <param name="Measure">What is compared, in Chinese.</param>
/// <param name="Computed">Null where nothing comparable is recorded.</param>
/// <param name="Qualifier">exact, about, at_least, forecast.</param>
public sealed record PublishedComparison(
    string VentureCode, string VentureName, string Text, string Measure, Money Published, Money? Computed, string Qualifier, bool Forecast)
{
    /// <summary>Published minus computed; never forced to zero.</summary>
    public Money? Residual => Computed is { } computed ? Published - computed : null;
}

/// <summary>The numbers of the first page; each opens into the list it was counted from.</summary>
/// <param name="UnconfirmedDistributions">Distributions with payments whose result is open or unknown.</param>
/// <param name="UnconfirmedLines">Such lines.</param>
/// <param name="WaitingYear">The last year with a distribution; null when there is none.</param>
/// <param name="Waiting">Villages and companies that received in that year and passed nothing on.</param>
public sealed record Overview(
    int Villages, int Members, int Ventures, int Distributions, Money Paid, int UnconfirmedDistributions, int UnconfirmedLines,
    int OwedDistributions, Money Owed, int? WaitingYear, int Waiting, IReadOnlyList<PublishedComparison> Figures)
{
    public bool IsEmpty => Villages == 0 && Ventures == 0;

    public static async Task<Overview> LoadAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var among = db.Access.Reach(VenturesPermissions.VentureRead).Among;
        var readable = await VentureAccess.ReadableIdsAsync(db, cancel);
        var rows = await DistributionRows.LoadAsync(db, null, cancel);
        var standing = rows.Where(r => r.ReversedOn is null).ToList();
        var owed = standing.Where(r => r.Outstanding > Money.Zero).ToList();
        var year = await VillageRows.LastYearAsync(db, cancel);
        var villages = new OrganizationFilter(null, OrganizationKinds.Collectives, Among: among);
        return new(
            await OrganizationSearch.CountAsync(db, villages, cancel),
            await MemberHistory.CountMembersAsync(db, today, among, cancel),
            await db.Set<Venture>().CountAsync(v => readable == null || readable.Contains(v.Id), cancel),
            standing.Count,
            VentureList.Sum(standing.Select(r => r.Paid)),
            standing.Count(r => r.OpenLines > 0),
            standing.Sum(r => r.OpenLines),
            owed.Count,
            VentureList.Sum(owed.Select(r => r.Outstanding)),
            year,
            year is { } y ? (await VillageRows.WaitingAsync(db, y, cancel)).Count(id => among is null || among.Contains(id)) : 0,
            await FiguresAsync(db, standing, readable, today, cancel));
    }

    private static async Task<IReadOnlyList<PublishedComparison>> FiguresAsync(
        BaotuanDb db, List<DistributionRow> standing, long[]? readable, DateOnly today, CancellationToken cancel)
    {
        var published = await db.Set<PublishedFigure>().Select(f => f.VentureId).Distinct().ToListAsync(cancel);
        var list = new List<PublishedComparison>();
        foreach (var venture in await db.Set<Venture>().Where(v => published.Contains(v.Id) && (readable == null || readable.Contains(v.Id))).OrderBy(v => v.Code).ToListAsync(cancel))
        {
            var register = await RegisterReading.AsOfAsync(db, venture.Code, today, long.MaxValue, cancel);
            var principal = new Money(register.Sum(r => r.PaidInFen));
            var checks = await FigureChecks.LoadAsync(db, venture.Id, [.. standing.Where(r => r.VentureId == venture.Id)], principal, cancel);
            list.AddRange(checks.Select(c => new PublishedComparison(
                venture.Code, venture.Name, c.Figure.Text, c.Measure, c.Published, c.Computed, c.Figure.Qualifier, c.IsForecast)));
        }

        return list;
    }
}
