using Baotuan.Platform.Access;

namespace Baotuan.App.Shell;

/// <summary>One entry of the menu.</summary>
/// <param name="Needs">One of these permissions lets somebody in; <see cref="NeedsAttribute.SignedIn"/> for everybody.</param>
internal sealed record MenuItem(string Text, string Href, params string[] Needs);

/// <summary>Entries under one heading; the first group has none.</summary>
internal sealed record MenuGroup(string? Title, IReadOnlyList<MenuItem> Items);

/// <summary>The menu by business, in the order of the work.</summary>
internal static class SiteMenu
{
    internal static readonly IReadOnlyList<MenuGroup> Groups =
    [
        new(null, [new("工作台", "/", NeedsAttribute.SignedIn), new("与我有关", "/mine", NeedsAttribute.SignedIn)]),
        new("名册", [new("村集体", "/villages", "parties:organization:read"), new("成员", "/members", "parties:member:read"), new("查找成员", "/members/find", "parties:member:search")]),
        new("抱团投资", [new("抱团项目", "/ventures", "ventures:venture:read"), new("分红", "/distributions", "ventures:venture:read"), new("方案和决策", "/proposals", "decisions:proposal:read")]),
        new("账务",
        [
            new("凭证", "/vouchers", "ledger:book:read"), new("明细账", "/statement", "ledger:book:read"),
            new("科目余额", "/trial-balance", "ledger:book:read"), new("账套", "/books", "ledger:book:read"),
        ]),
        new("指标", [new("驾驶舱", "/cockpit", "indicators:reading:read"), new("指标", "/indicators", "indicators:reading:read"), new("村集体收入", "/village-income", "indicators:reading:read"), new("定期填报", "/datasets", "indicators:data:read"), new("公开数字核对", "/claims", "indicators:reading:read"), new("简报", "/briefings", "indicators:briefing:read")]),
        new("办件", [new("办件", "/cases", "cases:case:read")]),
        new("产业", [new("产业产值", "/industry", "industry:figure:read"), new("产业链企业", "/industry/firms", "industry:firm:read"), new("规上企业名单", "/industry/scopes", "industry:firm:read"), new("产值公布", "/industry/releases", "industry:figure:read")]),
        new("监督",
        [
            new("操作日志", "/log", "oversight:log:read"), new("发现问题", "/findings", "oversight:finding:read"), new("预警", "/alerts", "oversight:alert:read"),
            new("逾期一览", "/lateness", "oversight:finding:read"), new("三问", "/three-questions", "oversight:review:hold"), new("三问结果", "/three-questions/releases", "oversight:release:read"),
            new("利害关系", "/interests", NeedsAttribute.SignedIn),
        ]),
        new("公开",
        [
            new("公开任务", "/disclosure", "disclosure:clock:read"), new("公告和荣誉", "/disclosure/notices", "disclosure:notice:read"),
            new("对分红单的异议", "/disclosure/objections", "disclosure:objection:read"), new("公开网页", "/public", NeedsAttribute.SignedIn),
        ]),
        new("系统",
        [
            new("导入", "/imports", "platform:import:read"), new("账号", "/users", "platform:account:read"), new("推送", "/webhooks", "platform:webhook:read"),
            new("我的账号", "/account", NeedsAttribute.SignedIn), new("帮助", "/help", NeedsAttribute.SignedIn),
        ]),
    ];

    internal static IEnumerable<MenuItem> Items => Groups.SelectMany(g => g.Items);

    /// <summary>What this person finds behind the menu.</summary>
    internal static IEnumerable<MenuGroup> For(Caller? caller) => Groups
        .Select(g => g with { Items = [.. g.Items.Where(i => caller is not null && i.Needs.Any(n => n == NeedsAttribute.SignedIn || caller.Permissions.Contains(n)))] })
        .Where(g => g.Items.Count > 0);

    /// <summary>Whether a page stands under a point of the menu, and under none that says it more exactly.</summary>
    internal static bool IsUnder(string path, MenuItem item) => Holds(path, item) && !Items.Any(i => i.Href.Length > item.Href.Length && Holds(path, i));

    private static bool Holds(string path, MenuItem item) =>
        path == item.Href || (item.Href != "/" && path.StartsWith(item.Href + "/", StringComparison.Ordinal));
}
