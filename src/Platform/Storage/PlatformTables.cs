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

/// <summary>Who did what to which thing, written in the transaction that did it. Append-only.</summary>
public sealed class Operation
{
    public long Id { get; set; }
    public long RecordedAtMs { get; set; }
    public string Actor { get; set; } = "";
    public string Action { get; set; } = "";
    public string Subject { get; set; } = "";
    public string Details { get; set; } = "";
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
    public static readonly IReadOnlyList<string> AppendOnly = ["platform_operation"];

    public static void Bring(ModelBuilder model)
    {
        model.Entity<Sequence>(t => { t.ToTable("platform_sequence"); t.HasKey(x => x.Name); });
        model.Entity<Clock>(t => { t.ToTable("platform_clock"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<Operation>(t => { t.ToTable("platform_operation"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<ImportBatch>(t => { t.ToTable("platform_import_batch"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<Setting>(t => { t.ToTable("platform_setting"); t.HasKey(x => x.Name); });
    }
}
