using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Baotuan.App.Accounts;
using Baotuan.App.Shell;
using Baotuan.Bench.Dividends;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Microsoft.AspNetCore.Identity;

namespace Baotuan.Bench.Indicators;

/// <summary>
/// Measures the cockpit of a county over many postings as somebody sees it who is signed in: the first time, which reads the postings, and again, beside an empty answer of the same
/// host (its health page) in turns. The page is measured packed.
/// </summary>
internal sealed partial class CockpitBench(DatabaseEngine engine, int villages, int years, int postings, int requests)
{
    private const string Login = "bench";
    private const string Password = "correct horse battery staple";

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var location = await database.CreateAsync("cockpit");
        var books = new VillageBooks(engine, villages, years, postings);
        await books.WriteAsync(location);
        database.Seal(location);
        var store = Databases.OpenStore(location, TimeProvider.System);
        await RoleFile.BringAsync(store, CancellationToken.None);
        await MakePersonAsync(store);
        var options = SiteWiring.For(store, new Importer(store, InstalledModules.All), port: 0);
        await using var site = SiteHost.Build(options with { SignInsPerMinute = 1_000 });
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false, CookieContainer = new() })
        {
            BaseAddress = await SiteHost.StartAsync(site), Timeout = TimeSpan.FromMinutes(20),
        };
        await SignInAsync(client);
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        var page = $"/cockpit?year={books.LastYear}";
        var first = await TookAsync(client, page);
        var (warm, empty) = (new List<double>(), new List<double>());
        for (var i = 0; i < requests; i++)
        {
            warm.Add((await TookAsync(client, page)).Ms);
            empty.Add((await TookAsync(client, "/health")).Ms);
        }

        Report(first, warm, empty);
        return 0;
    }

    private void Report((double Ms, int Bytes) first, List<double> warm, List<double> empty)
    {
        Console.WriteLine($"{engine}: the cockpit over {villages:N0} villages, {postings:N0} postings; {requests:N0} times again, one client");
        Console.WriteLine($"first time {first.Ms:N0} ms, again {Median.Of(warm):N1} ms, 95 of 100 within {Median.Within(warm, 95):N1} ms (health page {Median.Of(empty):N1} ms); {first.Bytes:N0} bytes packed");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = engine.ToString().ToLowerInvariant(),
            villages,
            postings,
            first_ms = (long)first.Ms,
            again_us = (long)(Median.Of(warm) * 1_000),
            again_p95_us = (long)(Median.Within(warm, 95) * 1_000),
            health_us = (long)(Median.Of(empty) * 1_000),
            packed_bytes = first.Bytes,
        }));
    }

    private static async Task<(double Ms, int Bytes)> TookAsync(HttpClient client, string page)
    {
        var clock = Stopwatch.StartNew();
        using var response = await client.GetAsync(page);
        var bytes = await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return (clock.Elapsed.TotalMilliseconds, bytes.Length);
    }

    private static async Task MakePersonAsync(Store store)
    {
        var hash = new PasswordHasher<User>().HashPassword(new User(), Password);
        var made = await store.WriteAsync<bool>(
            "bench",
            async (db, cancel) =>
            {
                var user = await FirstAccounts.AddAsync(db, Login, Login, null, cancel);
                user.PasswordHash = hash;
                FirstAccounts.Give(db, user, "county-office");
                await FirstAccounts.GiveScopeAsync(db, user, "view", null, cancel);
                return true;
            },
            CancellationToken.None);
        _ = made.Value;
    }

    private static async Task SignInAsync(HttpClient client)
    {
        var form = await client.GetStringAsync("/sign-in");
        var fields = HiddenField().Matches(form).Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value"))).Where(f => f.Name.Length > 0)
            .GroupBy(f => f.Name).ToDictionary(g => g.Key, g => g.First().Value);
        (fields["Input.Login"], fields["Input.Password"]) = (Login, Password);
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
        {
            throw new InvalidOperationException($"signing in was answered with {answer.StatusCode}");
        }
    }

    private static string Attribute(string tag, string name) => Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } m ? WebUtility.HtmlDecode(m.Groups[1].Value) : "";

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenField();
}
