namespace Baotuan.Disclosure.Clock;

/// <summary>Somebody made something public: what duty, of what period or matter, when and where. Append-only.</summary>
internal sealed class PublishingActRow
{
    public const string TableName = "disclosure_act";

    public long Id { get; set; }
    public long OrganizationId { get; set; }
    public string DutyCode { get; set; } = "";
    public DateOnly PeriodStart { get; set; }
    public DateOnly PeriodEnd { get; set; }

    /// <summary>The matter that was published at once: <c>proposal/17</c>; empty for a period.</summary>
    public string Subject { get; set; } = "";

    public DateOnly PublishedOn { get; set; }

    /// <summary>Where it hangs or stands.</summary>
    public string Places { get; set; } = "";

    public string Note { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
