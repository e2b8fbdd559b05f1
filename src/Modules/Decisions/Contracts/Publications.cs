using Baotuan.Decisions.Proposals;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>Records that the frozen document was posted, and when it came down. Days count whole: see PublicationPeriod.</summary>
public static class Publications
{
    /// <summary>Records a posting. Must run inside <see cref="Store.WriteAsync{T}(string, Func{BaotuanDb, CancellationToken, Task{Outcome{T}}}, CancellationToken, bool)"/>, as every act here.</summary>
    /// <param name="places">Where it hangs.</param>
    /// <param name="channel">Where and with whom objections are raised.</param>
    /// <returns>The proposal's id; or refused, among others <c>already_published</c>, <c>posted_before_drafted</c>, <c>day_in_the_future</c>.</returns>
    public static async Task<Outcome<long>> RecordAsync(
        BaotuanDb db, long proposalId, DateOnly postedOn, string places, string channel, string clientId, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.PublicationRecord, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (await RecordEvent.SentBeforeAsync<PublicationRow>(db, proposalId, clientId, p => p.PostedOn == postedOn && p.Places == places.Trim(), cancel) is { } before)
        {
            return before;
        }

        if ((RecordEvent.Missing(places, "places_missing", "张贴地点") ?? RecordEvent.Missing(channel, "channel_missing", "异议的受理人和电话、地点")) is { } missing)
        {
            return missing;
        }

        var row = new PublicationRow
        {
            Id = await db.NextIdAsync("decisions_publication", cancel), PostedOn = postedOn, Places = places.Trim(), Channel = channel.Trim(), ClientId = clientId,
        };
        return await RecordEvent.WriteAsync(db, opened.Value, row, "publish", $"{postedOn:yyyy-MM-dd} {places.Trim()}", cancel);
    }

    /// <summary>Records that the document came down on a day. Within the period: the publication has not run, also when a vote was recorded since.</summary>
    public static async Task<Outcome<long>> StopAsync(
        BaotuanDb db, long proposalId, long publicationId, DateOnly stoppedOn, string reason, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.PublicationRecord, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        return RecordEvent.Missing(reason, "reason_missing", "中止的原因") is { } missing
            ? missing
            : await RecordEvent.WriteAsync(
                db, opened.Value, new PublicationStopRow { PublicationId = publicationId, StoppedOn = stoppedOn, Reason = reason.Trim() },
                "stop_publication", $"{stoppedOn:yyyy-MM-dd} {reason.Trim()}", cancel);
    }
}
