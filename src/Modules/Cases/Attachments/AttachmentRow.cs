using Baotuan.Proofs.Contracts;

namespace Baotuan.Cases.Attachments;

/// <summary>A file of a case: a photograph, a scan. Append-only; what is in it stands in <see cref="AttachmentContent"/>, which may be taken away.</summary>
internal sealed class AttachmentRow : INumbered
{
    public const string TableName = "cases_attachment";

    public long Id { get; set; }
    public long CaseId { get; set; }

    /// <summary>From 1 in each case.</summary>
    public int AttachmentNo { get; set; }

    /// <summary>Its name as it came, sealed: people name files after people.</summary>
    public byte[] Name { get; set; } = [];

    /// <summary>By its bytes: image/jpeg, image/png, application/pdf.</summary>
    public string MediaType { get; set; } = "";

    /// <summary>Bytes as kept.</summary>
    public long Length { get; set; }

    /// <summary>SHA-256 of the sealed content, in hex.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>SHA-256 of what was sent, in hex: the same file sent twice is one.</summary>
    public string SentHash { get; set; } = "";
    public long ActingId { get; set; }
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}

/// <summary>The sealed content of an attachment; gone once the attachment is taken out.</summary>
internal sealed class AttachmentContent
{
    public const string TableName = "cases_attachment_content";

    public long AttachmentId { get; set; }
    public byte[] Content { get; set; } = [];
}

/// <summary>An attachment that was taken out, and why. Append-only.</summary>
internal sealed class AttachmentRemoval
{
    public const string TableName = "cases_attachment_removal";

    public long AttachmentId { get; set; }
    public string Reason { get; set; } = "";
    public long UserId { get; set; }
    public long? UnitId { get; set; }
    public long RecordedAtMs { get; set; }
}
