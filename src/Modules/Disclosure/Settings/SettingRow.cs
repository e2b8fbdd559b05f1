namespace Baotuan.Disclosure.Settings;

/// <summary>
/// A decision of an organisation about its own disclosure, from a day on. Append-only: the latest one whose day has come
/// counts, of two with one day the later recorded.
/// </summary>
internal sealed class SettingRow
{
    public const string TableName = "disclosure_setting";

    public long Id { get; set; }
    public long OrganizationId { get; set; }

    /// <summary>See <see cref="SettingNames"/>.</summary>
    public string Name { get; set; } = "";

    public bool Value { get; set; }
    public DateOnly ValidFrom { get; set; }

    /// <summary>Who decided it, when, by which paper.</summary>
    public string Basis { get; set; } = "";

    /// <summary>The proposal that was passed on it; 0 where none is asked for.</summary>
    public long ProposalId { get; set; }

    public long UserId { get; set; }
    public string UserName { get; set; } = "";
    public string ClientId { get; set; } = "";
    public long RecordedAtMs { get; set; }
}

/// <summary>What can be decided.</summary>
internal static class SettingNames
{
    /// <summary>Shown on pages that need no sign-in.</summary>
    public const string Shown = "shown";

    /// <summary>Accounts are published every month instead of every quarter.</summary>
    public const string Monthly = "monthly";

    /// <summary>What each household got is shown to everybody, with names masked.</summary>
    public const string HouseholdAmounts = "household_amounts";

    public static readonly IReadOnlyList<(string Code, string Chinese, string Why)> All =
    [
        (Shown, "在公开网页显示本组织", "不登录就能看到本组织的合计、决策和公告；从来不显示个人信息。"),
        (Monthly, "财务按月公布", "收支往来较多的村按月公布；不选按季度。"),
        (HouseholdAmounts, "公开各户分红金额", "要有成员（代表）大会通过的方案；公开时姓名只显示姓氏。"),
    ];

    public static string Chinese(string code) => All.FirstOrDefault(n => n.Code == code).Chinese ?? code;
}
