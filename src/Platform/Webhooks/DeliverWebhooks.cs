using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Webhooks;

/// <summary>
/// Takes facts from the outbox to the addresses that asked for them. A round: (1) under the writer's lock, deliveries that are due are taken for some minutes, so that of two
/// processes one has them; (2) for each, the account's rights are read as they stand; (3) the message is posted, outside of every transaction; (4) what came back is written.
/// A kill between 3 and 4 leaves the delivery taken until its minutes are over, and then it goes again: at least once, never lost, in no promised order.
/// </summary>
public sealed class DeliverWebhooks : IDisposable
{
    /// <summary>
    /// Before each further try: short ones for a restart, long ones for a night and a weekend. 68.6 hours in all, so that what fails on a Friday evening is still tried on
    /// Monday; then somebody has to look. Set by us, by no rule.
    /// </summary>
    public static readonly IReadOnlyList<TimeSpan> Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Longer than a whole turn of one address takes.</summary>
    internal static readonly TimeSpan Taken = TimeSpan.FromMinutes(5);
    private const int MostAtOnce = 10;
    private const string Program = "webhook";
    private readonly Store _store;
    private readonly FieldProtector _fields;
    private readonly PublicAddress _site;
    private readonly SendWebhook _send;

    private sealed record Turn(WebhookRow Webhook, IReadOnlyList<FactRow> Facts);

    public DeliverWebhooks(Store store, FieldProtector fields, PublicAddress site, WebhookNetwork network) : this(store, fields, site, network, Patience)
    {
    }

    internal DeliverWebhooks(Store store, FieldProtector fields, PublicAddress site, WebhookNetwork network, TimeSpan patience) =>
        (_store, _fields, _site, _send) = (store, fields, site, new(network, patience));

    public void Dispose() => _send.Dispose();

    /// <summary>Sends what is due; how many messages were tried.</summary>
    public async Task<int> RoundAsync(CancellationToken cancel)
    {
        await using (var db = _store.Open())
        {
            // recording times never go back, whatever the wall clock does
            var now = Math.Max(_store.Time.GetUtcNow().ToUnixTimeMilliseconds(), await db.Set<Clock>().Select(c => c.LastMs).FirstOrDefaultAsync(cancel));
            if (!await db.Set<DeliveryRow>().AnyAsync(d => d.State == DeliveryStates.Waiting && d.NextAtMs <= now && db.Set<WebhookRow>().Any(w => w.Id == d.WebhookId && w.State == WebhookStates.Active), cancel))
            {
                return 0;
            }
        }

        var turns = (await _store.WriteAsync<IReadOnlyList<Turn>>(Program, TakeAsync, cancel)).Value;
        return (await Task.WhenAll(turns.Select(t => GoAsync(t, cancel)))).Sum();
    }

    /// <summary>Publishes what a day brought and no act; how many facts.</summary>
    public async Task<int> AnnounceAsync(CancellationToken cancel)
    {
        var today = _store.Time.Today();
        await using (var db = _store.Open())
        {
            if ((await NewFactsAsync(db, today, cancel)).Count == 0)
            {
                return 0;
            }
        }

        return (await _store.WriteAsync<int>(Program, async (db, token) =>
        {
            var facts = await NewFactsAsync(db, today, token);
            foreach (var fact in facts)
            {
                await db.PublishAsync(fact, token);
            }

            return facts.Count;
        }, cancel)).Value;
    }

    private static async Task<IReadOnlyList<PublishedFact>> NewFactsAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var found = new List<PublishedFact>();
        foreach (var module in db.Modules.OfType<IPublishes>())
        {
            foreach (var kind in module.FactKinds.Select(k => k.Code))
            {
                // who asks for it today is not told what became so long before
                if ((await Outbox.TakersAsync(db, kind, cancel)).Min(t => t.ApprovedAtMs) is { } first)
                {
                    found.AddRange(await module.DueAsync(db, kind, ChinaTime.Day(first).AddDays(-1), today, cancel));
                }
            }
        }

        var keys = found.Select(f => f.Key).ToArray();
        var known = (await db.Set<FactRow>().AsNoTracking().Where(f => EF.Parameter(keys).Contains(f.Key)).Select(f => f.Key).ToListAsync(cancel)).ToHashSet();
        return found.FindAll(f => !known.Contains(f.Key));
    }

    private static async Task<Outcome<IReadOnlyList<Turn>>> TakeAsync(BaotuanDb db, CancellationToken cancel)
    {
        var turns = new List<Turn>();
        foreach (var webhook in await db.Set<WebhookRow>().AsNoTracking().Where(w => w.State == WebhookStates.Active).OrderBy(w => w.Id).ToListAsync(cancel))
        {
            var due = await db.Set<DeliveryRow>().AsTracking().Where(d => d.WebhookId == webhook.Id && d.State == DeliveryStates.Waiting && d.NextAtMs <= db.RecordedAtMs)
                .OrderBy(d => d.NextAtMs).ThenBy(d => d.FactId).Take(MostAtOnce).ToListAsync(cancel);
            due.ForEach(d => d.NextAtMs = db.RecordedAtMs + (long)Taken.TotalMilliseconds);
            var ids = due.Select(d => d.FactId).ToArray();
            turns.Add(new(webhook, await db.Set<FactRow>().AsNoTracking().Where(f => ids.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync(cancel)));
        }

        return Outcome<IReadOnlyList<Turn>>.Of(turns.FindAll(t => t.Facts.Count > 0));
    }

    private async Task<int> GoAsync(Turn turn, CancellationToken cancel)
    {
        var tried = 0;
        foreach (var fact in turn.Facts)
        {
            if (!await IsActiveAsync(turn.Webhook.Id, cancel))
            {
                break; // paused or removed meanwhile
            }

            var answer = await TryAsync(turn.Webhook, fact, cancel);
            await CloseAsync(turn.Webhook.Id, fact.Id, answer, cancel);
            tried += answer is null ? 0 : 1;
            if (answer is { Taken: false, Result: not SendResults.NotMade })
            {
                break; // who is down is not asked for each of those that wait; they are free again when their minutes are over
            }
        }

        return tried;
    }

    /// <summary>What came back; null where the account may not know of it. A message that cannot be made is a try that failed, or it would stand before all others for good.</summary>
    private async Task<SendAnswer?> TryAsync(WebhookRow webhook, FactRow fact, CancellationToken cancel)
    {
        string secret;
        byte[] body;
        try
        {
            if (!await MayKnowAsync(webhook, fact, cancel))
            {
                return null;
            }

            secret = _fields.Reveal(webhook.Secret, WebhookActs.SecretOf(webhook.Id));
            body = WebhookBody.Of(fact, _site);
        }
        catch (Exception problem) when (problem is not OperationCanceledException && StorageFault.Of(problem) is null)
        {
            return new(SendResults.NotMade, 0, problem.GetType().Name, 0);
        }

        return await _send.RunAsync(new(webhook.Address), secret, fact.EventId, _store.Time.GetUtcNow(), body, cancel);
    }

    private async Task<bool> IsActiveAsync(long webhookId, CancellationToken cancel)
    {
        await using var db = _store.Open();
        return await db.Set<WebhookRow>().AnyAsync(w => w.Id == webhookId && w.State == WebhookStates.Active, cancel);
    }

    /// <summary>Whether the account may know of it now. A right that was taken away, a disabled account and a record that moved out of its scope end it here.</summary>
    private async Task<bool> MayKnowAsync(WebhookRow webhook, FactRow fact, CancellationToken cancel)
    {
        if (fact.Kind == WebhookActs.TestKind.Code)
        {
            return true;
        }

        Caller? caller;
        await using (var db = _store.Open())
        {
            caller = await ReadCaller.OfAsync(db, webhook.UserId, _store.Time.Today(), Program, cancel);
        }

        if (caller is null)
        {
            return false;
        }

        await using var seen = _store.Open(caller);
        seen.Access.Everybody(); // a kind that no module has any more asks for nothing
        var module = seen.Modules.OfType<IPublishes>().FirstOrDefault(m => m.FactKinds.Any(k => k.Code == fact.Kind));
        return module is not null && await module.MayKnowAsync(seen, new(fact.Kind, fact.Subject, fact.Key, fact.Path, fact.Data), cancel);
    }

    private async Task CloseAsync(long webhookId, long factId, SendAnswer? answer, CancellationToken cancel) => _ = (await _store.WriteAsync<bool>(Program, async (db, token) =>
    {
        var delivery = await db.Set<DeliveryRow>().AsTracking().FirstAsync(d => d.WebhookId == webhookId && d.FactId == factId, token);
        if (answer is not null)
        {
            var no = await db.Set<AttemptRow>().CountAsync(a => a.WebhookId == webhookId && a.FactId == factId, token) + 1;
            db.Add(new AttemptRow
            {
                WebhookId = webhookId, FactId = factId, AttemptNo = no, Result = answer.Result, Status = answer.Status, TookMs = answer.TookMs, Answer = answer.Answer, RecordedAtMs = db.RecordedAtMs,
            });
        }

        if (delivery.State == DeliveryStates.Waiting)
        {
            Settle(delivery, answer, db.RecordedAtMs);
        }

        return true;
    }, cancel)).Value;

    private static void Settle(DeliveryRow delivery, SendAnswer? answer, long nowMs)
    {
        delivery.Failed += answer is { Taken: false } ? 1 : 0;
        delivery.State = answer switch
        {
            null => DeliveryStates.Withheld,
            { Taken: true } => DeliveryStates.Delivered,
            _ => delivery.Failed > Pauses.Count ? DeliveryStates.GivenUp : DeliveryStates.Waiting,
        };
        if (delivery.State == DeliveryStates.Waiting)
        {
            delivery.NextAtMs = nowMs + (long)Pauses[delivery.Failed - 1].TotalMilliseconds;
        }
        else
        {
            delivery.ClosedAtMs = nowMs;
        }
    }
}
