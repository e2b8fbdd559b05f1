using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Webhooks;

/// <summary>
/// The life of a subscription. The system administrator makes, tests, pauses and removes it; before anything goes out the security administrator lets it, because it lends the
/// rights of an account to another system. Each act leaves a line in the operation log; none says the secret.
/// </summary>
public static class WebhookActs
{
    public const int Most = 20;

    /// <summary>What the test button sends: no record, no data.</summary>
    public static readonly FactKind TestKind = new("webhook.test", "试发");

    private static readonly Refusal NotFound = new("webhook_not_found", "没有这项推送，或已删除。请刷新页面。");

    /// <summary>Every kind that an address may ask for, in the order of the modules.</summary>
    public static IReadOnlyList<FactKind> Kinds(BaotuanDb db) => [.. db.Modules.OfType<IPublishes>().SelectMany(m => m.FactKinds)];

    /// <summary>
    /// Makes one that waits to be let out. Asks <c>platform:webhook:manage</c>, confirmed. Refused: <c>client_id_reused</c>, <c>name_missing</c>, <c>address_not_understood</c>,
    /// <c>address_is_not_https</c>, <c>address_not_allowed</c>, <c>kinds_missing</c>, <c>account_not_found</c>, <c>too_many_webhooks</c>.
    /// </summary>
    public static async Task<Outcome<WebhookMade>> MakeAsync(BaotuanDb db, FieldProtector fields, WebhookNetwork network, WebhookDraft draft, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        db.Access.RequireConfirmed();
        if (await ProblemAsync(db, network, draft, cancel) is { } problem)
        {
            return problem;
        }

        var login = draft.Login.Trim().ToUpperInvariant();
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedLogin == login && !u.Disabled, cancel) is not { } account)
        {
            return new Refusal("account_not_found", $"没有账号 {draft.Login.Trim()}，或已停用。请先开户，再请安全管理员授角色和范围。");
        }

        var id = await db.NextIdAsync(WebhookRow.TableName, cancel);
        var secret = WebhookSignature.NewSecret();
        db.Add(new WebhookRow
        {
            Id = id, ClientId = draft.ClientId, Name = draft.Name.Trim(), Address = draft.Address.Trim(), UserId = account.Id, Kinds = string.Join('\n', draft.Kinds.Distinct()),
            State = WebhookStates.Proposed, Secret = fields.Protect(secret, SecretOf(id)), MadeBy = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        });
        await db.LogAsync("webhook.make", Subject(id), draft.Name.Trim(), cancel, kind: "access", after: $"{draft.Address.Trim()}，账号 {account.Login}");
        return new WebhookMade(id, secret);
    }

    /// <summary>Lets one go out. Asks <c>platform:right:manage</c>, confirmed, of somebody else than who made it. Refused: <c>webhook_not_found</c>, <c>webhook_not_now</c>, <c>own_webhook</c>.</summary>
    public static Task<Outcome<bool>> ApproveAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.RightManage);
        db.Access.RequireConfirmed();
        return MoveAsync(db, id, [WebhookStates.Proposed], WebhookStates.Active, "webhook.approve", "", cancel, row =>
        {
            if (row.MadeBy == db.Caller.UserId || row.UserId == db.Caller.UserId)
            {
                return new Refusal("own_webhook", "自己建的、用自己账号的推送不能自己同意。请由另一位安全管理员办理。");
            }

            (row.ApprovedBy, row.ApprovedAtMs) = (db.Caller.UserId, db.RecordedAtMs);
            return null;
        });
    }

    /// <summary>Holds messages back until it is resumed; they wait. Asks <c>platform:webhook:manage</c>.</summary>
    public static Task<Outcome<bool>> PauseAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        return MoveAsync(db, id, [WebhookStates.Active], WebhookStates.Paused, "webhook.pause", "", cancel);
    }

    /// <summary>Lets them go on. Asks <c>platform:webhook:manage</c>.</summary>
    public static Task<Outcome<bool>> ResumeAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        return MoveAsync(db, id, [WebhookStates.Paused], WebhookStates.Active, "webhook.resume", "", cancel);
    }

    /// <summary>Ends it for good: what waits is not sent, the secret is gone, the log of deliveries stays. Asks <c>platform:webhook:manage</c> or <c>platform:right:manage</c>. Refused besides: <c>reason_missing</c>.</summary>
    public static async Task<Outcome<bool>> RemoveAsync(BaotuanDb db, long id, string reason, CancellationToken cancel)
    {
        db.Access.Require(db.Caller.Holds(PlatformPermissions.RightManage) ? PlatformPermissions.RightManage : PlatformPermissions.WebhookManage);
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "请写明为什么删除。");
        }

        return await MoveAsync(db, id, [WebhookStates.Proposed, WebhookStates.Active, WebhookStates.Paused], WebhookStates.Removed, "webhook.remove", reason.Trim(), cancel, row =>
        {
            row.Secret = [];
            return null;
        });
    }

    /// <summary>A new secret; the old one signs nothing from now on. Asks <c>platform:webhook:manage</c>, confirmed.</summary>
    public static async Task<Outcome<WebhookMade>> NewSecretAsync(BaotuanDb db, FieldProtector fields, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        db.Access.RequireConfirmed();
        if (await StandingAsync(db, id, cancel) is not { } row)
        {
            return NotFound;
        }

        var secret = WebhookSignature.NewSecret();
        row.Secret = fields.Protect(secret, SecretOf(id));
        await db.LogAsync("webhook.secret", Subject(id), row.Name, cancel, kind: "access");
        return new WebhookMade(id, secret);
    }

    /// <summary>Sends a message without data. Asks <c>platform:webhook:manage</c>. Refused: <c>webhook_not_found</c>, <c>webhook_not_now</c>.</summary>
    /// <returns>Number of the fact.</returns>
    public static async Task<Outcome<long>> TestAsync(BaotuanDb db, long id, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        if (await StandingAsync(db, id, cancel) is not { } row)
        {
            return NotFound;
        }

        if (row.State != WebhookStates.Active)
        {
            return NotNow(row);
        }

        await db.LogAsync("webhook.test", Subject(id), row.Name, cancel, kind: "access");
        return await Outbox.AddAsync(db, new(TestKind.Code, Subject(id), $"{Subject(id)}/test/{db.RecordedAtMs}", "", "{}"), [id], cancel);
    }

    /// <summary>Sends one again, with as many tries as at first; whether the account may know of it is asked again. Asks <c>platform:webhook:manage</c>. Refused: <c>webhook_not_found</c>, <c>delivery_is_waiting</c>.</summary>
    public static async Task<Outcome<bool>> RedeliverAsync(BaotuanDb db, long id, long factId, CancellationToken cancel)
    {
        db.Access.Require(PlatformPermissions.WebhookManage);
        if (await StandingAsync(db, id, cancel) is not { } row
            || await db.Set<DeliveryRow>().AsTracking().FirstOrDefaultAsync(d => d.WebhookId == id && d.FactId == factId, cancel) is not { } delivery)
        {
            return NotFound;
        }

        if (delivery.State == DeliveryStates.Waiting && delivery.Failed == 0)
        {
            return new Refusal("delivery_is_waiting", "这条正在等着发，不用重发。");
        }

        (delivery.State, delivery.Failed, delivery.NextAtMs, delivery.ClosedAtMs) = (DeliveryStates.Waiting, 0, db.RecordedAtMs, null);
        await db.LogAsync("webhook.redeliver", Subject(id), $"{row.Name}，第 {factId} 条", cancel, kind: "access");
        return true;
    }

    internal static string SecretOf(long id) => $"webhook/{id}/secret";

    internal static string Subject(long id) => $"webhook/{id}";

    private static async Task<Refusal?> ProblemAsync(BaotuanDb db, WebhookNetwork network, WebhookDraft draft, CancellationToken cancel)
    {
        if (draft.ClientId.Trim().Length is 0 or > 100 || await db.Set<WebhookRow>().AnyAsync(w => w.ClientId == draft.ClientId, cancel))
        {
            return new("client_id_reused", "这项推送已经建好，密钥只显示一次。没有看到密钥的，打开它换一个密钥。");
        }

        if (draft.Name.Trim().Length is 0 or > 60)
        {
            return new("name_missing", "请写明推送给谁，最多 60 个字。");
        }

        if (network.Problem(draft.Address.Trim()) is { } address)
        {
            return address;
        }

        var known = Kinds(db).Select(k => k.Code).ToHashSet();
        if (draft.Kinds.Count == 0 || !draft.Kinds.All(known.Contains))
        {
            return new("kinds_missing", "请至少选一种事件。");
        }

        return await db.Set<WebhookRow>().CountAsync(w => w.State != WebhookStates.Removed, cancel) >= Most
            ? new("too_many_webhooks", $"最多 {Most} 项推送。请先删除不用的。")
            : null;
    }

    private static async Task<Outcome<bool>> MoveAsync(
        BaotuanDb db, long id, string[] from, string to, string action, string details, CancellationToken cancel, Func<WebhookRow, Refusal?>? change = null)
    {
        if (await StandingAsync(db, id, cancel) is not { } row)
        {
            return NotFound;
        }

        if (!from.Contains(row.State))
        {
            return NotNow(row);
        }

        if (change?.Invoke(row) is { } refusal)
        {
            return refusal;
        }

        var before = row.State;
        row.State = to;
        await db.LogAsync(action, Subject(id), details.Length > 0 ? details : row.Name, cancel, kind: "access", before: StateName(before), after: StateName(to));
        return true;
    }

    private static Task<WebhookRow?> StandingAsync(BaotuanDb db, long id, CancellationToken cancel) =>
        db.Set<WebhookRow>().AsTracking().FirstOrDefaultAsync(w => w.Id == id && w.State != WebhookStates.Removed, cancel);

    private static Refusal NotNow(WebhookRow row) => new("webhook_not_now", $"这项推送现在是“{StateName(row.State)}”，不能这样办。请刷新页面。");

    public static string StateName(string state) => state switch
    {
        WebhookStates.Proposed => "待安全管理员同意", WebhookStates.Active => "推送中", WebhookStates.Paused => "已暂停", WebhookStates.Removed => "已删除", _ => state,
    };
}
