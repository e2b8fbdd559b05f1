using Baotuan.Cases.Contracts;
using Baotuan.Cases.Kinds;
using Baotuan.Engine.Figures;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Reading;

/// <summary>
/// What mediated cases of a year were about, by category. Small numbers are kept back, and others with them, so that no total tells them (rules/small-cells.csv). Over
/// everything that the reader may know of and nothing narrower: two tables of which one lies in the other would tell by their difference.
/// </summary>
internal static class ReadMatters
{
    private static readonly DatedRules<int> Least = DatedRules<int>.Read<CasesModule>("small-cells", l => RuleFile.Number(l["least"]));

    public static async Task<IReadOnlyList<MatterTable>> RunAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        // whole calendar years, which never shift: a window that moves by days tells one case by what came and went
        var (first, last) = (new DateOnly(today.Year - 1, 1, 1), new DateOnly(today.Year - 1, 12, 31));
        var kinds = CaseKinds.All.Where(k => k.Confidentiality == Confidentiality.ClosedMediation).ToList();
        var codes = kinds.Select(k => k.Code).ToArray();
        var counts = (await (await ReadCases.SeenAsync(db, cancel)).Where(h => codes.Contains(h.Case.Kind) && !h.Case.Confidential && h.Case.ReceivedOn >= first && h.Case.ReceivedOn <= last)
            .GroupBy(h => new { h.Case.Kind, h.Case.Category }).Select(g => new { g.Key.Kind, g.Key.Category, Count = g.Count() }).ToListAsync(cancel))
            .ToDictionary(c => (c.Kind, c.Category), c => c.Count);
        return
        [
            .. kinds.Select(k =>
            {
                var shown = SmallCells.Of([.. k.Categories.Select(c => counts.GetValueOrDefault((k.Code, c.Code)))], Least.On(today));
                return new MatterTable(k.Chinese, first.Year, [.. k.Categories.Select((c, i) => new MatterLine(c.Chinese, shown.Counts[i]))], shown.Total, Least.On(today));
            }),
        ];
    }
}
