using Baotuan.Platform;
using Baotuan.Proofs.Checkpoints;
using Baotuan.Proofs.Contracts;
using Baotuan.Proofs.Entries;
using Baotuan.Proofs.Salts;
using Baotuan.Proofs.Serving;
using Baotuan.Proofs.Witnessing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Baotuan.Proofs;

/// <summary>
/// The Merkle log as tables and as files: entries, tiles, checkpoints and their signatures, and the secrets that salt what is not public.
/// Modules above append the leaves of their records in the transaction that makes them.
/// </summary>
public sealed class ProofsModule : IModule, IKeepsLeaves
{
    public string Name => "proofs";

    public IReadOnlyList<string> AppendOnlyTables { get; } = [EntryRow.Table, TileRow.Table, "proofs_checkpoint", "proofs_signature", "proofs_operation_anchor"];

    public IReadOnlyList<ILeafSource> LeafSources { get; } = [new OperationLeaves()];

    public void Tables(ModelBuilder model)
    {
        model.Entity<EntryRow>(t => { t.ToTable("proofs_entry"); t.HasKey(x => x.FirstIndex); t.Property(x => x.FirstIndex).ValueGeneratedNever(); t.HasIndex(x => new { x.Type, x.SubjectId, x.FirstIndex }); });
        model.Entity<TileRow>(t => { t.ToTable("proofs_tile"); t.HasKey(x => new { x.Level, x.TileIndex }); });
        model.Entity<EdgeRow>(t => { t.ToTable("proofs_edge"); t.HasKey(x => x.Level); t.Property(x => x.Level).ValueGeneratedNever(); });
        model.Entity<CheckpointRow>(t => { t.ToTable("proofs_checkpoint"); t.HasKey(x => x.Size); t.Property(x => x.Size).ValueGeneratedNever(); });
        model.Entity<SignatureRow>(t => { t.ToTable("proofs_signature"); t.HasKey(x => new { x.Size, x.Line }); });
        model.Entity<OperationAnchor>(t => { t.ToTable("proofs_operation_anchor"); t.HasKey(x => x.Id); t.Property(x => x.Id).ValueGeneratedNever(); });
        model.Entity<WitnessedRow>(t => { t.ToTable("proofs_witnessed"); t.HasKey(x => x.Origin); t.Ignore(x => x.Seen); });
        model.Entity<CosignerRow>(t => { t.ToTable("proofs_cosigner"); t.HasKey(x => x.Name); t.Ignore(x => x.Key); });
        model.Entity<SeedRow>(t => { t.ToTable("proofs_seed"); t.HasKey(x => x.OrganizationId); t.Property(x => x.OrganizationId).ValueGeneratedNever(); });
        model.Entity<SecretRow>(t => { t.ToTable("proofs_secret"); t.HasKey(x => new { x.OrganizationId, x.MemberNo, x.FirstIndex }); });
    }

    public void Register(IServiceCollection services) => services.AddHostedService<SignWhileServing>();

    public void Map(IEndpointRouteBuilder routes)
    {
        LogFiles.Map(routes);
        WitnessDoor.Map(routes);
    }
}
