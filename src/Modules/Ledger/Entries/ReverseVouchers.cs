using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ledger.Entries;

/// <summary>
/// Cancels vouchers in red letters: the same lines on the same sides with opposite amounts, so that turnover as well as
/// balances read as if the original had never been.
/// </summary>
internal static class ReverseVouchers
{
    /// <param name="on">The date of all red letters; null gives each the date of its original.</param>
    public static async Task<Outcome<IReadOnlyList<PostedVoucher>>> RunAsync(
        BaotuanDb db, IReadOnlyList<long> voucherIds, DateOnly? on, string reason, string clientIdPrefix, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "冲销凭证必须写明原因。");
        }

        var wanted = voucherIds.Distinct().ToArray();
        var originals = await db.Set<Voucher>().AsNoTracking().Where(v => EF.Parameter(wanted).Contains(v.Id)).ToDictionaryAsync(v => v.Id, cancel);
        var refusals = voucherIds.Select(id => Check(id, originals.GetValueOrDefault(id), on)).OfType<Refusal>().ToList();
        if (refusals.Count > 0)
        {
            return Outcome<IReadOnlyList<PostedVoucher>>.Refused(refusals);
        }

        var books = originals.Values.Select(v => v.BookId).Distinct().ToArray();
        var lines = (await db.Set<Posting>().AsNoTracking()
            .Where(p => EF.Parameter(books).Contains(p.BookId) && EF.Parameter(wanted).Contains(p.VoucherId))
            .OrderBy(p => p.VoucherId).ThenBy(p => p.LineNo).ToListAsync(cancel)).ToLookup(p => p.VoucherId);
        return await PostVouchers.RunAsync(
            db, [.. voucherIds.Select(id => Plan(originals[id], lines[id], on, reason, clientIdPrefix))], cancel);
    }

    /// <summary>Vouchers of a source that are neither red letters nor cancelled, in the order of their posting.</summary>
    public static async Task<IReadOnlyList<long>> StandingOfAsync(BaotuanDb db, string sourceKind, long sourceId, CancellationToken cancel)
    {
        var own = db.Set<Voucher>().Where(v => v.SourceKind == sourceKind && v.SourceId == sourceId);
        return await own.Where(v => v.ReversesId == null && !own.Any(r => r.ReversesId == v.Id && r.BookId == v.BookId))
            .OrderBy(v => v.Id).Select(v => v.Id).ToListAsync(cancel);
    }

    private static Refusal? Check(long id, Voucher? original, DateOnly? on)
    {
        if (original is null)
        {
            return new Refusal("voucher_not_found", $"找不到凭证 {id}。");
        }

        if (original.ReversesId is not null)
        {
            return new Refusal("reversal_cannot_be_reversed", $"{NameOf(original)}本身是冲销凭证，不能再冲销；请另记一张正确的凭证。");
        }

        return on < original.VoucherOn
            ? new Refusal("reversal_before_original", $"冲销日期 {on:yyyy-MM-dd} 早于{NameOf(original)}，请改用当日或以后的日期。")
            : null;
    }

    private static VoucherPlan Plan(Voucher original, IEnumerable<Posting> lines, DateOnly? on, string reason, string clientIdPrefix) => new(
        new VoucherDraft(
            original.BookId,
            on ?? original.VoucherOn,
            $"注销{NameOf(original)}",
            $"{clientIdPrefix}:{original.Id}",
            [.. lines.Select(l => new PostingDraft(l.AccountCode, SideCodes.Parse(l.Side), -l.AmountFen, l.Summary, l.PartyCode, l.Tag))],
            // opening vouchers belong to the first day alone; what cancels them later is an ordinary voucher
            original.VoucherClass == VoucherClasses.Opening && (on ?? original.VoucherOn) != original.VoucherOn
                ? VoucherClasses.General
                : original.VoucherClass,
            original.SourceKind,
            original.SourceId),
        original.Id,
        reason);

    /// <summary>2018年3月5日记字3号凭证.</summary>
    private static string NameOf(Voucher v) =>
        $"{v.VoucherOn.Year}年{v.VoucherOn.Month}月{v.VoucherOn.Day}日{v.VoucherClass}字{v.Number}号凭证";
}
