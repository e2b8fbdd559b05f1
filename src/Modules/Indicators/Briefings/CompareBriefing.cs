using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Briefings;

/// <summary>
/// Reads every frozen number again. 1. The same question now. 2. Where the answer differs: the records counted then, by what was known then, against those
/// counted now. 3. What neither list shows is said to be a change of definition or of master data, which has one time only.
/// </summary>
internal sealed class CompareBriefing(BaotuanDb db, FrozenBriefing frozen)
{
    // longer lists are compared by their numbers alone
    private const int LongestList = 20_000;
    private const int MostDays = 5;

    public static async Task<IReadOnlyList<BriefingComparison>> RunAsync(BaotuanDb db, FrozenBriefing frozen, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        var (comparing, list) = (new CompareBriefing(db, frozen), new List<BriefingComparison>());
        foreach (var number in frozen.Briefing.Numbers.Where(n => !n.IsPrinted))
        {
            list.Add(await comparing.OfAsync(number, cancel));
        }

        return list;
    }

    private async Task<BriefingComparison> OfAsync(BriefingNumber number, CancellationToken cancel)
    {
        var then = number.Reading;
        if (then.Scope.Code == "*" && !db.Access.Reach(IndicatorsPermissions.ReadingRead).Everywhere)
        {
            return Unknown(number, "这个数按全部范围发布，您只能查看一部分，不能比。");
        }

        try
        {
            var read = await IndicatorReadings.ReadAsync(db, Request(then, long.MaxValue), cancel);
            return read.Ok ? await AgainstAsync(number, read.Value, cancel) : Unknown(number, $"现在读不出这个数：{read.Refusals[0].Message}");
        }
        catch (AccessDeniedException)
        {
            return Unknown(number, "这个数的记录不在您的查看范围里，不能比。");
        }
    }

    private async Task<BriefingComparison> AgainstAsync(BriefingNumber number, Reading now, CancellationToken cancel)
    {
        var then = number.Reading;
        var redefined = Redefined(then.Indicator, now.Indicator);
        if (then.Value == now.Value && then.Records == now.Records && !redefined)
        {
            return new(number, now, false, [], [], "没有变。");
        }

        var (came, gone) = await RecordsAsync(then, cancel);
        var values = then.ValueText == now.ValueText ? $"数没有变，还是 {now.ValueText}" : $"发布时 {then.ValueText}，现在 {now.ValueText}";
        var because = string.Join("；", Because(then, now, redefined, came, gone));
        return new(number, now, then.Value != now.Value || redefined, came, gone, $"{values}：{because}。");
    }

    private IEnumerable<string> Because(Reading then, Reading now, bool redefined, IReadOnlyList<CountedRecord>? came, IReadOnlyList<CountedRecord>? gone)
    {
        if (redefined)
        {
            yield return $"定义改了，发布时是第 {then.Indicator.Version} 版（{then.Indicator.ValidFrom:yyyy-MM-dd} 起），现在是第 {now.Indicator.Version} 版（{now.Indicator.ValidFrom:yyyy-MM-dd} 起）";
        }

        if (came is null || gone is null)
        {
            yield return $"发布时 {then.Records} 条记录，现在 {now.Records} 条；逐条名单太长，或不在您的查看范围里";
            yield break;
        }

        var were = gone.Select(Identity).ToHashSet();
        var corrected = came.Where(r => were.Contains(Identity(r))).ToList();
        var added = came.Except(corrected).ToList();
        var dropped = gone.Count - corrected.Count;
        if (corrected.Count > 0)
        {
            yield return $"{corrected.Count} 条记录更正过{Days(corrected)}";
        }

        if (added.Count > 0)
        {
            yield return $"{added.Count} 条记录是发布以后登记的{Days(added)}";
        }

        if (dropped > 0)
        {
            yield return $"{dropped} 条发布时算进去的记录现在不算了";
        }

        if (!redefined && came.Count == 0 && gone.Count == 0)
        {
            yield return "记录没有变，变的是名称、类别、总投资这类只有现在的值的资料";
        }
    }

    private string Days(IEnumerable<CountedRecord> records)
    {
        var days = records.Where(r => r.RecordedAtMs > frozen.Publication.RecordedAtMs).Select(r => ChinaTime.Day(r.RecordedAtMs)).Distinct().Order().ToList();
        return days.Count == 0 ? "" : $"（{string.Join("、", days.Take(MostDays).Select(d => d.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))}{(days.Count > MostDays ? " 等" : "")}）";
    }

    private async Task<(IReadOnlyList<CountedRecord>? Came, IReadOnlyList<CountedRecord>? Gone)> RecordsAsync(Reading then, CancellationToken cancel)
    {
        try
        {
            var before = await IndicatorReadings.RecordsAsync(db, Request(then, frozen.Publication.RecordedAtMs), 0, LongestList + 1, cancel);
            var after = await IndicatorReadings.RecordsAsync(db, Request(then, long.MaxValue), 0, LongestList + 1, cancel);
            return !before.Ok || !after.Ok || before.Value.Count > LongestList || after.Value.Count > LongestList
                ? (null, null)
                : (Minus(after.Value, before.Value), Minus(before.Value, after.Value));
        }
        catch (AccessDeniedException)
        {
            return (null, null);
        }
    }

    // equal records may stand more than once
    private static IReadOnlyList<CountedRecord> Minus(IReadOnlyList<CountedRecord> all, IReadOnlyList<CountedRecord> without)
    {
        var left = without.GroupBy(r => r).ToDictionary(g => g.Key, g => g.Count());
        return [.. all.Where(r => !left.TryGetValue(r, out var count) || (left[r] = count - 1) < 0)];
    }

    private static (string, long?, DateOnly) Identity(CountedRecord record) => (record.Text, record.OrganizationId, record.On);

    private static bool Redefined(IndicatorInfo then, IndicatorInfo now) =>
        (then.ValidFrom, then.Computation, then.Argument, then.Definition, then.Unit.Code, then.Qualifier) != (now.ValidFrom, now.Computation, now.Argument, now.Definition, now.Unit.Code, now.Qualifier);

    private static ReadingRequest Request(Reading then, long knownAtMs) => new(then.Indicator.Code, then.Scope.Code, then.Period, knownAtMs);

    private static BriefingComparison Unknown(BriefingNumber number, string why) => new(number, null, false, null, null, why);
}
