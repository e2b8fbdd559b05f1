using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>One movement of money booked twice.</summary>
internal sealed class TwoVouchersOneBankLine : AlertRule
{
    public override string Code => "two_vouchers_one_bank_line";

    public override string Chinese => "一笔收付记了两张凭证";

    public override string Compares =>
        "同一账套里没有冲销的凭证（红字、期初除外）。由同一笔业务（来源种类和编号相同）生成的：日期相同，并且每一行的科目、借贷、金额、往来、资金标记都相同。"
        + "手工录入或导入的：日期相同，并且在同一银行存款科目上有一行借贷、金额、往来和摘要（去掉两端空白，行摘要为空的取凭证摘要）都相同；凭证没有单独的回单号，所以用摘要作银行摘要。";

    public override IReadOnlyList<Contracts.AlertParameter> Parameters { get; } = [WithinYears, new("bank_accounts", "银行存款科目编码的开头（用空格隔开）")];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel) =>
    [
        .. (await VoucherTwins.FindAsync(ground.Db, ground.Among, ground.Since, ground.Codes("bank_accounts"), cancel)).Select(t => new AlertFound(
            $"voucher/{t.VoucherIds[^1]}", [t.OrganizationId], Text(t), [$"vouchers {string.Join(' ', t.VoucherIds)}", t.AccountCode, $"{t.Side} {t.AmountFen}"])),
    ];

    private static string Text(VoucherTwin t) =>
        $"{t.VoucherOn:yyyy-MM-dd} 有 {t.VoucherIds.Count} 张凭证像是同一笔收付：{new Money(t.AmountFen).Format()} 元"
        + (t.SourceKind.Length > 0 ? "，由同一笔业务生成，各行都相同" : $"，科目 {t.AccountCode}，摘要“{t.Reference}”")
        + $"。较早的是凭证 {string.Join("、", t.VoucherIds.SkipLast(1))}。";
}
