using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Ledger.LedgerWords;

namespace Baotuan.Tests.Modules.Ledger;

/// <summary>Cancelling in red letters.</summary>
public sealed class ReverseVouchersTests(PostgresCluster cluster)
{
    public static TheoryData<DatabaseEngine> Engines => TestStore.Engines;

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_stands_on_the_same_sides_with_red_amounts_and_its_own_date(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        await store.PostAsync(Entry(book, "2018-03-01", "102", "502", 5));
        var wrong = (await store.PostAsync(Entry(book, "2018-03-05", "102", "501", 12345))).Value[0];

        var red = (await store.ReverseAsync(wrong.Id, "2018-05-02")).Value[0];

        Assert.Equal((201805, "记", 1), (red.YearMonth, red.VoucherClass, red.Number));
        Assert.Equal("注销2018年3月5日记字2号凭证", await store.ScalarAsync($"SELECT summary FROM ledger_voucher WHERE id = {red.Id}"));
        Assert.Equal("记错科目", await store.ScalarAsync($"SELECT reason FROM ledger_voucher WHERE id = {red.Id}"));
        Assert.Equal(wrong.Id, Convert.ToInt64(await store.ScalarAsync($"SELECT reverses_id FROM ledger_voucher WHERE id = {red.Id}")));
        Assert.Equal(-12345L, Convert.ToInt64(await store.ScalarAsync($"SELECT total_fen FROM ledger_voucher WHERE id = {red.Id}")));
        Assert.Equal(
            2L, Convert.ToInt64(await store.ScalarAsync(
                $"SELECT COUNT(*) FROM ledger_posting WHERE voucher_id = {red.Id} AND amount_fen = -12345 " +
                "AND ((account_code = '102' AND side = 'D') OR (account_code = '501' AND side = 'C'))")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Same_request_again_returns_the_same_reversal_and_another_one_is_refused(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var wrong = (await store.PostAsync(Entry(book, "2018-03-05", "102", "501", 12345))).Value[0];
        var red = (await store.ReverseAsync(wrong.Id, "2018-05-02")).Value[0];

        Assert.Equal(red with { AlreadyPosted = true }, (await store.ReverseAsync(wrong.Id, "2018-05-02")).Value[0]);
        var twice = await store.ReverseAsync(wrong.Id, "2018-05-03", prefix: "another");
        Assert.Equal("voucher_already_reversed", twice.Code());
        Assert.Equal("凭证“注销2018年3月5日记字1号凭证”（2018-05-03）所注销的凭证已经被冲销过，不能再冲一次。", twice.Message());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Reversal_needs_a_reason_a_voucher_a_later_day_and_an_original(DatabaseEngine engine)
    {
        await using var store = await cluster.LedgerAsync(engine);
        var book = await store.BookAsync();
        var wrong = (await store.PostAsync(Entry(book, "2018-03-05", "102", "501", 12345))).Value[0];

        Assert.Equal("冲销凭证必须写明原因。", (await store.ReverseAsync(wrong.Id, "2018-05-02", reason: " ")).Message());
        Assert.Equal("找不到凭证 99。", (await store.ReverseAsync(99, "2018-05-02")).Message());
        Assert.Equal(
            "冲销日期 2018-03-04 早于2018年3月5日记字1号凭证，请改用当日或以后的日期。", (await store.ReverseAsync(wrong.Id, "2018-03-04")).Message());
        Assert.Equal("period_not_found", (await store.ReverseAsync(wrong.Id, "2025-03-04")).Code());
        var red = (await store.ReverseAsync(wrong.Id, "2018-05-02")).Value[0];
        Assert.Equal(
            "2018年5月2日记字1号凭证本身是冲销凭证，不能再冲销；请另记一张正确的凭证。", (await store.ReverseAsync(red.Id, "2018-06-01")).Message());
    }
}
