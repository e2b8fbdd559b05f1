using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Baotuan.App.Shell;
using Baotuan.Kernel;
using Baotuan.Proofs.Contracts;
using Baotuan.Transparency;
using Baotuan.Transparency.Leaves;
using Baotuan.Transparency.Notes;
using Baotuan.Transparency.Receipts;
using Baotuan.Transparency.Witnessing;
using Microsoft.Playwright;

namespace Baotuan.Tests.Web;

/// <summary>The page that verifies receipts says the same as <see cref="ReceiptCheck"/> of every receipt, right or wrong, from a file and without network.</summary>
public sealed partial class VerifyPageTests(SiteFixture site) : IAsyncLifetime
{
    private const string NoKey = "";
    private const int Batch = 400;
    private readonly TempFolder _folder = new();
    private VerifierKey _key = null!;
    private string _receipt = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _key = (await LogCheckpoints.KeysAsync(site.Store, Cancel))[0];
        using var nobody = site.Client(null);
        _receipt = await nobody.GetStringAsync(site.SlipPath + "/receipt", Cancel);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Page_is_one_file_that_refers_to_nothing_and_runs_on_old_phones()
    {
        using var nobody = site.Client(null);
        using var answer = await nobody.GetAsync("/verify.html", Cancel);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(page, VerifyPage.With(_key.ToString()));
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 60_000);
        Assert.DoesNotMatch(@"https?://|\bsrc=|@import|url\(|\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket", page);
        Assert.Equal(["data:,"], Link().Matches(page).Select(m => m.Groups["to"].Value));
        var script = Script().Match(page).Groups["text"].Value;
        Assert.DoesNotMatch(@"=>|`|\b(let|const|class|async|BigInt)\b", script);
        var hash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
        Assert.Contains($"script-src {hash};", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.StartsWith("default-src 'none';", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains(hash, page);
    }

    /// <summary>Each byte of a receipt changed in one bit: refused by both with the same words, but for the label, which nothing is claimed of.</summary>
    [Fact]
    public async Task Every_changed_byte_is_refused_by_page_and_program_alike()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(_receipt);
        var changed = bytes.Select((b, i) =>
        {
            var copy = (byte[])bytes.Clone();
            copy[i] = (byte)(b ^ (1 << random.Next(8)));
            return Encoding.UTF8.GetString(copy);
        }).ToList();
        var accepted = await SameAsync(changed);
        var right = Verdict(_receipt).Value;
        foreach (var text in accepted)
        {
            // what is not covered by any signature shows no other figure, and differs in the label alone
            Assert.Equal(right.Lines, Verdict(text).Value.Lines);
            Assert.Equal(WithoutLabel(_receipt), WithoutLabel(text));
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{changed.Count} changed, {accepted.Count} in the label");
        Assert.InRange(accepted.Count, 0, changed.Count / 20);
    }

    /// <summary>Every value inside replaced by one of another kind, every name taken away: no exception, and the same words.</summary>
    [Fact]
    public async Task Receipt_of_another_shape_is_refused_by_page_and_program_alike()
    {
        var texts = new List<string>();
        foreach (var change in Shapes(JsonNode.Parse(Extra(_receipt))!))
        {
            texts.Add(WithExtra(_receipt, Encoding.UTF8.GetBytes(change)));
        }

        Assert.True(texts.Count > 300, $"{texts.Count}");
        // what is left out of the label, or a line left out whole, takes nothing from the proof of the others
        foreach (var text in await SameAsync(texts))
        {
            Assert.Subset(Verdict(_receipt).Value.Lines.ToHashSet(), Verdict(text).Value.Lines.ToHashSet());
        }
    }

    [Fact]
    public async Task Receipt_read_in_two_ways_is_refused_by_page_and_program_alike()
    {
        var extra = Encoding.UTF8.GetString(Extra(_receipt));
        var first = Receipt.Parse(_receipt)!.Lines[0];
        var twice = Receipt.Parse(_receipt)! with { Lines = [first, first] };
        string[] texts =
        [
            WithExtra(_receipt, " "u8.ToArray().Concat(Extra(_receipt)).ToArray()),
            WithExtra(_receipt, Encoding.UTF8.GetBytes(extra.Replace("\"format\":", "\"format\":\"x\",\"format\":", StringComparison.Ordinal))),
            WithExtra(_receipt, Encoding.UTF8.GetBytes(AmountFen().Replace(extra, "\"amount_fen\":$1.0", 1))),
            WithExtra(_receipt, Encoding.UTF8.GetBytes(AmountFen().Replace(extra, "\"amount_fen\":$1e0", 1))),
            WithExtra(_receipt, Encoding.UTF8.GetBytes(extra.Replace("\"H0001\"", "\"\\u00480001\"", StringComparison.Ordinal))),
            WithExtra(_receipt, [0xEF, 0xBB, 0xBF, .. Extra(_receipt)]), WithExtra(_receipt, [0xFF]), WithExtra(_receipt, []),
            twice.ToString(), Malleable(_receipt), _receipt + "x", _receipt[..^1], "", "\n\n", new string('x', 1_000_001), _receipt.Replace("index ", "index 0", StringComparison.Ordinal),
        ];
        Assert.Empty(await SameAsync(texts));
    }

    [Fact]
    public async Task Right_receipt_holds_with_any_ends_of_lines_and_by_its_own_key_alone()
    {
        var crlf = _receipt.Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal([_receipt, crlf], await SameAsync([_receipt, crlf]));
        var stranger = SignerKey.Make(_key.Name, KeyKind.Ed25519).Verifier;
        Assert.Empty(await SameAsync([_receipt], stranger));
        await using var context = await site.Browse(login: null);
        var page = await OpenAsync(context, NoKey);
        foreach (var bad in (string[])["", "x", _key.ToString()[..^1], _key.ToString() + "=", _key.ToString().Replace('+', ' ')])
        {
            Assert.Null(VerifierKey.Parse(bad));
            Assert.Equal("key_is_damaged", await page.EvaluateAsync<string>("([t, k]) => baotuan.verify(t, k).code", new[] { _receipt, bad }));
        }
    }

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Page_takes_a_file_a_paste_and_an_address_and_says_what_it_proves(int width)
    {
        await using var context = await site.Browse(width, 800, login: null);
        await context.SetOfflineAsync(true);
        var page = await OpenAsync(context, _key.ToString());
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);
        page.PageError += (_, error) => asked.Add(error);
        var file = Path.Combine(_folder.Path, "receipt.txt");
        await File.WriteAllTextAsync(file, "\uFEFF" + _receipt, Cancel);
        await page.SetInputFilesAsync("#file", file);
        var verdict = page.Locator("#verdict");
        await Assertions.Expect(verdict).ToContainTextAsync("成立：一分不差");
        var sum = new Money(Verdict(_receipt).Value.Lines.Sum(l => l.AmountFen));
        Assert.Contains($"应得合计 {sum.Format()} 元", await verdict.InnerTextAsync());
        Assert.Equal(width, await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, innerWidth)"));
        await Screenshots.Save(page, $"verify-good-{width}");
        Assert.Empty(await Axe.FindAsync(page));
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator("#receipt").IsVisibleAsync());
        Assert.True(await verdict.IsVisibleAsync());
        Assert.Empty(await Axe.FindAsync(page));
        await page.EmulateMediaAsync(new() { Media = Media.Screen });

        await page.FillAsync("#receipt", _receipt.Replace("index ", "index 1", StringComparison.Ordinal));
        await page.ClickAsync("#go");
        Assert.Contains("不成立", await verdict.InnerTextAsync());
        await Screenshots.Save(page, $"verify-bad-{width}");
        await page.FillAsync("#key", "");
        await page.ClickAsync("#go");
        Assert.Contains("还没有公钥", await verdict.InnerTextAsync());
        await page.FillAsync("#receipt", " ");
        await page.ClickAsync("#go");
        Assert.Contains("还没有收据", await verdict.InnerTextAsync());
        Assert.Empty(asked);

        var other = await context.NewPageAsync();
        await other.GotoAsync(new Uri(PagePath).AbsoluteUri + "#" + Uri.EscapeDataString(_receipt));
        await Assertions.Expect(other.Locator("#verdict")).ToContainTextAsync("成立：一分不差");
    }

    private string PagePath => Path.Combine(_folder.Path, "verify.html");

    private async Task<IPage> OpenAsync(IBrowserContext context, string key)
    {
        await File.WriteAllTextAsync(PagePath, VerifyPage.With(key), Cancel);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(PagePath).AbsoluteUri);
        return page;
    }

    private Outcome<ReceiptProof> Verdict(string text, VerifierKey? key = null) => ReceiptCheck.Verify(text, WitnessPolicy.Of(key ?? _key));

    /// <summary>Asks both; the texts that both accept. Anything that one of them says otherwise fails.</summary>
    private async Task<IReadOnlyList<string>> SameAsync(IReadOnlyList<string> texts, VerifierKey? key = null)
    {
        await using var context = await site.Browse(login: null);
        await context.SetOfflineAsync(true);
        var page = await OpenAsync(context, NoKey);
        var (accepted, differ) = (new List<string>(), new List<string>());
        foreach (var batch in texts.Chunk(Batch))
        {
            var said = await page.EvaluateAsync<string[]>(
                "([texts, key]) => texts.map(t => { try { const v = baotuan.verify(t, key); return v.ok ? 'ok ' + v.lines.map(l => l.collective + '/' + l.member + '/' + l.line + '/' + l.amountFen + '/' + l.withheldFen).join() : v.code + ' ' + v.message; } catch (e) { return 'exception ' + e; } })",
                new object[] { batch, (key ?? _key).ToString() });
            for (var i = 0; i < batch.Length; i++)
            {
                var verdict = Verdict(batch[i], key);
                var expected = verdict.Ok
                    ? "ok " + string.Join(',', verdict.Value.Lines.Select(l => $"{l.Collective}/{l.Member}/{l.Line}/{l.AmountFen}/{l.WithheldFen}"))
                    : $"{verdict.Refusals[0].Code} {verdict.Refusals[0].Message}";
                if (expected != said[i])
                {
                    differ.Add($"program: {expected} page: {said[i]} of: {batch[i][..Math.Min(200, batch[i].Length)]}");
                }
                else if (verdict.Ok)
                {
                    accepted.Add(batch[i]);
                }
            }
        }

        Assert.True(differ.Count == 0, $"{differ.Count} differ:\n{string.Join('\n', differ.Take(5))}");
        return accepted;
    }

    private static byte[] Extra(string receipt) => Convert.FromBase64String(receipt.Split('\n')[1]["extra ".Length..]);

    private static string WithExtra(string receipt, byte[] extra)
    {
        var lines = receipt.Split('\n');
        lines[1] = "extra " + Convert.ToBase64String(extra);
        return string.Join('\n', lines);
    }

    private static string WithoutLabel(string receipt)
    {
        var normal = receipt.ReplaceLineEndings("\n");
        var extra = (JsonObject)JsonNode.Parse(Extra(normal))!;
        extra.Remove("label");
        return WithExtra(normal, CanonicalJson.Write(extra));
    }

    /// <summary>The same signature with the order of the curve added to its second half: RFC 8032 refuses it.</summary>
    private static string Malleable(string receipt)
    {
        var cut = receipt.LastIndexOf(' ');
        var signature = Convert.FromBase64String(receipt[(cut + 1)..].Trim());
        var order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493", System.Globalization.CultureInfo.InvariantCulture);
        var scalar = (new BigInteger(signature.AsSpan(36), isUnsigned: true) + order).ToByteArray(isUnsigned: true);
        scalar.CopyTo(signature, 36);
        return receipt[..(cut + 1)] + Convert.ToBase64String(signature) + "\n";
    }

    private static IEnumerable<string> Shapes(JsonNode root)
    {
        string[] others = ["null", "true", "-1", "7", "9007199254740993", "\"x\"", "[]", "{}", "[null]"];
        foreach (var path in Paths(root, []).ToList())
        {
            foreach (var other in others)
            {
                var copy = root.DeepClone();
                Replace(copy, path, JsonNode.Parse(other));
                yield return Sorted(copy);
            }

            var without = root.DeepClone();
            Remove(without, path);
            yield return Sorted(without);
        }
    }

    private static string Sorted(JsonNode node)
    {
        try
        {
            return Encoding.UTF8.GetString(CanonicalJson.Write(node));
        }
        catch (FormatException)
        {
            return node.ToJsonString(); // the number that is too large stays as it is
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] at) => node switch
    {
        JsonObject o => o.SelectMany(p => Paths(p.Value, [.. at, p.Key]).Prepend([.. at, p.Key])),
        JsonArray a => a.Take(2).SelectMany((v, i) => Paths(v, [.. at, i]).Prepend([.. at, i])),
        _ => [],
    };

    private static JsonNode Parent(JsonNode node, object[] path) => path[..^1].Aggregate(node, (n, step) => step is string name ? n[name]! : n[(int)step]!);

    private static void Replace(JsonNode root, object[] path, JsonNode? value)
    {
        var parent = Parent(root, path);
        if (path[^1] is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)path[^1]] = value;
        }
    }

    private static void Remove(JsonNode root, object[] path)
    {
        var parent = Parent(root, path);
        if (path[^1] is string name)
        {
            parent.AsObject().Remove(name);
        }
        else
        {
            parent.AsArray().RemoveAt((int)path[^1]);
        }
    }

    [GeneratedRegex("\"amount_fen\":([0-9]+)")]
    private static partial Regex AmountFen();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("href=\"(?<to>[^\"]*)\"")]
    private static partial Regex Link();
}
