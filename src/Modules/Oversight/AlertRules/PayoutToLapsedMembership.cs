using Baotuan.Ventures.Contracts;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A member's line of somebody who was no member on the record date.</summary>
internal sealed class PayoutToLapsedMembership : AlertRule
{
    public override string Code => "payout_to_lapsed_membership";

    public override string Chinese => "分给了已退出的成员";

    public override string Compares =>
        "有效收益分配中金额大于 0 的到户明细，成员号在权益登记日当天是否在成员名册上（按现在所知的登记，事后补记的退出也算）。退出当天起就不是成员。";

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel) =>
    [
        .. (await VentureFacts.LapsedPayoutsAsync(ground.Db, ground.Among, ground.Since, cancel)).Select(p => new AlertFound(
            $"cascade/{p.CascadeId}/{p.MemberNo}", [p.CollectiveId],
            $"{p.Period.ChineseName}分给成员 {p.MemberNo} {p.Amount.Format()} 元，权益登记日 {p.RecordDate:yyyy-MM-dd} 他已不在成员名册上。请核实是否继承、保留权益或登记遗漏。",
            [$"record date {p.RecordDate:yyyy-MM-dd}", $"amount {p.Amount}"],
            $"/cascades/{p.CascadeId}")),
    ];
}
