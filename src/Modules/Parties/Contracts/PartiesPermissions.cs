using Baotuan.Platform.Access;

namespace Baotuan.Parties.Contracts;

/// <summary>What may be done with units, organisations and registers of members.</summary>
public static class PartiesPermissions
{
    /// <summary>Cards and lists of organisations.</summary>
    public static readonly Permission OrganizationRead = new("parties:organization:read", "查看村集体和组织");

    /// <summary>The roll of a collective: names, households, shares; personal fields masked.</summary>
    public static readonly Permission MemberRead = new("parties:member:read", "查看成员名册");

    /// <summary>A member's own entry and his household's.</summary>
    public static readonly Permission MemberOwn = new("parties:member:own", "查看本人和本户的登记");

    /// <summary>One personal field in full, against a stated reason.</summary>
    public static readonly Permission MemberReveal = new("parties:member:reveal", "填写理由后查看完整的证件、电话、账号");

    /// <summary>The roll as a file; personal fields masked.</summary>
    public static readonly Permission MemberExport = new("parties:member:export", "导出成员名册");

    /// <summary>Whether there is such a member, within one's search scopes: number, kind and masked name.</summary>
    public static readonly Permission MemberSearch = new("parties:member:search", "查找成员（只见编号和遮盖的姓名）");

    /// <summary>That a member died and who inherited his shares, and taking back what was recorded wrongly.</summary>
    public static readonly Permission ShareInherit = Permission.Write("parties:share:inherit", "登记身故和份额继承");

    public static readonly IReadOnlyList<Permission> All = [OrganizationRead, MemberRead, MemberOwn, MemberReveal, MemberExport, MemberSearch, ShareInherit];
}
