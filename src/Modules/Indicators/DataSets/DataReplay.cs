using Baotuan.Indicators.Contracts;

namespace Baotuan.Indicators.DataSets;

/// <summary>The acts, as they stand in the table.</summary>
internal static class DataActs
{
    public const string Complete = "complete";
    public const string Approve = "approve";
    public const string Unapprove = "unapprove";
    public const string Accept = "accept";
    public const string Unaccept = "unaccept";

    public static readonly IReadOnlyList<(string Code, string Chinese)> All =
        [(Complete, "报全"), (Approve, "审核通过"), (Unapprove, "退回审核"), (Accept, "接收"), (Unaccept, "退回接收")];

    public static string Chinese(string code) => All.First(a => a.Code == code).Chinese;
}

/// <summary>From what happened to how it stands. Pure.</summary>
internal static class DataReplay
{
    /// <summary>An organisation, before its unit is looked at: None, Open, Complete or Approved, and the "that is all" that still holds.</summary>
    /// <param name="any">Whether any row of it stands.</param>
    /// <param name="seenId">Number of its last observation; "that is all" before it holds no more.</param>
    /// <param name="events">In their order.</param>
    public static (DataState State, DataEvent? Complete) Of(bool any, long seenId, IReadOnlyList<(DataEvent Event, long SeenId)> events)
    {
        (DataEvent Event, long SeenId)? complete = null;
        var approved = false;
        foreach (var each in events)
        {
            switch (each.Event.Act)
            {
                case DataActs.Complete:
                    complete = each;
                    break;
                case DataActs.Approve:
                    approved = true;
                    break;
                case DataActs.Unapprove:
                    (approved, complete) = (false, null);
                    break;
                default:
                    break;
            }
        }

        var holds = complete?.SeenId == seenId ? complete?.Event : null;
        return (approved ? DataState.Approved : holds is not null ? DataState.Complete : any ? DataState.Open : DataState.None, holds);
    }

    /// <summary>A unit: whether the last of its acts is that it accepted.</summary>
    public static bool IsAccepted(IReadOnlyList<DataEvent> events) => events.LastOrDefault(e => e.Act is DataActs.Accept or DataActs.Unaccept)?.Act == DataActs.Accept;
}
