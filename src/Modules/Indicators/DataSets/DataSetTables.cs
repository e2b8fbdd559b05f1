using Baotuan.Platform;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.DataSets;

/// <summary>The tables of data sets, and what the database refuses, whoever writes.</summary>
internal static class DataSetTables
{
    public static readonly IReadOnlyList<string> Names = [DataSetRow.TableName, DataElementRow.TableName, ObservationRow.TableName, DataApprovalRow.TableName];

    private const string Standing =
        "EXISTS (SELECT 1 FROM indicators_data_approval a WHERE a.set_code = NEW.set_code AND a.organization_id = NEW.organization_id AND a.period_start = {0} AND a.act = 'approve' "
        + "AND NOT EXISTS (SELECT 1 FROM indicators_data_approval b WHERE b.set_code = a.set_code AND b.organization_id = a.organization_id AND b.period_start = a.period_start "
        + "AND b.act = 'unapprove' AND b.id > a.id))";

    public static readonly IReadOnlyList<InsertCheck> Checks =
    [
        new("check_indicators_observation_open", "indicators_observation", string.Format(null, Standing, "NEW.valid_from"), "indicators: what was approved is locked"),
        new("check_indicators_observation_ratio", "indicators_observation", "NEW.denominator < 1 OR NEW.mark = 'blank' AND NEW.numerator <> 0", "indicators: an observation is a number or nothing to report"),
        new("check_indicators_data_approval_open", "indicators_data_approval",
            "NEW.act IN ('complete', 'approve') AND " + string.Format(null, Standing, "NEW.period_start"), "indicators: it is approved already"),
        new("check_indicators_data_approval_of", "indicators_data_approval",
            "NEW.act IN ('accept', 'unaccept') AND NEW.unit_id = 0 OR NEW.act NOT IN ('accept', 'unaccept') AND NEW.organization_id = 0", "indicators: an act is about an organisation or a unit"),
    ];

    public static void Bring(ModelBuilder model)
    {
        model.Entity<DataSetRow>(t =>
        {
            t.ToTable(DataSetRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.Code, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<DataElementRow>(t =>
        {
            t.ToTable(DataElementRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.SetCode, x.Indicator, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<ObservationRow>(t =>
        {
            t.ToTable(ObservationRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.SetCode, x.ValidFrom, x.OrganizationId, x.Element, x.RecordedAtMs }).IsUnique();
            t.HasIndex(x => x.ClientId);
        });
        model.Entity<DataApprovalRow>(t =>
        {
            t.ToTable(DataApprovalRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.SetCode, x.PeriodStart, x.OrganizationId });
            t.HasIndex(x => x.ClientId).IsUnique();
        });
    }
}
