namespace Baotuan.Indicators.Cockpit;

/// <summary>
/// What the cockpit shows, by the codes of indicators. A code without a definition, or one that cannot be asked over the place, is left out; so modules
/// that bring their own indicators appear by themselves once these are named here.
/// </summary>
internal static class CockpitPlan
{
    /// <summary>Years that a picture looks back, the chosen one included.</summary>
    public const int Years = 6;

    /// <summary>Numbers of the chosen year, or at its end.</summary>
    public static readonly IReadOnlyList<string> Numbers =
        ["villages", "members", "ventures", "village_holders", "village_principal", "return_due", "return_paid", "passed_on"];

    /// <summary>Numbers that grow month by month: shown until the last month of the year in which the first of them has records.</summary>
    public static readonly IReadOnlyList<string> Monthly = ["above_scale_output", "above_scale_growth", "above_scale_firms"];

    /// <summary>Pictures by year: name, first series, second series (empty for none).</summary>
    public static readonly IReadOnlyList<CockpitPicture> Pictures =
    [
        new("应付分红和已付分红", "return_due", "return_paid"),
        new("分给成员的收益", "passed_on", ""),
        new("村集体收入", "recurring_income", "operating_income"),
    ];
}

/// <summary>Amounts of one or two indicators side by side, year by year.</summary>
internal sealed record CockpitPicture(string Name, string First, string Second)
{
    public IEnumerable<string> Codes => Second.Length == 0 ? [First] : [First, Second];
}
