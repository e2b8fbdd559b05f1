using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>Turns the codes in the cells of one import into ventures, phases and organisations, and tells the row what is not there.</summary>
internal sealed class ImportCodes
{
    /// <summary>Ten trillion yuan; nothing real is larger, and sums over a venture stay within 64 bits.</summary>
    public const long MaxAmountFen = 1_000_000_000_000_000;

    private readonly Dictionary<string, Venture> _ventures;
    private readonly Dictionary<(long VentureId, string Code), Phase> _phases;
    private readonly OrganizationCodes _organizations;

    private ImportCodes(List<Venture> ventures, List<Phase> phases, OrganizationCodes organizations)
    {
        _ventures = ventures.ToDictionary(v => v.Code);
        _phases = phases.ToDictionary(p => (p.VentureId, p.Code));
        _organizations = organizations;
    }

    public static async Task<ImportCodes> LoadAsync(BaotuanDb db, CancellationToken cancel) => new(
        await db.Set<Venture>().AsNoTracking().ToListAsync(cancel),
        await db.Set<Phase>().AsNoTracking().ToListAsync(cancel),
        new OrganizationCodes(db));

    /// <summary>The venture of a row.</summary>
    public Venture? Venture(SheetRow row)
    {
        if (row.TextOrNull("venture") is not { } code)
        {
            return null;
        }

        if (_ventures.TryGetValue(code, out var venture))
        {
            return venture;
        }

        row.Refuse("venture", $"没有编码为 {code} 的项目。请先在“项目”表登记，或改正编码。");
        return null;
    }

    /// <summary>The phase of a row; null also where the cell may be empty and is.</summary>
    public Phase? Phase(SheetRow row, Venture? venture)
    {
        if (venture is null || row.TextOrNull("phase") is not { } code)
        {
            return null;
        }

        if (_phases.TryGetValue((venture.Id, code), out var phase))
        {
            return phase;
        }

        row.Refuse("phase", $"项目 {venture.Code} 没有第 {code} 期。请先在“期”表登记，或改正期号。");
        return null;
    }

    /// <summary>Venture and phase of a row.</summary>
    public Phase? Phase(SheetRow row) => Phase(row, Venture(row));

    /// <summary>The organisation named in a cell.</summary>
    public Task<OrganizationInfo?> OrganizationAsync(SheetRow row, string column, CancellationToken cancel) =>
        _organizations.FindAsync(row, column, cancel);

    /// <summary>Refuses amounts that are zero or beyond anything real; an empty cell is left to the caller.</summary>
    public static void CheckAmount(SheetRow row, string column, bool zeroIsGood = false)
    {
        if (row.AmountOrNull(column) is not { } amount)
        {
            return;
        }

        if (amount == Money.Zero && !zeroIsGood)
        {
            row.Refuse(column, "金额必须大于 0。");
        }
        else if (amount.Fen is > MaxAmountFen or < -MaxAmountFen)
        {
            row.Refuse(column, "金额超过十万亿元，请检查是否多写了数字。");
        }
    }
}
