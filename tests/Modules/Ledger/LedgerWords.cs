using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Short words for tests of the ledger.</summary>
internal static class LedgerWords
{
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<TestStore> LedgerAsync(this PostgresCluster cluster, DatabaseEngine engine) =>
        TestStore.CreateAsync(engine, cluster);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static Task<Outcome<T>> Write<T>(this TestStore store, Func<BaotuanDb, Task<Outcome<T>>> command) =>
        store.Store.WriteAsync("测试", (db, _) => command(db), Cancel);

    /// <summary>Opens a book from 2018-01-01 to 2024 and returns its id.</summary>
    public static async Task<long> BookAsync(
        this TestStore store, long organizationId = 1, string chart = Charts.Village, string openedOn = "2018-01-01", int throughYear = 2024) =>
        (await store.Write(db => Books.OpenAsync(db, organizationId, chart, Day(openedOn), throughYear, 0, Cancel))).Value.Id;

    public static Task<Outcome<IReadOnlyList<PostedVoucher>>> PostAsync(this TestStore store, params VoucherDraft[] drafts) =>
        store.Write(db => Vouchers.PostAsync(db, drafts, Cancel));

    public static Task<Outcome<IReadOnlyList<PostedVoucher>>> ReverseAsync(
        this TestStore store, long id, string on, string reason = "记错科目", string prefix = "r") =>
        store.Write(db => Vouchers.ReverseAsync(db, [id], Day(on), reason, prefix, Cancel));

    /// <summary>Dr <paramref name="debit"/> / Cr <paramref name="credit"/> of one amount.</summary>
    public static VoucherDraft Entry(long book, string on, string debit, string credit, long fen, string? clientId = null, string summary = "业务") => new(
        book, Day(on), summary, clientId ?? $"{on}/{debit}/{credit}/{fen}/{Guid.NewGuid():N}",
        [PostingDraft.Debit(debit, fen), PostingDraft.Credit(credit, fen)]);

    public static string Code<T>(this Outcome<T> outcome) => Assert.Single(outcome.Refusals).Code;

    public static string Message<T>(this Outcome<T> outcome) => Assert.Single(outcome.Refusals).Message;
}
