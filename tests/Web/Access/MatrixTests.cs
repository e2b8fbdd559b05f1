using AngleSharp.Html.Parser;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Tests.Web.Access;

/// <summary>
/// Every endpoint × every role × its own village, a unit above, a foreign village, and nobody: what is expected stands in
/// matrix.txt, written by hand; what there is comes from the site itself. An endpoint without a row fails.
/// </summary>
public sealed class MatrixTests(SiteFixture site)
{
    private static readonly (char Letter, string Where)[] Places = [('o', "own"), ('a', "above"), ('f', "foreign")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private sealed record Row(string Endpoint, string Address, string SeenFrom, IReadOnlySet<string> Roles, IReadOnlySet<string> Blind)
    {
        public string Method => Endpoint.Split(' ')[0];

        public bool Lets(string role) => Roles.Contains("ALL") || Roles.Contains(role);
    }

    [Fact]
    public void Every_endpoint_has_a_row_and_every_row_an_endpoint()
    {
        var rows = Read().Select(r => r.Endpoint).ToHashSet();
        var endpoints = site.GuardedEndpoints().ToHashSet();
        Assert.Equal("", string.Join("\n", endpoints.Except(rows).Select(e => $"no row for {e}").Concat(rows.Except(endpoints).Select(r => $"no endpoint for {r}")).Order()));
    }

    [Fact]
    public async Task Everybody_gets_in_where_the_matrix_says_so_and_nowhere_else()
    {
        List<string> complaints = [];
        var requests = 0;
        foreach (var role in TestPeople.Roles)
        {
            foreach (var (letter, where) in Places)
            {
                using var client = site.Client($"{role}.{where}");
                foreach (var row in Read().Where(r => r.Endpoint != "POST /sign-out" && r.Endpoint != "POST /sessions/end"))
                {
                    var expected = Expected(row, role, letter);
                    var status = await AskAsync(client, row);
                    requests++;
                    if (!expected.Contains(status))
                    {
                        complaints.Add($"{role}.{where} {row.Method} {row.Address}: {status} instead of {string.Join('/', expected)}");
                    }
                }
            }
        }

        Assert.True(complaints.Count == 0, $"{complaints.Count} of {requests}\n" + string.Join("\n", complaints.Take(60)));
        Assert.InRange(requests, 3_000, int.MaxValue);
    }

    [Fact]
    public async Task Nobody_gets_in_who_is_not_signed_in()
    {
        List<string> complaints = [];
        using var client = site.Client(null);
        foreach (var row in Read())
        {
            using var request = new HttpRequestMessage(new HttpMethod(row.Method), Address(row));
            using var response = await client.SendAsync(request, Cancel);
            var (status, location) = ((int)response.StatusCode, response.Headers.Location?.ToString() ?? "");
            if (row.Method == "GET" && !row.Address.StartsWith("/api/", StringComparison.Ordinal) ? status != 302 || !location.Contains("/sign-in", StringComparison.Ordinal) : status != 401)
            {
                complaints.Add($"{row.Endpoint}: {status} {location}");
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    [Fact]
    public async Task Every_page_refuses_a_form_without_a_token()
    {
        List<string> complaints = [];
        using var client = site.Client();
        foreach (var row in Read().Where(r => r.Method == "GET" && !r.Endpoint.Contains(".csv") && site.PagePatterns().Contains(r.Endpoint[4..])))
        {
            using var response = await client.PostAsync(Address(row), new FormUrlEncodedContent([new("_handler", "x")]), Cancel);
            if ((int)response.StatusCode != 400)
            {
                complaints.Add($"POST {row.Address}: {(int)response.StatusCode}");
            }
        }

        foreach (var row in Read().Where(r => r.Method == "POST"))
        {
            using var response = await client.PostAsync(Address(row), new FormUrlEncodedContent([new("id", "1")]), Cancel);
            if ((int)response.StatusCode != 400)
            {
                complaints.Add($"{row.Endpoint}: {(int)response.StatusCode}");
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }

    [Fact]
    public async Task Foreign_records_give_nothing_away_and_leave_a_line_in_the_log()
    {
        await using var db = site.Store.Open();
        var addresses = await ForeignAddressesAsync();
        var before = await DeniedAsync(db);
        List<string> complaints = [];
        var requests = 0;
        foreach (var role in new[] { "accountant", "cashier", "board", "supervisors", "auditor", "inspector" })
        {
            using var client = site.Client($"{role}.own");
            foreach (var address in addresses)
            {
                using var response = await client.GetAsync(address, Cancel);
                var body = await response.Content.ReadAsStringAsync(Cancel);
                requests++;
                if ((int)response.StatusCode is not (403 or 404) || body.Contains("示例一村", StringComparison.Ordinal))
                {
                    complaints.Add($"{role} {address}: {(int)response.StatusCode}");
                }
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n", complaints.Take(40)));
        Assert.InRange(requests, 1_500, int.MaxValue);
        Assert.Equal(before + requests, await DeniedAsync(db));
        Assert.Null(await OperationChain.CheckAsync(db, Cancel));
    }

    // denials in the log, also those of which it has the number alone
    private async Task<long> DeniedAsync(BaotuanDb db)
    {
        await site.FlushNotesAsync();
        var counts = await db.Set<Operation>().Where(o => o.Kind == "denied").Select(o => o.After).ToListAsync(Cancel);
        return counts.Sum(c => c is null ? 1 : long.Parse(c));
    }

    [Fact]
    public async Task Nobody_fills_the_log_with_denials()
    {
        await site.FlushNotesAsync();
        await using var db = site.Store.Open();
        var lines = await db.Set<Operation>().CountAsync(o => o.Kind == "denied", Cancel);
        var before = await DeniedAsync(db);
        using var client = site.Client("grid-officer.foreign");
        for (var i = 0; i < 40; i++)
        {
            Assert.Equal(403, (int)(await client.GetAsync("/books", Cancel)).StatusCode);
        }

        Assert.Equal(lines + 1, await db.Set<Operation>().CountAsync(o => o.Kind == "denied", Cancel));
        Assert.Equal(before + 40, await DeniedAsync(db));
        Assert.Equal(lines + 2, await db.Set<Operation>().CountAsync(o => o.Kind == "denied", Cancel));
        var sum = await db.Set<Operation>().Where(o => o.Kind == "denied").OrderByDescending(o => o.Id).FirstAsync(Cancel);
        Assert.Equal(("grid-officer.foreign", "39", "/books"), (sum.Actor, sum.After, sum.Subject));
    }

    /// <summary>With a good token of his own, a person posts forms of records that are not his, or that his role may not touch.</summary>
    [Fact]
    public async Task Forms_on_foreign_records_change_nothing()
    {
        await using var db = site.Store.Open();
        var foreign = await Parties.Contracts.Organizations.ByCodeAsync(db, "PH01", Cancel);
        var book = (await Baotuan.Ledger.Contracts.Books.FindByOrganizationsAsync(db, [foreign!.Id], Cancel))[foreign.Id];
        var vouchers = (await Baotuan.Ledger.Contracts.Vouchers.ListAsync(db, new(book.Id, Take: 20), Cancel)).Vouchers.Select(v => v.Id).ToList();
        (string Address, string Handler, (string, string)[] Fields)[] forms =
        [
            .. vouchers.Select(v => ($"/vouchers/{v}", "reverse", new[] { ("Input.On", "2024-01-01"), ("Input.Reason", "试") })),
            ("/books/PH01", "close", [("Closing.Month", "202401")]),
            ("/books/PH01", "reopen", [("Reopening.Month", "202401"), ("Reopening.Reason", "试")]),
            ("/vouchers/new?book=PH01", "enter", [("Input.On", "2024-01-01"), ("Input.Summary", "试")]),
            ("/cascades/2", "reverse", [("Reversal.On", "2024-01-01"), ("Reversal.Reason", "试")]),
            ("/cascades/2/bank", "freeze", []),
            ("/bank-batches/1", "release", [("Input.Hash", "0")]),
            ("/bank-batches/1", "result", [("Answer.On", "2024-01-01")]),
            ("/villages/PH01/cascade?period=2021", "post", [("Input.Plan", "0")]),
            ("/distributions/1", "reverse", [("Reversal.On", "2024-01-01"), ("Reversal.Reason", "试")]),
            ("/distributions/1", "pay", [("Payment.Amount", "1.00"), ("Payment.PaidOn", "2024-01-01")]),
            ("/payments/1", "reverse", [("Reversal.On", "2024-01-01"), ("Reversal.Reason", "试")]),
            ("/members/PH01/00001/reveal?field=bank_account", "reveal", [("Input.Note", "想看看")]),
            ("/users/1", "disable", [("Reason", "试")]),
            ("/users/1", "give-role", [("Give.Role", "system-admin")]),
            ("/users", "create", [("Input.Login", "evil"), ("Input.Name", "试")]),
            ("/webhooks/2", "act", [("Chosen.Act", "approve")]),
            ("/webhooks/1", "act", [("Chosen.Act", "remove"), ("Chosen.Reason", "试")]),
            ("/webhooks/new", "make", [("Input.Name", "试"), ("Input.Login", "everything"), ("Input.Address", "https://evil.example/"), ("Input.Kinds", "case.received"), ("Input.ClientId", "evil")]),
            ("/webhooks/1/deliveries/1", "again", []),
            ("/alerts/rules/return_due_unpaid", "change", [("Input.Reason", "试")]),
        ];
        var before = await CountsAsync(db);
        List<string> complaints = [];
        foreach (var role in new[] { "accountant", "cashier", "board", "supervisors", "deputy", "member" })
        {
            using var client = site.Client($"{role}.own");
            var token = await TokenAsync(client);
            foreach (var (address, handler, fields) in forms)
            {
                using var response = await client.PostAsync(
                    address, new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. fields.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))]), Cancel);
                // a page that shows the record to him has no form of this name for him
                if ((int)response.StatusCode is not (400 or 403 or 404))
                {
                    complaints.Add($"{role} {address} {handler}: {(int)response.StatusCode}");
                }
            }
        }

        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
        Assert.Equal(before, await CountsAsync(db));
    }

    private static async Task<string> TokenAsync(HttpClient client)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync("/account", Cancel));
        return page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private static async Task<string> CountsAsync(BaotuanDb db)
    {
        var counts = new List<string>();
        foreach (var table in (string[])
            ["ledger_voucher", "ventures_reversal", "ventures_payment", "ventures_payment_result", "ventures_cascade", "ventures_bank_batch", "ventures_bank_release",
             "ventures_bank_result", "platform_user", "platform_user_role", "oversight_alert_rule", "platform_webhook"])
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM " + table;
            counts.Add($"{table} {await command.ExecuteScalarAsync(Cancel)}");
        }

        return string.Join('\n', counts);
    }

    [Fact]
    public void Roles_hold_permissions_that_exist_and_no_right_is_held_by_nobody()
    {
        var known = Migrations.InstalledModules.All.SelectMany(m => m.Permissions).Concat(PlatformPermissions.All).Select(p => p.Code).ToHashSet();
        var held = RoleFile.Read().SelectMany(r => r.Permissions).ToHashSet();
        Assert.Empty(known.Except(held));
        Assert.Empty(held.Except(known));
    }

    private async Task<IReadOnlyList<string>> ForeignAddressesAsync()
    {
        await using var db = site.Store.Open();
        var foreign = await Parties.Contracts.Organizations.ByCodeAsync(db, "PH01", Cancel);
        var book = (await Baotuan.Ledger.Contracts.Books.FindByOrganizationsAsync(db, [foreign!.Id], Cancel))[foreign.Id];
        var vouchers = (await Baotuan.Ledger.Contracts.Vouchers.ListAsync(db, new(book.Id, Take: 60), Cancel)).Vouchers.Select(v => $"/vouchers/{v.Id}");
        var members = (await Parties.Contracts.Members.AsOfAsync(db, foreign.Id, new DateOnly(2024, 1, 1), long.MaxValue, Cancel)).Take(130).Select(m => $"/members/PH01/{m.MemberNo}");
        var slips = Enumerable.Range(1, 90).Select(i => $"/slips/2/H{i:0000}");
        return
        [
            .. vouchers, .. members, .. slips, "/cascades/2", "/cascades/2/sheet", "/cascades/2/lines.csv", "/slips/2", "/villages/PH01", "/books/PH01",
            "/statement?book=PH01&account=102", "/trial-balance?book=PH01", "/vouchers?book=PH01", "/members.csv?village=PH01", "/villages/PH01/cascade?period=2018",
            "/journal/csv?book=PH01", "/members?village=PH01", "/ventures/LONGQUAN", "/ventures/QINGTIAN",
        ];
    }

    private int[] Expected(Row row, string role, char place)
    {
        if (!row.Lets(role))
        {
            return [403];
        }

        return row switch
        {
            { Method: "POST" } => [400],
            { SeenFrom: "!" } => [403], // asks for all units, and these people have one
            { SeenFrom: "*" } => [200],
            _ when row.Blind.Contains(role) => [404],
            // what is not one's own is 404; a member sees himself alone
            _ => row.SeenFrom.Contains(place) && !(role == "member" && row.Endpoint.Contains("{HouseholdNo}") && place != 'f') ? [200] : [404],
        };
    }

    private async Task<int> AskAsync(HttpClient client, Row row)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), Address(row));
        if (row.Method == "POST")
        {
            request.Content = new FormUrlEncodedContent([new("id", "1")]);
        }

        using var response = await client.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }

    private string Address(Row row) => row.Address
        .Replace("VOUCHER-OF-PH06", $"/vouchers/{site.VoucherOfPh06}", StringComparison.Ordinal)
        .Replace("VOUCHERNO", $"{site.VoucherOfPh06}", StringComparison.Ordinal)
        .Replace("UPLOAD", $"/imports/new/{SampleData.UploadWithErrors}", StringComparison.Ordinal);

    private static IReadOnlyList<Row> Read() =>
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Access", "matrix.txt")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Select(c => new Row(c[0], c[1], c[2], c[3].Split(' ').ToHashSet(), c.Length > 4 ? c[4].Split(' ').ToHashSet() : [])),
    ];
}
