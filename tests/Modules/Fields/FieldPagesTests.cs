using System.Net;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using static Baotuan.Tests.Modules.Fields.FieldDesk;

namespace Baotuan.Tests.Modules.Fields;

/// <summary>The pages around personal fields, on a real host.</summary>
public sealed class FieldPagesTests(PostgresCluster cluster)
{
    private static readonly Caller Program = Caller.Program("local:test");

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Value_StandsOnceInTheAnswerToTheForm_AndNowhereElse(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        await using var site = await PartiesSite.StartAsync(desk.Data.Store, Program);
        const string Url = "/members/V01/000001/reveal?field=bank_account";
        Assert.DoesNotContain(Account(1), await site.Client.GetStringAsync(Url, Cancel), StringComparison.Ordinal);
        var (refused, reason) = await site.PostAsync(Url, "reveal", ("Input.Note", "看看"));
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("请写明为什么要看", reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Account(1), reason, StringComparison.Ordinal);
        Assert.Empty(await desk.LoggedAsync("member.reveal"));

        var (answer, shown) = await site.PostAsync(Url, "reveal", ("Input.Choice", "核对发放账号"), ("Input.Note", "银行退回"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Contains(Account(1), shown, StringComparison.Ordinal);
        Assert.DoesNotContain(CitizenId(1), shown, StringComparison.Ordinal);
        Assert.Contains("href=\"/members/V01/000001\"", shown, StringComparison.Ordinal);
        Assert.Equal("核对发放账号：银行退回", Assert.Single(await desk.LoggedAsync("member.reveal")).Details);
        Assert.DoesNotContain(Account(1), await site.Client.GetStringAsync(Url, Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(Account(1), site.Log.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task NumberTypedInFull_IsPosted_AndFindsItsPerson(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        await using var site = await PartiesSite.StartAsync(desk.Data.Store, Program);
        var (answer, body) = await site.PostAsync("/members", "find-by-number", ("Number", CitizenId(2)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("href=\"/members/V01/000002\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(CitizenId(2), body, StringComparison.Ordinal);
        Assert.DoesNotContain(CitizenId(2), site.Log.Text, StringComparison.Ordinal);
        Assert.Contains("要填完整的号码", (await site.PostAsync("/members", "find-by-number", ("Number", "1"))).Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task MemberPage_IsMasked_LeadsToTheReasons_AndTheLookIsLogged(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        await using var site = await PartiesSite.StartAsync(desk.Data.Store, Program);
        var page = WebUtility.HtmlDecode(await site.Client.GetStringAsync("/members/V01/000001", Cancel));
        Assert.Contains("/members/V01/000001/reveal?field=bank_account", page, StringComparison.Ordinal);
        Assert.DoesNotContain(NumbersOf(1), n => page.Contains(n, StringComparison.Ordinal));
        var look = Assert.Single(await desk.LoggedAsync("member.view"));
        Assert.Equal(("view", $"member/{look.OrganizationId}/000001"), (look.Kind, look.Subject));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Roll_IsMasked_LeadsToTheReasons_AndTheLookIsLogged(DatabaseEngine engine)
    {
        await using var desk = await OpenAsync(cluster, engine, 3);
        await using var site = await PartiesSite.StartAsync(desk.Data.Store, Program);
        var page = WebUtility.HtmlDecode(await site.Client.GetStringAsync("/members?village=V01", Cancel));
        Assert.Contains("/members/V01/000001/reveal?field=phone", page, StringComparison.Ordinal);
        Assert.Contains("191****0001", page, StringComparison.Ordinal);
        Assert.Contains("/members.csv?village=V01&rendering=public", page, StringComparison.Ordinal);
        Assert.DoesNotContain(NumbersOf(1), n => page.Contains(n, StringComparison.Ordinal));
        Assert.Single(await desk.LoggedAsync("member.list"));
    }
}
