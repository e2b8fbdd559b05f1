using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Ledger.Contracts;
using Baotuan.Migrations;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Storage;
using Baotuan.Tests.Modules.Support;
using Baotuan.Tests.Modules.Ventures;
using static Baotuan.Tests.Modules.Ventures.World;

namespace Baotuan.Tests.Modules.Indicators;

/// <summary>Income of villages from their vouchers, and thresholds on it.</summary>
public sealed class VillageIncomeTests(PostgresCluster cluster)
{
    private static readonly string[] Accounts = ["501", "502", "503", "504", "301", "241", "511"];

    /// <summary>One line as anybody can add it up: credit positive.</summary>
    private sealed record Line(long Village, int Year, string Account, string Tag, long CreditFen, long DebitFen);

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Income_IsWhatANaiveSumOverTheVouchersGives(DatabaseEngine engine)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var world = await World.EmptyAsync(cluster, engine);
        var lines = await PostRandomAsync(world, random, 120);
        foreach (var village in new[] { V1, V2 })
        {
            foreach (var year in new[] { 2018, 2019 })
            {
                var code = village == V1 ? "V1" : "V2";
                var of = lines.Where(l => l.Village == village && l.Year == year).ToList();
                await CompareAsync(world, "operating_income", code, year, [.. of.Where(l => (l.Account is "501" or "502") && (l.Tag is "" or "recurring"))], l => l.CreditFen - l.DebitFen);
                await CompareAsync(world, "recurring_income", code, year, [.. of.Where(IsRecurring)], l => l.CreditFen - l.DebitFen);
                await CompareAsync(world, "bank_inflow", code, year, [.. of.Where(l => l.Account is "101" or "102" && l.DebitFen != 0)], l => l.DebitFen);
            }
        }

        static bool IsRecurring(Line l) => l.Account is "501" or "502" ? l.Tag is "" or "recurring" : l.Account is "503" or "504" && l.Tag == "recurring";
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task YearEndTransfer_DoesNotTakeTheIncomeAway(DatabaseEngine engine)
    {
        var desk = await new Pinghu(cluster).FreshAsync(engine);
        await using (desk)
        {
            // PH01 passed 2021 on: its 427,777.78 were carried to 321 at the end of the year
            Assert.Equal(("21388889/50", 1), await Pinghu.ReadAsync(desk, "recurring_income", "organization:PH01", "2021"));
            Assert.Equal(("0", 0), await Pinghu.ReadAsync(desk, "operating_income_without_ventures", "organization:PH01", "2021"));
            Assert.Equal(("period_is_no_year", -1), await Pinghu.ReadAsync(desk, "recurring_income", "organization:PH01", "2021-H1"));
            // six villages of Pinghu keep books here; 4 × 427,777.78 and 2 × 427,777.77 of the project, half of the cents by the order of codes
            var average = await Pinghu.ReadAsync(desk, "recurring_income_average", "unit:PHS", "2021");
            Assert.Equal(6, average.Records);
            Assert.Equal(("none", 0), await Pinghu.ReadAsync(desk, "recurring_income_average", "unit:JKQ", "2021"));
            await using var db = desk.Data.Store.Open();
            var standing = (await VillageIncome.StandingAsync(db, "unit:PHS", 2021, long.MaxValue, Cancel)).Value;
            Assert.Equal(6, standing.Count);
            Assert.All(standing, s => Assert.True(s.IsWeak));
            Assert.Equal("经常性收入 427,777.78 元，没有达到“不低于 1,800,000.00 元”；经营性收入 427,777.78 元，没有达到“不低于 1,000,000.00 元”", standing.Single(s => s.Village.Code == "PH01").Reason);
            Assert.All((await VillageIncome.StandingAsync(db, "unit:QTX", 2021, long.MaxValue, Cancel)).Value, s => Assert.Equal((null, "这个地区这一年没有登记门槛"), (s.IsWeak, s.Reason)));
            Assert.All((await VillageIncome.StandingAsync(db, "unit:PHS", 2020, long.MaxValue, Cancel)).Value, s => Assert.Null(s.IsWeak)); // the threshold is of 2021
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task ConditionsOfATarget_AreJoinedByAnd_AndTheReasonNamesWhatFails(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        await ImportAsync(world, "*,2018-01-01,target,recurring_income,at_least,1800000.00,文件\n*,2018-01-01,target,operating_income,at_least,1000000.00,文件");
        await EarnAsync(world, V1, 2018, ("501", "", 900_000_00), ("503", "recurring", 1_000_000_00));
        await EarnAsync(world, V1, 2019, ("501", "", 1_000_000_00), ("503", "recurring", 800_000_00), ("504", "one_off", 5_000_000_00), ("504", "", 1_00));
        await EarnAsync(world, V2, 2018, ("502", "", 1_799_999_99));
        var (first, second) = (await StandingAsync(world, 2018), await StandingAsync(world, 2019));
        Assert.Equal(["V1", "V2"], first.Select(s => s.Village.Code)); // who is no collective or keeps no book is not there
        Assert.Equal((true, null, "经营性收入 900,000.00 元，没有达到“不低于 1,000,000.00 元”"), (first[0].IsWeak, first[0].WasWeak, first[0].Reason));
        Assert.Equal((true, "经常性收入 1,799,999.99 元，没有达到“不低于 1,800,000.00 元”"), (first[1].IsWeak, first[1].Reason));
        Assert.Equal((false, true, true, "经常性收入 1,800,000.00 元，不低于 1,800,000.00 元；经营性收入 1,000,000.00 元，不低于 1,000,000.00 元"), (second[0].IsWeak, second[0].WasWeak, second[0].Left, second[0].Reason));
        // nothing was posted for V2 in 2019: no income is not an income of 0, and in 2020 it is judged against what stood before
        Assert.Equal((null, true, false, false, "这一年没有入账，不能判断"), (second[1].IsWeak, second[1].WasWeak, second[1].Entered, second[1].Left, second[1].Reason));
        await EarnAsync(world, V2, 2020, ("501", "", 1_800_000_00));
        var third = (await StandingAsync(world, 2020)).Single(s => s.Village.Code == "V2");
        Assert.Equal((false, true, true), (third.IsWeak, third.WasWeak, third.Left));
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task LeavingLooksAtIncomeWithoutTheProjectsOwn(DatabaseEngine engine)
    {
        await using var world = await World.CreateAsync(cluster, engine); // P pays V1 100.00 a year
        await ImportAsync(world, "*,2018-01-01,enter,operating_income,below,1500000.00,文件\n*,2018-01-01,leave,operating_income_without_ventures,above,1500000.00,文件");
        await EarnAsync(world, V1, 2018, ("501", "", 1_400_000_00));
        await EarnAsync(world, V1, 2019, ("501", "", 1_500_000_00));
        await EarnAsync(world, V1, 2020, ("501", "", 1_500_000_01));
        foreach (var year in new[] { 2018, 2019, 2020 })
        {
            _ = (await world.PostAsync(new("P", Period.Year(year)))).Value;
        }

        Assert.Equal((true, false, "经营性收入 1,400,100.00 元，低于 1,500,000.00 元"), await OfV1Async(2018));
        Assert.Equal((true, false, "经营性收入（不含抱团分红） 1,500,000.00 元，没有达到“高于 1,500,000.00 元”"), await OfV1Async(2019)); // 1,500,100.00 with the dividend
        Assert.Equal((false, true, "经营性收入（不含抱团分红） 1,500,000.01 元，高于 1,500,000.00 元"), await OfV1Async(2020));

        async Task<(bool?, bool, string)> OfV1Async(int year)
        {
            var one = (await StandingAsync(world, year)).Single(s => s.Village.Code == "V1");
            return (one.IsWeak, one.Left, one.Reason);
        }
    }

    [Theory, MemberData(nameof(TestStore.Engines), MemberType = typeof(TestStore))]
    public async Task Incomes_AreForWhoMayReadTheBooks(DatabaseEngine engine)
    {
        await using var world = await World.EmptyAsync(cluster, engine);
        var reader = new Caller { UserId = 9, Login = "r", Name = "r", View = new(false, new HashSet<long> { V1 }), Permissions = new HashSet<string> { "indicators:reading:read", "ledger:book:read" } };
        await using (var db = world.Store.Store.Open(reader))
        {
            Assert.Equal(["V1"], (await VillageIncome.StandingAsync(db, "*", 2018, long.MaxValue, Cancel)).Value.Select(s => s.Village.Code));
        }

        await using var without = world.Store.Store.Open(reader with { Permissions = new HashSet<string> { "indicators:reading:read" } });
        await Assert.ThrowsAsync<AccessDeniedException>(() => VillageIncome.StandingAsync(without, "*", 2018, long.MaxValue, Cancel));
    }

    private static async Task CompareAsync(World world, string indicator, string village, int year, IReadOnlyList<Line> counted, Func<Line, long> fen)
    {
        await using var db = world.Store.Store.Open();
        var request = new ReadingRequest(indicator, $"organization:{village}", Period.Year(year));
        var reading = (await IndicatorReadings.ReadAsync(db, request, Cancel)).Value;
        Assert.Equal((new Rational(counted.Sum(fen), 100), counted.Count), (reading.Value!.Value, (int)reading.Records));
        if (VillageIncome.Shown.Contains(indicator))
        {
            // the lists of years are added up in one pass, by the same definition in other words
            var years = (await VillageIncome.YearsAsync(db, "*", 2018, 2020, long.MaxValue, Cancel)).Value;
            Assert.Equal(counted.Sum(fen), years[year].Single(s => s.Village.Code == village).Of(indicator).Fen);
        }

        var records = (await IndicatorReadings.RecordsAsync(db, request, 0, 10_000, Cancel)).Value;
        Assert.Equal(counted.Select(fen).Order(), records.Select(r => (long)(r.Value * 100).Numerator).Order());
    }

    private static async Task<List<Line>> PostRandomAsync(World world, Random random, int vouchers)
    {
        var lines = new List<Line>();
        var books = await world.Read(db => Books.FindByOrganizationsAsync(db, [V1, V2], Cancel));
        for (var i = 0; i < vouchers; i++)
        {
            var (village, on) = (random.Next(2) == 0 ? V1 : V2, new DateOnly(2018, 1, 1).AddDays(random.Next(700)));
            var (account, tag, fen) = (Accounts[random.Next(Accounts.Length)], PostingTags.All[random.Next(PostingTags.All.Count)].Code, random.Next(1, 5_000_000));
            var (cash, back) = (random.Next(2) == 0 ? "101" : "102", random.Next(8) == 0);
            var draft = new VoucherDraft(books[village].Id, on, "业务", $"r{i}", back
                ? [PostingDraft.Debit(account, fen, tag: tag), PostingDraft.Credit(cash, fen)]
                : [PostingDraft.Debit(cash, fen), PostingDraft.Credit(account, fen, tag: tag)]);
            var posted = (await world.Write(db => Vouchers.PostAsync(db, [draft], Cancel))).Value[0];
            Add(1, on);
            if (random.Next(6) == 0)
            {
                var later = on.AddDays(random.Next(60));
                _ = (await world.Write(db => Vouchers.ReverseAsync(db, [posted.Id], later, "记错", $"x{i}", Cancel))).Value;
                Add(-1, later);
            }

            void Add(int sign, DateOnly day)
            {
                lines.Add(new(village, day.Year, account, tag, back ? 0 : sign * fen, back ? sign * fen : 0));
                lines.Add(new(village, day.Year, cash, "", back ? sign * fen : 0, back ? 0 : sign * fen));
            }
        }

        return lines;
    }

    private static async Task EarnAsync(World world, long village, int year, params (string Account, string Tag, long Fen)[] earned)
    {
        var book = (await world.Read(db => Books.FindByOrganizationsAsync(db, [village], Cancel)))[village];
        var lines = earned.Select(e => PostingDraft.Credit(e.Account, e.Fen, tag: e.Tag)).Append(PostingDraft.Debit("102", earned.Sum(e => e.Fen)));
        _ = (await world.Write(db => Vouchers.PostAsync(db, [new(book.Id, new DateOnly(year, 6, 30), "收入", $"{village}/{year}", [.. lines])], Cancel))).Value;
    }

    private static async Task<IReadOnlyList<VillageStanding>> StandingAsync(World world, int year) =>
        (await world.Read(db => VillageIncome.StandingAsync(db, "*", year, long.MaxValue, Cancel))).Value;

    private static async Task ImportAsync(World world, string rows)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("income-thresholds.csv"), $"region,valid_from,rule,indicator,comparison,limit,basis\n{rows}\n", Cancel);
        var report = await new Importer(world.Store.Store, InstalledModules.All).RunAsync(folder.Path, "测试", "测试员", ImportMode.AllOrNothing, dryRun: false, null, Cancel);
        Assert.Equal([], report.Problems.Select(p => p.ToString()));
    }
}
