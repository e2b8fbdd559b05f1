using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Baotuan.App.Shell;
using Baotuan.Bench.Dividends;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Builder;

namespace Baotuan.Bench.Portal;

/// <summary>
/// Measures public pages of the sample county beside an empty page of the same host, over loopback with as many clients as cores, in turns: pages that the site
/// keeps until the next command, and the same pages made anew each time. Clients run in the same process and cost both sides the same.
/// </summary>
internal sealed class PortalBench(DatabaseEngine engine, string samples, int requests, int runs)
{
    private const int WarmUps = 200;

    // a query this long is never kept, so that the page is made anew
    private static readonly string Unkept = "?" + new string('x', 101);

    private static readonly string[] Pages =
    [
        "/public", "/public/places/XD", "/public/villages/PH01", "/public/villages/PH01/years/2019", "/public/villages/PH01/years/2019/sheet",
        "/public/ventures", "/public/ventures/ZCY", "/public/notices", "/public/figures/received/PH01/2019", "/public/data",
    ];

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var store = Databases.OpenStore(await database.CreateAsync("portal"), TimeProvider.System);
        var importer = new Importer(store, InstalledModules.All);
        await RoleFile.BringAsync(store, CancellationToken.None);
        var report = await importer.RunAsync(samples, samples, "bench", ImportMode.AllOrNothing, dryRun: false, null, CancellationToken.None);
        if (!report.Saved)
        {
            throw new ArgumentException($"{samples}: {string.Join('\n', report.Problems.Take(5))}");
        }

        var options = SiteWiring.For(store, importer, port: 0);
        await using var site = SiteHost.Build(options with { PublicPagesPerMinute = int.MaxValue, PageAssemblies = [.. options.PageAssemblies, typeof(EmptyPage).Assembly] });
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = await SiteHost.StartAsync(site) };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        string[] anew = [.. Pages.Select(p => p + Unkept)];
        var (empty, kept, made) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var pages in new[] { [EmptyPage.Address], Pages, anew })
        {
            _ = await PerSecondAsync(client, pages, WarmUps);
        }

        var largest = await LargestAsync(client);
        for (var run = 0; run < runs; run++)
        {
            empty.Add(await PerSecondAsync(client, [EmptyPage.Address], requests));
            kept.Add(await PerSecondAsync(client, Pages, requests));
            made.Add(await PerSecondAsync(client, anew, requests));
        }

        var (limit, fromShelf, fresh) = (Median.Of(empty), Median.Of(kept), Median.Of(made));
        Console.WriteLine($"{engine}: {Pages.Length} kinds of public page, {requests:N0} requests of each way in turns, {runs} runs, medians");
        Console.WriteLine($"kept pages / empty page = {fromShelf / limit:N2}, pages made anew / empty page = {fresh / limit:N2}; the largest page is {largest.Bytes:N0} bytes packed ({largest.Page})");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = engine.ToString().ToLowerInvariant(),
            empty_pages_per_second = (long)limit,
            kept_pages_per_second = (long)fromShelf,
            made_pages_per_second = (long)fresh,
            largest_packed_bytes = largest.Bytes,
        }));
        return 0;
    }

    private static async Task<double> PerSecondAsync(HttpClient client, string[] pages, int requests)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (i, cancel) =>
        {
            using var response = await client.GetAsync(pages[i % pages.Length], cancel);
            _ = response.EnsureSuccessStatusCode();
            _ = await response.Content.ReadAsByteArrayAsync(cancel);
        });
        return requests / clock.Elapsed.TotalSeconds;
    }

    private static async Task<(string Page, int Bytes)> LargestAsync(HttpClient client)
    {
        var sizes = new List<(string Page, int Bytes)>();
        foreach (var page in Pages)
        {
            sizes.Add((page, (await client.GetByteArrayAsync(page)).Length));
        }

        return sizes.MaxBy(s => s.Bytes);
    }
}
