using Baotuan.Disclosure.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Slips;

/// <summary>Objections with their answers.</summary>
internal static class ReadSlipObjections
{
    public static async Task<IReadOnlyList<SlipObjectionInfo>> ListAsync(BaotuanDb db, SlipObjectionQuery query, CancellationToken cancel)
    {
        var among = db.Access.Reach(DisclosurePermissions.ObjectionRead).Among?.ToArray();
        var village = query.Village is null ? null : await Organizations.ByCodeAsync(db, query.Village.Trim(), cancel);
        if (query.Village is not null && village is null)
        {
            return [];
        }

        var rows = db.Set<SlipObjectionRow>().AsNoTracking().Where(o => among == null || EF.Parameter(among).Contains(o.OrganizationId));
        rows = village is null ? rows : rows.Where(o => o.OrganizationId == village.Id);
        rows = query.Open is { } open ? rows.Where(o => db.Set<SlipAnswerRow>().Any(a => a.ObjectionId == o.Id) != open) : rows;
        var infos = await InfosAsync(db, await rows.ToListAsync(cancel), cancel);
        return [.. infos.OrderBy(i => i.Answer is not null).ThenByDescending(i => i.RecordedAtMs).ThenByDescending(i => i.Id)];
    }

    public static async Task<SlipObjectionInfo?> ShowAsync(BaotuanDb db, long objectionId, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.ObjectionRead);
        if (await db.Set<SlipObjectionRow>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == objectionId, cancel) is not { } row)
        {
            return null;
        }

        db.Access.Require(DisclosurePermissions.ObjectionRead, row.OrganizationId);
        return (await InfosAsync(db, [row], cancel))[0];
    }

    public static async Task<IReadOnlyList<SlipObjectionInfo>> OfHouseholdAsync(BaotuanDb db, long cascadeId, string householdNo, CancellationToken cancel) =>
        await HouseholdSlips.FindAsync(db, cascadeId, householdNo, cancel) is null
            ? []
            : await InfosAsync(db, await db.Set<SlipObjectionRow>().AsNoTracking().Where(o => o.CascadeId == cascadeId && o.HouseholdNo == householdNo).OrderBy(o => o.Id).ToListAsync(cancel), cancel);

    private static async Task<IReadOnlyList<SlipObjectionInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<SlipObjectionRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.Id).ToArray();
        var answers = await db.Set<SlipAnswerRow>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.ObjectionId)).ToDictionaryAsync(a => a.ObjectionId, cancel);
        var villages = await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId), cancel);
        var periods = await HouseholdSlips.PeriodsAsync(db, rows.Select(r => r.CascadeId), cancel);
        return [.. rows.Select(r => (Row: r, Answer: answers.GetValueOrDefault(r.Id))).Select(x => new SlipObjectionInfo(
            x.Row.Id, x.Row.CascadeId, villages[x.Row.OrganizationId], periods[x.Row.CascadeId], x.Row.HouseholdNo, x.Row.Text, x.Row.OnPaper, x.Row.UserName, x.Row.RecordedAtMs,
            x.Answer?.Text, x.Answer?.UserName, x.Answer?.RecordedAtMs))];
    }
}
