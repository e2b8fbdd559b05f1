using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>Finding persons by a number typed in full.</summary>
public sealed class MemberSearchTests(PostgresCluster cluster)
{
    private static readonly Caller Program = Caller.Program("local:test");

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task WholeNumber_FindsItsPerson_HoweverItIsTyped(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 50);
        foreach (var (typed, by) in new[]
        {
            (CitizenId(7), "身份证号"), (CitizenId(7).ToLowerInvariant().Insert(6, " "), "身份证号"), (Phone(7), "电话"), (FullWidth(Phone(7)), "电话"),
            (Account(7), "银行账号"), (Account(7).Insert(4, " ").Insert(9, " "), "银行账号"),
        })
        {
            var hit = Assert.Single((await FindAsync(desk, Program, typed)).Value);
            Assert.Equal(("V01", "000007", by, false), (hit.Collective.Code, hit.MemberNo, hit.By, hit.Left));
        }

        Assert.Empty((await FindAsync(desk, Program, Phone(50))).Value);
        Assert.Empty((await FindAsync(desk, Program, Phone(7)[..10])).Value);
        Assert.Equal("number_not_whole", Assert.Single((await FindAsync(desk, Program, "张小一")).Refusals).Code);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task OnlyWithinTheScope_AndOnlyWithTheRight(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 5);
        await desk.SetUpAsync(("members", People(3, 1, "V02")));
        Assert.Equal(["V01", "V02"], (await FindAsync(desk, Program, Phone(3))).Value.Select(h => h.Collective.Code));
        Assert.Equal(["V02"], (await FindAsync(desk, await desk.PersonAsync("V02", PartiesPermissions.MemberRead), Phone(3))).Value.Select(h => h.Collective.Code));
        Assert.Empty((await FindAsync(desk, await desk.PersonAsync("V02", PartiesPermissions.MemberRead), Phone(4))).Value);
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await FindAsync(desk, await desk.PersonAsync("V02", PartiesPermissions.MemberOwn), Phone(3)));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task CorrectedNumber_IsFoundByTheNewOneAlone_AndUndoBringsTheOldOneBack(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        var batch = await desk.SetUpAsync(("members", People(1, 1).Replace(Phone(1), Phone(901), StringComparison.Ordinal)));
        Assert.Empty((await FindAsync(desk, Program, Phone(1))).Value);
        Assert.Single((await FindAsync(desk, Program, Phone(901))).Value);
        await desk.UndoAsync(batch);
        Assert.Single((await FindAsync(desk, Program, Phone(1))).Value);
        Assert.Empty((await FindAsync(desk, Program, Phone(901))).Value);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task WhoLeft_IsFoundAndSaidToHaveLeft(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        await desk.SetUpAsync(("members", People(1, 1).Replace("2015-01-01,,", "2015-01-01,2020-01-01,迁出", StringComparison.Ordinal)));
        Assert.True(Assert.Single((await FindAsync(desk, Program, CitizenId(1))).Value).Left);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task EverySearch_IsLoggedByItsKind_WithoutTheNumber(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        var clerk = await desk.PersonAsync("V01", PartiesPermissions.MemberRead);
        _ = (await FindAsync(desk, clerk, CitizenId(2))).Value;
        _ = (await FindAsync(desk, clerk, CitizenId(99))).Value;
        var lines = await desk.LoggedAsync("member.search");
        Assert.Equal("按身份证号查到", lines[0].Details);
        Assert.StartsWith("按身份证号", lines[1].Details, StringComparison.Ordinal);
        Assert.EndsWith("查找，没有找到", lines[1].Details, StringComparison.Ordinal);
        Assert.All(lines, o => Assert.DoesNotContain("999999", o.Details + o.Subject + o.Before + o.After, StringComparison.Ordinal));
        Assert.All(lines, o => Assert.Equal(("view", "kuaiji"), (o.Kind, o.Actor)));
        Assert.EndsWith("/000002", lines[0].Subject, StringComparison.Ordinal);
        Assert.NotNull(lines[0].OrganizationId);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task IndexMadeAnew_FindsEverybody_AlsoWhenItBrokeOffHalfway(DatabaseEngine engine)
    {
        var people = Full ? 100_000 : 300;
        await using var desk = await OpenAsync(cluster, engine, people);
        await desk.SetUpAsync(("members", People(people, 20, "V02")));
        var before = await DigestsAsync(desk);
        var broken = await Record.ExceptionAsync(() => MemberIndexActs.RebuildAsync(desk.Data.Store, Program, _ => throw new IOException("拔电"), Cancel));
        Assert.IsType<IOException>(broken);
        await FindsAsync();
        await desk.SetUpAsync(("members", People(people + 20, 5)));
        await FindsAsync();
        Assert.Equal((people + 25) * 3, (await MemberIndexActs.RebuildAsync(desk.Data.Store, Program, null, Cancel)).Value);
        await FindsAsync();
        var after = await DigestsAsync(desk);
        Assert.Equal((people + 25) * 3, after.Count);
        Assert.Empty(before.Intersect(after));
        Assert.Single(KeyActs.Show(desk.Data.Store).Value.Keys, k => k.Use == "index");

        async Task FindsAsync()
        {
            foreach (var i in new[] { 0, people / 2, people - 1, people, people + 19 })
            {
                foreach (var number in NumbersOf(i))
                {
                    Assert.Single((await FindAsync(desk, Program, number)).Value);
                }
            }
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task RotatingTheMasterKey_LeavesTheIndexAsItIs(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 5);
        var before = await DigestsAsync(desk);
        _ = (await KeyActs.RotateAsync(desk.Data.Store, Program, null, Cancel)).Value;
        _ = (await KeyActs.RetireAsync(desk.Data.Store, Program, null, Cancel)).Value;
        Assert.Single((await FindAsync(desk, Program, Account(4))).Value);
        Assert.Equal(before, await DigestsAsync(desk));
    }

    internal static Task<Outcome<IReadOnlyList<MemberHit>>> FindAsync(ImportDesk desk, Caller caller, string typed) =>
        desk.Data.Store.WriteAsync(caller, (db, cancel) => MemberSearch.ByNumberAsync(db, desk.Fields(), typed, Today, cancel), Cancel);

    private static async Task<HashSet<string>> DigestsAsync(ImportDesk desk)
    {
        await using var db = desk.Data.Store.Open();
        await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.OpenConnectionAsync(db.Database, Cancel);
        await using var command = Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database).CreateCommand();
        command.CommandText = "SELECT field, digest FROM parties_person_index";
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var digests = new HashSet<string>();
        while (await reader.ReadAsync(Cancel))
        {
            var digest = (byte[])reader.GetValue(1);
            Assert.Equal(16, digest.Length);
            digests.Add(Convert.ToHexString(digest));
        }

        return digests;
    }

    private static string FullWidth(string digits) => new([.. digits.Select(c => (char)(c + 0xFEE0))]);
}
