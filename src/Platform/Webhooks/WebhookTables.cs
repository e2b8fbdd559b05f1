using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Webhooks;

/// <summary>An address of another system that hears of facts, and the account whose rights decide of which. Removed, never deleted.</summary>
internal sealed class WebhookRow
{
    public const string TableName = "platform_webhook";

    public long Id { get; set; }

    /// <summary>Made by the form, so that pressing the button twice makes one.</summary>
    public string ClientId { get; set; } = "";
    public string Name { get; set; } = "";
    public string Address { get; set; } = "";

    /// <summary>Whose rights decide what is sent, as they stand when it is sent.</summary>
    public long UserId { get; set; }

    /// <summary>Codes of kinds of facts, one a line.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>See <see cref="WebhookStates"/>.</summary>
    public string State { get; set; } = "";

    /// <summary>Sealed; empty once removed.</summary>
    public byte[] Secret { get; set; } = [];
    public long MadeBy { get; set; }
    public long? ApprovedBy { get; set; }
    public long? ApprovedAtMs { get; set; }
    public long RecordedAtMs { get; set; }

    public bool Takes(string kind) => Kinds.Split('\n').Contains(kind);
}

/// <summary>A fact that other systems may hear of, written in the transaction in which it happened. Append-only; says numbers, codes and days.</summary>
internal sealed class FactRow
{
    public const string TableName = "platform_outbox";

    public long Id { get; set; }

    /// <summary>The same in every try to deliver it, so that a receiver knows it again.</summary>
    public string EventId { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Subject { get; set; } = "";

    /// <summary>Says the fact once: what was published under it is not published again.</summary>
    public string Key { get; set; } = "";

    /// <summary>Page of the record on this site.</summary>
    public string Path { get; set; } = "";

    /// <summary>A JSON object.</summary>
    public string Data { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>One fact on its way to one address.</summary>
internal sealed class DeliveryRow
{
    public long WebhookId { get; set; }
    public long FactId { get; set; }

    /// <summary>See <see cref="DeliveryStates"/>.</summary>
    public string State { get; set; } = "";

    /// <summary>Tries that failed since it was sent off or sent again.</summary>
    public int Failed { get; set; }

    /// <summary>Not before this time; while it is being sent, when somebody else may take it.</summary>
    public long NextAtMs { get; set; }
    public long? ClosedAtMs { get; set; }
}

/// <summary>One try. Append-only.</summary>
internal sealed class AttemptRow
{
    public const string TableName = "platform_webhook_attempt";

    public long WebhookId { get; set; }
    public long FactId { get; set; }
    public int AttemptNo { get; set; }

    /// <summary>See <see cref="SendResults"/>.</summary>
    public string Result { get; set; } = "";

    /// <summary>HTTP status; 0 without an answer.</summary>
    public int Status { get; set; }
    public long TookMs { get; set; }

    /// <summary>First 200 characters of the answer.</summary>
    public string Answer { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>States of a subscription.</summary>
public static class WebhookStates
{
    /// <summary>Made by the system administrator; the security administrator has not let it go out yet.</summary>
    public const string Proposed = "proposed";
    public const string Active = "active";

    /// <summary>What happens meanwhile waits.</summary>
    public const string Paused = "paused";
    public const string Removed = "removed";
}

/// <summary>States of a delivery.</summary>
public static class DeliveryStates
{
    public const string Waiting = "waiting";
    public const string Delivered = "delivered";
    public const string GivenUp = "given_up";

    /// <summary>When it was to be sent, the account might not know of it.</summary>
    public const string Withheld = "withheld";
}

internal static class WebhookTables
{
    public static readonly IReadOnlyList<string> AppendOnly = [FactRow.TableName, AttemptRow.TableName];

    public static void Bring(ModelBuilder model)
    {
        model.Entity<WebhookRow>(t => { t.ToTable(WebhookRow.TableName); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => x.ClientId).IsUnique(); });
        model.Entity<FactRow>(t =>
        {
            t.ToTable(FactRow.TableName);
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.EventId).IsUnique();
            t.HasIndex(x => x.Key).IsUnique();
        });
        model.Entity<DeliveryRow>(t => { t.ToTable("platform_webhook_delivery"); t.HasKey(x => new { x.WebhookId, x.FactId }); t.HasIndex(x => new { x.WebhookId, x.State, x.NextAtMs }); });
        model.Entity<AttemptRow>(t => { t.ToTable(AttemptRow.TableName); t.HasKey(x => new { x.WebhookId, x.FactId, x.AttemptNo }); });
    }
}
