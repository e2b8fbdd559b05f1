using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using CsCheck;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Random posting and reversing against a ledger of a few lines that anybody can check by eye.</summary>
public sealed class NaiveLedgerTests(PostgresCluster cluster)
{
    private static readonly string[] Accounts = ["101", "102", "301", "32201", "502"];

    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    private sealed record Step(int Kind, int Day, int Debit, int Credit, long Fen, long OtherFen, int Choice);

    private static readonly Gen<Step> Steps = Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 120], Gen.Int[0, Accounts.Length - 1], Gen.Int[0, Accounts.Length - 1], Gen.Long[1, 1_000_000], Gen.Long[1, 999], Gen.Int[0, 99])
        .Select((kind, day, debit, credit, fen, other, choice) => new Step(kind, day, debit, credit, fen, other, choice));

    /// <summary>One side effect in the naive ledger: an account's debit-positive change, its day, and when it became known.</summary>
    private sealed record Change(string Account, long Net, DateOnly On, long KnownAt);

    [Theory, MemberData(nameof(Engines))]
    public void Balances_equal_those_of_a_naive_ledger_whatever_is_posted_and_reversed(DatabaseEngine engine)
    {
        Assert.SkipWhen(engine == DatabaseEngine.Postgres && !PostgresCluster.Available, PostgresCluster.Reason);
        Steps.Array[1, 14].Sample(
            steps => RunAsync(engine, steps).GetAwaiter().GetResult(), iter: 12, threads: 1,
            writeLine: TestContext.Current.TestOutputHelper!.WriteLine);
    }

    private async Task RunAsync(DatabaseEngine engine, Step[] steps)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var changes = new List<Change>();
        var standing = new List<(PostedVoucher Voucher, DateOnly On, List<(string Account, long Net)> Lines)>();
        foreach (var step in steps)
        {
            var on = Day("2018-01-01").AddDays(step.Day);
            if (step.Kind < 7 || standing.Count == 0)
            {
                await Post(store, book, step, on, changes, standing);
            }
            else
            {
                await Reverse(store, step, on, changes, standing);
            }

            store.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Compare(store, book, steps[^1], changes);
    }

    private static async Task Post(
        TestStore store, long book, Step step, DateOnly on, List<Change> changes,
        List<(PostedVoucher, DateOnly, List<(string, long)>)> standing)
    {
        var draft = new VoucherDraft(book, on, "随机", $"c{changes.Count}/{standing.Count}",
        [
            PostingDraft.Debit(Accounts[step.Debit], step.Fen), PostingDraft.Debit("102", step.OtherFen),
            PostingDraft.Credit(Accounts[step.Credit], step.Fen + step.OtherFen),
        ]);
        var posted = (await store.PostAsync(draft)).Value[0];
        List<(string, long)> lines = [(Accounts[step.Debit], step.Fen), ("102", step.OtherFen), (Accounts[step.Credit], -step.Fen - step.OtherFen)];
        standing.Add((posted, on, lines));
        await Know(store, changes, lines, on);
    }

    private static async Task Reverse(
        TestStore store, Step step, DateOnly on, List<Change> changes,
        List<(PostedVoucher Voucher, DateOnly On, List<(string Account, long Net)> Lines)> standing)
    {
        var chosen = standing[step.Choice % standing.Count];
        var red = await store.ReverseAsync(chosen.Voucher.Id, $"{on:yyyy-MM-dd}", prefix: $"r{changes.Count}");
        if (on < chosen.On)
        {
            Assert.Equal("reversal_before_original", red.Code());
            return;
        }

        Assert.True(red.Ok);
        standing.Remove(chosen);
        await Know(store, changes, [.. chosen.Lines.Select(l => (l.Account, -l.Net))], on);
    }

    private static async Task Know(TestStore store, List<Change> changes, List<(string Account, long Net)> lines, DateOnly on)
    {
        var knownAt = Convert.ToInt64(await store.ScalarAsync("SELECT last_ms FROM platform_clock"));
        changes.AddRange(lines.Select(l => new Change(l.Account, l.Net, on, knownAt)));
    }

    private static async Task Compare(TestStore store, long book, Step step, List<Change> changes)
    {
        await using var db = store.Store.Open();
        foreach (var known in (long?[])[null, changes[step.Choice % changes.Count].KnownAt])
        {
            var period = new Period(Day("2018-01-01").AddDays(step.Day), Day("2018-04-15").AddDays(step.Day));
            var balance = (await Balances.TrialBalanceAsync(db, book, period, known, Cancel)).Value;
            Assert.True(balance.Totals.Balanced);
            foreach (var row in balance.Rows.Where(r => r.IsLeaf))
            {
                var own = changes.Where(c => c.Account == row.AccountCode && (known is null || c.KnownAt <= known)).ToList();
                Assert.Equal(own.Where(c => c.On < period.Start).Sum(c => c.Net), row.OpeningDebitFen - row.OpeningCreditFen);
                Assert.Equal(own.Where(c => period.Contains(c.On)).Sum(c => c.Net), row.TurnoverDebitFen - row.TurnoverCreditFen);
                Assert.Equal(own.Where(c => c.On <= period.End).Sum(c => c.Net), row.ClosingDebitFen - row.ClosingCreditFen);
            }
        }
    }
}
