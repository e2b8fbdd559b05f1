namespace Baotuan.App.Shell;

/// <summary>One entry of the menu.</summary>
internal sealed record MenuItem(string Text, string Href);

/// <summary>Entries under one heading; the first group has none.</summary>
internal sealed record MenuGroup(string? Title, IReadOnlyList<MenuItem> Items);

/// <summary>The menu by business, in the order of the work.</summary>
internal static class SiteMenu
{
    internal static readonly IReadOnlyList<MenuGroup> Groups =
    [
        new(null, [new("工作台", "/")]),
        new("名册", [new("村集体", "/villages"), new("成员", "/members")]),
        new("抱团投资", [new("抱团项目", "/ventures"), new("分红", "/distributions")]),
        new("账务", [new("凭证", "/vouchers"), new("明细账", "/statement"), new("科目余额", "/trial-balance"), new("账套", "/books")]),
        new("系统", [new("导入", "/imports"), new("帮助", "/help")]),
    ];

    internal static IEnumerable<MenuItem> Items => Groups.SelectMany(g => g.Items);

    /// <summary>True when the path is the entry's own page or one below it.</summary>
    internal static bool IsUnder(string path, MenuItem item) =>
        path == item.Href || (item.Href != "/" && path.StartsWith(item.Href + "/", StringComparison.Ordinal));
}
