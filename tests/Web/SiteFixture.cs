using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Parser;
using Baotuan.App.Shell;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Web.Parts;
using Baotuan.Ventures.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>The whole site in this process on a free loopback port, and Debian's Chromium to look at it.</summary>
public sealed class SiteFixture : IAsyncLifetime
{
    private static readonly string[] BrowserArguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    // the one without windows first: the whole browser draws its own menus too, at twice the time
    private static readonly string[] Browsers = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private const string SlipPattern = "/r/{CascadeId:long}/{Line:long}/{Code}";

    /// <summary>A page for every route that has parameters: pattern → address. A route without an entry fails a test, so that none is left unlooked at.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Samples = new Dictionary<string, string>
    {
        ["/cascades/{Id:long}"] = "/cascades/2",
        ["/cascades/{Id:long}/bank"] = "/cascades/2/bank",
        ["/bank-batches/{Id:long}"] = "/bank-batches/1",
        ["/proposals/{Id:long}"] = "/proposals/1",
        ["/proposals/{Id:long}/notice"] = "/proposals/1/notice",
        ["/cascades/{Id:long}/sheet"] = "/cascades/2/sheet?group=第1组",
        ["/distributions/{Id:long}"] = "/distributions/6",
        ["/distributions/{Id:long}/sheet"] = "/distributions/1/sheet",
        ["/members/{Village}/{MemberNo}"] = "/members/PH01/00001",
        ["/members/{Village}/{MemberNo}/reveal"] = "/members/PH06/00001/reveal?field=bank_account",
        ["/members/{Village}/{MemberNo}/looks"] = "/members/PH06/00001/looks",
        ["/members/{Village}/{MemberNo}/inheritance"] = "/members/PH01/00001/inheritance",
        ["/findings/{Id:long}"] = "/findings/1",
        ["/disclosure/objections/{Id:long}"] = "/disclosure/objections/1",
        ["/alerts/rules/{Code}"] = "/alerts/rules/return_due_unpaid",
        ["/payments/{Id:long}"] = "/payments/7",
        ["/indicators/{Code}"] = "/indicators/return_average?scope=venture:ZCY&period=2018-01-01..2022-12-31",
        ["/indicators/{Code}/records"] = "/indicators/return_paid/records?scope=venture:ZCY&period=2018-01-01..2022-12-31",
        ["/briefings/{Code}"] = "/briefings/PINGHU",
        ["/briefings/{Code}/edit"] = "/briefings/PINGHU/edit",
        ["/briefings/{Code}/publish"] = "/briefings/PINGHU/publish",
        ["/briefings/{Code}/compare"] = "/briefings/PH06-2022/compare",
        ["/datasets/{Code}/{PeriodCode}"] = "/datasets/GONGKAI/2022-12",
        ["/datasets/{Code}/{PeriodCode}/{Unit}"] = "/datasets/GONGKAI/2022-12/PH06",
        ["/datasets/{Code}/{PeriodCode}/{Unit}/sheet"] = "/datasets/GONGKAI/2022-12/PH06/sheet",
        ["/industry/firms/{Code}"] = "/industry/firms/QY001",
        ["/industry/releases/{Id:long}/sheet"] = "/industry/releases/1/sheet",
        ["/slips/{CascadeId:long}"] = "/slips/2?size=10",
        ["/slips/{CascadeId:long}/{HouseholdNo}"] = "/slips/2/H0001",
        ["/ventures/{Code}"] = "/ventures/ZCY",
        ["/ventures/{Code}/events"] = "/ventures/ZCY/events",
        ["/cases/{Id:long}"] = "/cases/1",
        ["/cases/{Id:long}/agreement"] = "/cases/4/agreement",
        ["/cases/{Id:long}/termination"] = "/cases/5/termination",
        ["/cases/{Id:long}/file"] = "/cases/5/file",
        ["/cases/{Id:long}/slip"] = "/cases/1/slip",
        ["/cases/{Id:long}/open"] = "/cases/1/open",
        ["/cases/{Id:long}/files"] = "/cases/3/files",
        ["/cases/meetings/{Id:long}"] = "/cases/meetings/1",
        ["/three-questions/{Id:long}"] = "/three-questions/1",
        ["/three-questions/releases/{Id:long}"] = "/three-questions/releases/1",
        ["/three-questions/draws/{Id:long}"] = "/three-questions/draws/1",
        ["/three-questions/{Id:long}/notes"] = "/three-questions/1/notes",
        ["/three-questions/{Id:long}/answers"] = "/three-questions/1/answers",
        ["/three-questions/{Id:long}/record"] = "/three-questions/1/record?party=1",
        ["/three-questions/{Id:long}/finding"] = "/three-questions/1/finding",
        ["/vouchers/{Id:long}"] = "/vouchers/34",
        ["/books/{Code}"] = "/books/PH06",
        ["/villages/{Code}"] = "/villages/PH01",
        ["/villages/{Code}/cascade"] = "/villages/PH06/cascade?period=2018",
        ["/imports/{BatchId:long}"] = "/imports/1",
        ["/users/{Id:long}"] = "/users/1",
        ["/webhooks/{Id:long}"] = "/webhooks/1",
        ["/webhooks/{Id:long}/deliveries/{FactId:long}"] = "/webhooks/1/deliveries/1",
        ["/public/places/{Code}"] = "/public/places/XD",
        ["/public/villages/{Code}"] = "/public/villages/PH01",
        ["/public/villages/{Code}/years/{Year:int}"] = "/public/villages/PH01/years/2019",
        ["/public/villages/{Code}/years/{Year:int}/sheet"] = "/public/villages/PH01/years/2019/sheet",
        ["/public/villages/{Code}/years/{Year:int}/households"] = "/public/villages/PH01/years/2019/households",
        ["/public/decisions/{Id:long}"] = "/public/decisions/2",
        ["/public/ventures/{Code}"] = "/public/ventures/ZCY",
        ["/public/notices/{Id:long}"] = "/public/notices/17",
        ["/public/figures/{Figure}/{Scope}/{Year:int}"] = "/public/figures/received/PH01/2019",
        ["/disclosure/organizations/{Code}"] = "/disclosure/organizations/PH06",
        ["/disclosure/notices/{Id:long}"] = "/disclosure/notices/17",
        [SlipPattern] = SlipPattern, // its code is made anew with every database
        ["/imports/new/{UploadId}"] = $"/imports/new/{SampleData.UploadWithErrors}",
    };

    /// <summary>Pages once more, with what they show when something is chosen.</summary>
    private static readonly string[] Chosen =
    [
        "/webhooks/2?act=approve", "/webhooks/1?act=remove", "/webhooks/1?state=delivered&done=test",
        "/cases/new?kind=dispute", "/cases/new?kind=bottleneck", "/cases/3", "/cases/4", "/cases/new?kind=meeting_item", "/cases/2?act=accept", "/cases/meetings/new?convener=PH06", "/cases/3/files?out=1", "/cases?late=overdue", "/cases?lead=NO&from=abc", "/case?code=aaaa-bbbb-cccc-dddd", "/case/questions?code=aaaa-bbbb-cccc-dddd", "/case/questions?done=1", "/vouchers?book=PH06&period=2024", "/vouchers/new?book=PH06", "/statement?book=PH06&account=102", "/trial-balance?book=PHPT",
        "/public/villages/PH06/years/2024", "/public/villages/PH06/years/2024/sheet", "/public/figures/principal/ZCY/2024", "/public/places/QTX", "/disclosure?state=Overdue",
        "/claims?state=residual", "/industry?series=dispatch", "/industry?month=abc", "/industry/firms?chain=QC&q=%E7%A4%BA%E4%BE%8B", "/industry/firms?month=abc", "/industry/scopes?month=2022-01&move=in", "/industry/bridge?month=2022-11&part=entrants", "/village-income?year=2021&order=rank", "/village-income?year=2021&place=NO", "/claims?q=F61", "/datasets?state=overdue&period=2022-12", "/datasets?period=abc", "/datasets/GONGKAI/2022-11/PH06", "/datasets/GONGKAI/2022-11", "/datasets/GONGKAI/2022-Q4/PH06", "/briefings/PH06-2022", "/briefings?q=NO", "/cockpit?year=2022&place=JKQ", "/cockpit?year=2022&theme=dark", "/cockpit?year=20x2", "/indicators/members?kind=unit&code=NO&period=abc",
    ];

    // Pages that are meant to fail, or that only answer for other pages.
    private static readonly string[] NotToVisit = ["/error", "/not-found", "/test-failure"];

    /// <summary>Signed in where a test says nothing else: a person with every permission over everything.</summary>
    internal const string Everything = "everything";

    private readonly TempFolder _data = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<CookieCollection>>> _signedIn = new();
    private WebApplication _site = null!;
    private IPlaywright _playwright = null!;
    private IBrowser? _browser;

    internal Uri Address { get; private set; } = null!;

    internal Store Store { get; private set; } = null!;

    internal Importer Importer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = Databases.OpenStore(StoreLocation.Sqlite(_data.Path), TimeProvider.System);
        Importer = new Importer(Store, InstalledModules.All);
        _ = (await new SchemaGuard(Store, Databases.Create).BringUpAsync(default)).Value;
        await RoleFile.BringAsync(Store, default);
        await LoadSample(Importer);
        await SampleData.LoadAsync(Store, Importer);
        var options = SiteWiring.For(Store, Importer, port: 0);
        await TestPeople.MakeAsync(Store);
        await using (var db = Store.Open())
        {
            var village = (await Parties.Contracts.Organizations.ByCodeAsync(db, "PH06", default))!;
            var book = (await Baotuan.Ledger.Contracts.Books.FindByOrganizationsAsync(db, [village.Id], default))[village.Id];
            VoucherOfPh06 = (await Baotuan.Ledger.Contracts.Vouchers.ListAsync(db, new(book.Id, Take: 1), default)).Vouchers[0].Id;
        }

        await TestPeople.RaiseFindingAsync(Store);
        await TestPeople.ObjectAsync(Store);
        await CaseSample.LoadAsync(Store);
        await ReviewSample.LoadAsync(Store);
        await ImportSample(Importer, Path.Combine(SampleFolder, "cases.csv"));
        await PublicSample.LoadAsync(Store);
        await WebhookSample.LoadAsync(Store);
        SlipPath = await SlipPathAsync(Store);
        _site = SiteHost.Build(options with { SignInsPerMinute = 100_000, PublicPagesPerMinute = 1_000_000, SlipsPerMinute = 1_000_000, PublicRoot = new(PublicRoot), WebhookAllow = WebhookSample.Loopback.Allowed, PageAssemblies = [.. options.PageAssemblies, typeof(PartsPage).Assembly] });
        Address = await SiteHost.StartAsync(_site);
        _playwright = await Playwright.CreateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright.Dispose();
        await _site.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    /// <summary>Writes what was denied and only counted so far into the log.</summary>
    internal Task FlushNotesAsync() => _site.Services.GetRequiredService<Baotuan.App.Accounts.NoteCounter>().FlushAsync(everything: true, default);

    /// <summary>Route patterns of all pages, as the site itself has them.</summary>
    internal IReadOnlyList<string> PagePatterns() =>
        [.. _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Where(p => !p.StartsWith("/_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Every endpoint that is not for everybody, as METHOD pattern; a page's forms post to the page.</summary>
    internal IReadOnlyList<string> GuardedEndpoints() =>
    [
        .. _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.Assembly != typeof(PartsPage).Assembly)
            .Select(e => $"{(e.Metadata.GetMetadata<ComponentTypeMetadata>() is null ? e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET" : "GET")} /{e.RoutePattern.RawText!.Trim('/')}")
            .Where(e => !e.Contains("/_")).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>What the papers of the site begin their addresses with.</summary>
    internal const string PublicRoot = "https://baotuan.example/";

    /// <summary>Address of the slip of household H0001 of PH01, first year.</summary>
    internal string SlipPath { get; private set; } = "";

    private static async Task<string> SlipPathAsync(Store store)
    {
        Assert.Null(await ReceiptActs.CoverAsync(store, 2, default));
        await using var db = store.Open();
        return (await ReceiptActs.SlipAddressesAsync(db, 2, ["H0001"], default))["H0001"].Path;
    }

    /// <summary>Some voucher in the book of the village PH06.</summary>
    internal long VoucherOfPh06 { get; private set; }

    /// <summary>Every endpoint that anybody reaches without signing in.</summary>
    internal IReadOnlyList<string> OpenEndpoints() =>
    [
        .. _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type.Assembly != typeof(PartsPage).Assembly)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Where(p => !p.StartsWith("/_", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Addresses of public pages, as many as there are kinds.</summary>
    internal IReadOnlyList<string> PublicAddresses() => [.. PageAddresses().Where(a => a.StartsWith("/public", StringComparison.Ordinal))];

    /// <summary>Whether a page is for everybody: public pages and slips.</summary>
    internal bool OpenToAll(string address) => address.StartsWith("/public", StringComparison.Ordinal) || address is "/r" || address.StartsWith("/case?", StringComparison.Ordinal) || address is "/case" || address == SlipPath;

    /// <summary>An address for every page worth visiting.</summary>
    internal IReadOnlyList<string> PageAddresses() =>
        [.. PagePatterns().Except(NotToVisit).Select(p => p == SlipPattern ? SlipPath : p.Contains('{') ? Samples.GetValueOrDefault(p) : p).OfType<string>(), .. Chosen];

    /// <summary>Who has every right, or nobody with <paramref name="login"/> null.</summary>
    internal HttpClient Client(string? login = Everything)
    {
        var cookies = new CookieContainer();
        if (login is not null)
            cookies.Add(SignedInAsync(login).GetAwaiter().GetResult());
        return new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };
    }

    /// <summary>The cookies of a person who signed in through the page, once for all tests.</summary>
    internal Task<CookieCollection> SignedInAsync(string login) => _signedIn.GetOrAdd(login, _ => new(() => SignInAsync(login, TestPeople.Password))).Value;

    /// <summary>Signs in through the page; the cookies of the answer.</summary>
    internal async Task<CookieCollection> SignInAsync(string login, string password)
    {
        var cookies = new CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = Address };
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/sign-in"));
        var fields = page.QuerySelectorAll("form.entry input[name]").ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value") ?? "");
        (fields["Input.Login"], fields["Input.Password"]) = (login, password);
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        return cookies.GetCookies(Address);
    }

    /// <summary>A fresh browser profile on another site of the tests, without script.</summary>
    internal async Task<IBrowserContext> BrowseElsewhere(Uri address, CookieCollection cookies)
    {
        await (await Browse(login: null)).CloseAsync(); // starts the browser
        var context = await _browser!.NewContextAsync(new() { BaseURL = address.ToString(), JavaScriptEnabled = false, Locale = "zh-CN" });
        await context.AddCookiesAsync([.. cookies.Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = address.ToString() })]);
        return context;
    }

    /// <summary>A phone: narrow, fine pixels, nobody signed in, any site.</summary>
    internal async Task<IBrowserContext> Phone(int width, Uri? address = null)
    {
        await (await Browse(login: null)).CloseAsync(); // starts the browser
        return await _browser!.NewContextAsync(new()
        {
            BaseURL = address?.ToString(), ViewportSize = new() { Width = width, Height = 800 }, DeviceScaleFactor = 2, HasTouch = true, IsMobile = true, Locale = "zh-CN", AcceptDownloads = true,
        });
    }

    /// <summary>A fresh browser profile of the given size, signed in.</summary>
    internal async Task<IBrowserContext> Browse(int width = 1280, int height = 900, bool script = true, string? login = Everything)
    {
        _browser ??= await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("BAOTUAN_CHROMIUM") ?? Browsers.First(File.Exists),
            Args = BrowserArguments,
        });
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            JavaScriptEnabled = script,
            Locale = "zh-CN",
        });
        if (login is not null)
        {
            await context.AddCookiesAsync([.. (await SignedInAsync(login)).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = Address.ToString() })]);
        }

        return context;
    }

    /// <summary>The county of samples/pinghu, as the demo shows it.</summary>
    private static async Task LoadSample(Importer importer)
    {
        // its cases come in after those that pages are opened by
        using var folder = new TempFolder();
        foreach (var file in Directory.GetFiles(SampleFolder, "*.csv").Where(f => Path.GetFileName(f) != "cases.csv"))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        await ImportSample(importer, folder.Path);
    }

    private static string SampleFolder => Path.Combine(AppContext.BaseDirectory, "samples", "pinghu");

    private static async Task ImportSample(Importer importer, string path)
    {
        var report = await importer.RunAsync(path, Path.GetFileName(path), "test", ImportMode.AllOrNothing, dryRun: false, progress: null, default);
        Assert.True(report.Saved, $"samples/pinghu: {report.Problems.ErrorCount} errors");
    }
}
