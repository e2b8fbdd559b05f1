using Baotuan.Cases.Contracts;
using Baotuan.Cases.Moving;
using Baotuan.Cases.Register;
using Baotuan.Kernel;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Attachments;

/// <summary>Takes a file out of a case: somebody sent the wrong one, or it shows what it should not.</summary>
internal static class RemoveAttachment
{
    public static async Task<Outcome<int>> RunAsync(BaotuanDb db, long caseId, int no, string? reason, CancellationToken cancel)
    {
        if (await LoadCourse.FindAsync(db, caseId, cancel) is not { } found)
        {
            db.Access.Require(CasesPermissions.CaseRead);
            return CaseFiles.NotFound(no);
        }

        await CaseFiles.RequireContentsAsync(db, found, cancel);
        if (await db.Set<AttachmentRow>().AsNoTracking().FirstOrDefaultAsync(a => a.CaseId == caseId && a.AttachmentNo == no, cancel) is not { } row)
        {
            return CaseFiles.NotFound(no);
        }

        if (await db.Set<AttachmentRemoval>().AnyAsync(r => r.AttachmentId == row.Id, cancel))
        {
            return new Refusal("file_is_out", "这份材料已经撤下。");
        }

        if ((reason ?? "").Trim() is not { Length: >= 2 and <= 200 } stated)
        {
            return new Refusal("reason_needed", "请写明为什么撤下，2 至 200 个字，不要写姓名。");
        }

        var removal = new AttachmentRemoval { AttachmentId = row.Id, Reason = stated, UserId = db.Caller.UserId, UnitId = db.Caller.UnitId, RecordedAtMs = db.RecordedAtMs };
        db.Add(removal);
        db.RemoveRange(await db.Set<AttachmentContent>().AsTracking().Where(c => c.AttachmentId == row.Id).ToListAsync(cancel));
        await CaseLeaves.Removals.AppendAsync(db, [removal], cancel);
        await db.LogAsync("case.file.remove", $"case/{caseId}", $"{found.Row.Number} 第 {no} 份材料：{stated}", cancel, LogOwner.Of(found.Row));
        await db.SaveChangesAsync(cancel);
        return no;
    }
}
