using System.Text.Json;
using Baotuan.Platform.Access;
using Baotuan.Platform.Api;
using Baotuan.Platform.Pages;
using Microsoft.OpenApi;

namespace Baotuan.Tests.Web.Programs;

/// <summary>The addresses for programs, by a token, against their own document.</summary>
public sealed class ProgramRoutesTests(SiteFixture site)
{
    private const string Office = "county-office.above";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_names_every_address_and_every_answer_has_the_shape_that_it_says()
    {
        using var client = site.Client();
        var text = await client.GetStringAsync("/api/openapi.json", Cancel);
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        var document = read.Document!;
        string[] mapped = [.. site.GuardedEndpoints().Where(e => e.Contains(ProgramRoutes.Root + "/", StringComparison.Ordinal)).Select(e => e[4..].Replace(":long", "", StringComparison.Ordinal)).Order()];
        Assert.True(mapped.Length >= 6);
        Assert.Equal(mapped, document.Paths.Keys.Order());
        foreach (var (path, item) in document.Paths)
        {
            var operation = item.Operations![HttpMethod.Get];
            Assert.All(operation.Parameters ?? [], p => Assert.False(string.IsNullOrEmpty(p.Description) && p.Name != "id", $"{path} does not say what {p.Name} is"));
            var address = path.Replace("{id}", "1", StringComparison.Ordinal).Replace("{code}", "return_paid", StringComparison.Ordinal)
                + (path.Contains("{code}", StringComparison.Ordinal) ? "?scope=venture:ZCY&period=2018-01-01..2022-12-31" : "");
            using var answer = JsonDocument.Parse(await client.GetStringAsync(address, Cancel));
            Fits(answer.RootElement, operation.Responses!["200"].Content!["application/json"].Schema!, path);
        }
    }

    [Fact]
    public async Task Token_takes_the_list_away_part_by_part_and_each_part_is_in_the_log()
    {
        using var client = await ClientAsync(SiteFixture.Everything, "cases:case:read", "cases:case:export");
        var before = await ExportsAsync();
        List<string> numbers = [];
        int count;
        do
        {
            using var part = JsonDocument.Parse(await client.GetStringAsync($"{ProgramRoutes.Root}/cases?kind=dispute&skip={numbers.Count}&take=100", Cancel));
            count = part.RootElement.GetProperty("count").GetInt32();
            numbers.AddRange(part.RootElement.GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("number").GetString()!));
            Assert.All(part.RootElement.GetProperty("cases").EnumerateArray(), c => Assert.Equal("", c.GetProperty("title").GetString())); // a dispute has none
        }
        while (numbers.Count < count);
        Assert.Equal(count, numbers.Distinct().Count());
        Assert.True(count > 100, $"the sample has {count} disputes");
        Assert.Equal(before + (count + 99) / 100, await ExportsAsync());
    }

    [Fact]
    public async Task What_goes_wrong_is_told_in_words_and_codes()
    {
        using var reader = await ClientAsync(Office, "cases:case:read");
        using var exporter = await ClientAsync(Office, "cases:case:read", "cases:case:export");
        using var nobody = site.Client(null);
        foreach (var (client, address, status, word) in new[]
        {
            (nobody, "/cases", 401, "接口令牌"), (reader, "/no-such-address", 404, "没有这个地址"), (reader, "/cases", 403, "没有这项权限"), (reader, "/cases/999999", 404, "没有这条记录"),
            (reader, "/indicators", 403, "没有这项权限"), (exporter, "/cases?take=0", 400, "range_not_readable"), (exporter, "/cases?take=201", 400, "range_not_readable"),
            (exporter, "/cases?skip=-1", 400, "range_not_readable"), (exporter, "/cases?skip=abc", 400, "skip 请写成一个整数"), (exporter, "/cases?Take=&skip=0", 400, "take 请写成一个整数"), (exporter, "/cases?take=1&take=2", 400, "take 请写成一个整数"),
            (exporter, "/cases?skip=2147483648", 400, "condition_not_readable"), (exporter, "/cases?q=%F0%9F%98%80", 400, "里没有字"), (exporter, "/cases?q=%25", 400, "condition_not_readable"), (exporter, "/cases?from=2026-02-30", 400, "condition_not_readable"),
            (exporter, "/cases?kind=no-such", 400, "没有种类 no-such"), (exporter, "/cases?late=soon", 400, "condition_not_readable"), (exporter, "/cases?lead=NO-SUCH", 400, "没有编码为 NO-SUCH 的单位"),
        })
        {
            using var answer = await client.GetAsync(ProgramRoutes.Root + address, Cancel);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.True(status == (int)answer.StatusCode, $"{address}: {(int)answer.StatusCode} {body}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(word, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Way_of_a_case_has_its_steps_and_no_word_of_them()
    {
        using var client = await ClientAsync(Office, "cases:case:read");
        using var one = JsonDocument.Parse(await client.GetStringAsync($"{ProgramRoutes.Root}/cases/1", Cancel));
        var steps = one.RootElement.GetProperty("steps").EnumerateArray().ToList();
        Assert.NotEmpty(steps);
        Assert.All(steps, s => Assert.Equal(["act", "act_name", "no", "on", "public_answer", "recorded_at_ms", "state_name", "unit"], s.EnumerateObject().Select(p => p.Name).Order()));
        Assert.All(steps, s => Assert.NotEqual("", s.GetProperty("unit").GetString())); // who made it, and every step was made by some unit
    }

    [Fact]
    public async Task Every_condition_of_the_page_narrows_for_a_program_too()
    {
        using var client = await ClientAsync(SiteFixture.Everything, "cases:case:read", "cases:case:export");
        foreach (var condition in (string[])["retention=none", "state=none", "category=none", "channel=none", "q=zzzz", "from=9999-12-31", "to=0001-01-01"])
        {
            using var none = JsonDocument.Parse(await client.GetStringAsync($"{ProgramRoutes.Root}/cases?{condition}", Cancel));
            Assert.True(none.RootElement.GetProperty("count").GetInt32() == 0, condition);
        }
    }

    private async Task<int> ExportsAsync()
    {
        await using var db = site.Store.Open();
        return db.Set<Baotuan.Platform.Storage.Operation>().Count(o => o.Action == "case.export");
    }

    private async Task<HttpClient> ClientAsync(string login, params string[] permissions)
    {
        var caller = await TestPeople.CallerAsync(site.Store, login);
        var token = (await site.Store.WriteAsync(
            caller, (db, c) => Accounts.MakeTokenAsync(db, "接口测试", permissions, site.Store.Time.Today().AddDays(1), c), Cancel)).Value;
        var client = site.Client(null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    // every property of an answer stands in the document, and every property of the document in the answer
    private static void Fits(JsonElement answer, IOpenApiSchema schema, string where)
    {
        switch (answer.ValueKind)
        {
            case JsonValueKind.Array:
                Assert.NotNull(schema.Items);
                foreach (var item in answer.EnumerateArray().Take(20))
                {
                    Fits(item, schema.Items!, where + "[]");
                }

                break;
            case JsonValueKind.Object:
                var shape = schema.Properties is { Count: > 0 } ? schema : schema.OneOf?.FirstOrDefault(s => s.Properties is { Count: > 0 });
                Assert.True(shape is not null, $"{where}: the document knows no object here");
                Assert.Equal(shape.Properties!.Keys.Order(), answer.EnumerateObject().Select(p => p.Name).Order());
                foreach (var property in answer.EnumerateObject())
                {
                    Fits(property.Value, shape.Properties[property.Name], $"{where}.{property.Name}");
                }

                break;
        }
    }
}
