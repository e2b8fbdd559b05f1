using System.Net;
using System.Net.Sockets;
using Baotuan.App.Commands;
using Baotuan.App.Shell;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>
/// The proof in the hand, from paper to verdict: a printed slip is photographed, its page read on a phone, the receipt kept and verified from a file
/// without network; then somebody changes one fen in the database, and slip, page and <c>verify</c> say so, while the kept receipt proves the old sum.
/// </summary>
public sealed class ProofInHandTests(SiteFixture site) : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private readonly TempFolder _phone = new();
    private WebApplication _site = null!;
    private Uri _address = null!;
    private Store _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The sample county once more, in a folder of its own that may be broken.</summary>
    public async ValueTask InitializeAsync()
    {
        _ = await site.SignedInAsync(SiteFixture.Everything); // the keys of sessions are made with the first one, and are copied too
        foreach (var file in Directory.EnumerateFiles(site.Store.Location.DataDirectory, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("baotuan.db", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(_data.Path, Path.GetRelativePath(site.Store.Location.DataDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        await using (var db = site.Store.Open())
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {Path.Combine(_data.Path, "baotuan.db")}", Cancel);
        }

        _store = Databases.OpenStore(StoreLocation.Sqlite(_data.Path), TimeProvider.System);
        _ = (await new SchemaGuard(_store, Databases.Create).BringUpAsync(Cancel)).Value;
        var port = FreePort();
        _site = SiteHost.Build(SiteWiring.For(_store, new Importer(_store, InstalledModules.All), port) with { PublicRoot = new($"http://localhost:{port}/"), SignInsPerMinute = 1_000 });
        _address = await SiteHost.StartAsync(_site, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
        _phone.Dispose();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task Slip_is_photographed_verified_offline_and_one_changed_fen_is_found(int width)
    {
        await using var office = await site.BrowseElsewhere(_address, await site.SignedInAsync(SiteFixture.Everything));
        await using var phone = await site.Phone(width);

        // the slip as it is printed, photographed
        var slip = await office.NewPageAsync();
        await slip.SetViewportSizeAsync(width, 800);
        await slip.GotoAsync("/slips/2/H0001");
        var paid = (await slip.Locator(".slip-words b").InnerTextAsync()).Trim();
        var seen = await QrPicture.ReadAsync(phone, await slip.ScreenshotAsync(new() { FullPage = true }));
        Assert.StartsWith($"http://localhost:{_address.Port}/r/2/", seen);

        // its page on the phone; the receipt and the verifier are kept
        var page = await phone.NewPageAsync();
        await page.GotoAsync(seen);
        Assert.Equal(paid, (await page.Locator(".certificate-value").InnerTextAsync()).Trim());
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        var receipt = await KeepAsync(page, "下载收据", "receipt.txt");
        var verifier = await KeepAsync(page, "网页", "verify.html");
        await Screenshots.Save(page, $"proof-page-{width}");

        // the key is on the paper; with it the receipt holds from a file, the network off
        var key = await slip.Locator(".slip-key .hash").InnerTextAsync();
        Assert.Contains(paid, await VerifyOfflineAsync(width, verifier, receipt, key));
        Assert.Equal((0, "成立"), await RunAsync("receipt", "verify", receipt, "--key", key));

        // one fen more for the first member, behind the program's back
        var (sound, said) = await SayAsync("verify", "--data", _data.Path);
        Assert.True(sound == 0 && said.Contains("全部相符。"), said);
        await using (var db = _store.Open())
        {
            await db.Database.ExecuteSqlRawAsync("DROP TRIGGER keep_ventures_payout_update", Cancel);
            Assert.Equal(1, await db.Database.ExecuteSqlRawAsync(
                "UPDATE ventures_payout SET amount_fen = amount_fen + 1 WHERE cascade_id = 2 AND member_no = (SELECT MIN(member_no) FROM ventures_payout WHERE cascade_id = 2)", Cancel));
        }

        await slip.ReloadAsync();
        Assert.Contains("数据库被改过", await slip.Locator(".slip").InnerTextAsync());
        await slip.GotoAsync("/slips/2?size=10");
        Assert.Equal(1, await slip.Locator(".slip .negative").CountAsync());
        await page.ReloadAsync();
        Assert.NotEqual(paid, (await page.Locator(".certificate-value").InnerTextAsync()).Trim());
        Assert.Contains("数据库被改过", await page.Locator("main").InnerTextAsync());
        Assert.Equal(0, await page.GetByText("下载收据").CountAsync());
        await Screenshots.Save(page, $"proof-changed-{width}");
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(seen + "/receipt", Cancel)).StatusCode);
        var (code, found) = await SayAsync("verify", "--data", _data.Path);
        Assert.NotEqual(0, code);
        Assert.Contains("成员分红明细", found);

        // the kept receipt still proves what was posted
        Assert.Contains(paid, await VerifyOfflineAsync(width, verifier, receipt, key));
        Assert.Equal((0, "成立"), await RunAsync("receipt", "verify", receipt, "--key", key));
    }

    private async Task<string> KeepAsync(IPage page, string link, string name)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync());
        var path = Path.Combine(_phone.Path, name);
        await download.SaveAsAsync(path);
        return path;
    }

    private async Task<string> VerifyOfflineAsync(int width, string verifier, string receipt, string key)
    {
        await using var phone = await site.Phone(width);
        await phone.SetOfflineAsync(true);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(new Uri(verifier).AbsoluteUri);
        Assert.Equal(key, await page.InputValueAsync("#key"));
        await page.SetInputFilesAsync("#file", receipt);
        await Assertions.Expect(page.Locator("#verdict h2")).ToHaveTextAsync("成立：一分不差");
        await Screenshots.Save(page, $"proof-offline-{width}");
        return await page.Locator("#verdict").InnerTextAsync();
    }

    /// <summary>Exit code and the first word of the last line.</summary>
    private static async Task<(int Code, string Said)> RunAsync(params string[] args)
    {
        var (code, text) = await SayAsync(args);
        return (code, text.Split('\n')[^1].Split('：')[0]);
    }

    private static async Task<(int Code, string Text)> SayAsync(params string[] args)
    {
        var output = new StringWriter();
        var code = await Cli.RunAsync(args, output, output);
        return (code, output.ToString().Trim());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
