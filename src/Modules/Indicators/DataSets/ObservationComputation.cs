using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>
/// What organisations entered themselves: <c>set=NOTICES;element=notices_posted;state=accepted</c>. Numbers of periods inside the one asked for are added up; at a point in time
/// the last period that is over counts alone. What is not accepted (or approved, or entered, as the argument says) counts as not reported, which is not 0.
/// </summary>
internal sealed class ObservationComputation() : Computation(Name, Place)
{
    public const string Name = "observation";

    private static readonly IReadOnlyList<(string Code, DataState From)> States = [("accepted", DataState.Accepted), ("approved", DataState.Approved), ("entered", DataState.Open)];

    private sealed record Counted(DataSetInfo Set, Period Period, IReadOnlyList<DataStanding> Expected, IReadOnlyList<(DataStanding By, ObservationRow Row)> Rows);

    public override string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) =>
        argument.ContainsKey("set") && argument.ContainsKey("element") && States.Any(s => s.Code == argument.GetValueOrDefault("state", "accepted")) && argument.Keys.All(k => k is "set" or "element" or "state")
            ? null : "参数要写数据集和项，例如 set=NOTICES;element=notices_posted；加 state=approved 或 state=entered 就连没有接收或没有审核的也算。";

    public override async Task<Total> TotalAsync(Question question, CancellationToken cancel) => Of(question, await CountAsync(question, cancel));

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<long, Total>> EachAsync(Question question, IReadOnlyList<long> organizations, CancellationToken cancel)
    {
        // a board is loaded whole, whoever is asked about: once for all
        var all = await CountAsync(question with { Scope = question.Scope with { Organizations = [.. organizations], Ventures = null } }, cancel);
        var parts = all.Select(c => (Counted: c, Expected: c.Expected.ToLookup(o => o.Organization.Id), Rows: c.Rows.ToLookup(r => r.Row.OrganizationId))).ToList();
        return organizations.ToDictionary(id => id, id => Of(question, [.. parts.Select(p => p.Counted with { Expected = [.. p.Expected[id]], Rows = [.. p.Rows[id]] })]));
    }

    private static Total Of(Question question, IReadOnlyList<Counted> counted)
    {
        var values = counted.SelectMany(c => c.Rows).Where(r => r.Row.Mark == ObservationRow.Value).ToList();
        var coverage = new Coverage(counted.Sum(c => (long)c.Expected.Count), values.Count, counted.Sum(c => (long)c.Rows.Count) - values.Count);
        Rational? sum = values.Count == 0 ? null : values.Aggregate(Rational.Zero, (total, v) => total + In(question, v.Row));
        return new(sum, values.Count) { Coverage = coverage };
    }

    public override async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question question, int skip, int take, CancellationToken cancel) =>
    [
        .. (await CountAsync(question, cancel)).SelectMany(c => c.Rows.Where(r => r.Row.Mark == ObservationRow.Value).Select(r => new CountedRecord(
            $"{c.Set.Name}，{c.Period.ChineseName}（{DataStates.Chinese(r.By.State)}）", r.Row.OrganizationId, c.Period.End, In(question, r.Row),
            $"/datasets/{c.Set.Code}/{c.Period.Code}/{r.By.Organization.Code}", r.Row.RecordedAtMs))).Skip(skip).Take(take),
    ];

    private static async Task<IReadOnlyList<Counted>> CountAsync(Question question, CancellationToken cancel)
    {
        question.Db.Access.Require(IndicatorsPermissions.DataRead);
        var counted = new List<Counted>();
        foreach (var period in await PeriodsAsync(question, cancel))
        {
            var set = await ReadDataSets.ForAsync(question.Db, question.Argument["set"], period, question.KnownAtMs, cancel);
            if (set.Ok)
            {
                counted.Add(await OfPeriodAsync(question, set.Value, period, cancel));
            }
        }

        return counted;
    }

    private static async Task<Counted> OfPeriodAsync(Question question, DataSetInfo set, Period period, CancellationToken cancel)
    {
        var (db, element) = (question.Db, question.Argument["element"]);
        var from = States.First(s => s.Code == question.Argument.GetValueOrDefault("state", "accepted")).From;
        var board = (await ReadBoard.LoadAsync(db, set, period, null, question.KnownAtMs, cancel)).Board;
        var among = question.Scope.Organizations?.ToHashSet();
        var expected = board.Organizations.Where(o => among?.Contains(o.Organization.Id) != false).ToList();
        if (expected.Count == 0 || set.Elements.All(e => e.Indicator != element))
        {
            return new(set, period, [], []);
        }

        // where nobody accepts, approval is the end
        var counts = expected.Where(o => o.State >= from || o.AcceptorId is null && o.State == DataState.Approved).ToDictionary(o => o.Organization.Id);
        var rows = await db.Set<ObservationRow>().AsNoTracking()
            .Where(o => o.SetCode == set.Code && o.Element == element && o.ValidFrom == period.Start && o.RecordedAtMs <= question.KnownAtMs).OrderBy(o => o.Id).ToListAsync(cancel);
        var standing = rows.GroupBy(r => r.OrganizationId).Select(g => g.Last()).Where(r => !r.Retracted && counts.ContainsKey(r.OrganizationId)).ToDictionary(r => r.OrganizationId);
        return new(set, period, expected, [.. expected.Where(o => standing.ContainsKey(o.Organization.Id)).Select(o => (o, standing[o.Organization.Id]))]);
    }

    // periods that are over: by the day of the last thing that is known, so that the answer depends on records alone
    private static async Task<IReadOnlyList<Period>> PeriodsAsync(Question question, CancellationToken cancel)
    {
        var catalog = await ReadDataSets.CatalogAsync(question.Db, question.KnownAtMs, cancel);
        if (catalog.Sets.FirstOrDefault(s => s.Code == question.Argument["set"]) is not { } set)
        {
            return [];
        }

        var known = await question.Db.Set<Operation>().AsNoTracking().Where(o => o.RecordedAtMs <= question.KnownAtMs).OrderByDescending(o => o.Id).Select(o => o.RecordedAtMs).FirstOrDefaultAsync(cancel);
        var last = ChinaTime.Day(known) is var day && day < question.Period.End ? day : question.Period.End;
        if (question.Indicator?.PeriodType == PeriodTypes.Instant)
        {
            return [DataPeriods.LastOver(set.PeriodType, last.AddDays(1))];
        }

        var first = question.Period.Start < set.ValidFrom ? set.ValidFrom : question.Period.Start;
        var periods = new List<Period>();
        for (var p = DataPeriods.Of(set.PeriodType, first); p.End <= last; p = DataPeriods.Of(set.PeriodType, p.DayAfter))
        {
            if (p.Start >= question.Period.Start)
            {
                periods.Add(p);
            }
        }

        return periods;
    }

    private static Rational In(Question question, ObservationRow row)
    {
        var value = new Rational(row.Numerator, row.Denominator) * MeasureUnits.Of(row.Unit).Factor;
        return question.Indicator is { } indicator ? value / indicator.Unit.Factor : value;
    }
}
