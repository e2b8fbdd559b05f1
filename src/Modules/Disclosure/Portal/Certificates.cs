using Baotuan.Disclosure.Clock;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Portal;

/// <summary>The birth certificate of one published number.</summary>
/// <param name="Records">How many records were added up, and of what kind.</param>
/// <param name="Released">Who made it public, when and where; or that nobody said so yet.</param>
internal sealed record Certificate(
    string Name, string Scope, string ScopeHref, string Period, Money? Value, string Qualifier, string Definition, string Records, DateOnly AsOf, string Released);

/// <summary>Says of every number of the portal where it comes from. Only what the portal shows has one.</summary>
internal static class Certificates
{
    /// <summary>Stands in addresses for all organisations that are shown.</summary>
    public const string All = "*";

    private static readonly Dictionary<string, (string Name, string Definition)> OfVillages = new()
    {
        ["received"] = ("收到分红", "这一年里入账的应收分红：项目直接分给它的，加联合公司转付给它的；已冲销的不算。按入账日期归年，不管有没有到账。"),
        ["reserve"] = ("提取公积公益金", "这一年收益分配中提取公积公益金的金额；已冲销的分配不算。"),
        ["members"] = ("分给成员", "这一年收益分配中分给成员的合计，代扣以前；已冲销的分配不算。不含个人金额。"),
        ["principal"] = ("投在项目里的本金", "股权登记簿上截至今天的实缴本金，各项目各期相加。"),
        ["accounts"] = ("科目余额", "账套里这一年全部凭证按一级科目相加；冲销用红字凭证，一并算在内。"),
    };

    private static readonly Dictionary<string, (string Name, string Definition)> OfVentures = new()
    {
        ["principal"] = ("在投本金", "股权登记簿上截至今天各投资方的实缴本金，各期相加。"),
        ["declared"] = ("累计应付分红", "历次入账的分红相加；已冲销的不算。"),
        ["paid"] = ("累计已付", "收款方已确认收到的付款相加；没有回音的和失败的不算。"),
    };

    public static Task<Certificate?> LoadAsync(BaotuanDb db, string figure, string scope, int year, DateOnly today, CancellationToken cancel) =>
        year < 1900 || year > today.Year ? Task.FromResult<Certificate?>(null)
        : scope == All ? OfAllAsync(db, figure, year, today, cancel) : OfOneAsync(db, figure, scope, year, today, cancel);

    private static async Task<Certificate?> OfAllAsync(BaotuanDb db, string figure, int year, DateOnly today, CancellationToken cancel)
    {
        var sums = await YearSums.LoadAsync(db, year, null, cancel);
        var (value, records) = figure switch
        {
            "received" => (YearSums.Sum(sums.Select(s => s.Received)), $"{sums.Sum(s => s.Records)} 条应收分红明细，{sums.Count} 个组织"),
            "members" => (YearSums.Sum(sums.Select(s => s.Members ?? Money.Zero)), $"{sums.Count(s => s.Members is not null)} 次收益分配"),
            _ => ((Money?)null, ""),
        };
        return value is null ? null : new(
            OfVillages[figure].Name, "公开显示的全部组织", "/public", $"{year}年", value, "准确", OfVillages[figure].Definition, records, today, "由系统按登记直接算出");
    }

    private static async Task<Certificate?> OfOneAsync(BaotuanDb db, string figure, string scope, int year, DateOnly today, CancellationToken cancel)
    {
        if (await Places.VillageAsync(db, scope, cancel) is { } village)
        {
            return PublicIndicators.Codes.Contains(figure) ? await OfIndicatorAsync(db, figure, village, year, today, cancel)
                : OfVillages.ContainsKey(figure) ? await OfVillageAsync(db, figure, village, year, today, cancel) : null;
        }

        return OfVentures.ContainsKey(figure) && (await PublicFigures.VenturesAsync(db, today, cancel)).FirstOrDefault(v => v.Code == scope) is { } venture
            ? await OfVentureAsync(db, figure, venture, today, cancel)
            : null;
    }

    private static async Task<Certificate?> OfVillageAsync(BaotuanDb db, string figure, OrganizationInfo village, int year, DateOnly today, CancellationToken cancel)
    {
        var (name, definition) = OfVillages[figure];
        var (href, period) = ($"/public/villages/{village.Code}", $"{year}年");
        Certificate Made(Money? value, string records) =>
            new(name, village.Name, href, figure == "principal" ? $"截至 {today:yyyy-MM-dd}" : period, value, "准确", definition, records, today, "");
        var made = figure switch
        {
            "principal" => await PrincipalAsync(db, r => r.Holder.Id == village.Id, null, today, Made, cancel),
            "accounts" => await YearAccounts.LoadAsync(db, village.Code, year, today, cancel) is { Vouchers: > 0 } account ? Made(null, $"{account.Vouchers} 张凭证") : null,
            _ => OfSum(figure, (await YearSums.LoadAsync(db, year, village.Id, cancel)).FirstOrDefault(), Made),
        };
        return made is null ? null : made with { Released = await ReleasedAsync(db, village, year, cancel) };
    }

    /// <summary>As the indicator is defined, in the version of that year.</summary>
    private static async Task<Certificate?> OfIndicatorAsync(BaotuanDb db, string code, OrganizationInfo village, int year, DateOnly today, CancellationToken cancel) =>
        (await YearAccounts.LoadAsync(db, village.Code, year, today, cancel))?.Incomes.FirstOrDefault(r => r.Indicator.Code == code) is { } reading
            ? new(
                reading.Indicator.Name, village.Name, $"/public/villages/{village.Code}/years/{year}", $"{year}年", PublicIndicators.Amount(reading), NumberQualifiers.Chinese(reading.Qualifier),
                $"{reading.Indicator.Definition}（{(reading.Indicator.IsBuiltIn ? "随程序" : $"第 {reading.Indicator.Version} 版")}的定义，{reading.Indicator.ValidFrom:yyyy-MM-dd} 起）", $"{reading.Records} 条分录", today,
                await ReleasedAsync(db, village, year, cancel))
            : null;

    private static Certificate? OfSum(string figure, YearSum? sum, Func<Money?, string, Certificate> made) => (figure, sum) switch
    {
        (_, null) => null,
        ("received", _) => made(sum.Received, $"{sum.Records} 条应收分红明细"),
        ("reserve", { PassedOn: { } passed }) => made(passed.Reserve, "1 次收益分配"),
        ("members", { Members: { } members }) => made(members, $"1 次收益分配，{sum.PassedOn!.Members} 人"),
        _ => null,
    };

    private static async Task<Certificate> OfVentureAsync(BaotuanDb db, string figure, VentureFigure venture, DateOnly today, CancellationToken cancel)
    {
        var (name, definition) = OfVentures[figure];
        Certificate Made(Money? value, string records) =>
            new(name, venture.Name, $"/public/ventures/{venture.Code}", $"截至 {today:yyyy-MM-dd}", value, "准确", definition, records, today, "由系统按登记直接算出");
        if (figure == "principal")
        {
            return await PrincipalAsync(db, _ => true, venture.Code, today, Made, cancel);
        }

        var distributions = await PublicFigures.DistributionsAsync(db, venture.Id, cancel);
        return Made(figure == "paid" ? venture.Paid : venture.Declared, $"{distributions.Count} 次分红，{distributions.Sum(d => d.LineCount)} 条明细");
    }

    private static async Task<Certificate> PrincipalAsync(
        BaotuanDb db, Func<RegisterRow, bool> counts, string? venture, DateOnly today, Func<Money?, string, Certificate> made, CancellationToken cancel)
    {
        var rows = (await RegisterReading.AsOfAsync(db, venture, today, long.MaxValue, cancel)).Where(r => counts(r) && r.PaidInFen != 0).ToList();
        return made(new Money(rows.Sum(r => r.PaidInFen)), $"股权登记簿 {rows.Count} 笔");
    }

    /// <summary>The last act of publishing of the accounts of that year, without the name of who recorded it.</summary>
    private static async Task<string> ReleasedAsync(BaotuanDb db, OrganizationInfo village, int year, CancellationToken cancel)
    {
        var (start, end) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var act = await db.Set<PublishingActRow>().AsNoTracking()
            .Where(a => a.OrganizationId == village.Id && a.DutyCode == "accounts" && a.PeriodStart >= start && a.PeriodEnd <= end)
            .OrderByDescending(a => a.PeriodEnd).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
        return act is null
            ? "由系统按登记直接算出；这一年的账目还没有登记公布"
            : $"{village.Name} {act.PublishedOn:yyyy-MM-dd} 公布（{new Period(act.PeriodStart, act.PeriodEnd).ChineseName}，{act.Places}），{ChinaTime.Text(act.RecordedAtMs)} 登记";
    }
}
