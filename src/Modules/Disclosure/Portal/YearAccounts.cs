using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Disclosure.Portal;

/// <summary>An account of the first level in one year.</summary>
internal sealed record AccountSum(string Code, string Name, Money Debit, Money Credit, Money ClosingDebit, Money ClosingCredit);

/// <summary>One collective's year: received, passed on, booked.</summary>
/// <param name="Through">The last day that is counted.</param>
/// <param name="Incomes">By the definitions of the indicators; empty where no book is kept here.</param>
internal sealed record YearAccount(
    OrganizationInfo Village, YearSum Sum, IReadOnlyList<FlowFigure> Flows, IReadOnlyList<(string Name, Money Amount, string Basis)> Steps,
    IReadOnlyList<AccountSum> Accounts, int Vouchers, DateOnly Through, IReadOnlyList<Reading> Incomes);

/// <summary>Loads what a year's page and sheet show. Accounts of lower levels stay in: their names may name people.</summary>
internal static class YearAccounts
{
    private static readonly Dictionary<string, string> StepNames = new() { ["cover_losses"] = "弥补以前年度亏损", ["reserve"] = "提取公积公益金", ["members"] = "分给成员" };

    public static async Task<YearAccount?> LoadAsync(BaotuanDb db, string code, int year, DateOnly today, CancellationToken cancel)
    {
        if (await Places.VillageAsync(db, code, cancel) is not { } village || year < 1900 || year > today.Year)
        {
            return null;
        }

        var sum = (await YearSums.LoadAsync(db, year, village.Id, cancel)).FirstOrDefault();
        var through = new DateOnly(year, 12, 31) < today ? new DateOnly(year, 12, 31) : today;
        var (accounts, vouchers) = await AccountsAsync(db, village, new(new DateOnly(year, 1, 1), through), cancel);
        return sum is null && accounts.Count == 0
            ? null
            : new(
                village, sum ?? new(village.Id, year, Money.Zero, 0, null), await PublicFigures.FlowsAsync(db, year, village.Id, cancel),
                await StepsAsync(db, sum, cancel), accounts, vouchers, through, accounts.Count == 0 ? [] : await PublicIndicators.OfAsync(db, village, year, cancel));
    }

    private static async Task<IReadOnlyList<(string Name, Money Amount, string Basis)>> StepsAsync(BaotuanDb db, YearSum? sum, CancellationToken cancel)
    {
        if (sum?.PassedOn is not { } passed || sum.TooFew)
        {
            return [];
        }

        var cascade = (await CascadeActs.ShowAsync(db, passed.CascadeId, cancel))!;
        return [.. cascade.Steps.Select(s => (StepNames.GetValueOrDefault(s.Kind, s.Kind), s.Amount, s.Basis))];
    }

    private static async Task<(IReadOnlyList<AccountSum> Accounts, int Vouchers)> AccountsAsync(BaotuanDb db, OrganizationInfo village, Period period, CancellationToken cancel)
    {
        db.Access.Require(LedgerPermissions.BookRead, village.Id);
        if (!(await Books.FindByOrganizationsAsync(db, [village.Id], cancel)).TryGetValue(village.Id, out var book) || book.OpenedOn > period.End)
        {
            return ([], 0);
        }

        var balance = (await Balances.TrialBalanceAsync(db, book.Id, period, null, cancel)).Value;
        var vouchers = await Vouchers.ListAsync(db, new(book.Id, period, Take: 1), cancel);
        return
        (
            [
                .. balance.Rows.Where(r => r.ParentCode.Length == 0 && (r.TurnoverDebitFen | r.TurnoverCreditFen | r.ClosingDebitFen | r.ClosingCreditFen) != 0)
                    .Select(r => new AccountSum(r.AccountCode, r.Name, new(r.TurnoverDebitFen), new(r.TurnoverCreditFen), new(r.ClosingDebitFen), new(r.ClosingCreditFen))),
            ],
            vouchers.Count
        );
    }
}
