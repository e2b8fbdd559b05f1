using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.Watches;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;

namespace Baotuan.Oversight.AlertRules;

/// <summary>A number of a village collective that is beyond the limit of a watch.</summary>
internal sealed class IndicatorBeyondLimit : AlertRule
{
    public override string Code => "indicator_beyond_limit";

    public override string Chinese => "指标越过界限";

    public override string Compares =>
        "按“指标预警”里登记的指标、时间和界限，逐个村集体读数（与“指标”页面是同一个数）。没有数的、账不在本系统记的不报。界限由监督单位自己定，程序不带。";

    public override IReadOnlyList<AlertParameter> Parameters => [];

    public override async Task<IReadOnlyList<AlertFound>> FindAsync(AlertGround ground, CancellationToken cancel)
    {
        var watches = await ReadWatches.StandingAsync(ground.Db, ground.Today, cancel);
        if (watches.Count == 0)
        {
            return [];
        }

        var units = await OrgUnitTree.ByIdsAsync(ground.Db, watches.Select(w => w.UnitId).OfType<long>(), cancel);
        var indicators = (await WatchBook.IndicatorsAsync(ground.Db, cancel)).ToDictionary(i => i.Code);
        var found = new List<AlertFound>();
        foreach (var watch in watches.Where(w => indicators.ContainsKey(w.Indicator)))
        {
            var inside = watch.UnitId is { } id ? await WithinAsync(ground, units[id], cancel) : null;
            found.AddRange(await FindAsync(ground, watch, indicators[watch.Indicator], inside, cancel)); // one that cannot be computed hides none of the others
        }

        return found;
    }

    private static async Task<IEnumerable<AlertFound>> FindAsync(AlertGround ground, WatchRow watch, IndicatorInfo indicator, IReadOnlySet<long>? inside, CancellationToken cancel)
    {
        var period = WatchPeriods.On(watch.PeriodKind, ground.Today, indicator.PeriodType);
        var each = await EachAsync(ground, watch, period, cancel);

        var limit = Rational.Parse(watch.LimitText);
        return each
            .Where(v => ground.Among?.Contains(v.Village.Id) != false && inside?.Contains(v.Village.Id) != false)
            .Where(v => v.Reading.Value is { } value && WatchComparisons.Holds(watch.Comparison, value, limit))
            .Select(v => new AlertFound(
                $"watch/{watch.WatchNo}/{v.Village.Id}", [v.Village.Id],
                $"{v.Reading.PeriodText}{indicator.Name} {v.Reading.ValueText}，{WatchComparisons.Chinese(watch.Comparison)} {indicator.Unit.TextWithUnit(limit)}。",
                [$"{watch.PeriodKind} {period.Start:yyyy-MM}", $"value {v.Reading.Value}", $"{watch.Comparison} {watch.LimitText}"], v.Reading.Address));
    }

    private static async Task<IReadOnlyList<VillageReading>> EachAsync(AlertGround ground, WatchRow watch, Period period, CancellationToken cancel)
    {
        var which = $"第 {watch.WatchNo} 号指标预警";
        try
        {
            var each = await IndicatorReadings.EachVillageAsync(ground.Db, new(watch.Indicator, "*", period), cancel);
            if (each.Ok)
            {
                return each.Value;
            }

            ground.Problems.Add($"{which}没有算：{each.Refusals[0].Message}");
        }
        catch (AccessDeniedException denied)
        {
            ground.Problems.Add(ReadAlerts.NotAllowed(which, denied));
        }

        return [];
    }

    private static async Task<IReadOnlySet<long>> WithinAsync(AlertGround ground, OrgUnitInfo unit, CancellationToken cancel) =>
        (await ground.Db.Modules.OfType<IScopeTree>().Single().OrganizationsWithinAsync(ground.Db, [unit.Id], cancel)).ToHashSet();
}
