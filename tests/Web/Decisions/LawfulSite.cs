using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Shell;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Builder;

namespace Baotuan.Tests.Web.Decisions;

/// <summary>A clock that the test can send into the next weeks; it never stands still and never goes back.</summary>
internal sealed class LaterClock : TimeProvider
{
    private TimeSpan _later;

    public void Later(TimeSpan by) => _later += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _later;
}

/// <summary>The sample county on a site of its own, whose clock the test turns.</summary>
internal sealed class LawfulSite : IAsyncDisposable
{
    private readonly TempFolder _data = new();
    private WebApplication _site = null!;

    public LaterClock Clock { get; } = new();

    public Store Store { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public static async Task<LawfulSite> StartAsync()
    {
        var made = new LawfulSite();
        made.Store = Databases.OpenStore(StoreLocation.Sqlite(made._data.Path), made.Clock);
        var importer = new Importer(made.Store, InstalledModules.All);
        _ = (await new SchemaGuard(made.Store, Databases.Create).BringUpAsync(default)).Value;
        await RoleFile.BringAsync(made.Store, default);
        var report = await importer.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "samples", "pinghu"), "samples/pinghu", "test", ImportMode.AllOrNothing, dryRun: false, progress: null, default);
        Assert.True(report.Saved);
        await TestPeople.MakeAsync(made.Store);
        made._site = SiteHost.Build(SiteWiring.For(made.Store, importer, port: 0) with { SignInsPerMinute = 1_000 });
        made.Address = await SiteHost.StartAsync(made._site);
        return made;
    }

    /// <summary>The cookies of a person who signs in now.</summary>
    public async Task<CookieCollection> SignInAsync(string login)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/sign-in"));
        var fields = page.QuerySelectorAll("form.entry input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (fields["Input.Login"], fields["Input.Password"]) = (login, TestPeople.Password);
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        return cookies.GetCookies(Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.StopAsync();
        await _site.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Dispose();
    }
}
