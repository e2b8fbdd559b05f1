using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Imports;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>One field of one person in full, against a reason.</summary>
public sealed class MemberRevealTests(PostgresCluster cluster)
{
    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Reason_StandsInTheLog_AndTheValueDoesNot(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        var clerk = await desk.PersonAsync("V01", PartiesPermissions.MemberReveal);
        foreach (var (field, value) in new[] { ("citizen_id", CitizenId(1)), ("phone", Phone(1)), ("bank_account", Account(1)) })
        {
            Assert.Equal(value, (await RevealAsync(desk, clerk, "000001", field, "核对发放账号")).Value);
        }

        var lines = await desk.LoggedAsync("member.reveal");
        Assert.Equal(["citizen_id", "phone", "bank_account"], lines.Select(o => o.Subject.Split('/')[3]));
        Assert.All(lines, o => Assert.Equal(("view", "核对发放账号", "kuaiji", $"member/{o.OrganizationId}/000001"), (o.Kind, o.Details, o.Actor, o.Subject[..o.Subject.LastIndexOf('/')])));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NoReason_NoValue_NoLine(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        var clerk = await desk.PersonAsync("V01", PartiesPermissions.MemberReveal);
        foreach (var (no, field, reason, code) in new[]
        {
            ("000001", "phone", null, "reason_needed"), ("000001", "phone", "看看 ", "reason_needed"), ("000001", "phone", new string('长', 201), "reason_needed"),
            ("000001", "phone", $"打给 {Phone(1).Insert(3, " ")} 通知", "reason_holds_number"), ("000009", "phone", "核对发放账号", "field_not_found"),
            ("000001", "name", "核对发放账号", "field_not_found"),
        })
        {
            Assert.Equal(code, Assert.Single((await RevealAsync(desk, clerk, no, field, reason)).Refusals).Code);
        }

        Assert.Empty(await desk.LoggedAsync("member.reveal"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task OtherVillage_OrWithoutTheRight_IsDenied(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        foreach (var caller in new[] { await desk.PersonAsync("V02", PartiesPermissions.MemberReveal), await desk.PersonAsync("V01", PartiesPermissions.MemberRead) })
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => RevealAsync(desk, caller, "000001", "phone", "核对发放账号"));
            await Assert.ThrowsAsync<AccessDeniedException>(async () =>
            {
                await using var db = desk.Data.Store.Open(caller);
                await MemberReveal.AskAsync(db, desk.Fields(), new("V01", "000001", "phone", Today), Cancel);
            });
        }

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await RevealAsync(
            desk, await desk.PersonAsync("V01", PartiesPermissions.MemberReveal), "000001", "phone", "核对发放账号", village: "V99"));
        Assert.Empty(await desk.LoggedAsync("member.reveal"));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Member_SeesHisOwnLine_AndNobodyElses(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        var village = Assert.Single((await desk.PersonAsync("V01")).View.Ids);
        var member = new Caller
        {
            UserId = 8, Login = "m1", Name = "成员", Permissions = new HashSet<string> { PartiesPermissions.MemberOwn.Code }, Own = new(village, "000001", "0001"),
        };
        Assert.Equal(Phone(1), (await RevealAsync(desk, member, "000001", "phone", "核对本人登记")).Value);
        // same household, other person
        await Assert.ThrowsAsync<AccessDeniedException>(() => RevealAsync(desk, member, "000002", "phone", "核对本人登记"));
        Assert.True(MemberReveal.Offered(member, village, "000001"));
        Assert.False(MemberReveal.Offered(member, village, "000002"));
    }

    private static Task<Outcome<string>> RevealAsync(ImportDesk desk, Caller caller, string memberNo, string field, string? reason, string village = "V01") =>
        desk.Data.Store.WriteAsync(caller, (db, cancel) => MemberReveal.RevealAsync(db, desk.Fields(), new(village, memberNo, field, Today), reason, cancel), Cancel);
}
