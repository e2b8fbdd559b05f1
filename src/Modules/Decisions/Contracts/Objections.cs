using Baotuan.Decisions.Proposals;
using Baotuan.Kernel;
using Baotuan.Parties.Contracts;
using Baotuan.Platform.Pages;
using Baotuan.Platform.Storage;

namespace Baotuan.Decisions.Contracts;

/// <summary>Objections and their written answers. An objection is open until it is answered: nobody blocks by silence, on either side.</summary>
public static class Objections
{
    /// <summary>A signed-in person's own objection: a member against his collective's proposal, or somebody within his scope.</summary>
    public static async Task<Outcome<long>> RaiseAsync(BaotuanDb db, long proposalId, string text, string clientId, CancellationToken cancel)
    {
        var file = await ProposalFile.FindAsync(db, proposalId, cancel);
        if (db.Caller.Own is not { } own || file is null || own.CollectiveId != file.Proposal.OrganizationId)
        {
            var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.ObjectionRaise, cancel);
            return opened.Ok ? await WriteAsync(db, opened.Value, false, db.Caller.Name, "", text, clientId, cancel) : Outcome<long>.Refused(opened.Refusals);
        }

        db.Access.Require(DecisionsPermissions.ObjectionRaise);
        return await WriteAsync(db, file, false, db.Caller.Name, own.MemberNo, text, clientId, cancel);
    }

    /// <summary>An objection on paper: the member acted at the village office, the clerk who signed in is named.</summary>
    /// <param name="objector">Name of who objects.</param>
    /// <param name="memberNo">His number where he is a member; checked against the roll.</param>
    public static async Task<Outcome<long>> RaiseOnPaperAsync(
        BaotuanDb db, long proposalId, string objector, string? memberNo, string text, string clientId, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.ObjectionRaise, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (RecordEvent.Missing(objector, "objector_missing", "提出异议的人的姓名") is { } missing)
        {
            return missing;
        }

        var number = memberNo?.Trim() ?? "";
        if (number.Length > 0 && await MemberHistory.FindAsync(db, opened.Value.Proposal.OrganizationId, number, db.Today(), cancel) is null)
        {
            return new Refusal("member_not_found", $"没有编号为 {number} 的成员，或他已经不是成员。请核对，不是成员的不填编号。");
        }

        return await WriteAsync(db, opened.Value, true, objector.Trim(), number, text, clientId, cancel);
    }

    /// <summary>Answers in writing; the objection is open no more.</summary>
    public static async Task<Outcome<long>> AnswerAsync(BaotuanDb db, long proposalId, long objectionId, string text, CancellationToken cancel)
    {
        var opened = await RecordEvent.OpenAsync(db, proposalId, DecisionsPermissions.ObjectionAnswer, cancel);
        if (!opened.Ok)
        {
            return Outcome<long>.Refused(opened.Refusals);
        }

        if (RecordEvent.Missing(text, "answer_missing", "答复的内容") is { } missing)
        {
            return missing;
        }

        if (opened.Value.Rows.OfType<ObjectionRow>().FirstOrDefault(o => o.Id == objectionId) is { OnPaper: false } own && own.UserId == db.Caller.UserId)
        {
            return new Refusal("objector_may_not_answer", "谁提的异议谁不能答复。请由别人答复。");
        }

        return await RecordEvent.WriteAsync(db, opened.Value, new AnswerRow { ObjectionId = objectionId, Text = text.Trim() }, "answer", $"objection/{objectionId}", cancel);
    }

    private static async Task<Outcome<long>> WriteAsync(
        BaotuanDb db, ProposalFile file, bool onPaper, string objector, string memberNo, string text, string clientId, CancellationToken cancel)
    {
        if (await RecordEvent.SentBeforeAsync<ObjectionRow>(db, file.Proposal.Id, clientId, o => o.Text == text.Trim() && o.Objector == objector, cancel) is { } before)
        {
            return before;
        }

        if (RecordEvent.Missing(text, "objection_is_empty", "异议的内容") is { } missing)
        {
            return missing;
        }

        var row = new ObjectionRow
        {
            Id = await db.NextIdAsync("decisions_objection", cancel), OnPaper = onPaper, Objector = objector, MemberNo = memberNo, Text = text.Trim(), ClientId = clientId,
        };
        return await RecordEvent.WriteAsync(db, file, row, "object", onPaper ? $"objection/{row.Id} on paper" : $"objection/{row.Id}", cancel);
    }
}
