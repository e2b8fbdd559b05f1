using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.Definitions;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.Indicators.Readings;

/// <summary>From a code, a scope, a period and a time of knowledge to a number, or to the records behind it.</summary>
internal static class ReadIndicator
{
    private sealed record Asked(IndicatorInfo Indicator, Computation Computation, Question Question);

    public static async Task<Outcome<Reading>> RunAsync(BaotuanDb db, ReadingRequest request, CancellationToken cancel)
    {
        var asked = await AskAsync(db, request, cancel);
        if (!asked.Ok)
        {
            return Outcome<Reading>.Refused(asked.Refusals);
        }

        var (indicator, computation, question) = asked.Value;
        var total = await computation.TotalAsync(question, cancel);
        return new Reading(indicator, question.Scope, request.Period, total.Value, total.Records, request.KnownAtMs) { Coverage = total.Coverage, Listed = InstalledComputations.MayList(db, indicator.Computation) };
    }

    public static async Task<Outcome<IReadOnlyList<CountedRecord>>> RecordsAsync(BaotuanDb db, ReadingRequest request, int skip, int take, CancellationToken cancel)
    {
        var asked = await AskAsync(db, request, cancel);
        return asked.Ok
            ? Outcome<IReadOnlyList<CountedRecord>>.Of(await asked.Value.Computation.RecordsAsync(asked.Value.Question, skip, take, cancel))
            : Outcome<IReadOnlyList<CountedRecord>>.Refused(asked.Refusals);
    }

    public static async Task<Outcome<IReadOnlyList<VillageReading>>> EachVillageAsync(BaotuanDb db, ReadingRequest request, CancellationToken cancel)
    {
        var asked = await AskAsync(db, request, cancel);
        if (!asked.Ok)
        {
            return Outcome<IReadOnlyList<VillageReading>>.Refused(asked.Refusals);
        }

        var (indicator, computation, question) = asked.Value;
        if (!indicator.Dimensions.Contains(Computation.Place))
        {
            return new Refusal("scope_does_not_fit", $"“{indicator.Name}”按项目统计，不能一村一村地看。请换一个指标。");
        }

        var within = question.Scope.Organizations is { } ids
            ? (await Organizations.ByIdsAsync(db, ids, cancel)).Values
            : await Organizations.ListAsync(db, OrganizationKinds.VillageCooperative, cancel);
        var villages = within.Where(o => o.Kind == OrganizationKinds.VillageCooperative).OrderBy(o => o.Code, StringComparer.Ordinal).ToList();
        var totals = await computation.EachAsync(question, [.. villages.Select(v => v.Id)], cancel);
        return Outcome<IReadOnlyList<VillageReading>>.Of(
        [
            .. villages.Where(v => totals.ContainsKey(v.Id)).Select(v => new VillageReading(v, new(
                indicator, new($"organization:{v.Code}", v.Name, [v.Id], null), request.Period, totals[v.Id].Value, totals[v.Id].Records, request.KnownAtMs) { Coverage = totals[v.Id].Coverage })),
        ]);
    }

    private static async Task<Outcome<Asked>> AskAsync(BaotuanDb db, ReadingRequest request, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.ReadingRead);
        var versions = (await ReadDefinitions.AllAsync(db, request.KnownAtMs, cancel)).Where(d => d.Code == request.Code).ToList();
        if (versions.Count == 0)
        {
            return new Refusal("indicator_not_found", $"没有编码为 {request.Code} 的指标。请从指标列表里选。");
        }

        if (versions.LastOrDefault(v => v.ValidFrom <= request.Period.End) is not { } indicator)
        {
            return new Refusal("definition_not_in_force", $"“{versions[0].Name}”从 {versions[0].ValidFrom:yyyy-MM-dd} 起才有定义。请选更晚的期间。");
        }

        if (indicator.PeriodType == PeriodTypes.Year && !IsWholeYears(request.Period))
        {
            return new Refusal("period_is_no_year", $"“{indicator.Name}”按年度统计，期间请写年份，例如 2021。");
        }

        var scope = await ReadScope.RunAsync(db, request.Scope, indicator.Dimensions, cancel);
        return scope.Ok
            ? new Asked(indicator, InstalledComputations.Of(db.Modules, indicator.Computation), new(db, Arguments.Parse(indicator.Argument), scope.Value, request.Period, request.KnownAtMs) { Indicator = indicator })
            : Outcome<Asked>.Refused(scope.Refusals);
    }

    private static bool IsWholeYears(Period period) => period.Start is { Month: 1, Day: 1 } && period.End is { Month: 12, Day: 31 };
}
