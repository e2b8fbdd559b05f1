using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Webhooks;

/// <summary>Subscriptions and how their messages went. Asks <c>platform:webhook:read</c>; which record a message is about is not in it.</summary>
public static class ReadWebhooks
{
    /// <summary>Every subscription, those that were removed last.</summary>
    public static async Task<IReadOnlyList<WebhookInfo>> ListAsync(BaotuanDb db, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookRead);
        var rows = await db.Set<WebhookRow>().AsNoTracking().OrderBy(w => w.State == WebhookStates.Removed).ThenBy(w => w.Id).ToListAsync(cancel);
        return await InfosAsync(db, rows, cancel);
    }

    /// <summary>One; null when there is none.</summary>
    public static async Task<WebhookInfo?> FindAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookRead);
        var rows = await db.Set<WebhookRow>().AsNoTracking().Where(w => w.Id == id).ToListAsync(cancel);
        return (await InfosAsync(db, rows, cancel)).FirstOrDefault();
    }

    /// <summary>Messages of a subscription, the newest first.</summary>
    /// <param name="state">See <see cref="DeliveryStates"/>; null for all.</param>
    public static async Task<(IReadOnlyList<DeliveryInfo> Deliveries, int Count)> DeliveriesAsync(BaotuanDb db, long id, string? state, int skip, int take, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookRead);
        var all = db.Set<DeliveryRow>().AsNoTracking().Where(d => d.WebhookId == id && (state == null || d.State == state));
        var rows = await all.OrderByDescending(d => d.FactId).Skip(skip).Take(take).ToListAsync(cancel);
        return (await DescribeAsync(db, id, rows, cancel), await all.CountAsync(cancel));
    }

    /// <summary>One message with every try; null when there is none.</summary>
    public static async Task<(DeliveryInfo Delivery, IReadOnlyList<AttemptInfo> Attempts)?> DeliveryAsync(BaotuanDb db, long id, long factId, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookRead);
        var rows = await db.Set<DeliveryRow>().AsNoTracking().Where(d => d.WebhookId == id && d.FactId == factId).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return null;
        }

        var attempts = await db.Set<AttemptRow>().AsNoTracking().Where(a => a.WebhookId == id && a.FactId == factId).OrderBy(a => a.AttemptNo).ToListAsync(cancel);
        return ((await DescribeAsync(db, id, rows, cancel))[0], [.. attempts.Select(Info)]);
    }

    private static async Task<IReadOnlyList<WebhookInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<WebhookRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(w => w.Id).ToArray();
        var people = rows.SelectMany(w => (long?[])[w.UserId, w.MadeBy, w.ApprovedBy]).OfType<long>().Distinct().ToArray();
        var users = await db.Set<User>().AsNoTracking().Where(u => people.Contains(u.Id)).ToDictionaryAsync(u => u.Id, cancel);
        var counts = (await db.Set<DeliveryRow>().AsNoTracking().Where(d => ids.Contains(d.WebhookId)).GroupBy(d => new { d.WebhookId, d.State })
            .Select(g => new { g.Key.WebhookId, g.Key.State, Count = g.Count() }).ToListAsync(cancel)).ToDictionary(c => (c.WebhookId, c.State), c => c.Count);
        var kinds = WebhookActs.Kinds(db).ToDictionary(k => k.Code);
        string Login(long? id) => id is { } known ? users.GetValueOrDefault(known)?.Login ?? "程序" : "";
        int Count(WebhookRow row, string state) => counts.GetValueOrDefault((row.Id, state));
        return
        [
            .. rows.Select(w => new WebhookInfo(
                w.Id, w.Name, w.Address, w.State, w.UserId, Login(w.UserId), users[w.UserId].Name, users[w.UserId].Disabled, [.. w.Kinds.Split('\n').Select(k => kinds.GetValueOrDefault(k, new(k, k)))],
                Login(w.MadeBy), w.RecordedAtMs, Login(w.ApprovedBy), w.ApprovedAtMs, Count(w, DeliveryStates.Waiting), Count(w, DeliveryStates.GivenUp), Count(w, DeliveryStates.Delivered))),
        ];
    }

    private static async Task<IReadOnlyList<DeliveryInfo>> DescribeAsync(BaotuanDb db, long id, IReadOnlyList<DeliveryRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(d => d.FactId).ToArray();
        var facts = await db.Set<FactRow>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, cancel);
        var attempts = (await db.Set<AttemptRow>().AsNoTracking().Where(a => a.WebhookId == id && ids.Contains(a.FactId)).OrderBy(a => a.AttemptNo).ToListAsync(cancel)).ToLookup(a => a.FactId);
        var kinds = WebhookActs.Kinds(db).Append(WebhookActs.TestKind).ToDictionary(k => k.Code, k => k.Chinese);
        return
        [
            .. rows.Select(d => new DeliveryInfo(
                id, d.FactId, facts[d.FactId].EventId, facts[d.FactId].Kind, kinds.GetValueOrDefault(facts[d.FactId].Kind, facts[d.FactId].Kind), d.State, facts[d.FactId].RecordedAtMs,
                attempts[d.FactId].Count(), d.State == DeliveryStates.Waiting ? d.NextAtMs : null, attempts[d.FactId].LastOrDefault() is { } last ? Info(last) : null)),
        ];
    }

    private static AttemptInfo Info(AttemptRow a) => new(a.AttemptNo, a.Result, a.Status, a.TookMs, a.Answer, a.RecordedAtMs);
}
