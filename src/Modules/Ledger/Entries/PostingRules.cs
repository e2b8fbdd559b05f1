using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;

namespace Baotuan.Ledger.Entries;

/// <summary>The rules of posting, free of the database: what must hold for a draft, in a fixed order.</summary>
internal static class PostingRules
{
    /// <summary>
    /// Ten trillion yuan. Nothing real is larger; it keeps a slip of the keyboard from making every later sum of the book
    /// overflow, which could not be undone because postings stay.
    /// </summary>
    public const long MaxAmountFen = 1_000_000_000_000_000;

    public const int MaxClientIdLength = 200;

    /// <summary>The first reason why this plan may not be posted, or null.</summary>
    public static Refusal? Check(VoucherPlan plan, PostingGround ground)
    {
        var draft = plan.Draft;
        if (!ground.OpenedOn.TryGetValue(draft.BookId, out var openedOn))
        {
            return Refuse(draft, "book_not_found", "所在账套不存在，请先建账。");
        }

        if (string.IsNullOrWhiteSpace(draft.Summary))
        {
            return Refuse(draft, "summary_missing", "没有摘要，请写明经济业务内容。");
        }

        if (draft.Postings.Count < 2)
        {
            return Refuse(draft, "voucher_is_empty", $"只有 {draft.Postings.Count} 条分录，一张凭证至少要有两条。");
        }

        return draft.Postings.Select(line => Check(draft, line, ground)).FirstOrDefault(r => r is not null)
            ?? CheckSums(draft)
            ?? CheckReversal(plan, ground)
            ?? CheckDate(draft, openedOn, ground);
    }

    /// <summary>Sum of the debit side in fen; the rules keep it within 64 bits.</summary>
    public static long TotalFen(VoucherDraft draft) => (long)Sum(draft, Side.Debit);

    private static Refusal? Check(VoucherDraft draft, PostingDraft line, PostingGround ground)
    {
        if (line.AmountFen == 0)
        {
            return Refuse(draft, "amount_is_zero", $"科目 {line.AccountCode} 的金额是 0.00，请删去这一条或填上金额。");
        }

        if (line.AmountFen is > MaxAmountFen or < -MaxAmountFen)
        {
            return Refuse(draft, "amount_is_too_large", $"科目 {line.AccountCode} 的金额 {new Money(line.AmountFen).Format()} 元超过十万亿元，请检查。");
        }

        if (!PostingTags.All.Any(t => t.Code == line.Tag))
        {
            return Refuse(draft, "tag_unknown", $"科目 {line.AccountCode} 的资金标记“{line.Tag}”不认识，请写 {string.Join('、', PostingTags.All.Skip(1).Select(t => t.Code))} 或留空。");
        }

        if (!ground.Accounts.Contains((draft.BookId, line.AccountCode)))
        {
            return Refuse(draft, "account_not_found", $"账套里没有科目 {line.AccountCode}，请改用已有科目或先增设。");
        }

        return ground.Parents.Contains((draft.BookId, line.AccountCode))
            ? Refuse(draft, "account_has_sub_accounts", $"科目 {line.AccountCode} 下设明细科目，请记到明细科目。")
            : null;
    }

    private static Refusal? CheckSums(VoucherDraft draft)
    {
        var debit = Sum(draft, Side.Debit);
        var credit = Sum(draft, Side.Credit);
        if (Int128.Abs(debit) > long.MaxValue || Int128.Abs(credit) > long.MaxValue)
        {
            return Refuse(draft, "amount_is_too_large", "的合计金额太大，请分成几张凭证。");
        }

        return debit == credit
            ? null
            : Refuse(draft, "voucher_does_not_balance",
                $"借方合计 {new Money((long)debit).Format()} 元，贷方合计 {new Money((long)credit).Format()} 元，借贷不平，请改平后再记账。");
    }

    private static Refusal? CheckReversal(VoucherPlan plan, PostingGround ground) =>
        plan.ReversesId is { } original && ground.Reversed.Contains((plan.Draft.BookId, original))
            ? Refuse(plan.Draft, "voucher_already_reversed", "所注销的凭证已经被冲销过，不能再冲一次。")
            : null;

    private static Refusal? CheckDate(VoucherDraft draft, DateOnly openedOn, PostingGround ground)
    {
        if (draft.VoucherOn < openedOn)
        {
            return Refuse(draft, "voucher_before_book_opened", $"的日期早于建账日期 {openedOn:yyyy-MM-dd}，请改日期或记入期初余额。");
        }

        if (draft.VoucherClass == VoucherClasses.Opening && draft.VoucherOn != openedOn)
        {
            return Refuse(draft, "opening_not_on_first_day", $"是期初余额，日期应为建账日期 {openedOn:yyyy-MM-dd}。");
        }

        if (!ground.Open.TryGetValue((draft.BookId, PostingGround.YearMonth(draft.VoucherOn)), out var open))
        {
            return Refuse(draft, "period_not_found", $"所在的会计期间 {draft.VoucherOn:yyyy-MM} 还没有建立，请先增加会计期间。");
        }

        return open ? null : Refuse(draft, "period_closed", $"所在的会计期间 {draft.VoucherOn:yyyy-MM} 已经结账，请改用未结账的日期。");
    }

    private static Int128 Sum(VoucherDraft draft, Side side) =>
        draft.Postings.Where(l => l.Side == side).Aggregate((Int128)0, (sum, line) => sum + line.AmountFen);

    internal static Refusal Refuse(VoucherDraft draft, string code, string what) =>
        new(code, $"凭证“{draft.Summary}”（{draft.VoucherOn:yyyy-MM-dd}）{what}");
}
