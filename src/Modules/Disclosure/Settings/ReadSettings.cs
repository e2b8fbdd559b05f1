using Baotuan.Disclosure.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Registers;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Settings;

/// <summary>Which decisions are in force on a day.</summary>
internal static class ReadSettings
{
    private static readonly IReadOnlyList<(string Kind, DateOnly From, string Basis)> Defaults =
        [.. RuleFile.Read<DisclosureModule>("visibility").Where(r => r["shown"] == "yes").Select(r => (r["kind"], RuleFile.Day(r["valid_from"]), $"{r["basis"]}（默认）"))];

    /// <summary>Organisations that are shown: those of the kinds that the law makes disclose, unless they decided otherwise, and those that decided to.</summary>
    public static async Task<OrganizationSet> ShownAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var decided = (await LatestAsync(db, SettingNames.Shown, today, cancel)).ToDictionary(s => s.OrganizationId, s => s.Value);
        var kinds = Defaults.Where(d => d.From <= today).Select(d => d.Kind).ToArray();
        var ids = new HashSet<long>();
        foreach (var kind in kinds)
        {
            ids.UnionWith((await Organizations.ListAsync(db, kind, cancel)).Select(o => o.Id));
        }

        ids.UnionWith(decided.Where(d => d.Value).Select(d => d.Key));
        ids.ExceptWith(decided.Where(d => !d.Value).Select(d => d.Key));
        return new(false, ids);
    }

    /// <summary>Every setting of one organisation.</summary>
    public static async Task<IReadOnlyList<SettingInForce>> OfAsync(BaotuanDb db, OrganizationInfo organization, DateOnly today, CancellationToken cancel)
    {
        var list = new List<SettingInForce>();
        foreach (var (name, _, _) in SettingNames.All)
        {
            var row = (await LatestAsync(db, name, today, cancel)).FirstOrDefault(s => s.OrganizationId == organization.Id);
            list.Add(row is null ? Default(name, organization, today) : new(name, row.Value, row.ValidFrom, row.Basis, false));
        }

        return list;
    }

    /// <summary>Organisations that decided yes.</summary>
    public static async Task<IReadOnlySet<long>> YesAsync(BaotuanDb db, string name, DateOnly today, CancellationToken cancel) =>
        (await LatestAsync(db, name, today, cancel)).Where(s => s.Value).Select(s => s.OrganizationId).ToHashSet();

    public static async Task<IReadOnlyList<SettingRow>> HistoryAsync(BaotuanDb db, long organizationId, CancellationToken cancel) =>
        await db.Set<SettingRow>().AsNoTracking().Where(s => s.OrganizationId == organizationId).OrderByDescending(s => s.Id).ToListAsync(cancel);

    private static SettingInForce Default(string name, OrganizationInfo organization, DateOnly today)
    {
        var rule = Defaults.FirstOrDefault(d => d.Kind == organization.Kind && d.From <= today);
        return name == SettingNames.Shown && rule.Kind is not null ? new(name, true, rule.From, rule.Basis, true) : new(name, false, null, "没有登记决定", true);
    }

    // few organisations decide otherwise, so the decisions are read whole
    private static async Task<IReadOnlyList<SettingRow>> LatestAsync(BaotuanDb db, string name, DateOnly today, CancellationToken cancel) =>
    [
        .. (await db.Set<SettingRow>().AsNoTracking().Where(s => s.Name == name && s.ValidFrom <= today).ToListAsync(cancel))
            .GroupBy(s => s.OrganizationId).Select(g => g.OrderBy(s => s.ValidFrom).ThenBy(s => s.Id).Last()),
    ];
}
