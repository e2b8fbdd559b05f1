using Baotuan.Indicators.Briefings;
using Baotuan.Indicators.Claims;
using Baotuan.Indicators.Cockpit;
using Baotuan.Indicators.Computations;
using Baotuan.Indicators.Contracts;
using Baotuan.Indicators.DataSets;
using Baotuan.Indicators.Definitions;
using Baotuan.Indicators.Income;
using Baotuan.Indicators.Programs;
using Baotuan.Indicators.Readings;
using Baotuan.Indicators.Thresholds;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Indicators;

/// <summary>
/// Numbers with a birth certificate: an indicator is defined once, by versions with dates; a reading says over which records it was
/// counted and lists exactly these; a published number is laid beside ours with its difference.
/// </summary>
public sealed class IndicatorsModule : IModule, IComputesIndicators, IKeepsLeaves
{
    public string Name => "indicators";

    public IReadOnlyList<string> AppendOnlyTables { get; } = [DefinitionRow.TableName, ClaimRow.TableName, ThresholdRow.TableName, .. BriefingTables.Names, .. DataSetTables.Names];

    public IReadOnlyList<InsertCheck> InsertChecks { get; } = [.. BriefingChecks.All, .. DataSetTables.Checks];

    public IReadOnlyList<ILeafSource> LeafSources => IndicatorLeaves.All;

    public IReadOnlyList<Computation> Computations { get; } = [.. PartyComputations.All, .. VentureComputations.All, new PostingComputation(), PostingAverages.Computation, new ObservationComputation()];

    public IReadOnlyList<IndicatorInfo> Definitions { get; } = [.. RuleFile.Read<IndicatorsModule>("indicators").Select(IndicatorInfo.BuiltIn)];

    public IReadOnlyList<SheetImport> Imports { get; } = [new DefinitionSheet(), new ThresholdSheet(), new ClaimSheet(), new DataSetSheet(), new DataElementSheet(), new ObservationSheet()];

    public IReadOnlyList<Permission> Permissions => IndicatorsPermissions.All;

    public void Tables(ModelBuilder model)
    {
        model.Entity<DefinitionRow>(t =>
        {
            t.ToTable(DefinitionRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.Code, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<ClaimRow>(t =>
        {
            t.ToTable(ClaimRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.Code, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<ThresholdRow>(t =>
        {
            t.ToTable(ThresholdRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.Region, x.Rule, x.Indicator, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        BriefingTables.Bring(model);
        DataSetTables.Bring(model);
    }

    public void Register(IServiceCollection services) => services.AddSingleton<CockpitSheets>();

    public void Map(IEndpointRouteBuilder routes)
    {
        ReadingDownloads.Map(routes);
        IndicatorProgramRoutes.Map(routes);
        ClaimDownloads.Map(routes);
        IncomeDownloads.Map(routes);
        BriefingDownloads.Map(routes);
        DataSetDownloads.Map(routes);
    }
}
