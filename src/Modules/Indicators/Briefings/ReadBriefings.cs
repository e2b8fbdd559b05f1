using Baotuan.Indicators.Contracts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Indicators.Briefings;

/// <summary>Reads briefings with what became of them.</summary>
internal static class ReadBriefings
{
    public static async Task<IReadOnlyList<BriefingInfo>> ListAsync(BaotuanDb db, BriefingQuery query, CancellationToken cancel)
    {
        var among = db.Access.Reach(IndicatorsPermissions.BriefingRead).Among;
        var all = await InfosAsync(db, db.Set<BriefingVersionRow>().Where(v => among == null || among.Contains(v.OrganizationId)), cancel);
        return
        [
            .. all.Where(b => query.State is null || b.State == query.State)
                .Where(b => query.Text is not { } text || new[] { b.Title, b.Code, b.Organization.Name }.Any(t => t.Contains(text, StringComparison.OrdinalIgnoreCase)))
                .OrderByDescending(b => Math.Max(b.Last.RecordedAtMs, b.Publications.Count == 0 ? 0 : b.Publications[^1].RecordedAtMs)),
        ];
    }

    public static async Task<BriefingInfo?> FindAsync(BaotuanDb db, string code, CancellationToken cancel)
    {
        db.Access.Require(IndicatorsPermissions.BriefingRead);
        var found = (await InfosAsync(db, db.Set<BriefingVersionRow>().Where(v => v.Code == code), cancel)).FirstOrDefault();
        if (found is not null)
        {
            db.Access.Require(IndicatorsPermissions.BriefingRead, found.Organization.Id);
        }

        return found;
    }

    public static Task<string> TextAsync(BaotuanDb db, BriefingInfo briefing, int versionNo, CancellationToken cancel) =>
        db.Set<BriefingVersionRow>().AsNoTracking().Where(v => v.Code == briefing.Code && v.VersionNo == versionNo).Select(v => v.Text).FirstAsync(cancel);

    public static async Task<FrozenBriefing> FrozenAsync(BaotuanDb db, BriefingPublication publication, CancellationToken cancel)
    {
        var row = await db.Set<BriefingPublicationRow>().AsNoTracking().FirstAsync(p => p.Id == publication.Id, cancel);
        var numbers = await db.Set<BriefingNumberRow>().AsNoTracking().Where(n => n.PublicationId == row.Id).OrderBy(n => n.NumberNo).ToListAsync(cancel);
        return new(publication, FreezeBriefing.Thaw(db, row, numbers), FreezeBriefing.Fingerprint(row.Title, row.TextHash, row.Blocks, numbers) == row.Fingerprint);
    }

    private static async Task<IReadOnlyList<BriefingInfo>> InfosAsync(BaotuanDb db, IQueryable<BriefingVersionRow> rows, CancellationToken cancel)
    {
        var versions = await rows.AsNoTracking().OrderBy(v => v.Code).ThenBy(v => v.VersionNo)
            .Select(v => new { v.Code, v.OrganizationId, Version = new BriefingVersion(v.VersionNo, v.Title, v.Reason, v.UserId, v.UserName, v.RecordedAtMs) }).ToListAsync(cancel);
        var publications = await PublicationsAsync(db, [.. versions.Select(v => v.Code).Distinct()], cancel);
        var owners = await Organizations.ByIdsAsync(db, versions.Select(v => v.OrganizationId), cancel);
        return [.. versions.GroupBy(v => (v.Code, v.OrganizationId)).Select(g => Info(g.Key.Code, owners[g.Key.OrganizationId], [.. g.Select(v => v.Version)], [.. publications[g.Key.Code]]))];
    }

    private static async Task<ILookup<string, BriefingPublication>> PublicationsAsync(BaotuanDb db, string[] codes, CancellationToken cancel)
    {
        var rows = await (
            from p in db.Set<BriefingPublicationRow>().AsNoTracking()
            join w in db.Set<BriefingWithdrawalRow>() on p.Id equals w.PublicationId into withdrawals
            from w in withdrawals.DefaultIfEmpty()
            where codes.Contains(p.Code)
            orderby p.Id
            select new { p.Id, p.Code, p.VersionNo, p.Title, p.TextHash, p.Fingerprint, p.NumberCount, p.UserName, p.RecordedAtMs, Withdrawal = w }).ToListAsync(cancel);
        return rows.ToLookup(p => p.Code, p => new BriefingPublication(
            p.Id, p.VersionNo, p.Title, p.TextHash, p.Fingerprint, p.NumberCount, p.UserName, p.RecordedAtMs,
            p.Withdrawal is { } w ? new(w.Reason, w.UserName, w.RecordedAtMs) : null));
    }

    private static BriefingInfo Info(string code, OrganizationInfo owner, IReadOnlyList<BriefingVersion> versions, IReadOnlyList<BriefingPublication> publications)
    {
        var standing = publications.LastOrDefault(p => p.Withdrawal is null);
        var state = publications.Count == 0 ? BriefingState.Draft
            : standing is null ? BriefingState.Withdrawn
            : standing.VersionNo == versions[^1].No ? BriefingState.Published : BriefingState.Changed;
        return new(code, owner, state, versions, publications);
    }
}
