using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Cascades;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Villages;

/// <summary>One year of a village or company: what it was declared and what became of it.</summary>
internal sealed record VillageYear(int Year, Money Received, string From, CascadeInfo? Cascade)
{
    public Money? Reserve => Cascade is null ? null : Step("reserve");

    public Money? Passed => Cascade?.Pool;

    private Money Step(string kind) => Cascade!.Steps.Where(s => s.Kind == kind).Aggregate(Money.Zero, (sum, s) => sum + s.Amount);
}

/// <summary>A stake in a venture or in a joint company.</summary>
internal sealed record VillageStake(string Name, string Href, string Amount, string Share);

/// <summary>An organisation with everything its card shows.</summary>
internal sealed record VillageCard(
    OrganizationInfo Organization, IReadOnlyList<string> UnitPath, bool HasBook, int Members, IReadOnlyList<VillageYear> Years,
    IReadOnlyList<VillageStake> Stakes, IReadOnlyList<VillageStake> Companies, IReadOnlyList<VillageStake> Holders)
{
    private static readonly Period Ever = new(new DateOnly(1900, 1, 1), new DateOnly(9990, 12, 31));

    public static async Task<VillageCard?> LoadAsync(BaotuanDb db, string code, DateOnly today, CancellationToken cancel)
    {
        var organization = await Organizations.ByCodeAsync(db, code, cancel);
        if (organization is null)
        {
            db.Access.Require(PartiesPermissions.OrganizationRead);
            return null;
        }

        db.Access.Require(PartiesPermissions.OrganizationRead, organization.Id);

        var path = await OrgUnitTree.PathAsync(db, organization.UnitId, cancel);
        var books = await Books.FindByOrganizationsAsync(db, [organization.Id], cancel);
        var members = organization.IsCollective ? (await Parties.Contracts.Members.AsOfAsync(db, organization.Id, today, long.MaxValue, cancel)).Count : 0;
        return new(
            organization, path, books.ContainsKey(organization.Id), members, 
            db.Caller.May(VenturesPermissions.CascadeRead, organization.Id) ? await YearsAsync(db, organization, cancel) : [],
            db.Caller.May(VenturesPermissions.VentureRead, organization.Id) ? await StakesAsync(db, organization, today, cancel) : [], await CompaniesAsync(db, organization, today, cancel),
            organization.IsJointCompany ? await HoldersAsync(db, organization, today, cancel) : []);
    }

    private static async Task<IReadOnlyList<VillageYear>> YearsAsync(BaotuanDb db, OrganizationInfo organization, CancellationToken cancel)
    {
        var byDay = !organization.IsJointCompany;
        var sources = (await CascadePlanning.SourcesAsync(db, organization.Id, Ever, byDay, long.MaxValue, cancel))
            .ToLookup(s => byDay ? s.DeclaredOn.Year : s.Period.End.Year);
        var cascades = (await CascadeActs.ListAsync(db, organization.Id, 0, 1000, cancel)).Where(c => c.ReversedOn is null).ToLookup(c => c.Period.End.Year);
        return [.. sources.Select(s => s.Key).Union(cascades.Select(c => c.Key)).OrderDescending().Select(year => new VillageYear(
            year, VentureList.Sum(sources[year].Select(s => s.Amount)), string.Join("、", sources[year].Select(s => s.Name).Distinct()),
            cascades[year].FirstOrDefault()))];
    }

    private static async Task<IReadOnlyList<VillageStake>> StakesAsync(BaotuanDb db, OrganizationInfo organization, DateOnly today, CancellationToken cancel)
    {
        var ventures = await db.Set<Venture>().AsNoTracking().ToDictionaryAsync(v => v.Code, v => v.Name, cancel);
        var positions = await RegisterReading.AsOfAsync(db, null, today, long.MaxValue, cancel);
        var totals = positions.GroupBy(p => (p.VentureCode, p.PhaseCode)).ToDictionary(g => g.Key, g => g.Sum(p => p.PaidInFen));
        return [.. positions.Where(p => p.Holder.Id == organization.Id && p.PaidInFen != 0).Select(p => new VillageStake(
            $"{ventures[p.VentureCode]}（{p.PhaseCode} 期）", $"/ventures/{p.VentureCode}", new Money(p.PaidInFen).Format() + " 元",
            Percent(p.PaidInFen, totals[(p.VentureCode, p.PhaseCode)])))];
    }

    private static async Task<IReadOnlyList<VillageStake>> CompaniesAsync(BaotuanDb db, OrganizationInfo organization, DateOnly today, CancellationToken cancel)
    {
        var held = await MemberHistory.CompaniesOfAsync(db, organization.Id, today, cancel);
        var companies = await Organizations.ByIdsAsync(db, held.Select(h => h.CompanyId), cancel);
        var stakes = new List<VillageStake>();
        foreach (var (companyId, units) in held)
        {
            var all = await CompanyHoldings.AsOfAsync(db, companyId, today, long.MaxValue, cancel);
            stakes.Add(new(companies[companyId].Name, $"/villages/{companies[companyId].Code}", Units(units), Percent(units, all.Sum(a => a.Units10000))));
        }

        return stakes;
    }

    private static async Task<IReadOnlyList<VillageStake>> HoldersAsync(BaotuanDb db, OrganizationInfo company, DateOnly today, CancellationToken cancel)
    {
        var holders = await CompanyHoldings.AsOfAsync(db, company.Id, today, long.MaxValue, cancel);
        var people = await Organizations.ByIdsAsync(db, holders.Select(h => h.HolderId), cancel);
        var total = holders.Sum(h => h.Units10000);
        return [.. holders.OrderBy(h => people[h.HolderId].Code, StringComparer.Ordinal).Select(h => new VillageStake(
            people[h.HolderId].Name, $"/villages/{people[h.HolderId].Code}", Units(h.Units10000), Percent(h.Units10000, total)))];
    }

    private static string Units(long units10000) => new Rational(units10000, 10_000).ToDecimalString(4) + " 份";

    private static string Percent(long part, long whole) =>
        whole == 0 ? "" : new Money((long)(new Rational(part, whole) * 10_000).RoundHalfUp()).ToString() + "%";
}
