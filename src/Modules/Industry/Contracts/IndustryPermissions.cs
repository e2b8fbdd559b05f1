using Baotuan.Platform.Access;

namespace Baotuan.Industry.Contracts;

/// <summary>What may be done with output figures. Figures of one firm have a right of their own: the law keeps them for those who need them.</summary>
public static class IndustryPermissions
{
    /// <summary>Totals over at least three firms.</summary>
    public static readonly Permission FigureRead = new("industry:figure:read", "查看产业产值汇总");

    /// <summary>Output of single firms, and totals over fewer than three.</summary>
    public static readonly Permission FirmRead = new("industry:firm:read", "查看单家企业的产值");

    /// <summary>Publishing totals; the guard decides what may be published.</summary>
    public static readonly Permission ReleasePublish = Permission.Write("industry:release:publish", "对外公布产业产值");

    public static readonly IReadOnlyList<Permission> All = [FigureRead, FirmRead, ReleasePublish];
}
