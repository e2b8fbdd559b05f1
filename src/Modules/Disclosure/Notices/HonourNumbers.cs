using Baotuan.Disclosure.Contracts;
using Baotuan.Indicators.Contracts;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Notices;

/// <summary>Numbers over honours: how many of a name are held on the last day of a period, and the year in which the first was given.</summary>
internal static class HonourNumbers
{
    private const string Drafted = "drafted";
    private const string Published = "published";

    public static readonly IReadOnlyList<Computation> All =
    [
        new ListComputation("honours", [Computation.Place], Aggregate.Count, (q, cancel) => RecordsAsync(q, n => n.ValidTo >= q.Period.End, _ => Rational.One, cancel)) { CheckArgument = ArgumentProblem },
        new ListComputation("honour_year", [Computation.Place], Aggregate.Least, (q, cancel) => RecordsAsync(q, _ => true, on => on.Year, cancel)) { CheckArgument = ArgumentProblem },
    ];

    private static string? ArgumentProblem(IReadOnlyDictionary<string, string> argument) =>
        argument.Count == 2 && argument.TryGetValue("title", out var title) && title.Length > 0 && argument.TryGetValue("state", out var state) && state is Drafted or Published
            ? null
            : "参数要写荣誉名称和到哪一步：title=优美庭院示范村;state=published（审核发布过的）或 state=drafted（起草了没有退回的也算）。";

    private static async Task<IReadOnlyList<CountedRecord>> RecordsAsync(Question q, Func<NoticeRow, bool> counts, Func<DateOnly, Rational> value, CancellationToken cancel)
    {
        q.RequireAll(DisclosurePermissions.NoticeRead, "notice");
        var (scope, titles, last) = (q.Scope.Organizations, q.Values("title").ToArray(), q.Period.End);
        var rows = await q.Db.Set<NoticeRow>().AsNoTracking()
            .Where(n => n.Kind == NoticeKinds.Honour && titles.Contains(n.Title) && n.AwardedOn <= last && n.RecordedAtMs <= q.KnownAtMs && (scope == null || scope.Contains(n.OrganizationId)))
            .OrderBy(n => n.AwardedOn).ThenBy(n => n.Id).ToListAsync(cancel);
        var ids = rows.Select(n => n.Id).ToArray();
        var events = (await q.Db.Set<NoticeEventRow>().AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.NoticeId) && e.RecordedAtMs <= q.KnownAtMs).OrderBy(e => e.SequenceNo).ToListAsync(cancel))
            .ToLookup(e => e.NoticeId, e => e.Kind);
        var names = await Organizations.ByIdsAsync(q.Db, rows.Select(n => n.OrganizationId), cancel);
        var onlyPublished = q.Values("state") is [Published];
        return
        [
            .. rows.Where(n => events[n.Id].LastOrDefault() is var step && (step == NoticeEvents.Publish || (step is null && !onlyPublished))).Where(counts)
                .Select(n => new CountedRecord($"{names[n.OrganizationId].Name}，{n.Title}，{n.Level}", n.OrganizationId, n.AwardedOn!.Value, value(n.AwardedOn.Value), $"/disclosure/notices/{n.Id}", n.RecordedAtMs)),
        ];
    }
}
