using Baotuan.Indicators.Thresholds;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Contracts;

/// <summary>A village's income of a year, and whether it is weak by the thresholds of its region.</summary>
/// <param name="Amounts">By code of the indicator: what <see cref="VillageIncome.Shown"/> names and what a threshold asks for.</param>
/// <param name="IsWeak">Null where no threshold holds or nothing was posted in the year.</param>
/// <param name="WasWeak">When it was judged last, in an earlier year; null where that was never.</param>
/// <param name="Reason">Which conditions decided, with the numbers, in Chinese.</param>
/// <param name="Basis">Where the thresholds come from.</param>
public sealed record VillageStanding(
    OrganizationInfo Village, int Year, IReadOnlyDictionary<string, Money> Amounts, bool? IsWeak, bool? WasWeak, string Reason, string Basis)
{
    public Money Of(string indicator) => Amounts.GetValueOrDefault(indicator);

    /// <summary>On the list of weak villages this year and not before.</summary>
    public bool Entered => IsWeak == true && WasWeak == false;

    /// <summary>On the list the year before and no more.</summary>
    public bool Left => IsWeak == false && WasWeak == true;
}

/// <summary>Income of the collectives that keep their books here.</summary>
public static class VillageIncome
{
    public const string Recurring = "recurring_income";
    public const string Operating = "operating_income";
    public const string BankInflow = "bank_inflow";

    /// <summary>Indicators that every list shows.</summary>
    public static readonly IReadOnlyList<string> Shown = [Recurring, Operating, BankInflow];

    /// <summary>
    /// Every collective with a book inside a scope, by code. Asks <c>indicators:reading:read</c> and <c>ledger:book:read</c>; refuses as
    /// <see cref="IndicatorReadings"/> does.
    /// </summary>
    public static Task<Outcome<IReadOnlyList<VillageStanding>>> StandingAsync(BaotuanDb db, string scope, int year, long knownAtMs, CancellationToken cancel) =>
        WeakVillages.RunAsync(db, scope, year, knownAtMs, cancel);

    /// <summary>The same for several years, by year, in one reading of the postings: those that keep a book here at the end of the last one.</summary>
    public static Task<Outcome<IReadOnlyDictionary<int, IReadOnlyList<VillageStanding>>>> YearsAsync(
        BaotuanDb db, string scope, int firstYear, int lastYear, long knownAtMs, CancellationToken cancel) => WeakVillages.YearsAsync(db, scope, firstYear, lastYear, knownAtMs, cancel);
}
