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
    public static async Task<CascadeHouseholds?> LoadAsync(BaotuanDb db, long cascadeId, CancellationToken cancel)
    {
        var info = await CascadeActs.ShowAsync(db, cascadeId, cancel);
        if (info is null)
        {
            return null;
        }

        var lines = await CascadeActs.LinesAsync(db, info, cancel);
        var sources = await CascadePlanning.SourcesAsync(db, info.Holder.Id, info.Period, byDeclaredOn: info.Kind == CascadePlanning.Collective, info.RecordedAtMs, cancel);
        var heads = info.Kind == CascadePlanning.Collective
            ? (await Members.AsOfAsync(db, info.Holder.Id, info.RecordDate, info.RecordedAtMs, cancel))
                .Where(m => m.IsHead).GroupBy(m => m.HouseholdNo).ToDictionary(g => g.Key, g => g.First().Name)
            : [];
        var households = lines.GroupBy(l => l.HouseholdNo)
            .Select(g => new HouseholdPayout(g.Key, g.First().GroupName, heads.GetValueOrDefault(g.Key) ?? g.First().Name, [.. g]))
            .OrderBy(h => h.HouseholdNo, StringComparer.Ordinal).ToList();
        return new(info, sources, lines, households, lines.Aggregate(Rational.Zero, (sum, l) => sum + l.Weight));
    }

    /// <summary>Households with the text in number, head, a member's name or group.</summary>
    public IReadOnlyList<HouseholdPayout> Find(string? text) => text is null
        ? Households
        : [.. Households.Where(h => h.HouseholdNo.Contains(text, StringComparison.OrdinalIgnoreCase) || h.HeadName.Contains(text, StringComparison.Ordinal)
            || h.GroupName.Contains(text, StringComparison.Ordinal) || h.Lines.Any(l => l.Name.Contains(text, StringComparison.Ordinal)))];
}
