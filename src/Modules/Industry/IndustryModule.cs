using Baotuan.Indicators.Contracts;
using Baotuan.Industry.Chains;
using Baotuan.Industry.Computations;
using Baotuan.Industry.Contracts;
using Baotuan.Industry.Outputs;
using Baotuan.Industry.Releases;
using Baotuan.Industry.Scopes;
using Baotuan.Platform;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Registers;
using Baotuan.Proofs.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Industry;

/// <summary>
/// Industry by chains: which firms stand in which chain, which are above scale when, and what they put out, month by month and vintage by
/// vintage, in two series that never mix.
/// </summary>
public sealed class IndustryModule : IModule, IComputesIndicators, IKeepsLeaves
{
    public string Name => "industry";

    public IReadOnlyList<string> AppendOnlyTables { get; } = [ChainRow.TableName, ChainMemberRow.TableName, ScopeRow.TableName, OutputRow.TableName, ReleaseRow.TableName, ReleaseCellRow.TableName];

    public IReadOnlyList<ILeafSource> LeafSources => IndustryLeaves.All;

    public IReadOnlyList<Computation> Computations => IndustryComputations.All;

    public IReadOnlyList<IndicatorInfo> Definitions { get; } = [.. RuleFile.Read<IndustryModule>("indicators").Select(IndicatorInfo.BuiltIn)];

    public IReadOnlyList<SheetImport> Imports { get; } = [new ChainSheet(), new ChainMemberSheet(), new ScopeSheet(), new OutputSheet()];

    public IReadOnlyList<Permission> Permissions => IndustryPermissions.All;

    public void Tables(ModelBuilder model)
    {
        model.Entity<ChainRow>(t =>
        {
            t.ToTable(ChainRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.Code, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<ChainMemberRow>(t =>
        {
            t.ToTable(ChainMemberRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.FirmId, x.Chain, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<ScopeRow>(t =>
        {
            t.ToTable(ScopeRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.FirmId, x.Series, x.ValidFrom, x.RecordedAtMs }).IsUnique();
        });
        model.Entity<OutputRow>(t =>
        {
            t.ToTable(OutputRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => new { x.FirmId, x.Series, x.ValidFrom, x.RecordedAtMs }).IsUnique();
            t.HasIndex(x => new { x.Series, x.ValidFrom });
        });
        model.Entity<ReleaseRow>(t =>
        {
            t.ToTable(ReleaseRow.TableName);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.HasIndex(x => x.ClientId).IsUnique();
        });
        model.Entity<ReleaseCellRow>(t =>
        {
            t.ToTable(ReleaseCellRow.TableName);
            t.HasKey(x => new { x.ReleaseId, x.Place });
        });
    }

    public void Register(IServiceCollection services)
    {
    }

    public void Map(IEndpointRouteBuilder routes) => IndustryDownloads.Map(routes);
}
