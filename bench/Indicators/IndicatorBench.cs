using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Baotuan.Bench.Dividends;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Migrations;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Bench.Indicators;

/// <summary>
/// Measures every income indicator of every village and year: <see cref="VillageIncome.YearsAsync"/>, in turns with one SQL statement written by hand that adds up the same on the
/// same connection. All numbers of both are compared every time.
/// </summary>
internal sealed class IndicatorBench(DatabaseEngine engine, int villages, int years, int postings, int runs)
{
    // one reading with a sum for each indicator, as somebody would write it who knows the definitions by heart
    private const string ByHand = """
        SELECT v.book_id, v.year_month / 100,
          SUM(CASE WHEN (p.account_code LIKE '501%' OR p.account_code LIKE '502%' OR (p.account_code LIKE '503%' OR p.account_code LIKE '504%') AND p.tag = 'recurring')
            AND p.tag NOT IN ('one_off', 'land_compensation', 'quota_sale') THEN CASE p.side WHEN 'C' THEN p.amount_fen ELSE -p.amount_fen END ELSE 0 END),
          SUM(CASE WHEN (p.account_code LIKE '501%' OR p.account_code LIKE '502%') AND p.tag NOT IN ('one_off', 'land_compensation', 'quota_sale')
            THEN CASE p.side WHEN 'C' THEN p.amount_fen ELSE -p.amount_fen END ELSE 0 END),
          SUM(CASE WHEN (p.account_code LIKE '101%' OR p.account_code LIKE '102%') AND p.side = 'D' THEN p.amount_fen ELSE 0 END)
        FROM ledger_voucher v JOIN ledger_posting p ON p.book_id = v.book_id AND p.voucher_id = v.id
        WHERE v.voucher_class <> '期初' AND v.source_kind NOT LIKE 'appropriation-%'
        GROUP BY v.book_id, v.year_month / 100
        """;

    private readonly record struct Amounts(long Recurring, long Operating, long Inflow);

    public async Task<int> RunAsync()
    {
        using var database = BenchDatabase.Start(engine);
        var location = await database.CreateAsync("indicators");
        var books = new VillageBooks(engine, villages, years, postings);
        await books.WriteAsync(location);
        database.Seal(location);
        var store = Databases.OpenStore(location, TimeProvider.System);
        await using var db = store.Open();
        await db.Database.OpenConnectionAsync();
        var (product, byHand) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var run = 0; run <= runs; run++)
        {
            var (expected, hand) = await TimedAsync(() => HandAsync(db.Database.GetDbConnection()));
            var (found, took) = await TimedAsync(() => ProductAsync(db, books));
            Compare(expected, found);
            if (run > 0) // the first warms up
            {
                byHand.Add(hand);
                product.Add(took);
            }
        }

        Report(Median.Of(product), Median.Of(byHand));
        return 0;
    }

    private void Report(TimeSpan product, TimeSpan byHand)
    {
        Console.WriteLine($"{engine}: {villages:N0} villages × {years} years, {postings:N0} postings, {runs} runs each way in turns, medians");
        Console.WriteLine($"hand-written SQL {byHand.TotalMilliseconds:N0} ms, product {product.TotalMilliseconds:N0} ms: {byHand / product:N2} of it");
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            engine = engine.ToString().ToLowerInvariant(),
            villages,
            years,
            postings,
            product_ms = (long)product.TotalMilliseconds,
            sql_ms = (long)byHand.TotalMilliseconds,
            ratio_percent = (long)(100 * (byHand / product)),
        }));
    }

    private static async Task<(T Value, TimeSpan Took)> TimedAsync<T>(Func<Task<T>> run)
    {
        var clock = Stopwatch.StartNew();
        var value = await run();
        return (value, clock.Elapsed);
    }

    private static async Task<Dictionary<(long Village, int Year), Amounts>> ProductAsync(BaotuanDb db, VillageBooks books)
    {
        var found = (await VillageIncome.YearsAsync(db, "*", VillageBooks.FirstYear, books.LastYear, long.MaxValue, CancellationToken.None)).Value;
        return found.SelectMany(y => y.Value).ToDictionary(
            s => (s.Village.Id, s.Year), s => new Amounts(s.Of(VillageIncome.Recurring).Fen, s.Of(VillageIncome.Operating).Fen, s.Of(VillageIncome.BankInflow).Fen));
    }

    private static async Task<Dictionary<(long Village, int Year), Amounts>> HandAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = ByHand;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<(long, int), Amounts>();
        while (await reader.ReadAsync())
        {
            rows[(reader.GetInt64(0), (int)reader.GetInt64(1))] = new(Convert.ToInt64(reader.GetValue(2)), Convert.ToInt64(reader.GetValue(3)), Convert.ToInt64(reader.GetValue(4)));
        }

        return rows;
    }

    // the village of a book has its number here
    private static void Compare(Dictionary<(long, int), Amounts> expected, Dictionary<(long, int), Amounts> found)
    {
        foreach (var key in found.Keys.Union(expected.Keys).ToList())
        {
            if (!found.TryGetValue(key, out var product) || expected.GetValueOrDefault(key) != product)
            {
                throw new InvalidOperationException($"village and year {key}: the product says {product}, SQL {expected.GetValueOrDefault(key)}");
            }
        }

        if (expected.Count == 0)
        {
            throw new InvalidOperationException("nothing was added up");
        }
    }
}
