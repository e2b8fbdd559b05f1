using Baotuan.Oversight.Contracts;
using Baotuan.Oversight.ThreeQuestions;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Log;

/// <summary>Searches the operation log inside somebody's reach.</summary>
internal static class ReadLog
{
    public static async Task<LogPage> PageAsync(
        BaotuanDb db, OrganizationSet reach, LogQuery query, int skip, int take, CancellationToken cancel)
    {
        var lines = Matching(db, await BetweenAsync(db, Within(db, reach), query, cancel), query);
        var count = await lines.LongCountAsync(cancel);
        var page = await lines.OrderByDescending(o => o.Id).Skip(skip).Take(take).ToListAsync(cancel);
        return new(count, await LogNames.LinesAsync(db, page, cancel));
    }

    /// <summary>Lines that somebody with this reach may see; those of the three questions for who holds reviews alone, in his own unit or everywhere.</summary>
    public static IQueryable<Operation> Within(BaotuanDb db, OrganizationSet reach)
    {
        var lines = db.Set<Operation>().AsNoTracking();
        var (holds, unit) = (db.Caller.Holds(OversightPermissions.ReviewHold), db.Caller.UnitId);
        if (!holds)
        {
            lines = lines.Where(o => !o.Action.StartsWith(ReviewLog.Beginning));
        }

        if (reach.Among is not { } ids)
        {
            return lines;
        }

        var among = ids.Select(id => (long?)id).ToArray();
        return holds && unit is not null
            ? lines.Where(o => EF.Parameter(among).Contains(o.OrganizationId) || o.UnitId == unit && o.Action.StartsWith(ReviewLog.Beginning))
            : lines.Where(o => EF.Parameter(among).Contains(o.OrganizationId));
    }

    /// <summary>Lines about a record or about what stands below it: a stretch of the index on subjects, which compares byte by byte.</summary>
    public static IQueryable<Operation> About(IQueryable<Operation> lines, string subject)
    {
        var (below, behind) = (subject + '/', subject + (char)('/' + 1));
        return lines.Where(o => o.Subject == subject || (string.Compare(o.Subject, below) >= 0 && string.Compare(o.Subject, behind) < 0));
    }

    private static async Task<IQueryable<Operation>> BetweenAsync(
        BaotuanDb db, IQueryable<Operation> lines, LogQuery query, CancellationToken cancel)
    {
        if (query.FromMs is { } from)
        {
            var first = await LogTime.FirstIdAsync(db, from, cancel);
            lines = lines.Where(o => o.Id >= first);
        }

        if (query.ToMs is { } to)
        {
            var behind = await LogTime.FirstIdAsync(db, to + 1, cancel);
            lines = lines.Where(o => o.Id < behind);
        }

        return lines;
    }

    private static IQueryable<Operation> Matching(BaotuanDb db, IQueryable<Operation> lines, LogQuery query)
    {
        if (query.Who is { } who)
        {
            var login = who.ToUpperInvariant();
            var people = db.Set<User>().Where(u => u.Name.Contains(who) || u.NormalizedLogin.Contains(login)).Select(u => u.Id);
            lines = lines.Where(o => o.Actor.Contains(who) || people.Contains(o.UserId));
        }

        if (query.Kind is { } kind)
        {
            lines = lines.Where(o => o.Kind == kind);
        }

        if (query.Action is { } action)
        {
            var group = action + ".";
            lines = lines.Where(o => o.Action == action || o.Action.StartsWith(group));
        }

        lines = query.Subject is { } subject ? About(lines, subject.TrimEnd('/')) : lines;
        if (query.Field is { } field)
        {
            var ending = "/" + field;
            lines = lines.Where(o => o.Subject.EndsWith(ending));
        }

        if (query.OrganizationId is { } organization)
        {
            lines = lines.Where(o => o.OrganizationId == organization);
        }

        return query.Text is { } text
            ? lines.Where(o => o.Details.Contains(text) || o.Before!.Contains(text) || o.After!.Contains(text))
            : lines;
    }
}
