using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Webhooks;

/// <summary>
/// Where facts wait to go out. A module publishes in the transaction of the act, so that what was rolled back is never sent and what was committed always is.
/// While nobody asked for a kind, nothing is kept of it.
/// </summary>
public static class Outbox
{
    /// <summary>Whether anybody asked for facts of a kind: worth composing one.</summary>
    public static async Task<bool> IsWantedAsync(this BaotuanDb db, string kind, CancellationToken cancel) => (await TakersAsync(db, kind, cancel)).Count > 0;

    /// <summary>Publishes a fact to everybody who asked for its kind. Must run inside <see cref="Store.WriteAsync{T}(string, Func{BaotuanDb, CancellationToken, Task{Kernel.Outcome{T}}}, CancellationToken, bool)"/>.</summary>
    public static async Task PublishAsync(this BaotuanDb db, PublishedFact fact, CancellationToken cancel)
    {
        var takers = await TakersAsync(db, fact.Kind, cancel);
        if (takers.Count > 0)
        {
            await AddAsync(db, fact, takers.Select(t => t.Id), cancel);
        }
    }

    internal static async Task<long> AddAsync(BaotuanDb db, PublishedFact fact, IEnumerable<long> webhookIds, CancellationToken cancel)
    {
        var id = await db.NextIdAsync(FactRow.TableName, cancel);
        db.Add(new FactRow
        {
            Id = id, EventId = "evt_" + Guid.CreateVersion7().ToString("N"), Kind = fact.Kind, Subject = fact.Subject, Key = fact.Key, Path = fact.Path, Data = fact.Data, RecordedAtMs = db.RecordedAtMs,
        });
        db.AddRange(webhookIds.Select(w => new DeliveryRow { WebhookId = w, FactId = id, State = DeliveryStates.Waiting, NextAtMs = db.RecordedAtMs }));
        return id;
    }

    // few, and each says in one text what it takes
    internal static async Task<IReadOnlyList<WebhookRow>> TakersAsync(BaotuanDb db, string kind, CancellationToken cancel) =>
        (await db.Set<WebhookRow>().AsNoTracking().Where(w => w.State == WebhookStates.Active || w.State == WebhookStates.Paused).ToListAsync(cancel)).FindAll(w => w.Takes(kind));
}
