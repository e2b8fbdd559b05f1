using Baotuan.Kernel;
using Baotuan.Ledger.Entries;
using Baotuan.Platform.Storage;

namespace Baotuan.Ledger.Contracts;

/// <summary>Posts and reverses vouchers inside the caller's write transaction.</summary>
public static class Vouchers
{
    /// <summary>
    /// Posts all drafts or none. Numbers run without gaps per book, month and class in the order of the drafts; a draft
    /// whose client id is known with the same content yields the voucher that already stands.
    /// </summary>
    /// <returns>One result per draft in their order, or the first reason of every bad draft (once, and with whose books are
    /// concerned, where the drafts are for several books): <c>client_id_missing</c>,
    /// <c>client_id_reused</c>, <c>book_not_found</c>, <c>summary_missing</c>, <c>voucher_is_empty</c>, <c>amount_is_zero</c>,
    /// <c>amount_is_too_large</c>, <c>tag_unknown</c>, <c>account_not_found</c>, <c>account_has_sub_accounts</c>,
    /// <c>voucher_does_not_balance</c>, <c>voucher_before_book_opened</c>, <c>opening_not_on_first_day</c>,
    /// <c>period_not_found</c>, <c>period_closed</c>.</returns>
    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> PostAsync(
        BaotuanDb db, IReadOnlyList<VoucherDraft> drafts, CancellationToken cancel) =>
        await PostVouchers.RunAsync(db, [.. drafts.Select(d => new VoucherPlan(d, null, ""))], cancel);

    /// <summary>
    /// Cancels vouchers by red-letter vouchers (会计基础工作规范: 注销某月某日某号凭证) with a date and a reason of their own.
    /// The client id of each is <paramref name="clientIdPrefix"/> and the voucher's id, so repeating the call changes nothing.
    /// </summary>
    /// <returns>One result per voucher in their order, or also: <c>reason_missing</c>, <c>voucher_not_found</c>,
    /// <c>voucher_already_reversed</c>, <c>reversal_cannot_be_reversed</c>, <c>reversal_before_original</c>.</returns>
    public static Task<Outcome<IReadOnlyList<PostedVoucher>>> ReverseAsync(
        BaotuanDb db, IReadOnlyList<long> voucherIds, DateOnly on, string reason, string clientIdPrefix, CancellationToken cancel) =>
        ReverseVouchers.RunAsync(db, voucherIds, on, reason, clientIdPrefix, cancel);

    /// <summary>
    /// Cancels every voucher made from one source that still stands, in all books, as <see cref="ReverseAsync"/> does.
    /// A source without vouchers gives an empty list.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> ReverseSourceAsync(
        BaotuanDb db, string sourceKind, long sourceId, DateOnly on, string reason, CancellationToken cancel) =>
        await ReverseVouchers.RunAsync(
            db, await ReverseVouchers.StandingOfAsync(db, sourceKind, sourceId, cancel), on, reason, $"reverse:{sourceKind}:{sourceId}", cancel);

    /// <summary>Headers of one book or of all, newest first, a page at a time.</summary>
    public static Task<VoucherPage> ListAsync(BaotuanDb db, VoucherQuery query, CancellationToken cancel) =>
        ReadVouchers.PageAsync(db, query, cancel);

    /// <summary>One voucher with its lines, or null.</summary>
    public static Task<VoucherDetail?> FindAsync(BaotuanDb db, long voucherId, CancellationToken cancel) =>
        ReadVouchers.DetailAsync(db, voucherId, cancel);

    /// <summary>Headers of every voucher made from one source, in all books, red letters among them, by id.</summary>
    public static Task<IReadOnlyList<VoucherInfo>> BySourceAsync(BaotuanDb db, string sourceKind, long sourceId, CancellationToken cancel) =>
        ReadVouchers.BySourceAsync(db, sourceKind, sourceId, cancel);

    /// <summary>What the vouchers of one kind of source come to, by source, book and time of posting; red letters cancel, they do not add.</summary>
    public static Task<IReadOnlyList<SourceTotal>> SourceTotalsAsync(BaotuanDb db, string sourceKind, CancellationToken cancel) =>
        ReadVouchers.SourceTotalsAsync(db, sourceKind, cancel);
}
