using Baotuan.Disclosure.Contracts;
using Baotuan.Kernel;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Disclosure.Slips;

/// <summary>Answers an objection in writing.</summary>
internal static class AnswerSlipObjection
{
    public static async Task<Outcome<long>> RunAsync(BaotuanDb db, long objectionId, string text, CancellationToken cancel)
    {
        db.Access.Require(DisclosurePermissions.ObjectionAnswer);
        if (await db.Set<SlipObjectionRow>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == objectionId, cancel) is not { } objection)
        {
            return new Refusal("objection_not_found", "没有这条异议。");
        }

        db.Access.Require(DisclosurePermissions.ObjectionAnswer, objection.OrganizationId);
        if (await db.Set<SlipAnswerRow>().AnyAsync(a => a.ObjectionId == objectionId, cancel))
        {
            return new Refusal("objection_is_answered", "这条异议已经有人答复。请刷新页面。");
        }

        var refusal = db.Caller.UserId == 0 ? new("program_may_not_answer", "程序不能代替人答复。请由本人登录后答复。")
            : objection.UserId == db.Caller.UserId ? new("answerer_recorded_it", "这条异议是您登记的，请由别人答复。")
            : SlipWords.Problem(text, "答复");
        if (refusal is not null)
        {
            return refusal;
        }

        var row = new SlipAnswerRow { ObjectionId = objectionId, Text = text.Trim(), UserId = db.Caller.UserId, UserName = db.Caller.Name, RecordedAtMs = db.RecordedAtMs };
        db.Add(row);
        await DisclosureLeaves.SlipAnswers.AppendAsync(db, [row], cancel);
        await db.LogAsync("slip.answer", $"slip/{objection.CascadeId}/{objection.HouseholdNo}", $"objection/{objectionId}", cancel, objection.OrganizationId);
        await db.SaveChangesAsync(cancel);
        return objectionId;
    }
}
