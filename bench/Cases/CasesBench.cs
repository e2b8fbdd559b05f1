using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Baotuan.Bench.Dividends;
using Baotuan.Cases.Contracts;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Bench.Cases;

/// <summary>
/// Measures lists and searches over many cases: a page of twenty with its count, by three filters and by words of two characters and more, for somebody who sees
/// everything and for somebody who sees a part. The limit beside them is one case read by its key. The first thousand come in by the real act, half of them given to
/// somebody; the others are copies of these rows under numbers of their own.
/// </summary>
internal sealed class CasesBench(DatabaseEngine engine, string samples, int cases, int runs)
{
    private const int Lot = 20, WarmUps = 5, Real = 1_000;

    private static readonly string[] Places = ["东湖", "南桥", "西街", "北村", "工业园", "码头", "菜场", "学校", "卫生院", "文化站"];
    private static readonly string[] Matters = ["材料重复提交", "窗口互相推诿", "审批时间太长", "收费标准不公开", "施工许可卡在图审", "危化车辆绕行", "用工备案", "环评批复", "消防验收", "电力增容"];
    private static readonly string[] Wishes = ["想找缝纫活", "想学电工", "家里有病人要照顾", "想进车间做包装", "想学月嫂", "屋顶漏水请人看看"];

    private static readonly (string Name, CaseQuery Query)[] Questions =
    [
        ("three filters", new("bottleneck", State: "received", Channel: "online")),
        ("three filters, late", new("household_need", Category: "labour", Overdue: true)),
        ("材料", new(Text: "材料")),
        ("图审", new(Text: "图审")),
        ("岗", new(Text: "岗")),
        ("东湖窗口", new(Text: "东湖窗口")),
        ("消防验收和电工", new(Text: "消防验收和电工")),
        ("00042", new(Text: "00042")),
        ("梗阻", new(Text: "梗阻")),
        ("开发区", new(Text: "开发区")),
    ];

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var location = await database.CreateAsync("cases");
        var store = Databases.OpenStore(location, TimeProvider.System);
        var codes = await OrganizationsAsync(store);
        var clock = Stopwatch.StartNew();
        await FillAsync(store, codes);
        var filled = clock.Elapsed;
        await MultiplyAsync(store);
        database.Seal(location);
        Console.WriteLine($"{engine}: {cases:N0} cases; the first {Math.Min(Real, cases):N0} taken in and half of them given to a unit in {filled.TotalSeconds:N0} s");

        var everybody = Person(OrganizationSet.All);
        var some = Person(new(false, await IdsAsync(store, codes.Take(codes.Count / 10))));
        var figures = new Dictionary<string, object>();
        var key = await TimesAsync(store, everybody, async db => (await CaseActs.ShowAsync(db, Fields(store), Math.Min(Real, cases) / 2, Today(store), CancellationToken.None)) is null ? 0 : 1);
        Console.WriteLine($"one case by its key: median {At(key.Times, 50):N1} ms");
        foreach (var (name, query) in Questions)
        {
            foreach (var (who, caller) in new[] { ("all", everybody), ("a tenth", some) })
            {
                var (times, found) = await TimesAsync(store, caller, async db => (await CaseActs.ListAsync(db, query, Today(store), CancellationToken.None)).Count);
                Console.WriteLine($"{name} ({who}): {found:N0} found, median {At(times, 50):N1} ms, p95 {At(times, 95):N1} ms");
                figures[$"{name}/{who}"] = new { found, median_ms = At(times, 50), p95_ms = At(times, 95), of_key = Tenths(At(times, 50) / At(key.Times, 50)) };
            }
        }

        await EndAThirdAsync(store);
        foreach (var (name, question) in Watching(store))
        {
            foreach (var (who, caller) in new[] { ("all", everybody), ("a tenth", some) })
            {
                var (times, found) = await TimesAsync(store, caller, question);
                Console.WriteLine($"{name} ({who}): {found:N0} found, median {At(times, 50):N1} ms, p95 {At(times, 95):N1} ms");
                figures[$"{name}/{who}"] = new { found, median_ms = At(times, 50), p95_ms = At(times, 95), of_key = Tenths(At(times, 50) / At(key.Times, 50)) };
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(new { engine = engine.ToString().ToLowerInvariant(), cases, key_ms = At(key.Times, 50), questions = figures, cores = Environment.ProcessorCount }));
        return 0;
    }

    /// <summary>What those who watch ask: the cases that a draw is made from, who is late, and what disputes were about.</summary>
    private static IReadOnlyList<(string Name, Func<BaotuanDb, Task<int>> Question)> Watching(Store store) =>
    [
        ("candidates of a draw", async db => (await CaseWatch.EndedAsync(db, null, Today(store).AddYears(-2), Today(store), CancellationToken.None)).Count),
        ("late by unit", async db => (await CaseWatch.LatenessAsync(db, Today(store).AddDays(90), 10, CancellationToken.None)).Sum(u => u.Late)),
        ("what disputes were about", async db => (await CaseActs.MattersAsync(db, Today(store), CancellationToken.None)).Sum(m => m.Total ?? 0)),
    ];

    private static async Task EndAThirdAsync(Store store)
    {
        await using var db = store.Open();
        await db.Database.ExecuteSqlRawAsync("UPDATE cases_standing SET done = TRUE WHERE case_id % 3 = 0");
    }

    private static FieldProtector Fields(Store store) => FieldProtector.Open(store.Location.DataDirectory);

    private static DateOnly Today(Store store) => store.Time.Today();

    private async Task<IReadOnlyList<string>> OrganizationsAsync(Store store)
    {
        using var folder = new Baotuan.Tests.Support.TempFolder();
        foreach (var sheet in new[] { "org-units.csv", "organizations.csv" })
        {
            File.Copy(Path.Combine(samples, sheet), folder.File(sheet));
        }

        var report = await new Importer(store, InstalledModules.All).RunAsync(folder.Path, "places", "bench", ImportMode.AllOrNothing, dryRun: false, null, CancellationToken.None);
        if (!report.Saved)
        {
            throw new ArgumentException($"{samples}: {string.Join('\n', report.Problems.Take(5))}");
        }

        await using var db = store.Open();
        return [.. (await Baotuan.Parties.Contracts.Organizations.ListAsync(db, null, CancellationToken.None)).Select(o => o.Code)];
    }

    private static async Task<HashSet<long>> IdsAsync(Store store, IEnumerable<string> codes)
    {
        await using var db = store.Open();
        var wanted = codes.ToHashSet();
        return [.. (await Baotuan.Parties.Contracts.Organizations.ListAsync(db, null, CancellationToken.None)).Where(o => wanted.Contains(o.Code)).Select(o => o.Id)];
    }

    private static Caller Person(OrganizationSet view) => new()
    {
        UserId = 1, Login = "bench", Name = "bench", View = view, Capture = OrganizationSet.All, Permissions = CasesPermissions.All.Select(p => p.Code).ToHashSet(),
    };

    private async Task FillAsync(Store store, IReadOnlyList<string> codes)
    {
        var (caller, fields, chance, first) = (Person(OrganizationSet.All), Fields(store), new Random(2_022), Today(store).AddDays(-360));
        for (var start = 0; start < Math.Min(Real, cases); start += Lot)
        {
            var from = start;
            var done = await store.WriteAsync<int>(
                caller,
                async (db, cancel) =>
                {
                    for (var i = from; i < Math.Min(Math.Min(Real, cases), from + Lot); i++)
                    {
                        var receipt = await CaseActs.ReceiveAsync(db, fields, Draft(i, codes, chance, first.AddDays((int)(350L * i / Real))), cancel);
                        if (!receipt.Ok)
                        {
                            return Outcome<int>.Refused(receipt.Refusals);
                        }

                        if (i % 2 == 0)
                        {
                            var given = await CaseActs.MoveAsync(
                                db, fields, new(receipt.Value.Id, "assign", $"m{i}", "请办理。", DueOn: store.Time.Today().AddDays(i % 60 + 1), UnitCode: codes[(i + 3) % codes.Count]), cancel);
                            if (!given.Ok)
                            {
                                return Outcome<int>.Refused(given.Refusals);
                            }
                        }
                    }

                    return 0;
                },
                CancellationToken.None);
            if (!done.Ok)
            {
                throw new InvalidOperationException(done.Refusals[0].ToString());
            }
        }
    }

    // what lists and searches read, nothing of it through the program
    private async Task MultiplyAsync(Store store)
    {
        await using var db = store.Open();
        for (var copy = 1; copy < cases / Real; copy++)
        {
            var shift = (copy * Real).ToString(CultureInfo.InvariantCulture);
            await CopyAsync(db, "cases_case", shift, "id", "number", "client_id", "code_hash");
            await CopyAsync(db, "cases_standing", shift, "case_id");
            await CopyAsync(db, "cases_involved", shift, "case_id");
            await CopyAsync(db, "cases_search", shift, "case_id");
            await CopyAsync(db, "cases_gram", shift, "case_id");
        }
    }

    private static async Task CopyAsync(BaotuanDb db, string table, string shift, string key, params string[] unique)
    {
        var columns = db.Model.GetEntityTypes().Single(t => t.GetTableName() == table).GetProperties().Select(p => p.GetColumnName()).ToList();
        var values = columns.Select(c => c == key ? $"{c} + {shift}" : unique.Contains(c) ? $"{c} || 'x{shift}'" : c);
        var copy = $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM {table} WHERE {key} <= {Real}";
        await db.Database.ExecuteSqlRawAsync(copy);
    }

    private static CaseDraft Draft(int i, IReadOnlyList<string> codes, Random chance, DateOnly on)
    {
        string Of(string[] words) => words[chance.Next(words.Length)];
        var (subject, owner, creator) = (codes[i % codes.Count], codes[(i + 1) % codes.Count], codes[(i + 2) % codes.Count]);
        return (i % 3) switch
        {
            0 => new("bottleneck", "procedure", $"{Of(Places)}{Of(Matters)}", "online", subject, owner, creator, on, "三个窗口各要一份。", [new("firm", "", "", creator)], $"c{i}"),
            1 => new("household_need", "labour", $"{Of(Places)}一户{Of(Wishes)}，离家近的岗位", "visit", subject, owner, creator, on, "家里两人会踩缝纫机。", [new("household", $"虚构{i}")], $"c{i}"),
            _ => new("dispute", "neighbours", "", "window", subject, owner, creator, on, "两家为一堵墙吵了三天。", [new("applicant", $"虚构甲{i}"), new("respondent", $"虚构乙{i}")], $"c{i}"),
        };
    }

    private async Task<(List<double> Times, int Found)> TimesAsync(Store store, Caller caller, Func<BaotuanDb, Task<int>> question)
    {
        var (times, found) = (new List<double>(), 0);
        for (var run = -WarmUps; run < runs; run++)
        {
            var clock = Stopwatch.StartNew();
            await using (var db = store.Open(caller))
            {
                found = await question(db);
            }

            if (run >= 0)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return (times, found);
    }

    private static double At(List<double> times, int percent) => Tenths(Median.Within(times, percent));

    private static double Tenths(double value) => (long)(value * 10) / 10.0;
}
