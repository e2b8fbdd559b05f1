using Baotuan.Cases.Conflicts;
using Baotuan.Cases.Contracts;
using Baotuan.Cases.Course;
using Baotuan.Cases.Kinds;
using Baotuan.Cases.Mediation;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Access;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Moving;

/// <summary>Everything that happens to a case after its receipt is one event more, if its course lets it and a hand is there for it.</summary>
internal static class MoveCase
{
    private const int LongestAnswer = 500;

    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, FieldProtector fields, CaseMove asked, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, asked.CaseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return new Refusal("case_not_found", $"没有第 {asked.CaseId} 号办件。");
        }

        await Sight.RequireAsync(db, found, cancel);
        if (db.Caller.UserId == 0)
        {
            return Actors.Nobody;
        }

        if (found.Course.Kind.Find(asked.Act) is not { } move)
        {
            return new Refusal("act_unknown", "没有这种办理。请从办件页面选择。");
        }

        return await SameAsync(db, fields, asked, cancel) ?? await MoveAsync(db, fields, asked, found, move, cancel);
    }

    private static async Task<Outcome<long>?> SameAsync(BaotuanDb db, FieldProtector fields, CaseMove asked, CancellationToken cancel)
    {
        if (asked.ClientId.Trim().Length is 0 or > 100)
        {
            return new Refusal("client_id_missing", "请刷新页面后重新提交。");
        }

        if (await db.Set<EventRow>().AsNoTracking().FirstOrDefaultAsync(e => e.ClientId == asked.ClientId, cancel) is not { } same)
        {
            return null;
        }

        var text = same.Text is { } sealedText ? fields.Reveal(sealedText, CaseSeals.Text(same.CaseId, same.SequenceNo)) : same.PublicText;
        return same.CaseId == asked.CaseId && same.Act == asked.Act && same.UserId == db.Caller.UserId && text == asked.Text.Trim()
            ? same.CaseId
            : (Outcome<long>)new Refusal("client_id_reused", "同一个提交编号已用于另一次办理。请刷新页面后重新提交。");
    }

    private static async Task<Outcome<long>> MoveAsync(BaotuanDb db, FieldProtector fields, CaseMove asked, LoadedCase found, Move move, CancellationToken cancel)
    {
        var hands = Actors.Of(db.Caller, found.Row, found.Parties, found.Course, asked.Code);
        if (Actors.For(hands, move.Who) is not { } acting)
        {
            return move.Who.HasFlag(Who.Party) && Actors.WritesForParty(hands) is not null
                ? new Refusal("code_is_needed", "替当事人登记要填当事人回执上的查询码，证明是当事人的意思。")
                : throw new AccessDeniedException(Actors.RightOf(move.Who), $"case/{found.Row.Id}");
        }

        if (asked.Text.Trim().Length > CheckMove.LongestText)
        {
            return new Refusal("text_is_too_long", $"说明最多 {CheckMove.LongestText} 字，请缩短。");
        }

        var today = db.Today();
        var named = await NamedAsync(db, asked, move, cancel);
        if (!named.Ok)
        {
            return Outcome<long>.Refused(named.Refusals);
        }

        var step = new CaseStep(
            asked.Act, asked.On ?? Later(found.Course.LastOn, today), db.Caller.UserId, acting, move.Unit == Need.No ? null : named.Value.Organization?.Id,
            move.Person == Need.No ? null : named.Value.Person?.Id, move.Party == Need.No ? null : asked.PartyNo, move.Due == Need.No ? null : asked.DueOn);
        if (CheckMove.Problem(found.Course, step, asked.Text.Trim().Length > 0, today) is { } problem)
        {
            return problem;
        }

        if (asked.NotSame.Trim().Length > LongestAnswer)
        {
            return new Refusal("text_is_too_long", $"不是同一人的依据最多 {LongestAnswer} 字，请缩短。");
        }

        var (near, cleared) = await Nearness.FindAsync(db, fields, found, move, Actors.Hand(hands, move.Who), named.Value.Organization, named.Value.Person, asked.NotSame, cancel);
        if ((near ?? await ProblemOfNamedAsync(db, found, move, named.Value, cancel)) is { } conflict)
        {
            return conflict;
        }

        if (move.IsAgreement && CheckAgreement.Problem(asked.Agreement) is { } incomplete)
        {
            return incomplete;
        }

        await WriteAsync(db, fields, asked, found, move, step, cleared, cancel);
        return found.Row.Id;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static async Task<Outcome<(OrganizationInfo? Organization, User? Person)>> NamedAsync(BaotuanDb db, CaseMove asked, Move move, CancellationToken cancel)
    {
        OrganizationInfo? organization = null;
        if (move.Unit != Need.No && asked.UnitCode?.Trim() is { Length: > 0 } code)
        {
            organization = await Organizations.ByCodeAsync(db, code, cancel);
            if (organization is null)
            {
                return new Refusal("organization_not_found", $"没有编码为 {code} 的单位。请核对编码。");
            }
        }

        User? person = null;
        if (move.Person != Need.No && asked.PersonLogin?.Trim() is { Length: > 0 } login)
        {
            var normalized = login.ToUpperInvariant();
            person = await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedLogin == normalized && !u.Disabled, cancel);
            if (person is null)
            {
                return new Refusal("person_not_found", $"没有登录名为 {login} 的账号，或已停用。");
            }
        }

        return (organization, person);
    }

    /// <summary>The unit that is complained of where it is not to know, a mediator who may not mediate.</summary>
    private static async Task<Refusal?> ProblemOfNamedAsync(BaotuanDb db, LoadedCase found, Move move, (OrganizationInfo? Organization, User? Person) named, CancellationToken cancel) =>
        move.Effect is Effect.Offer or Effect.Invite && found.Row.Confidential && named.Organization?.Id == found.Row.SubjectId
            ? new("unit_is_complained_of", "保密渠道的办件不能交给问题所在的单位。请填别的单位。")
        : move.Effect == Effect.NameMediator && named.Person is { } person && !await MayMediateAsync(db, person.Id, cancel)
            ? new("person_may_not_mediate", "这个账号没有“主持调解”的权限。请另选，或请安全管理员先授权。")
        : null;

    private static async Task<bool> MayMediateAsync(BaotuanDb db, long userId, CancellationToken cancel) =>
        await ReadCaller.OfAsync(db, userId, db.Today(), "", cancel) is { } mediator && mediator.Holds(CasesPermissions.MediationHold);

    private static async Task WriteAsync(BaotuanDb db, FieldProtector fields, CaseMove asked, LoadedCase found, Move move, CaseStep step, bool cleared, CancellationToken cancel)
    {
        var (row, before, after) = (found.Row, found.Course, found.Course.After(step));
        var text = asked.Text.Trim();
        var written = new EventRow
        {
            CaseId = row.Id, SequenceNo = after.Events, Act = step.Act, State = after.State, FactOn = step.On, ActingId = step.ActingId, OrganizationId = step.OrganizationId,
            PersonId = step.PersonId, PartyNo = step.PartyNo, DueOn = step.DueOn, PublicText = move.TextIsPublic ? text : "",
            Text = move.TextIsPublic || text.Length == 0 ? null : fields.Protect(text, CaseSeals.Text(row.Id, after.Events)),
            Cleared = cleared ? fields.Protect(asked.NotSame.Trim(), CaseSeals.Cleared(row.Id, after.Events)) : null, ClientId = asked.ClientId, UserId = step.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs,
        };
        db.Add(written);
        if (move.IsAgreement)
        {
            var agreement = ReadAgreement.Row(db, fields, written, asked.Agreement, text);
            db.Add(agreement);
            await CaseLeaves.Agreements.AppendAsync(db, [agreement], cancel);
        }

        await WriteStanding.RunAsync(db, row, found.Parties, after, cancel);
        await db.LogAsync(
            "case." + step.Act, $"case/{row.Id}", row.Number, cancel, LogOwner.Of(row), before: before.Kind.StateName(before.State), after: after.Kind.StateName(after.State));
        if (cleared)
        {
            await db.LogAsync("case.not_same", $"case/{row.Id}", $"{row.Number}，{move.Chinese}", cancel, LogOwner.Of(row));
        }

        await CaseLeaves.Events.AppendAsync(db, [written], cancel);
        await db.SaveChangesAsync(cancel);
    }
}
