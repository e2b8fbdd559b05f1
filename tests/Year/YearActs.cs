using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;

namespace Baotuan.Tests.Year;

/// <summary>One act of the year: its own transaction through the product's own use cases.</summary>
internal sealed record YearAct(string Name, Func<BaotuanDb, CancellationToken, Task<Outcome<bool>>> Run)
{
    /// <summary>Who does it.</summary>
    public Caller By { get; init; } = Caller.Program("year");

    public static Outcome<bool> Done<T>(Outcome<T> outcome) => outcome.Ok ? true : Outcome<bool>.Refused(outcome.Refusals);
}

/// <summary>
/// A year of a small county, act by act and always the same: vouchers on every fourth day or so, distributions, payments in parts with
/// what the bank said, a distribution taken back and posted again, what a village received passed on to its members.
/// </summary>
internal static class YearActs
{
    private const int FirstYear = 2021;

    public static IReadOnlyList<YearAct> All { get; } = [.. Build()];

    private static IEnumerable<YearAct> Build()
    {
        for (var month = 1; month <= 12; month++)
        {
            for (var n = 1; n <= 14; n++)
            {
                yield return Voucher(month, n);
            }

            foreach (var act in OfMonth(month))
            {
                yield return act;
            }
        }
    }

    // every second month looks back on one year of the venture OCF, from 2021 on
    private static IEnumerable<YearAct> OfMonth(int month)
    {
        if (month % 2 == 1 || month > 10)
        {
            yield break;
        }

        var period = Period.Year(FirstYear + month / 2 - 1);
        yield return Distribution("OCF", period, null);
        yield return Reversal("OCF", period);
        yield return Distribution("OCF", period, null);
        yield return Payment("OCF", period, 100_000_00 + month, received: false);
        yield return BankResult("OCF", period);
        yield return Payment("OCF", period, 50_000_00 + month, received: true);
        yield return Distribution("OCS", period, 400_000_00 + month);
        yield return Cascade("OCV1", period);
    }

    private static YearAct Voucher(int month, int n) => new($"voucher {month}/{n}", async (db, cancel) =>
    {
        var book = (await Books.ListAsync(db, cancel)).OrderBy(b => b.Id).ElementAt(n % 2);
        var amount = 1_00L + month * 10_000 + n;
        var (debit, credit) = n % 2 == 0 ? ("102", "301") : ("1002", "3001");
        return YearAct.Done(await Vouchers.PostAsync(
            db,
            [new(book.Id, new DateOnly(2024, month, 2 * n), $"第{n}笔日常收入", $"year-{month}-{n}", [PostingDraft.Debit(debit, amount), PostingDraft.Credit(credit, amount)])],
            cancel));
    });

    private static YearAct Distribution(string venture, Period period, long? declaredFen) => new($"distribution {venture} {period.Code}", async (db, cancel) =>
        YearAct.Done(await DistributionActs.PostAsync(db, new(venture, period, Declared: declaredFen is { } fen ? new Money(fen) : null), cancel)));

    private static YearAct Reversal(string venture, Period period) => new($"reversal {venture} {period.Code}", async (db, cancel) =>
    {
        var found = (await DistributionActs.FindAsync(db, venture, period, null, cancel)).Value;
        return YearAct.Done(await DistributionActs.ReverseAsync(db, found.Id, period.End, "登记日写错，重新计算", cancel));
    });

    private static YearAct Payment(string venture, Period period, long fen, bool received) => new($"payment {venture} {period.Code} {fen}", async (db, cancel) =>
        YearAct.Done(await PaymentActs.PostAsync(db, new(venture, period, null, null, new Money(fen), period.End, "演练回单", received, $"pay-{period.Code}-{fen}"), cancel)));

    private static YearAct BankResult(string venture, Period period) => new($"result {venture} {period.Code}", async (db, cancel) =>
    {
        var distribution = (await DistributionActs.FindAsync(db, venture, period, null, cancel)).Value;
        var payment = (await PaymentActs.ListAsync(db, distribution.Id, cancel))[0];
        var results = payment.Lines.Select((l, i) => new PaymentLineResult(l.Holder.Code, i == 1 ? "failed" : "paid")).ToList();
        return YearAct.Done(await PaymentActs.ResultAsync(db, payment.Id, results, period.End, cancel));
    });

    private static YearAct Cascade(string holder, Period period) => new($"cascade {holder} {period.Code}", async (db, cancel) =>
        YearAct.Done(await CascadeActs.PostAsync(db, new(holder, period), cancel)));
}
