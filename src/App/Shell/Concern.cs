using Baotuan.Cases.Contracts;
using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Storage;

namespace Baotuan.App.Shell;

/// <summary>One line of what concerns a person, whatever module it comes from.</summary>
/// <param name="IsNew">Not seen yet, or a duty that stands.</param>
internal sealed record Concern(string Topic, string Title, string Href, string Kind, string Words, DateOnly On, long RecordedAtMs, bool IsNew)
{
    public const string Released = "released";

    public static readonly IReadOnlyList<(string Code, string Chinese)> Topics = [.. CaseNotices.Topics, (Released, "三问结果")];

    public string TopicName => Topics.First(t => t.Code == Topic).Chinese;

    /// <summary>Duties first, then the newest. What inspectors ask about a case is not among it before it is given to the unit.</summary>
    public static async Task<IReadOnlyList<Concern>> AllAsync(BaotuanDb db, DateOnly today, CancellationToken cancel)
    {
        var seen = await CaseNotices.SeenAtMsAsync(db, cancel);
        var cases = (await CaseNotices.ListAsync(db, today, cancel)).Select(n => new Concern(
            n.Topic, n.Number, $"/cases/{n.CaseId}", n.KindName, n.Words, n.On, n.RecordedAtMs, n.RecordedAtMs == 0 || n.RecordedAtMs > seen));
        var releases = db.Caller.Holds(OversightPermissions.ReleaseRead) ? await Releases.ListAsync(db, cancel) : [];
        return
        [
            .. cases.Concat(releases.Where(r => db.Caller.UnitId is { } unit && r.Organization.UnitId == unit).Select(r => new Concern(
                    Released, "三问结果", $"/three-questions/releases/{r.Id}", r.Organization.Name, $"{r.Unit.Name}交来 {r.Answers} 份答案的汇总", r.ReleasedOn, r.RecordedAtMs, r.RecordedAtMs > seen)))
                .OrderBy(c => c.RecordedAtMs != 0).ThenByDescending(c => c.RecordedAtMs).ThenBy(c => c.On),
        ];
    }
}
