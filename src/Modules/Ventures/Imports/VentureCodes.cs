using Baotuan.Platform.Sheets;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>Ventures and phases by the codes that stand in the files of one import, as of its start.</summary>
internal sealed class VentureCodes
{
    private readonly Dictionary<string, Venture> _ventures;
    private readonly Dictionary<(long VentureId, string Code), Phase> _phases;

    private VentureCodes(IEnumerable<Venture> ventures, IEnumerable<Phase> phases)
    {
        _ventures = ventures.ToDictionary(v => v.Code, StringComparer.Ordinal);
        _phases = phases.ToDictionary(p => (p.VentureId, p.Code));
    }

    public static async Task<VentureCodes> LoadAsync(BaotuanDb db, CancellationToken cancel) => new(
        await db.Set<Venture>().AsNoTracking().ToListAsync(cancel), await db.Set<Phase>().AsNoTracking().ToListAsync(cancel));

    public IEnumerable<Phase> Phases => _phases.Values;

    /// <summary>The venture of a row, or null after refusing the row.</summary>
    public Venture? Venture(SheetRow row, string column = "venture")
    {
        if (row.TextOrNull(column) is not { } code)
        {
            return null; // the missing cell is refused already
        }

        if (_ventures.TryGetValue(code, out var venture))
        {
            return venture;
        }

        row.Refuse(column, $"没有编码为 {code} 的项目。请先在“项目”表登记，或改正编码。");
        return null;
    }

    /// <summary>The phase of a row, or null after refusing the row.</summary>
    public (Venture Venture, Phase Phase)? Phase(SheetRow row)
    {
        if (Venture(row) is not { } venture || row.TextOrNull("phase") is not { } code)
        {
            return null;
        }

        if (_phases.TryGetValue((venture.Id, code), out var phase))
        {
            return (venture, phase);
        }

        row.Refuse("phase", $"项目 {venture.Code} 没有第 {code} 期。请先在“期”表登记，或改正期号。");
        return null;
    }
}
