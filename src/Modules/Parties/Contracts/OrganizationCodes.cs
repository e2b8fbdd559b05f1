using Baotuan.Parties.CompanyUnits;
using Baotuan.Parties.Members;
using Baotuan.Parties.Organizations;
using Baotuan.Parties.Shares;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Parties.Contracts;

/// <summary>Organisations by the codes that stand in the files of one import; each code is looked up once.</summary>
public sealed class OrganizationCodes(BaotuanDb db)
{
    private readonly Dictionary<string, OrganizationInfo?> _found = new(StringComparer.Ordinal);

    /// <summary>The organisation, or null when there is none of this code.</summary>
    public async Task<OrganizationInfo?> FindAsync(string code, CancellationToken cancel)
    {
        if (!_found.TryGetValue(code, out var organization))
        {
            _found[code] = organization = await Organizations.ByCodeAsync(db, code, cancel);
        }

        return organization;
    }

    /// <summary>The organisation named in a cell; null when the cell is empty or names none, and then the row has the message.</summary>
    public async Task<OrganizationInfo?> FindAsync(SheetRow row, string column, CancellationToken cancel)
    {
        if (row.TextOrNull(column) is not { } code)
        {
            return null;
        }

        var organization = await FindAsync(code, cancel);
        if (organization is null)
        {
            row.Refuse(column, Unknown(code));
        }

        return organization;
    }

    /// <summary>What to tell who named an organisation that is not there.</summary>
    public static string Unknown(string code) => $"没有编码为 {code} 的组织。请先在“组织”表登记，或改正编码。";
}

/// <summary>What an import brought to the registers of this module; asked before it is undone.</summary>
public static class PartiesOfImport
{
    /// <summary>Organisations that the batch entered.</summary>
    public static async Task<IReadOnlyList<OrganizationInfo>> OrganizationsAsync(BaotuanDb db, long batchId, CancellationToken cancel)
    {
        var ids = await db.Set<Organization>().Where(o => o.ImportBatchId == batchId).Select(o => o.Id).ToListAsync(cancel);
        return [.. (await Organizations.ByIdsAsync(db, ids, cancel)).Values.OrderBy(o => o.Code, StringComparer.Ordinal)];
    }

    /// <summary>Collectives and joint companies of whose members, shares or units the batch recorded something.</summary>
    public static async Task<IReadOnlyList<long>> RegistersAsync(BaotuanDb db, long batchId, CancellationToken cancel) =>
    [
        .. (await db.Set<Membership>().Where(f => f.ImportBatchId == batchId).Select(f => f.CollectiveId).Distinct().ToListAsync(cancel))
            .Union(await db.Set<ShareClass>().Where(f => f.ImportBatchId == batchId).Select(f => f.CollectiveId).Distinct().ToListAsync(cancel))
            .Union(await db.Set<Share>().Where(f => f.ImportBatchId == batchId).Select(f => f.CollectiveId).Distinct().ToListAsync(cancel))
            .Union(await db.Set<CompanyUnit>().Where(f => f.ImportBatchId == batchId).Select(f => f.CompanyId).Distinct().ToListAsync(cancel)),
    ];
}
