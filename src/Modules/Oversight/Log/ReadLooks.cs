using Baotuan.Oversight.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Log;

/// <summary>Reads the lines of the log that are looks.</summary>
internal static class ReadLooks
{
    public static Task<LookPage> AtMemberAsync(BaotuanDb db, long collectiveId, string memberNo, int skip, int take, CancellationToken cancel)
    {
        var roll = $"member/{collectiveId}";
        var lines = db.Set<Operation>().AsNoTracking();
        return PageAsync(db, lines.Where(o => o.Subject == roll).Concat(ReadLog.About(lines, $"{roll}/{memberNo}")), db.Caller.Is(collectiveId, memberNo), skip, take, cancel);
    }

    public static Task<LookPage> AtSubjectAsync(BaotuanDb db, OrganizationSet reach, string subject, int skip, int take, CancellationToken cancel) =>
        PageAsync(db, ReadLog.About(ReadLog.Within(db, reach), subject.TrimEnd('/')), false, skip, take, cancel);

    private static async Task<LookPage> PageAsync(BaotuanDb db, IQueryable<Operation> about, bool ofReader, int skip, int take, CancellationToken cancel)
    {
        var looks = about.Where(o => o.Kind == "view");
        var count = await looks.LongCountAsync(cancel);
        var lines = await looks.OrderByDescending(o => o.Id).Skip(skip).Take(take).ToListAsync(cancel);
        var names = await LogNames.LoadAsync(db, lines, cancel);
        return new(count, [.. lines.Select(o => new Look(
            o.RecordedAtMs, (ofReader && o.UserId == db.Caller.UserId ? "本人 " : "") + names.Who(o), names.Unit(o), What(o), o.Details))]);
    }

    private static string What(Operation line) => line.Subject.Split('/') switch
    {
        [.., var field] when LogWords.Field(field) is { } word => word,
        ["member", _] => "全部成员名册（" + LogWords.Action(line.Action) + "）",
        _ => LogWords.Action(line.Action),
    };
}
