namespace Baotuan.Disclosure.Notices;

/// <summary>
/// A notice, a public-service notice or an honour as it was drafted. Append-only: a mistake is taken down and drafted anew.
/// Whether it is shown follows from its events and its days.
/// </summary>
internal sealed class NoticeRow
{
    public const string TableName = "disclosure_notice";

    public long Id { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>notice, public_service or honour.</summary>
    public string Kind { get; set; } = "";

    public string Title { get; set; } = "";
    public string Body { get; set; } = "";

    /// <summary>Where it hangs or plays, one a line: 村口公告栏, 便民服务中心大厅屏.</summary>
    public string Slots { get; set; } = "";

    public DateOnly ValidFrom { get; set; }

    /// <summary>Last day; no notice stands for ever.</summary>
    public DateOnly ValidTo { get; set; }

    /// <summary>Part of the measures against a health emergency; such a notice must not outlive it.</summary>
    public bool HealthEmergency { get; set; }

    /// <summary>Of an honour: who gave it, at which level, on which day, what proves it.</summary>
    public string AwardedBy { get; set; } = "";

    public string Level { get; set; } = "";
    public DateOnly? AwardedOn { get; set; }
    public string Evidence { get; set; } = "";

    /// <summary>What the photograph shows and where it is kept; empty without one.</summary>
    public string Photo { get; set; } = "";

    /// <summary>Who took it, as it is to be named.</summary>
    public string PhotoCredit { get; set; } = "";

    /// <summary>How the people shown agreed; nobody is shown without.</summary>
    public string PhotoConsent { get; set; } = "";

    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";

    /// <summary>The import that brought it; 0 when it was drafted on the page.</summary>
    public long ImportBatchId { get; set; }

    public long RecordedAtMs { get; set; }
}

/// <summary>What became of a draft: published, sent back, taken down. Append-only, numbered without a gap within the notice.</summary>
internal sealed class NoticeEventRow
{
    public long NoticeId { get; set; }
    public int SequenceNo { get; set; }

    /// <summary>publish, return or take_down.</summary>
    public string Kind { get; set; } = "";

    public string Text { get; set; } = "";
    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public long RecordedAtMs { get; set; }
}
