using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>The form of one organisation: each cell with what stands, what stood, and the twelve periods before.</summary>
internal static class ReadDataForm
{
    private const int PeriodsBefore = 12;

    public static async Task<Outcome<DataForm>> RunAsync(BaotuanDb db, string setCode, Period period, string organizationCode, CancellationToken cancel)
    {
        var opened = await OpenAsync(db, IndicatorsPermissions.DataRead, setCode, period, organizationCode, cancel);
        if (!opened.Ok)
        {
            return Outcome<DataForm>.Refused(opened.Refusals);
        }

        var (loaded, standing) = opened.Value;
        var periods = new List<Period>();
        for (var p = DataPeriods.Before(loaded.Board.Set.PeriodType, period); periods.Count < PeriodsBefore; p = DataPeriods.Before(loaded.Board.Set.PeriodType, p))
        {
            periods.Add(p);
        }

        var rows = (await RowsAsync(db, setCode, standing.Organization.Id, periods[^1].Start, period.Start, cancel)).ToLookup(r => (r.Element, r.ValidFrom));
        var cells = loaded.Board.Set.Elements.Select(e => new DataCellInfo(
            e, Standing(rows[(e.Indicator, period.Start)]), [.. rows[(e.Indicator, period.Start)].Select(Value)], [.. periods.Select(p => (p, Standing(rows[(e.Indicator, p.Start)])))]));
        return new DataForm(loaded.Board.Set, period, standing, standing.AcceptorId is { } unit ? loaded.Tree.Units[unit] : null, [.. cells]);
    }

    /// <summary>The organisation for somebody who may; with its standing.</summary>
    public static async Task<Outcome<(LoadedBoard Board, DataStanding Standing)>> OpenAsync(
        BaotuanDb db, Permission permission, string setCode, Period period, string organizationCode, CancellationToken cancel)
    {
        db.Access.Require(permission);
        if (await Organizations.ByCodeAsync(db, organizationCode, cancel) is not { } organization)
        {
            return new Refusal("organization_not_found", OrganizationCodes.Unknown(organizationCode));
        }

        db.Access.Require(permission, organization.Id);
        var set = await ReadDataSets.ForAsync(db, setCode, period, long.MaxValue, cancel);
        if (!set.Ok)
        {
            return Outcome<(LoadedBoard, DataStanding)>.Refused(set.Refusals);
        }

        var loaded = await ReadBoard.LoadAsync(db, set.Value, period, organization.Id, long.MaxValue, cancel);
        return loaded.Board.Organizations.Count == 1
            ? (loaded, loaded.Board.Organizations[0])
            : new Refusal("does_not_report", $"{organization.Name}不在“{set.Value.Name}”的填报范围里。请核对单位。");
    }

    /// <summary>Rows of one organisation, in the order of entering.</summary>
    public static Task<List<ObservationRow>> RowsAsync(BaotuanDb db, string setCode, long organizationId, DateOnly from, DateOnly to, CancellationToken cancel) =>
        db.Set<ObservationRow>().AsNoTracking().Where(o => o.SetCode == setCode && o.OrganizationId == organizationId && o.ValidFrom >= from && o.ValidFrom <= to).OrderBy(o => o.Id).ToListAsync(cancel);

    public static DataValue Value(ObservationRow row) => new(
        row.Id, row.Mark == ObservationRow.Value ? new Rational(row.Numerator, row.Denominator) : null, MeasureUnits.Of(row.Unit), row.Comment, row.Retracted, row.UserName, row.RecordedAtMs, row.ImportBatchId);

    private static DataValue? Standing(IEnumerable<ObservationRow> rows) => rows.LastOrDefault() is { Retracted: false } last ? Value(last) : null;
}
