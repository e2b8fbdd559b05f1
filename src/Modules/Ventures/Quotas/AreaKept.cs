using Baotuan.Kernel;
using Baotuan.Platform.Sheets;

namespace Baotuan.Ventures.Quotas;

/// <summary>Once a parcel is split, its children together have its area: no more, no less.</summary>
internal static class AreaKept
{
    /// <param name="rows">The rows of the file by parcel.</param>
    /// <param name="standing">What stands in the base.</param>
    /// <param name="codes">Parcel codes of what stands, by id.</param>
    public static void Check(
        IReadOnlyDictionary<string, SheetRow> rows, IReadOnlyList<LandQuota> standing, IReadOnlyDictionary<long, string> codes)
    {
        var parcels = standing.Select(q => (Code: q.ParcelCode, Parent: q.ParentId is { } id ? codes.GetValueOrDefault(id) : null, Area: (Int128)q.AreaMu10000))
            .Where(q => !rows.ContainsKey(q.Code))
            .Concat(rows.Select(r => (Code: r.Key, Parent: r.Value.TextOrNull("parent"), Area: (Int128)r.Value.Area("area").Mu10000)))
            .ToList();
        var areas = parcels.ToDictionary(p => p.Code, p => p.Area);
        foreach (var split in parcels.Where(p => p.Parent is not null && areas.ContainsKey(p.Parent)).GroupBy(p => p.Parent!))
        {
            var ours = split.Select(p => p.Code).Append(split.Key).Where(rows.ContainsKey).Select(code => rows[code]).ToList();
            if (ours.FirstOrDefault(r => r.HasErrors) is { } bad)
            {
                RefuseAll(ours, $"同一次拆分里的第 {bad.Row} 行有错误，请先改正那一行。");
            }
            else if (Aggregate(split.Select(p => p.Area)) is var sum && sum != areas[split.Key])
            {
                RefuseAll(ours, $"指标 {split.Key} 拆分后的面积合计 {Mu(sum)} 亩，与原面积 {Mu(areas[split.Key])} 亩不一致。请改正面积，或补上余下的指标。");
            }
        }
    }

    private static Int128 Aggregate(IEnumerable<Int128> areas) => areas.Aggregate((Int128)0, (sum, area) => sum + area);

    private static string Mu(Int128 mu10000) => mu10000 <= long.MaxValue ? new LandArea((long)mu10000).ToString() : "过大的";

    private static void RefuseAll(List<SheetRow> rows, string message)
    {
        foreach (var row in rows.Where(r => !r.HasErrors).ToList())
        {
            row.Refuse("area", message);
        }
    }
}
