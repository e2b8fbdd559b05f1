using Baotuan.Cases.Kinds;
using Baotuan.Kernel;

namespace Baotuan.Cases.Course;

/// <summary>Whether something may happen to a case now, whoever does it: the same answer for the acts, the pages and <c>verify</c>.</summary>
internal static class CheckMove
{
    public const int LongestText = 4000;

    /// <summary>Days ahead that a day may be due.</summary>
    private const int LongestDue = 3 * 366;

    /// <summary>Why not; null when it may.</summary>
    /// <param name="hasText">Whether words come with it.</param>
    /// <param name="today">Null when an old event is checked once more: days were checked when it was recorded.</param>
    public static Refusal? Problem(CaseCourse course, CaseStep step, bool hasText, DateOnly? today)
    {
        if (course.Kind.Step(step.Act) is not { } move)
        {
            return new("act_unknown", "没有这种办理。请从办件页面选择。");
        }

        if (course.IsDone && (step.Act != Carried.UndoImport || course.State == Carried.Undone))
        {
            return new("case_is_done", $"这件办件已是“{course.Kind.StateName(course.State)}”，不能再办理。有新情况请另登记一件。");
        }

        return !move.From.Contains(course.State)
            ? new("act_not_now", $"这件办件现在是“{course.Kind.StateName(course.State)}”，不能“{move.Chinese}”。请刷新页面看现在能办什么。")
            : ProblemOfPerson(course, step) ?? ProblemOfText(move, hasText) ?? ProblemOfDays(course, move, step, today) ?? ProblemOfUnit(course, move, step)
                ?? ProblemOfOthers(course, move, step) ?? move.Guard(course with { LastOn = step.On });
    }

    private static Refusal? ProblemOfPerson(CaseCourse course, CaseStep step) =>
        course.Recused.Contains(step.UserId) ? new("person_is_recused", "您已在这件办件里回避，不能再办理它。") : null;

    private static Refusal? ProblemOfText(Move move, bool hasText) =>
        move.Text == Need.Must && !hasText ? new("text_is_needed", $"请写明：{move.TextHint}") : null;

    private static Refusal? ProblemOfDays(CaseCourse course, Move move, CaseStep step, DateOnly? today)
    {
        if (step.On < course.LastOn || step.On > today)
        {
            return new("day_out_of_order", $"日期不能早于上一步（{course.LastOn:yyyy-MM-dd}），也不能晚于今天。");
        }

        if (move.Due == Need.Must && step.DueOn is null)
        {
            return new("due_day_is_needed", "请填写期限。");
        }

        if (step.DueOn is not { } due)
        {
            return null;
        }

        if (due < step.On || due < today || due.DayNumber > step.On.DayNumber + LongestDue)
        {
            return new("due_day_has_passed", "期限不能早于今天，也不能晚于三年以后。");
        }

        return move.Effect == Effect.Extend && course.Clocks.TryGetValue(move.DueOf, out var running) && due <= running.DueOn
            ? new Refusal("due_day_is_not_later", $"新的期限要晚于现在的期限 {running.DueOn:yyyy-MM-dd}。")
            : null;
    }

    private static Refusal? ProblemOfUnit(CaseCourse course, Move move, CaseStep step)
    {
        if (move.Unit == Need.Must && step.OrganizationId is null)
        {
            return new("unit_is_needed", $"请填写单位。{move.UnitHint}");
        }

        return move.Effect switch
        {
            Effect.Offer when step.OrganizationId == course.Lead => new("transfer_to_oneself", "不能转给现在的承办单位自己。请填另一个单位。"),
            Effect.Refuse when step.OrganizationId == course.OfferedTo => new("right_unit_is_oneself", "退回要写明该由哪个单位办，不能写本单位。"),
            Effect.DeclineInvitation when step.OrganizationId == step.ActingId => new("right_unit_is_oneself", "要写明该请哪个单位，不能写本单位。"),
            Effect.Invite when step.OrganizationId == course.Lead => new("lead_assists_itself", "牵头单位不用协办自己的办件。"),
            Effect.Invite when course.Assisting.Contains(step.OrganizationId!.Value) || course.Invited.Contains(step.OrganizationId.Value) => new("unit_assists_already", "已经请过这个单位协办。"),
            _ => null,
        };
    }

    private static Refusal? ProblemOfOthers(CaseCourse course, Move move, CaseStep step)
    {
        if (move.Party == Need.Must && (step.PartyNo is not { } party || !course.PrincipalParties.Contains(party)))
        {
            return new("party_is_needed", "请选择是哪一位当事人。");
        }

        return move.Effect switch
        {
            Effect.NameMediator or Effect.ReleaseMediator when step.PersonId is null => new("person_is_needed", "请填写调解员的登录名。"),
            Effect.NameMediator when course.Mediators.Contains(step.PersonId!.Value) => new("mediator_is_named", "这位调解员已经在名单里。"),
            Effect.NameMediator when course.Recused.Contains(step.PersonId!.Value) => new("mediator_is_recused", "这位已在这件办件里回避，请另选。"),
            Effect.ReleaseMediator when !course.Mediators.Contains(step.PersonId!.Value) => new("mediator_is_not_named", "名单里没有这位调解员。"),
            Effect.AskExtension when course.AskedExtension.Contains(step.PartyNo!.Value) => new("extension_was_asked", "这位当事人的要求已经登记。"),
            Effect.AgreeOpen when course.WantOpen.Contains(step.PartyNo!.Value) => new("open_hearing_is_wanted", "这位当事人同意公开已经登记。"),
            Effect.CloseAgain when course.WantOpen.Count == 0 => new("mediation_is_closed", "这件本来就是不公开的，不用改。"),
            Effect.Consent when course.Consenting.Contains(step.PartyNo!.Value) => new("consent_is_noted", "这位当事人的同意已经登记。"),
            Effect.Object when course.Objecting.Contains(step.PartyNo!.Value) => new("objection_is_noted", "这位当事人的拒绝已经登记。"),
            Effect.Recuse when step.UserId == 0 => new("case_needs_a_person", "回避由本人登录办理。"),
            _ => null,
        };
    }
}
