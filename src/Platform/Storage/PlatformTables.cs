using Microsoft.EntityFrameworkCore;

namespace Baotuan.Platform.Storage;

/// <summary>Hands out ranges of numbers, so that bulk rows know their keys before they are written.</summary>
internal sealed class Sequence
{
    public string Name { get; set; } = "";
    public long Next { get; set; }
}

/// <summary>The one row that keeps recording times strictly increasing, whatever the wall clock does.</summary>
internal sealed class Clock
{
    public long Id { get; set; }
    public long LastMs { get; set; }
}

/// <summary>
/// Who did or saw what, written in the transaction that did it. Append-only, and chained: each line's hash covers its content
/// and the hash of the line before it, so that a line that was changed, taken out or put in shows.
/// </summary>
public sealed class Operation
{
    public long Id { get; set; }
    public long RecordedAtMs { get; set; }

    /// <summary>Login of the person or name of the program.</summary>
    public string Actor { get; set; } = "";

    /// <summary>0 for a program.</summary>
    public long UserId { get; set; }

    /// <summary>The unit that the person worked for then.</summary>
    public long? UnitId { get; set; }

    /// <summary>Where the request came from.</summary>
    public string Address { get; set; } = "";

    /// <summary><c>change</c>, <c>view</c>, <c>access</c> (signing in, rights) or <c>denied</c>.</summary>
    public string Kind { get; set; } = "";

    public string Action { get; set; } = "";

    /// <summary>The record, as kind/number.</summary>
    public string Subject { get; set; } = "";

    /// <summary>The organisation whose record it is; null where there is none. Decides who may read the line.</summary>
    public long? OrganizationId { get; set; }

    /// <summary>What was done, in words; a reason where one was asked for.</summary>
    public string Details { get; set; } = "";

    /// <summary>What stood there before, where something was replaced.</summary>
    public string? Before { get; set; }

    /// <summary>What stands there since.</summary>
    public string? After { get; set; }

    /// <summary>SHA-256 in hex.</summary>
    public string Hash { get; set; } = "";
}

/// <summary>One import: its source, its fingerprint and what it saved; can be undone whole while nothing was built on it.</summary>
public sealed class ImportBatch
{
    public long Id { get; set; }
    public long RecordedAtMs { get; set; }
    public string Actor { get; set; } = "";
    public string Source { get; set; } = "";
    public string ContentHash { get; set; } = "";
    public int NewRows { get; set; }
    public int ChangedRows { get; set; }
    public int SameRows { get; set; }
    public int BadRows { get; set; }
    public long? UndoneAtMs { get; set; }
}

/// <summary>One setting of this installation: schema marks, the demo's fingerprint.</summary>
public sealed class Setting
{
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
}

internal static class PlatformTables
{
    public static readonly IReadOnlyList<string> AppendOnly = ["platform_operation", .. Webhooks.WebhookTables.AppendOnly];

    public static void Bring(ModelBuilder model)
    {
        model.Entity<Sequence>(t => { t.ToTable("platform_sequence"); t.HasKey(x => x.Name); });
        model.Entity<Clock>(t => { t.ToTable("platform_clock"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<Operation>(t => { t.ToTable("platform_operation"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); t.HasIndex(x => new { x.OrganizationId, x.Id }); t.HasIndex(x => new { x.UserId, x.Id }); t.HasIndex(x => new { x.Subject, x.Id }); });
        model.Entity<ImportBatch>(t => { t.ToTable("platform_import_batch"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<Setting>(t => { t.ToTable("platform_setting"); t.HasKey(x => x.Name); });
    }
}
