using Baotuan.Ventures.Entries;

namespace Baotuan.Ventures.Register;

/// <summary>In what a contribution is made, and the entries that each kind brings on either side.</summary>
internal static class ContributionKinds
{
    public const string Quota = "quota";

    public static readonly IReadOnlyList<(string Code, string Chinese, LedgerEvent Given, LedgerEvent Received)> All =
    [
        ("cash", "现金", LedgerEvent.ContributeCash, LedgerEvent.ReceiveCash),
        (Quota, "用地指标", LedgerEvent.ContributeQuota, LedgerEvent.ReceiveQuota),
        ("grant", "补助资金", LedgerEvent.ContributeGrant, LedgerEvent.ReceiveCash),
        ("loan", "借款", LedgerEvent.ContributeLoan, LedgerEvent.ReceiveCash),
        ("in_kind", "实物", LedgerEvent.ContributeInKind, LedgerEvent.ReceiveInKind),
    ];

    public static (string Code, string Chinese, LedgerEvent Given, LedgerEvent Received) Of(string code) => All.First(k => k.Code == code);
}
