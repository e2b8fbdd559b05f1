using Baotuan.Platform.Webhooks;

namespace Baotuan.Cases.Contracts;

/// <summary>
/// What other systems may hear of cases. A message has number, kind, state and units of a case and nothing of its contents; of what came by the confidential channel there is
/// none, and of a closed mediation only whether it waits, is handled or has ended.
/// </summary>
public static class CaseFacts
{
    public static readonly FactKind Received = new("case.received", "受理办件");

    /// <summary>Offered to a unit, taken by it, sent back or handed on.</summary>
    public static readonly FactKind HandedOver = new("case.handed_over", "交办、签收、退回、转办");

    /// <summary>Another state, in the same hands.</summary>
    public static readonly FactKind Changed = new("case.changed", "办理状态变化");

    public static readonly FactKind Ended = new("case.ended", "办结");

    /// <summary>The last day of what is due next has passed.</summary>
    public static readonly FactKind Overdue = new("case.overdue", "逾期");

    public static readonly IReadOnlyList<FactKind> All = [Received, HandedOver, Changed, Ended, Overdue];
}
