using Baotuan.Decisions.Contracts;
using Baotuan.Kernel;
using Baotuan.Oversight.Conflicts;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Baotuan.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Oversight.Contracts;

/// <summary>An interest to be declared.</summary>
/// <param name="Login">Whose it is; null for one's own.</param>
/// <param name="OnVenture">In a project, not in an organisation.</param>
/// <param name="Code">Of the organisation or project.</param>
/// <param name="Ground">What the interest is.</param>
/// <param name="To">Last day where it is known; null while it lasts.</param>
/// <param name="ClientId">Made by the form: sent twice it is recorded once.</param>
public sealed record InterestDraft(string? Login, bool OnVenture, string Code, string Ground, DateOnly From, DateOnly? To, string ClientId);

/// <summary>A close relative to be declared.</summary>
/// <param name="Login">Whose relative; null for one's own.</param>
/// <param name="Relation">What the relation is.</param>
/// <param name="Phone">May be empty; with it the relative is told from others of the name.</param>
/// <param name="ClientId">Made by the form: sent twice it is recorded once.</param>
public sealed record KinDraft(string? Login, string Name, string Phone, string Relation, DateOnly From, string ClientId);

/// <summary>A declared interest.</summary>
/// <param name="About">The organisation or project by name, or the relative.</param>
/// <param name="To">Last day; null while it lasts.</param>
/// <param name="EndReason">Empty where nobody ended it.</param>
public sealed record InterestInfo(
    long Id, long UserId, string Person, string About, string Ground, DateOnly From, DateOnly? To, string EndReason, string RecordedBy, long RecordedAtMs)
{
    /// <summary>Whether it keeps the person away on a day.</summary>
    public bool StandsOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>
/// Conflicts of interest: a person declares his own, the discipline inspector or the audit administrator may record one, and they alone end it.
/// While it stands the person does not approve, reject or release matters of that organisation or project (<see cref="IKnowsInterests"/>).
/// </summary>
public static class Interests
{
    private const int LongestGround = 500;

    /// <summary>
    /// Declares. One's own asks nothing more than to be signed in, somebody else's <c>oversight:interest:record</c>. Refused:
    /// <c>interest_needs_a_person</c>, <c>person_not_found</c>, <c>ground_missing</c>, <c>subject_not_found</c>, <c>dates_reversed</c>,
    /// <c>interest_stands</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    public static async Task<Outcome<long>> DeclareAsync(BaotuanDb db, InterestDraft draft, CancellationToken cancel)
    {
        var person = await PersonAsync(db, draft.Login, cancel);
        if (db.Caller.UserId == 0)
        {
            return new Refusal("interest_needs_a_person", "利害关系由本人、纪检监察或审计管理员登录后登记，程序不能代替。");
        }

        if (person == 0)
        {
            return new Refusal("person_not_found", $"没有账号 {draft.Login}。请核对。");
        }

        if (string.IsNullOrWhiteSpace(draft.ClientId))
        {
            return new Refusal("client_id_missing", "提交的内容不完整，请刷新页面后重新提交。");
        }

        var ground = draft.Ground.Trim();
        if (ground.Length is 0 or > LongestGround)
        {
            return new Refusal("ground_missing", $"请写明是什么利害关系，不超过 {LongestGround} 字，例如：配偶是这家企业的股东。");
        }

        if (draft.To < draft.From)
        {
            return new Refusal("dates_reversed", "截止日期早于开始日期，请改正。");
        }

        var code = draft.Code.Trim();
        var organization = draft.OnVenture ? null : await Organizations.ByCodeAsync(db, code, cancel);
        if (draft.OnVenture ? !await VentureAccess.ExistsAsync(db, code, cancel) : organization is null)
        {
            return new Refusal("subject_not_found", $"没有编码为 {code} 的{(draft.OnVenture ? "项目" : "组织")}。请核对。");
        }

        var row = new Interest
        {
            ClientId = draft.ClientId, UserId = person, OrganizationId = organization?.Id, VentureCode = draft.OnVenture ? code : "", Ground = ground,
            ValidFrom = draft.From, ValidTo = draft.To, RecordedBy = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs,
        };
        return await WriteAsync(db, row, cancel);
    }

    /// <summary>
    /// Declares a close relative; name and phone are sealed. Asks what <see cref="DeclareAsync"/> asks. Refused: <c>interest_needs_a_person</c>, <c>person_not_found</c>,
    /// <c>kin_name_missing</c>, <c>kin_phone_wrong</c>, <c>ground_missing</c>, <c>interest_stands</c>, <c>client_id_missing</c>, <c>client_id_reused</c>.
    /// </summary>
    public static async Task<Outcome<long>> DeclareKinAsync(BaotuanDb db, FieldProtector fields, KinDraft draft, CancellationToken cancel) =>
        await DeclareKin.RunAsync(db, fields, await PersonAsync(db, draft.Login, cancel), draft, cancel);

    /// <summary>Says that an interest is over. Asks <c>oversight:interest:record</c>. Refused: <c>interest_not_found</c>, <c>own_interest</c>, <c>reason_missing</c>, <c>dates_reversed</c>.</summary>
    public static async Task<Outcome<long>> EndAsync(BaotuanDb db, long interestId, DateOnly endedOn, string? reason, CancellationToken cancel)
    {
        db.Access.Require(OversightPermissions.InterestRecord);
        var row = await db.Set<Interest>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == interestId, cancel);
        if (row is null || await db.Set<InterestEnd>().AnyAsync(e => e.InterestId == interestId, cancel))
        {
            return new Refusal("interest_not_found", "没有这条利害关系，或已经登记结束。请刷新页面。");
        }

        if (row.UserId == db.Caller.UserId || db.Caller.UserId == 0)
        {
            return new Refusal("own_interest", "自己的利害关系要由别的纪检监察人员或审计管理员登记结束。");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Refusal("reason_missing", "请写明为什么已经没有利害关系。");
        }

        if (endedOn < row.ValidFrom)
        {
            return new Refusal("dates_reversed", "结束日期早于开始日期，请改正。");
        }

        var end = new InterestEnd { InterestId = interestId, EndedOn = endedOn, Reason = reason.Trim(), RecordedBy = db.Caller.UserId, RecordedAtMs = db.RecordedAtMs };
        db.Add(end);
        await db.SaveChangesAsync(cancel);
        await InterestLeaves.Ended.AppendAsync(db, [end], cancel);
        await db.LogAsync("interest.end", $"interest/{interestId}", $"{endedOn:yyyy-MM-dd}：{end.Reason}", cancel, row.OrganizationId);
        return interestId;
    }

    /// <summary>Everybody's for who may record them, one's own for everybody else; the latest first.</summary>
    /// <param name="fields">Opens the names of relatives; null leaves them out.</param>
    public static async Task<IReadOnlyList<InterestInfo>> ListAsync(BaotuanDb db, CancellationToken cancel, FieldProtector? fields = null)
    {
        db.Access.Everybody(); // one's own; the others are left out below
        var all = db.Caller.Holds(OversightPermissions.InterestRecord);
        var userId = db.Caller.UserId;
        var rows = await db.Set<Interest>().AsNoTracking().Where(i => all || i.UserId == userId).OrderByDescending(i => i.Id).Take(500).ToListAsync(cancel);
        return await InfosAsync(db, rows, cancel, fields);
    }

    internal static async Task<IReadOnlyList<InterestInfo>> InfosAsync(BaotuanDb db, IReadOnlyList<Interest> rows, CancellationToken cancel, FieldProtector? fields = null)
    {
        var ids = rows.Select(r => r.Id).ToArray();
        var ends = await db.Set<InterestEnd>().AsNoTracking().Where(e => ids.Contains(e.InterestId)).ToDictionaryAsync(e => e.InterestId, cancel);
        var users = rows.SelectMany(r => new[] { r.UserId, r.RecordedBy }).Distinct().ToArray();
        var people = await UserNames.OfAsync(db, users, cancel);
        var organizations = await Organizations.ByIdsAsync(db, rows.Select(r => r.OrganizationId).OfType<long>(), cancel);
        return [.. rows.Select(r => new InterestInfo(
            r.Id, r.UserId, people.GetValueOrDefault(r.UserId, ""),
            r.OrganizationId is { } id ? organizations.GetValueOrDefault(id)?.Name ?? "" : r.KinName is not null ? DeclareKin.Words(fields, r) : $"项目 {r.VentureCode}",
            r.Ground, r.ValidFrom, Last(r, ends.GetValueOrDefault(r.Id)), ends.GetValueOrDefault(r.Id)?.Reason ?? "", people.GetValueOrDefault(r.RecordedBy, ""), r.RecordedAtMs))];
    }

    private static DateOnly? Last(Interest row, InterestEnd? end) => end is null ? row.ValidTo : row.ValidTo is { } to && to < end.EndedOn ? to : end.EndedOn;

    private static async Task<long> PersonAsync(BaotuanDb db, string? login, CancellationToken cancel)
    {
        var normalized = (login ?? "").Trim().ToUpperInvariant();
        var person = normalized.Length == 0
            ? db.Caller.UserId
            : await db.Set<User>().Where(u => u.NormalizedLogin == normalized).Select(u => u.Id).FirstOrDefaultAsync(cancel);
        if (normalized.Length == 0 || person == db.Caller.UserId)
        {
            db.Access.Everybody();
        }
        else
        {
            db.Access.Require(OversightPermissions.InterestRecord);
        }

        return person;
    }

    private static async Task<Outcome<long>> WriteAsync(BaotuanDb db, Interest row, CancellationToken cancel)
    {
        if (await db.Set<Interest>().AsNoTracking().FirstOrDefaultAsync(i => i.ClientId == row.ClientId, cancel) is { } sent)
        {
            return (sent.UserId, sent.OrganizationId, sent.VentureCode, sent.Ground, sent.ValidFrom, sent.ValidTo) == (row.UserId, row.OrganizationId, row.VentureCode, row.Ground, row.ValidFrom, row.ValidTo)
                ? sent.Id
                : new Refusal("client_id_reused", "同一个提交编号已用于另一次登记。请刷新页面后重新提交。");
        }

        var same = await db.Set<Interest>().AsNoTracking()
            .Where(i => i.UserId == row.UserId && i.OrganizationId == row.OrganizationId && i.VentureCode == row.VentureCode).ToListAsync(cancel);
        if ((await InfosAsync(db, same, cancel)).FirstOrDefault(i => (i.To is null || i.To >= row.ValidFrom) && (row.ValidTo is null || i.From <= row.ValidTo)) is { } stands)
        {
            return new Refusal("interest_stands", $"这段时间与{stands.About}的利害关系已经登记（{stands.From:yyyy-MM-dd} 起），不用重复登记。");
        }

        row.Id = await db.NextIdAsync(Interest.Table, cancel);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        await InterestLeaves.Declared.AppendAsync(db, [row], cancel);
        await db.LogAsync("interest.declare", $"interest/{row.Id}", $"user/{row.UserId}：{row.Ground}", cancel, row.OrganizationId);
        return row.Id;
    }
}
