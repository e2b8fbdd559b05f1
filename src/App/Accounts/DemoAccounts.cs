using System.Security.Cryptography;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.App.Accounts;

/// <summary>An account of the demonstration with its password, which is known once.</summary>
internal sealed record DemoAccount(string Login, string Password, string Role, string Where);

/// <summary>
/// One account for each role over the sample county, invented people with fresh random passwords. Only an installation that
/// was made by <c>demo</c> gets them.
/// </summary>
internal static class DemoAccounts
{
    private const string Village = "PHV06";
    private const string County = "PHS";
    private const string Zone = "JKQ";

    /// <param name="View">Unit whose records are seen; <c>*</c> for all, empty for none.</param>
    private sealed record Person(string Login, string Name, string Role, string Unit, string View, string Capture, string? MemberOf = null, string? MemberNo = null);

    private static readonly Person[] People =
    [
        new("xitong", "演示系统管理员", "system-admin", County, "", ""),
        new("anquan", "演示安全管理员", "security-admin", County, "", ""),
        new("shenji-guanli", "演示审计管理员", "audit-admin", County, "*", ""),
        new("kuaiji", "演示村会计", "accountant", Village, Village, Village),
        new("chuna", "演示村出纳", "cashier", Village, Village, Village),
        new("lishi", "演示理事长", "board", Village, Village, Village),
        new("lishi2", "演示理事", "board", Village, Village, Village),
        new("jianshi", "演示监事长", "supervisors", Village, Village, Village),
        new("xiangmu", "演示项目经理", "project-manager", Zone, Zone, Zone),
        new("yuanqu", "演示园区公司董事", "board", Zone, Zone, Zone),
        new("shenji", "演示审计员", "auditor", County, County, ""),
        new("jijian", "演示纪检监察员", "inspector", County, County, ""),
        new("renda", "演示人大代表", "deputy", County, County, ""),
        new("nongye", "演示农业农村局干部", "county-office", County, "*", "*"),
        new("qiye", "演示企业用户", "enterprise", Zone, Zone, Zone),
        new("shequ", "演示社区工作者", "community-worker", County, County, Village),
        new("tiaojie", "演示调解员", "mediator", County, County, ""),
        new("wangge", "演示网格员", "grid-officer", Village, Village, Village),
        new("zhili", "演示社会治理中心", "case-office", Village, Village, Village),
        new("chengban", "演示承办单位", "case-handler", Zone, Zone, Zone),
        new("guanjia", "演示工坊管家", "steward", Village, Village, ""),
        new("peixun", "演示培训讲师", "trainer", County, County, ""),
        new("chengyuan", "演示成员", "member", Village, Village, "", "PH06", "00001"),
    ];

    /// <summary>Makes the accounts and writes their passwords into a file that only its owner reads.</summary>
    public static async Task<IReadOnlyList<DemoAccount>> MakeAsync(Store store, string actor, CancellationToken cancel)
    {
        var made = await store.WriteAsync(actor, MakeAsync, cancel);
        WriteFile(Path.Combine(store.Location.DataDirectory, "demo-accounts.txt"), made.Value);
        return made.Value;
    }

    private static async Task<Outcome<IReadOnlyList<DemoAccount>>> MakeAsync(BaotuanDb db, CancellationToken cancel)
    {
        _ = (await SecondFactor.SetAsync(db, demanded: false, db.Today(), "演示：一人用各种角色看看", cancel)).Value;
        var hasher = new PasswordHasher<User>();
        var roles = await db.Set<Role>().AsNoTracking().ToDictionaryAsync(r => r.Code, r => r.Name, cancel);
        var accounts = new List<DemoAccount>();
        foreach (var person in People)
        {
            var user = await FirstAccounts.AddAsync(db, person.Login, person.Name, await UnitAsync(db, person.Unit, cancel), cancel);
            var password = NewPassword();
            user.PasswordHash = hasher.HashPassword(user, password);
            if (person.MemberOf is { } village && await Organizations.ByCodeAsync(db, village, cancel) is { } collective)
            {
                (user.CollectiveId, user.MemberNo) = (collective.Id, person.MemberNo);
            }

            FirstAccounts.Give(db, user, person.Role);
            await ScopesAsync(db, user, person, cancel);
            accounts.Add(new(person.Login, password, roles[person.Role], person.Unit == Village ? "示例六村" : person.Unit == Zone ? "开发区" : "平湖市"));
        }

        return Outcome<IReadOnlyList<DemoAccount>>.Of(accounts);
    }

    private static async Task ScopesAsync(BaotuanDb db, User user, Person person, CancellationToken cancel)
    {
        var search = person.Role is "community-worker" or "mediator" or "grid-officer" or "case-office" ? person.View : "";
        foreach (var (kind, unit) in new[] { ("view", person.View), ("capture", person.Capture), ("search", search) })
        {
            if (unit.Length > 0)
            {
                await FirstAccounts.GiveScopeAsync(db, user, kind, unit == "*" ? null : await UnitAsync(db, unit, cancel), cancel);
            }
        }
    }

    private static async Task<long?> UnitAsync(BaotuanDb db, string code, CancellationToken cancel) => (await OrgUnitTree.ByCodeAsync(db, code, cancel))?.Id;

    // sixteen letters and digits without those that look alike: about 79 bits
    private static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));

    private static void WriteFile(string path, IReadOnlyList<DemoAccount> accounts)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(new FileStream(path, options));
        file.WriteLine("演示账号（虚构的人，随机口令，只在这个数据目录里有效）");
        foreach (var account in accounts)
        {
            file.WriteLine($"{account.Login,-14} {account.Password}  {account.Role}（{account.Where}）");
        }
    }
}
