using System.Runtime.CompilerServices;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Imports;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;

namespace Baotuan.Parties.Imports;

/// <summary>
/// A sheet whose rows are facts of a collective's or company's register. Rows go in lots: whatever the length of the file,
/// memory holds one lot and what stands of one owner. Files sorted by owner are read fastest; any order is right.
/// </summary>
internal abstract class FactImport(string ownerColumn) : SheetImport
{
    public sealed override string? OwnerColumn => ownerColumn;

    private const int LotRows = 20_000;

    public sealed override async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, CancellationToken cancel)
    {
        var codes = new OrganizationCodes(run.Db);
        var lot = new FactLot(run.Db, run.BatchId);
        foreach (var chunk in rows.Chunk(LotRows))
        {
            await ApplyAsync(run, chunk, codes, lot, cancel);
        }

        await ApplyAsync(run, lot.TakePutOff(), codes, lot, cancel);
    }

    private async Task ApplyAsync(ImportRun run, IEnumerable<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel)
    {
        foreach (var group in rows.Where(r => r.Has(ownerColumn)).GroupBy(r => r.Text(ownerColumn)))
        {
            var owner = await codes.FindAsync(group.Key, cancel);
            var problem = owner is null ? OrganizationCodes.Unknown(group.Key) : Unfit(owner);
            if (problem is null)
            {
                await ApplyAsync(run, owner!, [.. group], codes, lot, cancel);
                continue;
            }

            foreach (var row in group)
            {
                row.Refuse(ownerColumn, problem);
            }
        }

        lot.Write();
    }

    public sealed override async IAsyncEnumerable<object?[]> ExportAsync(
        BaotuanDb db, FieldProtector fields, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var owner in await Contracts.Organizations.ListAsync(db, null, cancel))
        {
            if (Unfit(owner) is null)
            {
                foreach (var row in await ExportAsync(db, fields, owner, cancel))
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>Lays the rows of one owner against what stands of it.</summary>
    protected abstract Task ApplyAsync(
        ImportRun run, OrganizationInfo owner, IReadOnlyList<SheetRow> rows, OrganizationCodes codes, FactLot lot, CancellationToken cancel);

    /// <summary>The rows of one owner.</summary>
    protected abstract Task<IEnumerable<object?[]>> ExportAsync(
        BaotuanDb db, FieldProtector fields, OrganizationInfo owner, CancellationToken cancel);

    /// <summary>Why the organisation cannot have this register; null when it can.</summary>
    protected virtual string? Unfit(OrganizationInfo owner) => owner.IsCollective
        ? null
        : $"{owner.Code} 的类别是“{OrganizationKinds.Chinese(owner.Kind)}”，只有村集体经济组织和社区登记成员。请改正编码或组织的类别。";

    /// <summary>Adds to the counts of the import.</summary>
    protected static void Count(ImportRun run, RowFate fate)
    {
        switch (fate)
        {
            case RowFate.New:
                run.CountNew();
                break;
            case RowFate.Changed:
                run.CountChanged();
                break;
            default:
                run.CountSame();
                break;
        }
    }
}
