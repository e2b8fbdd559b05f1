using Baotuan.App.Accounts;
using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Oversight.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web;

/// <summary>
/// The people of the tests: one with every permission over everything; and for each shipped role one in the village
/// <c>PH06</c> (<c>ROLE@own</c>), one in a unit above it (<c>ROLE@above</c>) and one in the village <c>PH01</c> (<c>ROLE@foreign</c>).
/// </summary>
internal static class TestPeople
{
    internal const string Password = "correct horse battery staple";
    internal const string OwnUnit = "PHV06";
    internal const string ForeignUnit = "PHV01";

    // above PHV06, not above PHV01
    internal static string AboveUnit { get; private set; } = "";

    internal static IReadOnlyList<string> Roles { get; } = [.. RoleFile.Read().Select(r => r.Code)];

    internal static async Task MakeAsync(Store store)
    {
        var hasher = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
        var hash = hasher.HashPassword(new User(), Password);
        var made = await store.WriteAsync<bool>(
            "test",
            async (db, cancel) =>
            {
                var own = (await OrgUnitTree.ByCodeAsync(db, OwnUnit, cancel))!;
                var above = own.ParentId!.Value;
                var foreign = (await OrgUnitTree.ByCodeAsync(db, ForeignUnit, cancel))!.Id;
                _ = (await SecondFactor.SetAsync(db, demanded: false, db.Today(), "测试", cancel)).Value;
                await MakeEverything(db, hash, cancel);
                foreach (var role in Roles)
                {
                    await Make(db, role, "own", own.Id, hash, cancel);
                    await Make(db, role, "above", above, hash, cancel);
                    await Make(db, role, "foreign", foreign, hash, cancel);
                }

                return true;
            },
            default);
        Assert.True(made.Ok);
    }

    /// <summary>One more person in the village PH06.</summary>
    internal static async Task MakeOneAsync(Store store, string login, string role, bool password, bool realHash)
    {
        var hasher = new PasswordHasher<User>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = realHash ? 210_000 : 1_000 }));
        var made = await store.WriteAsync<bool>(
            "test",
            async (db, cancel) =>
            {
                var unit = (await OrgUnitTree.ByCodeAsync(db, OwnUnit, cancel))!.Id;
                var user = await FirstAccounts.AddAsync(db, login, login, unit, cancel);
                user.PasswordHash = password ? hasher.HashPassword(user, Password) : null;
                FirstAccounts.Give(db, user, role);
                await FirstAccounts.GiveScopeAsync(db, user, "view", unit, cancel);
                await FirstAccounts.GiveScopeAsync(db, user, "capture", unit, cancel);
                return true;
            },
            default);
        Assert.True(made.Ok);
    }

    private static async Task MakeEverything(BaotuanDb db, string hash, CancellationToken cancel)
    {
        db.Add(new Role { Code = "test-everything", Name = "全部权限（测试）", Family = "business" });
        db.AddRange(InstalledModules.All.SelectMany(m => m.Permissions).Concat(PlatformPermissions.All)
            .Select(p => new RolePermission { RoleCode = "test-everything", Permission = p.Code, Active = true }));
        var user = await FirstAccounts.AddAsync(db, SiteFixture.Everything, "测试员", null, cancel);
        user.PasswordHash = hash;
        FirstAccounts.Give(db, user, "test-everything");
        foreach (var kind in Rights.ScopeKinds.Keys)
        {
            await FirstAccounts.GiveScopeAsync(db, user, kind, null, cancel);
        }
    }

    private static async Task Make(BaotuanDb db, string role, string where, long unitId, string hash, CancellationToken cancel)
    {
        var user = await FirstAccounts.AddAsync(db, $"{role}.{where}", $"{role} {where}", unitId, cancel);
        user.PasswordHash = hash;
        if (role == "member")
        {
            var village = (await Organizations.ByCodeAsync(db, where == "foreign" ? "PH01" : "PH06", cancel))!;
            (user.CollectiveId, user.MemberNo) = (village.Id, "00001");
        }

        FirstAccounts.Give(db, user, role);
        await FirstAccounts.GiveScopeAsync(db, user, "view", unitId, cancel);
        await FirstAccounts.GiveScopeAsync(db, user, "capture", unitId, cancel);
    }

    /// <summary>The caller that a login is, read from the tables.</summary>
    internal static async Task<Caller> CallerAsync(Store store, string login)
    {
        await using var db = store.Open();
        var id = await db.Set<User>().Where(u => u.Login == login).Select(u => u.Id).FirstAsync();
        return (await ReadCaller.OfAsync(db, id, store.Time.Today(), "test", default))! with { Confirmed = true };
    }

    /// <summary>A finding on a village's record, for the pages that show one.</summary>
    internal static async Task RaiseFindingAsync(Store store)
    {
        var raised = await store.WriteAsync(
            await CallerAsync(store, "inspector.above"),
            (db, cancel) => Findings.RaiseAsync(
                db,
                new("organization/PH06", "PH06", "租金入账不及时", "三月租金四月才入账。", "minor", store.Time.Today().AddDays(15), "test-finding"), cancel),
            default);
        Assert.True(raised.Ok, string.Join(';', raised.Refusals));
    }

    /// <summary>A household of PH01 has something against its slip, as the accountant wrote it down.</summary>
    internal static async Task ObjectAsync(Store store)
    {
        var raised = await store.WriteAsync(
            await CallerAsync(store, "accountant.foreign"),
            (db, cancel) => SlipObjections.RaiseAsync(db, 2, "H0002", "少算了一口人。", "test-objection", cancel),
            default);
        Assert.True(raised.Ok, string.Join(';', raised.Refusals));
    }
}
