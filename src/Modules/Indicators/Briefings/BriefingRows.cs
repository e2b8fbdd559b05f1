using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.Briefings;

/// <summary>A text of a briefing as somebody saved it. Append-only, numbered without a gap within the briefing; the last one stands. All have one owner.</summary>
internal sealed class BriefingVersionRow
{
    public const string TableName = "indicators_briefing_version";

    /// <summary>Capital letters, digits and dashes: it is in the address.</summary>
    public string Code { get; set; } = "";

    /// <summary>From 1.</summary>
    public int VersionNo { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>The first heading.</summary>
    public string Title { get; set; } = "";

    /// <summary>Markdown with placeholders, lines ended by \n.</summary>
    public string Text { get; set; } = "";

    /// <summary>Why it was changed; empty for the first.</summary>
    public string Reason { get; set; } = "";

    /// <summary>0 for a program at the machine.</summary>
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>A briefing as it was published: text and numbers as they were then. Append-only.</summary>
internal sealed class BriefingPublicationRow
{
    public const string TableName = "indicators_briefing_publication";

    public long Id { get; set; }
    public string Code { get; set; } = "";
    public int VersionNo { get; set; }
    public long OrganizationId { get; set; }
    public string Title { get; set; } = "";

    /// <summary>SHA-256 in hex of the Markdown.</summary>
    public string TextHash { get; set; } = "";

    /// <summary>The blocks with the numbers in their places, as JSON.</summary>
    public string Blocks { get; set; } = "";

    /// <summary>How many rows of <see cref="BriefingNumberRow"/> belong to it.</summary>
    public int NumberCount { get; set; }

    /// <summary>SHA-256 in hex of everything that was frozen; the same as of the preview that was agreed to.</summary>
    public string Fingerprint { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";

    /// <summary>When it was published and by what was known: every number counts what was recorded before.</summary>
    public long RecordedAtMs { get; set; }
}

/// <summary>A number of a published briefing with its certificate of that moment. Append-only, written before its publication.</summary>
internal sealed record BriefingNumberRow
{
    public const string TableName = "indicators_briefing_number";

    public long PublicationId { get; set; }

    /// <summary>From 1, in the order of the text.</summary>
    public int NumberNo { get; set; }

    /// <summary>As it stands in the text.</summary>
    public string Text { get; set; } = "";
    public string Indicator { get; set; } = "";
    public string IndicatorName { get; set; } = "";
    public int DefinitionVersion { get; set; }
    public DateOnly DefinitionFrom { get; set; }
    public string Definition { get; set; } = "";
    public string Computation { get; set; } = "";
    public string Argument { get; set; } = "";
    public string PeriodType { get; set; } = "";

    /// <summary>In the unit, as a whole number or a fraction a/b; null where there was none.</summary>
    public string? ValueExact { get; set; }
    public string Unit { get; set; } = "";
    public string Qualifier { get; set; } = "";
    public string Scope { get; set; } = "";
    public string ScopeName { get; set; } = "";
    public DateOnly PeriodStart { get; set; }
    public DateOnly PeriodEnd { get; set; }
    public long Records { get; set; }

    /// <summary>Code of the published figure that it was laid beside; empty for a reading alone.</summary>
    public string Claim { get; set; } = "";
    public string ClaimText { get; set; } = "";
    public string ClaimSource { get; set; } = "";

    /// <summary>True where the text repeats the published figure.</summary>
    public bool IsPrinted { get; set; }
}

/// <summary>That a publication stands no more, and why. It stays readable. Append-only.</summary>
internal sealed class BriefingWithdrawalRow
{
    public const string TableName = "indicators_briefing_withdrawal";

    public long PublicationId { get; set; }
    public string Reason { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>The tables of briefings.</summary>
internal static class BriefingTables
{
    public static readonly IReadOnlyList<string> Names = [BriefingVersionRow.TableName, BriefingPublicationRow.TableName, BriefingNumberRow.TableName, BriefingWithdrawalRow.TableName];

    public static void Bring(ModelBuilder model)
    {
        model.Entity<BriefingVersionRow>(t =>
        {
            t.ToTable(BriefingVersionRow.TableName);
            t.HasKey(x => new { x.Code, x.VersionNo });
            t.HasIndex(x => x.ClientId).IsUnique();
        });
        model.Entity<BriefingPublicationRow>(t =>
        {
            t.ToTable(BriefingPublicationRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
            t.HasIndex(x => new { x.Code, x.Id });
        });
        model.Entity<BriefingNumberRow>(t =>
        {
            t.ToTable(BriefingNumberRow.TableName);
            t.HasKey(x => new { x.PublicationId, x.NumberNo });
        });
        model.Entity<BriefingWithdrawalRow>(t =>
        {
            t.ToTable(BriefingWithdrawalRow.TableName);
            t.HasKey(x => x.PublicationId);
            t.Property(x => x.PublicationId).ValueGeneratedNever();
        });
    }
}
