using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Accounts;
using Baotuan.App.Shell;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web;

/// <summary>PostgreSQL stores no NUL: one in an address or a form is dropped before anything reads it, on both databases alike.</summary>
public sealed class PlainTextTests(PostgresCluster cluster) : IDisposable
{
    private readonly TempFolder _data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseEngine> Engines { get; } = [DatabaseEngine.Sqlite, DatabaseEngine.Postgres];

    public void Dispose() => _data.Dispose();

    [Theory, MemberData(nameof(Engines))]
    public async Task Nul_in_an_address_or_a_form_is_dropped(DatabaseEngine engine)
    {
        Assert.SkipWhen(engine == DatabaseEngine.Postgres && !PostgresCluster.Available, PostgresCluster.Reason);
        var location = engine == DatabaseEngine.Sqlite ? StoreLocation.Sqlite(_data.Path) : StoreLocation.Postgres(cluster.CreateDatabase(), _data.Path);
        var store = Databases.OpenStore(location, TimeProvider.System);
        _ = (await new SchemaGuard(store, Databases.Create).BringUpAsync(Cancel)).Value;
        await RoleFile.BringAsync(store, Cancel);
        var token = await ReaderAsync(store);
        await using var site = SiteHost.Build(SiteWiring.For(store, new Importer(store, InstalledModules.All), port: 0) with { SignInsPerMinute = 1_000 });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = await SiteHost.StartAsync(site, Cancel) };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/public/notices?kind=a%00b", Cancel)).StatusCode);
        using (var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/cases?state=a%00b&q=%%0000%00&lead=NO%00NE"))
        {
            asked.Headers.Authorization = new("Bearer", token);
            using var answer = await client.SendAsync(asked, Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("没有编码为 NONE 的单位", await answer.Content.ReadAsStringAsync(Cancel));
        }

        // the server's own reader takes no %00 in a form
        Assert.Contains("请回到上一页", await SignInAsync(client, HttpStatusCode.BadRequest, f => new FormUrlEncodedContent(f)));
        Assert.Contains("账号或口令不对", await SignInAsync(client, HttpStatusCode.OK, f =>
        {
            var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "a.csv" } };
            f.ToList().ForEach(p => form.Add(new StringContent(p.Value), p.Key));
            return form;
        }));
        await using var db = store.Open();
        Assert.DoesNotContain(await db.Set<Operation>().ToListAsync(Cancel), o => $"{o.Subject}{o.Details}{o.After}".Contains('\0'));
    }

    private static async Task<string> SignInAsync(HttpClient client, HttpStatusCode status, Func<Dictionary<string, string>, HttpContent> form)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/sign-in", Cancel));
        var fields = page.QuerySelectorAll("form.entry input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (fields["Input.Login"], fields["Input.Password"]) = ("no\0body", "correct\0horse");
        using var answer = await client.PostAsync("/sign-in", form(fields), Cancel);
        Assert.Equal(status, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    private static async Task<string> ReaderAsync(Store store)
    {
        var id = (await store.WriteAsync<long>("test", async (db, cancel) =>
        {
            var user = await FirstAccounts.AddAsync(db, "reader", "读者", null, cancel);
            FirstAccounts.Give(db, user, "county-office");
            await FirstAccounts.GiveScopeAsync(db, user, "view", null, cancel);
            return user.Id;
        }, Cancel)).Value;
        await using var db = store.Open();
        var caller = (await ReadCaller.OfAsync(db, id, store.Time.Today(), "127.0.0.1", Cancel))! with { Confirmed = true };
        return (await store.WriteAsync(caller, (open, c) => Platform.Access.Accounts.MakeTokenAsync(open, "读", ["cases:case:read", "cases:case:export"], store.Time.Today().AddDays(1), c), Cancel)).Value;
    }
}
