namespace Baotuan.Cases.Notices;

/// <summary>Up to when somebody has seen his notices. The notices themselves are no rows: they follow from the cases.</summary>
internal sealed class NoticeSeenRow
{
    public const string TableName = "cases_notice_seen";

    public long UserId { get; set; }
    public long SeenAtMs { get; set; }
}
