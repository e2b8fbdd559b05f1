using Baotuan.Cases.Contracts;
using Baotuan.Cases.Register;
using Baotuan.Platform.Access;
using Baotuan.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Baotuan.Cases.Attachments;

/// <summary>What files a case has, without what is in them.</summary>
internal static class ReadAttachments
{
    public static async Task<IReadOnlyList<CaseFile>> ListAsync(BaotuanDb db, FieldProtector fields, long caseId, CancellationToken cancel)
    {
        var rows = await db.Set<AttachmentRow>().AsNoTracking().Where(a => a.CaseId == caseId).OrderBy(a => a.AttachmentNo).ToListAsync(cancel);
        var ids = rows.Select(a => a.Id).ToArray();
        var removed = await db.Set<AttachmentRemoval>().AsNoTracking().Where(r => ids.Contains(r.AttachmentId)).ToDictionaryAsync(r => r.AttachmentId, r => r.Reason, cancel);
        var users = rows.Select(a => a.UserId).Distinct().ToArray();
        var names = await UserNames.OfAsync(db, users, cancel);
        return
        [
            .. rows.Select(a => new CaseFile(
                a.AttachmentNo, fields.Reveal(a.Name, CaseSeals.FileName(a.Id)), a.MediaType, a.Length, names.GetValueOrDefault(a.UserId, $"{a.UserId}"), a.RecordedAtMs,
                removed.GetValueOrDefault(a.Id))),
        ];
    }
}
