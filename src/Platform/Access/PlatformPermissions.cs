namespace Baotuan.Platform.Access;

/// <summary>What may be done with the program itself, with imports and with files of all sheets.</summary>
public static class PlatformPermissions
{
    public static readonly Permission ImportRead = new("platform:import:read", "查看导入记录");

    public static readonly Permission ImportRun = Permission.Write("platform:import:run", "导入");

    public static readonly Permission ImportUndo = Permission.Write("platform:import:undo", "撤销导入");

    /// <summary>Every sheet of everything: for who runs the whole installation.</summary>
    public static readonly Permission SheetExport = new("platform:sheet:export", "按导入格式导出全部数据");

    /// <summary>System administrator: accounts and sessions.</summary>
    public static readonly Permission UserManage = Permission.Write("platform:user:manage", "管理账号");

    /// <summary>Which accounts there are and what was given to them: for the three administrators.</summary>
    public static readonly Permission AccountRead = new("platform:account:read", "查看账号和授权");

    /// <summary>Security administrator: roles, scopes, declared relatives.</summary>
    public static readonly Permission RightManage = Permission.Write("platform:right:manage", "授予角色和范围");

    /// <summary>The keys of personal fields: rotate, retire, index anew. Commands at the machine; no page.</summary>
    public static readonly Permission KeyManage = Permission.Write("platform:key:manage", "更换个人信息的密钥");

    /// <summary>A token for a program of one's own.</summary>
    public static readonly Permission TokenOwn = new("platform:token:own", "管理自己的接口令牌");

    /// <summary>Addresses of other systems that hear of facts, and how each message went: for the three administrators.</summary>
    public static readonly Permission WebhookRead = new("platform:webhook:read", "查看推送");

    /// <summary>System administrator: making, pausing, removing. Letting one go out is <see cref="RightManage"/>, because it lends an account's rights to another system.</summary>
    public static readonly Permission WebhookManage = Permission.Write("platform:webhook:manage", "管理推送");

    public static readonly IReadOnlyList<Permission> All = [ImportRead, ImportRun, ImportUndo, SheetExport, AccountRead, UserManage, RightManage, KeyManage, TokenOwn, WebhookRead, WebhookManage];
}
