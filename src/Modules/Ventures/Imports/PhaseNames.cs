using Baotuan.Platform.Storage;
using Baotuan.Ventures.Ventures;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Ventures.Imports;

/// <summary>Codes of venture and phase by the phase's id, for exports.</summary>
internal sealed class PhaseNames
{
    private readonly Dictionary<long, (string Venture, string Phase)> _names;
    private readonly Dictionary<long, int> _order;

    private PhaseNames(List<(long Id, string Venture, string Phase)> inOrder)
    {
        _names = inOrder.ToDictionary(p => p.Id, p => (p.Venture, p.Phase));
        _order = inOrder.Select((p, i) => (p.Id, i)).ToDictionary(p => p.Id, p => p.i);
    }

    public (string Venture, string Phase) this[long phaseId] => _names[phaseId];

    public static async Task<PhaseNames> LoadAsync(BaotuanDb db, CancellationToken cancel)
    {
        var rows = from p in db.Set<Phase>()
                   join v in db.Set<Venture>() on p.VentureId equals v.Id
                   orderby v.Code, p.Code
                   select new { p.Id, Venture = v.Code, Phase = p.Code };
        return new([.. (await rows.ToListAsync(cancel)).Select(r => (r.Id, r.Venture, r.Phase))]);
    }

    /// <summary>Place in the order of venture and phase codes.</summary>
    public int Order(long phaseId) => _order[phaseId];
}
