using Baotuan.Decisions.Proposals;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>Steps that are done elsewhere and recorded here: 村党组织提议, 决议公开 and their like.</summary>
public static class Steps
{
    /// <summary>Records a step of the proposal's path with day, place and minutes.</summary>
    public static async Task<Outcome<long>> RecordAsync(
        BaotuanDb db, long proposalId, string stepCode, DateOnly heldOn, string place, string minutes, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.AssemblyRecord, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        return (RecordEvent.Missing(place, "place_missing", "地点") ?? RecordEvent.Missing(minutes, "minutes_missing", "记录")) is { } missing
            ? missing
            : await RecordEvent.WriteAsync(
                db, opened.Value, new StepRow { StepCode = stepCode, HeldOn = heldOn, Place = place.Trim(), Minutes = minutes.Trim() },
                "step", $"{stepCode} {heldOn:yyyy-MM-dd}", cancel);
    }
}
