using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Baotuan.Ventures.Slips;

namespace Baotuan.Ventures.Cascades;

/// <summary>What one household gets from one cascade, member by member.</summary>
internal sealed record HouseholdPayout(string HouseholdNo, string GroupName, string HeadName, IReadOnlyList<CascadeInfoLine> Lines)
{
    /// <summary>Stands in addresses for members without a household.</summary>
    public const string None = "-";

    public Rational Shares => Lines.Aggregate(Rational.Zero, (sum, l) => sum + l.Weight);

    public Money Amount => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount);

    public Money Withheld => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Withheld);

    public Money Net => Amount - Withheld;

    public HouseholdSlip.SlipHousehold ForSlip => new(HouseholdNo, GroupName, HeadName, Lines);

    public string Href(long cascadeId) => $"/slips/{cascadeId}/{Uri.EscapeDataString(HouseholdNo.Length == 0 ? None : HouseholdNo)}";
}

/// <summary>Everything a slip is printed from.</summary>
/// <param name="Shares">Of all members, for the amount per share.</param>
internal sealed record CascadeHouseholds(
    CascadeInfo Cascade, IReadOnlyList<CascadeSource> Sources, IReadOnlyList<CascadeInfoLine> Lines, IReadOnlyList<HouseholdPayout> Households, Rational Shares)
{
    public Rational? PerShare => StepText.PerShare(Cascade.Pool, Shares);

    /// <summary>Households and lines as they stood when the cascade was posted; by group, then household number.</summary>
    /// <param name="needLines">Whoever may not see members' lines is refused; without it the lines stay empty for him.</param>
    public static async Task<CascadeHouseholds?> LoadAsync(BaotuanDb db, long cascadeId, bool needLines, CancellationToken cancel)
    {
        var info = await CascadeActs.ShowAsync(db, cascadeId, cancel);
        if (info is null)
        {
            return null;
        }

        if (needLines)
        {
            db.Access.Require(VenturesPermissions.PayoutRead, info.Holder.Id);
        }

        var seen = info.Kind == CascadePlanning.Company || db.Caller.May(VenturesPermissions.PayoutRead, info.Holder.Id);
        return await OfAsync(db, info, seen ? _ => true : _ => false, cancel);
    }

    /// <summary>One household's part, for who may see all or for its own members.</summary>
    public static async Task<CascadeHouseholds?> OfHouseholdAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel)
    {
        var info = await CascadeActs.ShowAsync(db, cascadeId, cancel);
        if (info is not { Kind: CascadePlanning.Collective })
        {
            return null;
        }

        db.Access.RequireLine(VenturesPermissions.PayoutRead, VenturesPermissions.PayoutOwn, info.Holder.Id, null, householdNo);
        return await OfAsync(db, info, l => l.HouseholdNo == householdNo, cancel);
    }

    private static async Task<CascadeHouseholds> OfAsync(BaotuanDb db, CascadeInfo info, Func<CascadeInfoLine, bool> seen, CancellationToken cancel)
    {
        var all = info.Kind == CascadePlanning.Company ? await CascadeActs.LinesAsync(db, info, cancel) : await CascadeActs.MemberLinesAsync(db, info, cancel);
        var lines = all.Where(seen).ToList();
        var sources = await CascadePlanning.SourcesAsync(db, info.Holder.Id, info.Period, byDeclaredOn: info.Kind == CascadePlanning.Collective, info.RecordedAtMs, cancel);
        var heads = info.Kind == CascadePlanning.Collective
            ? (await Members.AsOfAsync(db, info.Holder.Id, info.RecordDate, info.RecordedAtMs, cancel))
                .Where(m => m.IsHead).GroupBy(m => m.HouseholdNo).ToDictionary(g => g.Key, g => g.First().Name)
            : [];
        var households = lines.GroupBy(l => l.HouseholdNo)
            .Select(g => new HouseholdPayout(g.Key, g.First().GroupName, heads.GetValueOrDefault(g.Key) ?? g.First().Name, [.. g]))
            .OrderBy(h => h.HouseholdNo, StringComparer.Ordinal).ToList();
        return new(info, sources, lines, households, all.Aggregate(Rational.Zero, (sum, l) => sum + l.Weight));
    }

    /// <summary>Households with the text in number, head, a member's name or group.</summary>
    public IReadOnlyList<HouseholdPayout> Find(string? text) => text is null
        ? Households
        : [.. Households.Where(h => h.HouseholdNo.Contains(text, StringComparison.OrdinalIgnoreCase) || h.HeadName.Contains(text, StringComparison.Ordinal)
            || h.GroupName.Contains(text, StringComparison.Ordinal) || h.Lines.Any(l => l.Name.Contains(text, StringComparison.Ordinal)))];
}
